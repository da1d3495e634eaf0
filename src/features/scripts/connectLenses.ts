import { type CancellationToken, CodeLens, type CodeLensProvider, type Event, type TextDocument } from 'vscode';
import { editorRange } from '../../workbench/scripts/editorRange.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';

/** Says above each connect statement who signs in where, and what is missing; with the ways on. */
export class ConnectLenses implements CodeLensProvider {
  readonly #analysis: ScriptAnalysis;
  readonly onDidChangeCodeLenses: Event<void>;

  constructor(analysis: ScriptAnalysis) {
    this.#analysis = analysis;
    this.onDidChangeCodeLenses = analysis.onDidChange;
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    const { version } = document;
    const analysis = await this.#analysis.analyseDocument(document);
    const facts = await this.#analysis.facts();
    if (analysis === undefined || token.isCancellationRequested || document.version !== version) {
      return [];
    }
    const { lensCommands } = await import('./lensCommands.ts');
    const target = { uri: document.uri.toString(), path: document.uri.fsPath };
    return analysis.script.connections.flatMap((connection) => {
      const range = editorRange(document, connection.invocation.nameRange);
      return lensCommands(analysis, connection, facts, target).map((command) => new CodeLens(range, command));
    });
  }
}
