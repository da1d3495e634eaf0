import { ConfigurationTarget, type Uri, workspace } from 'vscode';
import { type RuleId, ruleIds } from '../../core/analysis/ruleIds.ts';
import type { Severity } from '../../core/analysis/types.ts';

const section = 'entraCertAuth.rules';
const choices: readonly unknown[] = ['error', 'warning', 'information', 'hint', 'off'];

export type RuleSeverities = Partial<Readonly<Record<RuleId, Severity | 'off'>>>;

/** How severe each rule is for the workspace folder at `scope`, as far as the user has a say; other values count as not set. */
function readSeverities(scope: Uri | undefined): RuleSeverities {
  const settings = workspace.getConfiguration(section, scope);
  const severities: Partial<Record<RuleId, Severity | 'off'>> = {};
  for (const id of ruleIds) {
    const value: unknown = settings.get(id);
    if (choices.includes(value)) {
      severities[id] = value as Severity | 'off';
    }
  }
  return severities;
}

/** The severities for each file, read once for all of a workspace folder. */
export class KnownSeverities {
  readonly #byFolder = new Map<string, RuleSeverities>();

  of(uri: Uri | undefined): RuleSeverities {
    const folder = uri && workspace.getWorkspaceFolder(uri)?.uri;
    const key = folder?.toString() ?? '';
    let severities = this.#byFolder.get(key);
    if (severities === undefined) {
      severities = readSeverities(folder);
      this.#byFolder.set(key, severities);
    }
    return severities;
  }

  /** The settings may be others now. */
  forget(): void {
    this.#byFolder.clear();
  }
}

/** Turns a rule off: in the workspace where one is open, else for the user. */
export async function turnOffRule(id: RuleId, scope?: Uri): Promise<void> {
  const inWorkspace = workspace.workspaceFolders !== undefined;
  await workspace
    .getConfiguration(section, scope)
    .update(id, 'off', inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
}

/** Calls `listener` after a rule's severity may have changed. */
export function onSeveritiesChanged(listener: () => void) {
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) {
      listener();
    }
  });
}
