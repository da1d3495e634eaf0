import { l10n, window, workspace } from 'vscode';
import { serviceById } from '../../core/services/index.ts';
import { escapeMarkdown } from '../../core/shared/markdown.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { toUserError } from '../../workbench/userError.ts';
import { checkAllScripts } from './checkWorkspace.ts';
import { needsAttention, type ScriptSummary } from './scriptSummary.ts';
import type { WorkspaceScript, WorkspaceScripts } from './workspaceScripts.ts';

/** Checks every script and shows what was found as a Markdown document, which is saved only if the user does. */
export async function workspaceReport(
  scripts: WorkspaceScripts,
  options: CommandOptions,
  dataDate: string,
): Promise<{ markdown: string }> {
  const all = await checkAllScripts(scripts);
  const markdown = reportText(all, dataDate);
  if (!options.programmatic) {
    await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content: markdown }));
  }
  return { markdown };
}

function reportText(scripts: readonly WorkspaceScript[], dataDate: string): string {
  const checked = scripts.flatMap(({ summary }) => summary ?? []);
  const relevant = checked.filter(({ verdict }) => verdict.kind !== 'none');
  const attention = relevant.filter(needsAttention);
  const parts = [
    `# ${l10n.t('Microsoft 365 scripts of this workspace')}`,
    [
      l10n.t(
        '{0} scripts, {1} of them with Microsoft 365 commands, {2} to look at.',
        scripts.length,
        relevant.length,
        attention.length,
      ),
      l10n.t('Permission data of {0}.', dataDate.slice(0, 10)),
    ].join(' '),
    ...(relevant.length > 0 ? [overview(relevant)] : []),
    ...needs(relevant, l10n.t('Permissions'), l10n.t('Permission'), ({ permissions }) => permissions),
    ...needs(relevant, l10n.t('Directory roles'), l10n.t('Directory role'), ({ roles }) => roles),
    ...(attention.length > 0 ? [`## ${l10n.t('Findings')}`, ...attention.map(findings)] : []),
    ...notChecked(scripts),
  ];
  return `${parts.join('\n\n')}\n`;
}

function overview(summaries: readonly ScriptSummary[]): string {
  return table(
    [l10n.t('Script'), l10n.t('Services'), l10n.t('State'), l10n.t('Needs')],
    summaries.map(({ uri, services, verdict, permissions, roles }) => [
      workspace.asRelativePath(uri),
      services.map((id) => serviceById(id).name).join(', '),
      verdict.text,
      [...permissions, ...roles].join(', '),
    ]),
  );
}

/** What is needed at all, with the scripts that need it. */
function needs(
  summaries: readonly ScriptSummary[],
  title: string,
  heading: string,
  namesOf: (summary: ScriptSummary) => readonly string[],
): readonly string[] {
  const byName = new Map<string, string[]>();
  for (const summary of summaries) {
    for (const name of namesOf(summary)) {
      byName.set(name, [...(byName.get(name) ?? []), workspace.asRelativePath(summary.uri)]);
    }
  }
  const rows = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, paths]) => [name, paths.join(', ')]);
  return rows.length === 0 ? [] : [`## ${title}`, table([heading, l10n.t('Needed by')], rows)];
}

function findings({ uri, findings: found }: ScriptSummary): string {
  const lines = found
    .filter(({ severity }) => severity !== 'hint')
    .map(({ line, sentence }) => `- ${escapeMarkdown(l10n.t('Line {0}: {1}', line, sentence))}`);
  return [`### ${escapeMarkdown(workspace.asRelativePath(uri))}`, lines.join('\n')].filter(Boolean).join('\n\n');
}

function notChecked(scripts: readonly WorkspaceScript[]): readonly string[] {
  const failed = scripts.filter(({ problem }) => problem !== undefined);
  return failed.length === 0
    ? []
    : [
        `## ${l10n.t('Not checked')}`,
        failed
          .map(
            ({ uri, problem }) =>
              `- ${escapeMarkdown(workspace.asRelativePath(uri))}: ${escapeMarkdown(toUserError(problem).message)}`,
          )
          .join('\n'),
      ];
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(headings), `|${headings.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}
