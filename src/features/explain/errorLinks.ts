import type { CancellationToken, TerminalLinkContext, TerminalLinkProvider } from 'vscode';
import { mayHoldError } from '../../core/explain/cue.ts';
import type { Parts } from '../../workbench/parts.ts';
import type { ErrorLink } from './errorLink.ts';

/**
 * Makes known errors in any terminal links that explain them. An ordinary line costs one regular expression; the rest is
 * loaded with the first line that could hold an error.
 */
export class ErrorLinks implements TerminalLinkProvider<ErrorLink> {
  readonly #parts: Pick<Parts, 'rooms' | 'commands'>;

  constructor(parts: Pick<Parts, 'rooms' | 'commands'>) {
    this.#parts = parts;
  }

  async provideTerminalLinks(context: TerminalLinkContext, token: CancellationToken): Promise<ErrorLink[]> {
    if (!mayHoldError(context.line)) {
      return [];
    }
    const { errorLinks } = await import('./errorLink.ts');
    return token.isCancellationRequested ? [] : errorLinks(context);
  }

  handleTerminalLink(link: ErrorLink): void {
    link.show(this.#parts);
  }
}
