import { type CancellationToken, Hover, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { editorRange } from '../../workbench/scripts/editorRange.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';

/** Says on a cmdlet what it needs, and whether an application may run it. */
export class CmdletHover implements HoverProvider {
  readonly #analysis: ScriptAnalysis;

  constructor(analysis: ScriptAnalysis) {
    this.#analysis = analysis;
  }

  async provideHover(document: TextDocument, position: Position, token: CancellationToken): Promise<Hover | undefined> {
    const { version } = document;
    const analysis = await this.#analysis.analyseDocument(document);
    if (analysis === undefined || token.isCancellationRequested || document.version !== version) {
      return undefined;
    }
    const offset = document.offsetAt(position);
    const command = analysis.script.commands.find(
      ({ invocation: { nameRange } }) => nameRange.start <= offset && offset <= nameRange.end,
    );
    if (command === undefined) {
      return undefined;
    }
    const { cmdletMarkdown } = await import('./cmdletMarkdown.ts');
    const text = cmdletMarkdown(analysis, command);
    return text && new Hover(text, editorRange(document, command.invocation.nameRange));
  }
}
