import { basename, dirname, extname, join } from 'node:path';
import { commands, env, l10n, Uri, window, workspace } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Certificate } from '../../core/certificates/types.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { askText } from '../../workbench/prompts/prompts.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { accountProblem } from './accountProblem.ts';

export interface ComputerInstallation {
  readonly thumbprint: string;
  readonly store: string;
  /** PowerShell, to be run as an administrator beside the PFX file. */
  readonly script: string;
  /** Where the script is, when a person had it saved. */
  readonly path?: string;
}

const store = 'Cert:\\LocalMachine\\My';

/**
 * For services and scheduled tasks of a Windows computer: the script that an administrator runs, as the editor is none. A
 * person gets the PFX file and the script beside it; a program gets the text alone.
 */
export async function installForComputer(
  certificate: Certificate,
  options: CommandOptions,
): Promise<ComputerInstallation> {
  const { thumbprint, friendlyName, subject } = certificate;
  const [{ windowsImportScript }, { slugOf }, { checkedAccount }] = await Promise.all([
    import('../../core/deployment/moveWindows.ts'),
    import('../../core/deployment/slug.ts'),
    import('../../core/deployment/account.ts'),
  ]);
  const given = options.text('account');
  if (given === undefined && options.programmatic) {
    throw optionError('missing', { name: 'account' });
  }
  const account = checkedAccount(given ?? (await askAccount()));
  const name = friendlyName || subject;
  const script = (stem: string) =>
    windowsImportScript({ target: 'serviceAccount', facts: { thumbprint, applicationName: name }, account }, stem);
  if (options.programmatic) {
    return { thumbprint, store, script: script(slugOf(name, thumbprint)) };
  }
  const exported = await commands.executeCommand<{ path: string } | undefined>(
    commandId('exportPfx'),
    fromPerson({ thumbprint }),
  );
  if (exported === undefined) {
    throw new Cancelled();
  }
  const text = script(basename(exported.path, extname(exported.path)));
  const path = await save(text, exported.path);
  await window.showTextDocument(await workspace.openTextDocument(Uri.file(path)), { preview: false });
  void tell(path, exported.path, account);
  return { thumbprint, store, script: text, path };
}

async function askAccount(): Promise<string> {
  return askText({
    title: l10n.t('Install for a Service or Scheduled Task'),
    prompt: l10n.t('The account that runs it, and may use the private key'),
    placeHolder: 'CONTOSO\\svc-reports',
    validate: (text) =>
      text.trim() === '' ? l10n.t('The private key needs somebody who may use it.') : accountProblem(text),
  });
}

/** Beside the PFX file, where the script looks for it. */
async function save(text: string, pfx: string): Promise<string> {
  const file = `Install ${basename(pfx, extname(pfx))}.ps1`;
  const target = await window.showSaveDialog({
    title: l10n.t('Save the Script That Installs {0}', basename(pfx)),
    defaultUri: Uri.file(join(dirname(pfx), file)),
    filters: { PowerShell: ['ps1'] },
  });
  if (target === undefined) {
    throw new Cancelled();
  }
  // Windows PowerShell reads a script without the mark in the code page of the computer.
  await workspace.fs.writeFile(target, new TextEncoder().encode(`\uFEFF${text}`));
  return target.fsPath;
}

async function tell(path: string, pfx: string, account: string): Promise<void> {
  const copy = l10n.t('Copy Command');
  const chosen = await window.showInformationMessage(
    l10n.t(
      'Run the script as an administrator: it asks for the password of {0}, installs the certificate, signs with it and lets {1} use the key.',
      basename(pfx),
      account,
    ),
    copy,
  );
  if (chosen === copy) {
    const { elevatedCommand } = await import('../../core/deployment/storeElevated.ts');
    await env.clipboard.writeText(elevatedCommand(path, pfx));
  }
}
