import { l10n, StatusBarAlignment, type StatusBarItem, type TextDocument, window, workspace } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Analysis } from '../../core/analysis/analyse.ts';
import type { Log } from '../../core/shared/ports.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import { activeScript } from '../../workbench/scripts/activeScript.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { verdictOf } from '../../workbench/scripts/verdict.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { Debounced } from './debounced.ts';
import { declared } from './declared.ts';

const typingPause = 300;

/** The verdict on the script in front, in the status bar; hidden where there is nothing to say. */
export class VerdictStatus {
  readonly #analysis: ScriptAnalysis;
  readonly #log: Log;
  readonly #item: StatusBarItem;
  readonly #pending: Debounced<'active'>;
  readonly #owned: { dispose(): unknown };

  constructor(analysis: ScriptAnalysis, log: Log) {
    this.#analysis = analysis;
    this.#log = log;
    this.#item = window.createStatusBarItem('entraCertAuth.verdict', StatusBarAlignment.Right, 110);
    this.#item.name = l10n.t('Entra Cert Auth: Script Check');
    this.#pending = new Debounced(typingPause, () => void this.#update());
    this.#owned = disposeAll([
      this.#item,
      this.#pending,
      window.onDidChangeActiveTextEditor(() => this.#pending.request('active', 0)),
      window.onDidChangeVisibleTextEditors(() => this.#pending.request('active', 0)),
      // Of a document that is another language now.
      workspace.onDidOpenTextDocument(() => this.#pending.request('active', 0)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === scriptInFront()) {
          this.#pending.request('active');
        }
      }),
      analysis.onDidChange(() => this.#pending.request('active', 0)),
    ]);
    this.#pending.request('active', 0);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #update(): Promise<void> {
    const document = scriptInFront();
    if (document === undefined) {
      this.#item.hide();
      return;
    }
    const { version } = document;
    try {
      const analysis = await this.#analysis.analyseDocument(document);
      if (document === scriptInFront() && document.version === version) {
        await this.#show(document, analysis);
      }
    } catch (error) {
      this.#log.error('A script could not be judged.', { error });
      this.#item.hide();
    }
  }

  async #show(document: TextDocument, analysis: Analysis | undefined): Promise<void> {
    if (analysis === undefined) {
      this.#item.text = `$(shield) ${l10n.t('Script not checked')}`;
      this.#item.tooltip = l10n.t('Scripts of more than 2 MB are not checked while you edit them.');
      this.#item.command = undefined;
      this.#item.show();
      return;
    }
    const verdict = verdictOf(analysis);
    const { verdictTooltip } = await import('./verdictTooltip.ts');
    if (verdict.kind === 'none') {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(${verdict.icon}) ${verdict.text}`;
    this.#item.accessibilityInformation = { label: l10n.t('Script check: {0}', verdict.text) };
    this.#item.tooltip = verdictTooltip(analysis, verdict);
    const check = declared('checkScript');
    this.#item.command =
      check === undefined
        ? 'workbench.actions.view.problems'
        : {
            title: l10n.t('Check'),
            command: commandId(check),
            arguments: [fromPerson({ uri: document.uri.toString(), path: document.uri.fsPath })],
          };
    this.#item.show();
  }
}

/** The document of the script in front, once the editor has it. */
function scriptInFront(): TextDocument | undefined {
  const uri = activeScript()?.toString();
  return uri === undefined ? undefined : workspace.textDocuments.find((document) => document.uri.toString() === uri);
}
