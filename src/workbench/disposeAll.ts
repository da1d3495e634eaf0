import { Disposable } from 'vscode';

/** One disposable for several, disposed last made first. */
export function disposeAll(owned: readonly { dispose(): unknown }[]): Disposable {
  return new Disposable(() => {
    for (const each of [...owned].reverse()) {
      each.dispose();
    }
  });
}
