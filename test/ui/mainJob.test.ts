import { keepPicture } from './support/keepPicture.ts';
import { Workbench } from './support/workbench.ts';

describe('From nothing to connected, by mouse', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open();
  });

  afterEach(function () {
    return keepPicture(this.currentTest, workbench);
  });

  after(() => workbench.close());

  const plan = () => workbench.page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');

  it('opens the sample tenant from the welcome text', async () => {
    await workbench.showSidebar();
    await workbench.page.getByRole('button', { name: 'Open Sample Tenant' }).click();
    await workbench.treeRow('Contoso (sample)').waitFor();
    await workbench.treeRow('Audit collector').waitFor();
  });

  it('sets up Exchange Online from the menu of the tenant', async () => {
    await workbench.chooseFromMenu(workbench.treeRow('Contoso (sample)'), 'Set Up Certificate Sign-In…');
    await workbench.waitForQuickInput('Set Up Certificate Sign-In');
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await workbench.pick('new application');
    await workbench.pick(/New certificate/);
    await workbench.pick('Global Reader');
    await plan().getByRole('button', { name: 'Apply' }).click();
    await plan().getByRole('heading', { name: 'PowerShell automation is set up in Contoso (sample)' }).waitFor();
    await workbench.treeRow('PowerShell automation').waitFor();
  });

  it('opens a terminal that answers Get-EXOMailbox', async () => {
    await plan().getByRole('button', { name: 'Connect in Terminal' }).click();
    // Where PowerShell with the module is installed, there is a choice.
    const choice = workbench.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'Operations Console' });
    await choice.or(workbench.page.locator('.terminal-wrapper.active')).first().waitFor();
    if (await choice.isVisible()) {
      await choice.click();
    }
    await workbench.terminalSays('Connected to contoso-sample.onmicrosoft.com');
    await workbench.page.keyboard.type('Get-EXOMailbox | Select-Object DisplayName -First 3');
    await workbench.page.keyboard.press('Enter');
    await workbench.terminalSays('Sample Administrator');
  });

  it('puts the connection into the script in the editor', async () => {
    await workbench.openFile('Get-Mailboxes.ps1');
    await workbench.runCommand('Insert Connection Block');
    await workbench.pick('PowerShell automation');
    await workbench.pick('Connect-ExchangeOnline');
    await workbench.pick('Windows');
    // The script signs in by itself, which the certificate sign-in takes the place of.
    await workbench.pick('Replace Connect-ExchangeOnline');
    const lines = workbench.page.locator('.editor-instance .view-lines');
    await lines.getByText('CertificateThumbprint').first().waitFor();
    await lines.getByText('contoso-sample.onmicrosoft.com').first().waitFor();
  });

  it('keeps the tenant, the application and the private key when the page is loaded again', async () => {
    await workbench.page.reload();
    await workbench.showSidebar();
    await workbench.treeRow('Contoso (sample)').waitFor();
    const certificates = workbench.page.locator('.pane').filter({ hasText: 'Certificates' }).last();
    await certificates
      .locator('.monaco-list-row')
      .filter({ hasText: /PowerShell automation.*valid until/ })
      .waitFor();
  });
});
