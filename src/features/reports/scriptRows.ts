import { basename, extname } from 'node:path';
import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState, type Uri, workspace } from 'vscode';
import { serviceById } from '../../core/services/index.ts';
import type { ServiceId } from '../../core/services/types.ts';
import { verdictIcon } from '../../workbench/scripts/verdict.ts';
import { type Row, row } from '../../workbench/tree/row.ts';
import { toUserError } from '../../workbench/userError.ts';
import { needsAttention, type ScriptSummary } from './scriptSummary.ts';
import type { WorkspaceScript } from './workspaceScripts.ts';

/** Which scripts the view lists. */
export type ScriptFilter = 'all' | 'findings' | ServiceId;

/** The rows of the scripts that pass the filter: those to look at first, then by name. */
export function scriptRows(scripts: readonly WorkspaceScript[], filter: ScriptFilter): readonly Row[] {
  const names = new Map<string, number>();
  for (const { uri } of scripts) {
    const name = basename(uri.path);
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  return scripts
    .filter((script) => passes(script, filter))
    .map((script) => {
      const name = basename(script.uri.path);
      const path = workspace.asRelativePath(script.uri);
      return { script, path, label: (names.get(name) ?? 0) > 1 ? path : name };
    })
    .sort((a, b) => rank(a.script) - rank(b.script) || a.label.localeCompare(b.label))
    .map(({ script, path, label }) => scriptRow(script, label, path));
}

/** A service as short as people say it. */
export function shortServiceName(id: ServiceId): string {
  return serviceById(id).name.replace(/^Microsoft /, '');
}

function passes({ summary }: WorkspaceScript, filter: ScriptFilter): boolean {
  return (
    filter === 'all' ||
    (summary !== undefined && (filter === 'findings' ? needsAttention(summary) : summary.services.includes(filter)))
  );
}

/** Scripts of Microsoft 365 before others; what is wrong with them shows by itself. */
function rank({ summary }: WorkspaceScript): number {
  return summary === undefined || summary.verdict.kind === 'none' ? 1 : 0;
}

function scriptRow({ uri, summary, problem }: WorkspaceScript, label: string, path: string): Row {
  const description = summary ? stateWords(summary) : problem ? l10n.t('not checked') : '';
  const why = problem ? toUserError(problem).message : undefined;
  return row(
    {
      id: `script/${uri.toString()}`,
      label,
      description,
      tooltip: [path, ...(why ? [why] : []), ...(summary ? details(summary) : [])].join('\n'),
      icon: summary
        ? verdictIcon(summary.verdict)
        : problem
          ? new ThemeIcon('question', new ThemeColor('descriptionForeground'))
          : new ThemeIcon('file-code'),
      flags: ['script', ...flagsOf(uri, summary)],
      collapsible: TreeItemCollapsibleState.None,
      command: { command: 'vscode.open', title: l10n.t('Open'), arguments: [uri] },
      parent: undefined,
    },
    { uri: uri.toString() },
  );
}

/** What the menus of the row depend on: whether it has to do with Microsoft 365, and whether PowerShell runs it by itself. */
function flagsOf({ path }: Uri, summary: ScriptSummary | undefined): readonly string[] {
  return [
    ...(summary !== undefined && summary.verdict.kind !== 'none' ? ['usesServices'] : []),
    ...(extname(path).toLowerCase() === '.ps1' ? ['runnable'] : []),
  ];
}

function stateWords({ services, verdict }: ScriptSummary): string {
  const names = services.map(shortServiceName);
  const shown = names.length > 2 ? l10n.t('{0} and {1} more', names[0] ?? '', names.length - 1) : names.join(', ');
  return [shown, verdict.text].filter(Boolean).join(' · ') || l10n.t('no Microsoft 365 command');
}

function details({ findings, permissions, roles }: ScriptSummary): readonly string[] {
  return [
    ...(permissions.length > 0 ? [l10n.t('Needs {0}', permissions.slice(0, 8).join(', '))] : []),
    ...roles.map((role) => l10n.t('Directory role {0}', role)),
    ...findings
      .filter(({ severity }) => severity !== 'hint')
      .slice(0, 8)
      .map(({ line, sentence }) => l10n.t('Line {0}: {1}', line, sentence)),
  ];
}
