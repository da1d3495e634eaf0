import assert from 'node:assert/strict';
import { Workbench } from './support/workbench.ts';

describe('Explorer', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open();
    await workbench.showSidebar();
  });

  after(() => workbench?.close());

  const keyboard = () => workbench.page.keyboard;

  it('offers to sign in or to open the sample tenant, and opens it', async () => {
    const button = workbench.page.getByRole('button', { name: 'Open Sample Tenant' });
    await button.waitFor();
    await workbench.page.getByRole('button', { name: 'Sign In to a Tenant', exact: true }).waitFor();
    await button.click();
    await workbench.treeRow('Contoso (sample)').waitFor();
    await workbench.treeRow('Audit collector').getByText('29 days left').waitFor();
  });

  it('narrows the list by a search', async () => {
    await workbench.runCommand('Search Applications');
    await workbench.waitForQuickInput('Search Applications');
    await workbench.quickInput().fill('mailbox');
    await keyboard().press('Enter');
    await workbench.page.getByText('All applications matching “mailbox”').waitFor();
    await workbench.treeRow('Mailbox report').waitFor();
    await workbench.treeRow('Audit collector').waitFor({ state: 'detached' });
  });

  it('removes with the Delete key the row that the arrow keys reached, after a dialog that names it', async () => {
    await workbench.treeRow('Mailbox report').click();
    await workbench.treeRow('API permissions (3)').click();
    await workbench.treeRow('Calendars.Read').click();
    await keyboard().press('ArrowDown');
    await workbench.page.locator('.sidebar .monaco-list-row.focused').filter({ hasText: 'Mail.ReadWrite' }).waitFor();
    await keyboard().press('Delete');
    const dialog = workbench.dialog('Remove Mail.ReadWrite from Mailbox report?');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await workbench.treeRow('Mail.ReadWrite').waitFor({ state: 'detached' });
    await workbench.treeRow('API permissions (2)').waitFor();
    assert.ok(await workbench.treeRow('Exchange.ManageAsApp').isVisible());
  });

  it('says what is requested and not granted, and grants it from its row', async () => {
    const permission = workbench.treeRow('Calendars.Read');
    await permission.getByText('requested, not granted').waitFor();
    await permission.hover();
    await permission.getByRole('button', { name: 'Grant Permission' }).click();
    const dialog = workbench.dialog('Grant Calendars.Read to Mailbox report?');
    await dialog.getByText('Read calendars in all mailboxes').waitFor();
    await dialog.getByRole('button', { name: 'Grant', exact: true }).click();
    await workbench.treeRow('Calendars.Read').getByText('granted · Microsoft Graph').waitFor();
  });

  it('renames an application in its place with F2', async () => {
    await workbench.treeRow('Mailbox report').click();
    await keyboard().press('F2');
    await workbench.waitForQuickInput('Rename Application');
    await workbench.quickInput().fill('Mailbox size report');
    await keyboard().press('Enter');
    await workbench.treeRow('Mailbox size report').waitFor();
  });

  it('shows the whole list again when the search is cleared', async () => {
    await workbench.runCommand('Clear Search');
    await workbench.treeRow('Audit collector').waitFor();
    await workbench.page.getByText('All applications matching').waitFor({ state: 'hidden' });
  });

  it('offers to upload a certificate to an application whose key is not here, when a terminal is asked for', async () => {
    await workbench.chooseFromMenu(workbench.treeRow('Audit collector'), 'Connect in Terminal…');
    await workbench
      .notification('No certificate of Audit collector has its private key on this computer.')
      .getByRole('button', { name: 'Upload Certificate…' })
      .click();
    await workbench.waitForQuickInput('Upload Certificate to Audit collector');
    await keyboard().press('Escape');
  });

  it('creates an application, gives it a certificate and proves that it signs in', async () => {
    await workbench.runCommand('Entra Cert Auth: Create Application');
    await workbench.waitForQuickInput('Create Application');
    await workbench.quickInput().fill('Backup report');
    await keyboard().press('Enter');
    await workbench.treeRow('Backup report').getByText('no certificate').waitFor();
    await workbench.notification('Backup report').getByRole('button', { name: 'Upload Certificate' }).click();
    await workbench.waitForQuickInput('Upload Certificate to Backup report');
    await workbench.pick('Generate a certificate');
    for (const prompt of ['1/3', '2/3', '3/3']) {
      await workbench.waitForQuickInput(prompt);
      await keyboard().press('Enter');
    }
    await workbench.notification('is on Backup report').getByRole('button', { name: 'Test Sign-In' }).click();
    const dialog = workbench.dialog('Backup report signs in to Contoso (sample) with its certificate.');
    await dialog.getByText('Microsoft Graph: no permissions').waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await workbench.treeRow('Backup report').getByText('no certificate').waitFor({ state: 'detached' });
  });

  it('deletes an application after saying what goes with it, and restores it', async () => {
    const row = workbench.treeRow('Backup report');
    await row.click();
    await keyboard().press('Delete');
    const dialog = workbench.dialog('Delete the application Backup report?');
    await dialog.getByText('With it go its certificates (1)').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await row.waitFor({ state: 'detached' });
    await workbench.notification('Backup report is deleted.').getByRole('button', { name: 'Restore' }).click();
    await row.waitFor();
  });
});
