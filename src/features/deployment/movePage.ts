import { createHash } from 'node:crypto';
import { commands, l10n, type Uri, type WebviewPanel, window } from 'vscode';
import { commandId, pageTypes } from '../../contributions.ts';
import type { MoveFile, MovePackage } from '../../core/deployment/moveTypes.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import type { Commands } from '../../workbench/commands.ts';
import { copySecret, copyValue } from '../../workbench/copied.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { Page } from '../../workbench/webview/page.ts';
import { saveFile, saveFiles } from './moveFiles.ts';
import { type MoveView, moveHtml, stepState } from './moveHtml.ts';
import { keepProgress, type MoveProgress, type MoveSubject } from './moveRecord.ts';
import { moveView } from './moveView.ts';

/** What a page is made of; `panel` is that of a page that was open when the window was loaded again. */
export interface MovePageParts {
  readonly rooms: Rooms;
  readonly commands: Commands;
  readonly extensionUri: Uri;
  readonly subject: MoveSubject;
  readonly service: ServiceDefinition;
  /** The scripts look for the PFX by its name, once it has one. */
  readonly contentFor: (pfxPath: string | undefined) => MovePackage;
  readonly progress: MoveProgress;
  readonly panel?: WebviewPanel;
}

/** The list of what it takes to run scripts somewhere else, ticked off by and for the user. */
export class MovePage {
  readonly #parts: MovePageParts;
  readonly #page: Page;
  #progress: MoveProgress;
  #content: MovePackage;
  /** Digest of the password the certificate was copied with: the two must belong together. */
  #copiedWith: string | undefined;

  constructor(parts: MovePageParts) {
    this.#parts = parts;
    this.#progress = parts.progress;
    this.#content = parts.contentFor(parts.progress.pfxPath);
    this.#page = new Page({
      viewType: pageTypes.move,
      title: l10n.t('Move to Another Computer'),
      extensionUri: parts.extensionUri,
      memory: parts.subject,
      ...(parts.panel ? { panel: parts.panel } : {}),
      styles: ['move.css'],
      body: moveHtml(this.#view()),
      onAction: (action) => void this.#act(action),
      onClose: () => {},
    });
  }

  #view(): MoveView {
    return moveView({ ...this.#parts, content: this.#content }, this.#progress);
  }

  async #act(action: string): Promise<void> {
    const [verb = '', about = ''] = action.split(':');
    try {
      await this.#do(verb, about);
    } catch (error) {
      if (!isCancellation(error)) {
        await this.#parts.commands.show(error);
      }
    }
  }

  async #do(verb: string, about: string): Promise<void> {
    const { thumbprint, tenantId, appId, account } = this.#parts.subject;
    switch (verb) {
      case 'tick':
        return this.#tick(about);
      case 'copy': {
        const file = this.#file(about);
        return file && copyValue(file.name, file.text);
      }
      case 'save': {
        const file = this.#file(about);
        if (file) {
          await saveFile(file);
        }
        return;
      }
      case 'saveAll':
        return saveFiles(this.#content.files);
      case 'pfx':
        return this.#savePfx();
      case 'password':
        return this.#copyPassword();
      case 'base64':
        return this.#copyCertificate();
      case 'schedule':
        await commands.executeCommand(
          commandId('createScheduledTask'),
          fromPerson({
            tenantId,
            appId,
            thumbprint,
            scheduler: this.#parts.subject.target === 'unix' ? 'systemd' : 'windows',
            ...(account === undefined ? {} : { account }),
          }),
        );
        return;
      case 'close':
        return this.#page.dispose();
    }
  }

  #file(id: string): MoveFile | undefined {
    return this.#content.files.find((file) => file.id === id);
  }

  async #tick(id: string): Promise<void> {
    const { done } = this.#progress;
    if (this.#content.steps.some((step) => step.id === id)) {
      await this.#note({ done: done.includes(id) ? done.filter((each) => each !== id) : [...done, id] }, id);
    }
  }

  /** What is done by a button of the page is ticked off with it. */
  #finish(id: string, more: Partial<MoveProgress> = {}): Promise<void> {
    return this.#note({ done: [...new Set([...this.#progress.done, id])], ...more }, id);
  }

  async #note(change: Partial<MoveProgress>, id: string): Promise<void> {
    const pathChanged = change.pfxPath !== undefined;
    this.#progress = { ...this.#progress, ...change };
    if (pathChanged) {
      this.#content = this.#parts.contentFor(change.pfxPath);
    }
    await keepProgress(this.#parts.rooms.store, this.#parts.subject, this.#progress);
    const view = this.#view();
    const step = view.steps.find((each) => each.id === id);
    if (pathChanged || step === undefined) {
      this.#page.update(moveHtml(view));
      return;
    }
    const text = stepState(step.done);
    this.#page.patch(moveHtml(view), {
      parts: [{ part: id, text, state: step.done ? 'done' : 'todo' }],
      announce: l10n.t('{0}: {1}', step.title, text),
    });
  }

  /** By the command for it, which asks where, how encrypted and with which password. */
  async #savePfx(): Promise<void> {
    const { thumbprint } = this.#parts.subject;
    const saved = await commands.executeCommand<{ path: string } | undefined>(
      commandId('exportPfx'),
      fromPerson({ thumbprint }),
    );
    if (saved !== undefined) {
      await this.#finish('savePfx', { pfxPath: saved.path });
    }
  }

  async #copyPassword(): Promise<void> {
    const { thumbprint, target } = this.#parts.subject;
    if (target === 'githubActions' && this.#copiedWith !== undefined) {
      const password = await (await this.#parts.rooms.vault()).pfxPassword(thumbprint);
      if (password === undefined || digest(password) !== this.#copiedWith) {
        void window.showWarningMessage(
          l10n.t('The password has changed since the certificate was copied. Copy the certificate again, then this.'),
        );
        return;
      }
    }
    await commands.executeCommand(commandId('copyPassword'), fromPerson({ thumbprint }));
    if (target === 'githubActions') {
      await this.#finish('storePasswordSecret');
    }
  }

  /** The PFX as text, encrypted with the generated password that secret storage keeps. */
  async #copyCertificate(): Promise<void> {
    const { thumbprint } = this.#parts.subject;
    const { encodePfx } = await import('../../core/certificates/pfx.ts');
    const { generatePassword } = await import('../../core/certificates/generatePassword.ts');
    const vault = await this.#parts.rooms.vault();
    const material = await vault.materialWithKey(thumbprint);
    const known = await vault.pfxPassword(thumbprint);
    const password = known ?? generatePassword();
    if (known === undefined) {
      await vault.setPfxPassword(thumbprint, password);
    }
    const pfx = await encodePfx(material, { password, encryption: 'aes256' });
    await copySecret(l10n.t('the certificate as Base64'), Buffer.from(pfx).toString('base64'));
    this.#copiedWith = digest(password);
    await this.#finish('storeCertificateSecret');
  }
}

const digest = (password: string) => createHash('sha256').update(password).digest('hex');
