import { type Disposable, window } from 'vscode';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import { ErrorLinks } from './errorLinks.ts';

/** Errors explained where they happen: in terminals, and from text that is selected or pasted. */
export function registerExplain(parts: Parts): Disposable {
  return disposeAll([
    parts.commands.register('explainError', async (options) => {
      const { explainErrorText } = await import('./explainErrorText.ts');
      return explainErrorText(parts, options);
    }),
    window.registerTerminalLinkProvider(new ErrorLinks(parts)),
  ]);
}
