import { type Disposable, EventEmitter, l10n, Uri, window, workspace } from 'vscode';
import { presenceInStore } from '../../workbench/certificateStore.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { certificateState } from '../../workbench/words/certificateState.ts';
import { presenceWords } from '../../workbench/words/certificateStore.ts';
import { certificateValues } from './copyValues.ts';

const scheme = 'entra-cert-auth-certificate';

/** Details of a certificate as a read-only document, where every value can be selected and copied. */
export class CertificateDetails implements Disposable {
  readonly #rooms: Rooms;
  readonly #changed = new EventEmitter<Uri>();
  readonly #registration: Disposable;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    this.#registration = workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#text(uri.query),
    });
  }

  async show(options: CommandOptions): Promise<void> {
    const { thumbprint, friendlyName, subject } = await pickCertificate(
      this.#rooms,
      options,
      l10n.t('Show Certificate'),
    );
    const title = (friendlyName || subject).replaceAll(/[/\\]/g, '_');
    const uri = Uri.from({ scheme, path: `/${title}`, query: thumbprint });
    this.#changed.fire(uri);
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  }

  /** Shows what changed where details are open. */
  refresh(): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme === scheme) {
        this.#changed.fire(uri);
      }
    }
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  async #text(thumbprint: string): Promise<string> {
    const vault = await this.#rooms.vault();
    const certificate = await vault.get(thumbprint);
    const { certificatePem } = await import('../../core/certificates/encodeCertificate.ts');
    const { certificate: der } = await vault.material(thumbprint);
    const presence = await presenceInStore(this.#rooms.store, thumbprint);
    const place = presenceWords(presence);
    const rows = [
      ...certificateValues(certificate),
      { label: l10n.t('State'), value: certificateState(certificate, this.#rooms.clock.now()) },
      {
        label: l10n.t('Private key'),
        value: certificate.hasPrivateKey ? l10n.t('in secret storage') : l10n.t('not on this computer'),
      },
      ...(place === undefined ? [] : [{ label: l10n.t('Certificate store'), value: place }]),
      ...(presence.path === undefined ? [] : [{ label: l10n.t('File in the store'), value: presence.path }]),
    ];
    const width = Math.max(...rows.map(({ label }) => label.length));
    return `${rows.map(({ label, value }) => `${label.padEnd(width)}  ${value}`).join('\n')}\n\n${certificatePem(der)}`;
  }
}
