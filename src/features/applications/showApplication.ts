import { type Disposable, EventEmitter, l10n, Uri, window, workspace } from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { resolveTarget } from './target.ts';

const scheme = 'entra-cert-auth-application';

/** Details of an application as a read-only document, where every value can be selected and copied. */
export class ApplicationPage implements Disposable {
  readonly #rooms: Rooms;
  readonly #changed = new EventEmitter<Uri>();
  readonly #owned: readonly Disposable[];

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    this.#owned = [
      this.#changed,
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#text(uri),
      }),
      rooms.onDirectoryChanged((change) => this.#refresh(change)),
    ];
  }

  async show(options: CommandOptions): Promise<{ appId: string }> {
    const { tenant, application } = await resolveTarget(this.#rooms, options, l10n.t('Show Application'));
    const title = application.displayName.replaceAll(/[/\\\p{Cc}]/gu, '_');
    const uri = Uri.from({ scheme, path: `/${title}`, query: `${tenant.tenantId}/${application.appId}` });
    this.#changed.fire(uri);
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    return { appId: application.appId };
  }

  dispose(): void {
    for (const each of this.#owned) {
      each.dispose();
    }
  }

  /** Reads open pages again that a change concerns. */
  #refresh(change: { readonly tenantId: string; readonly appId?: string }): void {
    for (const { uri } of workspace.textDocuments) {
      const [tenantId, appId] = uri.query.split('/');
      const concerned = tenantId === change.tenantId && (change.appId === undefined || appId === change.appId);
      if (uri.scheme === scheme && concerned) {
        this.#changed.fire(uri);
      }
    }
  }

  async #text(uri: Uri): Promise<string> {
    const [tenantId = '', appId = ''] = uri.query.split('/');
    const { applicationText } = await import('./applicationText.ts');
    return applicationText(this.#rooms, tenantId, appId);
  }
}
