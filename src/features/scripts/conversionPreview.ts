import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  TabInputTextDiff,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { disposeAll } from '../../workbench/disposeAll.ts';
import { conversionScheme } from '../../workbench/scripts/isScript.ts';

interface Pending {
  readonly text: string;
  readonly settle: (apply: boolean) => void;
}

/** Shows what a script would become beside what it is, until it is applied or its tab is closed. */
export class ConversionPreview {
  readonly #pending = new Map<string, Pending>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #owned: Disposable;

  constructor() {
    this.#owned = disposeAll([
      this.#changed,
      workspace.registerTextDocumentContentProvider(conversionScheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#pending.get(uri.toString())?.text ?? '',
      }),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) {
          this.#settle(input, false);
        }
      }),
    ]);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** True once the user applies it; false when the preview is closed without. */
  async confirm(document: TextDocument, text: string): Promise<boolean> {
    const uri = Uri.from({ scheme: conversionScheme, path: document.uri.path, query: document.uri.toString() });
    const key = uri.toString();
    this.#pending.get(key)?.settle(false);
    const chosen = new Promise<boolean>((settle) => this.#pending.set(key, { text, settle }));
    // A preview of an earlier conversion may still be open.
    this.#changed.fire(uri);
    await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), 'powershell');
    const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
    await commands.executeCommand('vscode.diff', document.uri, uri, l10n.t('{0}: Certificate Sign-In', name), {
      preview: true,
    });
    void this.#ask(uri, name);
    try {
      return await chosen;
    } finally {
      this.#pending.delete(key);
      await this.#close(uri);
      // The question may still be shown; it was answered elsewhere.
      await commands.executeCommand('notifications.hideToasts');
    }
  }

  /** Applies the conversion whose preview is in front. */
  async applyShown(): Promise<void> {
    this.#settle(window.tabGroups.activeTabGroup.activeTab?.input, true);
  }

  async #ask(uri: Uri, name: string): Promise<void> {
    const apply = l10n.t('Apply');
    const discard = l10n.t('Discard');
    const question = l10n.t('Let {0} sign in with the certificate, as shown?', name);
    const answer = await window.showInformationMessage(question, apply, discard);
    if (answer !== undefined) {
      this.#pending.get(uri.toString())?.settle(answer === apply);
    }
  }

  #settle(input: unknown, apply: boolean): void {
    if (input instanceof TabInputTextDiff) {
      this.#pending.get(input.modified.toString())?.settle(apply);
    }
  }

  async #close(uri: Uri): Promise<void> {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    await window.tabGroups.close(
      tabs.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === uri.toString()),
    );
  }
}
