import { type Disposable, type SecretStorage, window } from 'vscode';
import { contextKeys as keys, viewIds } from '../../contributions.ts';
import { onSettingChanged } from '../../workbench/adapters/settings.ts';
import { CommandOptions } from '../../workbench/commandOptions.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import { focusedRow } from '../../workbench/tree/focusedRow.ts';
import { isRow } from '../../workbench/tree/row.ts';
import { RowTree } from '../../workbench/tree/rowTree.ts';
import { certificateRows } from './certificateRows.ts';
import { copyCertificateValue, copyPassword, copyThumbprint } from './copyValues.ts';
import { deleteCertificate } from './deleteCertificate.ts';
import { exportCertificate } from './exportCertificate.ts';
import { exportPfx } from './exportPfx.ts';
import { generateCertificate } from './generateCertificate.ts';
import { importCertificate } from './importCertificate.ts';
import { renameCertificate } from './renameCertificate.ts';
import { CertificateDetails } from './showCertificate.ts';

/** The vault: its view and its commands. */
export function registerCertificates(parts: Parts & { readonly secrets: SecretStorage }): Disposable {
  const { rooms, commands, contextKeys, log, secrets } = parts;
  const tree = new RowTree(
    async () => {
      const rows = await certificateRows(rooms);
      await contextKeys.set(keys.hasCertificates, rows.length > 0);
      return rows;
    },
    log,
    'refreshCertificates',
  );
  const view = window.createTreeView(viewIds.certificates, { treeDataProvider: tree, showCollapseAll: false });
  // The view's own keys say `selection`: they mean the row that has the focus.
  const chosen = async (options: CommandOptions) =>
    options.boolean('selection') ? new CommandOptions(await focusedRow(tree, view), isRow) : options;
  const details = new CertificateDetails(rooms);
  // Generated, imported or made by a set-up: the walkthrough's step is done.
  const noteFirst = async () => {
    const { certificates } = await (await rooms.vault()).list();
    if (certificates.length > 0) {
      await contextKeys.set(keys.doneCertificate, true);
    }
  };
  return disposeAll([
    tree,
    view,
    details,
    rooms.onVaultChanged(() => {
      tree.refresh();
      void noteFirst();
    }),
    // Another window may have changed the vault; not every editor tells about its secrets.
    window.onDidChangeWindowState(({ focused }) => focused && tree.refresh()),
    secrets.onDidChange((event) => event.key.startsWith('certificate/') && tree.refresh()),
    onSettingChanged('expiringWithinDays', () => tree.refresh()),
    commands.register('generateCertificate', (options) => generateCertificate(rooms, options)),
    commands.register('importCertificate', (options) => importCertificate(rooms, options)),
    commands.register('listCertificates', async () => (await (await rooms.vault()).list()).certificates, 'query'),
    commands.register('exportCertificate', (options) => exportCertificate(rooms, options)),
    commands.register('exportPfx', (options) => exportPfx(rooms, options)),
    commands.register('deleteCertificate', async (options) => deleteCertificate(rooms, await chosen(options))),
    commands.register('renameCertificate', async (options) => renameCertificate(rooms, await chosen(options))),
    commands.register('showCertificate', (options) => details.show(options)),
    commands.register('copyThumbprint', (options) => copyThumbprint(rooms, options)),
    commands.register('copyCertificateValue', (options) => copyCertificateValue(rooms, options)),
    commands.register('copyPassword', (options) => copyPassword(rooms, options)),
    commands.register('refreshCertificates', async () => {
      tree.refresh();
      details.refresh();
    }),
  ]);
}
