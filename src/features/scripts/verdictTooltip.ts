import { l10n, MarkdownString } from 'vscode';
import type { Analysis } from '../../core/analysis/analyse.ts';
import { serviceById } from '../../core/services/index.ts';
import { escapeMarkdown, inlineCode } from '../../core/shared/markdown.ts';
import type { Verdict } from '../../workbench/scripts/verdict.ts';

const mostNames = 8;

/** What stands behind a verdict: services, permissions, roles. */
export function verdictTooltip(analysis: Analysis, { text }: Verdict): MarkdownString {
  const { permissions, roles } = analysis.needed();
  const services = analysis.services.map((id) => escapeMarkdown(serviceById(id).name)).join(', ');
  const names = permissions.map(({ permission }) => inlineCode(permission));
  const shown = names.slice(0, mostNames).join(', ');
  const rest = names.length - mostNames;
  const lines = [
    `**${escapeMarkdown(text)}**`,
    ...(services === '' ? [] : [services]),
    ...(names.length === 0
      ? []
      : [rest > 0 ? l10n.t('Needs {0} and {1} more', shown, rest) : l10n.t('Needs {0}', shown)]),
    ...roles.map(({ role }) => l10n.t('Directory role: {0}', escapeMarkdown(role))),
  ];
  return new MarkdownString(lines.join('\n\n'));
}
