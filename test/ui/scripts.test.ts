import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { keepPicture } from './support/keepPicture.ts';
import { Workbench } from './support/workbench.ts';

const old = 'Export-Users.ps1';
const mailboxes = 'Get-MailboxReport.ps1';

/** A thumbprint as it is copied from a dialog of Windows, and nothing that closes the connection. */
const pasted = `Connect-MgGraph -CertificateThumbprint '9C F0 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 00 11 22' -ClientId 'd0b6a1c2-7c54-4f0e-9a53-0f6f2f3c8a11' -TenantId 'contoso-sample.onmicrosoft.com'
Get-MgUser -All # everybody
`;

describe('A script in the editor', () => {
  let workbench: Workbench;

  const press = (key: string) => workbench.page.keyboard.press(key);
  const page = (): FrameLocator =>
    workbench.page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
  const heading = (text: string | RegExp) => page().getByRole('heading', { name: text, level: 1 }).waitFor();
  const lens = (text: string | RegExp): Locator =>
    workbench.page.locator('.codelens-decoration').filter({ hasText: text }).first();
  const lensAction = (text: string): Locator =>
    workbench.page.locator('.codelens-decoration a').getByText(text, { exact: true });
  const status = (text: string | RegExp): Locator =>
    workbench.page.locator('.statusbar-item').filter({ hasText: text });
  const squiggle = (): Locator => workbench.page.locator('.squiggly-warning, .squiggly-error').first();
  const offer = (text: string | RegExp): Locator =>
    workbench.page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: text }).first();
  const onDisk = (name: string) => readFileSync(join(workbench.folder, name), 'utf8');

  /** Puts the cursor at a place of the editor, with the keyboard. */
  async function goTo(line: number, column: number): Promise<void> {
    await press('Control+g');
    await workbench.quickInput().fill(`:${line}:${column}`);
    await press('Enter');
    await status(`Ln ${line}, Col ${column}`).waitFor();
  }

  before(async () => {
    workbench = await Workbench.open();
    writeFileSync(join(workbench.folder, 'Pasted.ps1'), pasted);
    await workbench.showSidebar();
  });

  afterEach(function () {
    return keepPicture(this.currentTest, workbench);
  });

  after(() => workbench.close());

  it('is judged at once: squiggles, the Problems panel, the status bar, and a page for every rule', async () => {
    await workbench.openFile(old);
    await squiggle().waitFor();
    await status('Password in line 3').waitFor();
    await press('Control+Shift+M');
    const problems = workbench.page.locator('.markers-panel');
    await problems.getByText('Connect-MsolService belongs to MSOnline, which is retired').waitFor();
    await problems.getByText('Get-MgUser takes its place').waitFor();
    assert.equal(await problems.getByText('Not-A-Real-Password').count(), 0);
    await problems.getByText('passwordLiteral').first().click();
    await page().getByRole('heading', { level: 1 }).waitFor();
    await page().getByText('entra-cert-auth: off passwordLiteral').first().waitFor();
    await workbench.page.locator('.tab.active .tab-actions .action-label').click();
  });

  it('says on a cmdlet what it needs and what replaces it', async () => {
    await workbench.openFile(old);
    await goTo(9, 12);
    await press('Control+k');
    await press('Control+i');
    const hover = workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'Get-MsolUser' });
    await hover.getByText('Its replacement:').waitFor();
    await hover.getByText('least privilege first').waitFor();
    await press('Escape');
    await workbench.openFile(mailboxes);
    await lens('Asks a person to sign in').waitFor();
    await goTo(22, 22);
    await press('Control+k');
    await press('Control+i');
    const exchange = workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'Get-EXOMailbox' });
    await exchange.getByText('Exchange.ManageAsApp').waitFor();
    await exchange.getByText(/directory role/).waitFor();
    await exchange.getByText('Works when an application signs in.').waitFor();
    await press('Escape');
  });

  it('is checked from the line above its sign-in, without a tenant, and keeps its verdict while the report is read', async () => {
    await lensAction('Check').click();
    await heading(/^Get-MailboxReport\.ps1 needs Exchange\.ManageAsApp and the directory role/);
    await page()
      .getByRole('rowheader', { name: /Exchange\.ManageAsApp/ })
      .waitFor();
    await page().getByRole('button', { name: 'Check an Application…' }).waitFor();
    await status('Needs 1 permission and a directory role').waitFor();
    await workbench.page.locator('.tab.active .tab-actions .action-label').last().click();
  });

  it('is mended with the keyboard, and where the mend is certain without a question', async () => {
    await workbench.openFile('Pasted.ps1');
    await squiggle().waitFor();
    await goTo(1, pasted.indexOf('9C F0') + 3);
    await press('Control+.');
    const menu = workbench.page.locator('.action-widget .actionList');
    await menu.getByText('Turn off for this line', { exact: false }).first().waitFor();
    await press('Enter');
    await workbench.page
      .locator('.view-line')
      .filter({ hasText: '9CF0112233445566778899AABBCCDDEEFF001122' })
      .waitFor();
    await menu.waitFor({ state: 'hidden' });
    await goTo(1, 5);
    await press('Control+s');
    await until(() => onDisk('Pasted.ps1').includes("'9CF0112233445566778899AABBCCDDEEFF001122'"));
    assert.ok(onDisk('Pasted.ps1').endsWith('Get-MgUser -All # everybody\n'));
  });

  it('becomes one that signs in with a certificate once the preview is applied, and stays as it is when it is discarded', async () => {
    await workbench.runCommand('Open Sample Tenant');
    await workbench.treeRow('contoso-sample').waitFor();
    const before = onDisk(mailboxes);
    await workbench.openFile(mailboxes);
    await lensAction('Convert to certificate sign-in').click();
    await workbench.waitForQuickInput('Convert to Certificate Sign-In');
    await workbench.pick('Distribution list sync');
    const question = workbench.notification(`Let ${mailboxes} sign in with the certificate, as shown?`);
    await question.getByRole('button', { name: 'Discard' }).click();
    await workbench.page.locator('.editor.modified').waitFor({ state: 'detached' });
    assert.equal(onDisk(mailboxes), before);

    await lensAction('Convert to certificate sign-in').click();
    await workbench.pick('Distribution list sync');
    await workbench.page.locator('.editor.modified .view-line').filter({ hasText: '-AppId' }).waitFor();
    await workbench.runCommand('Apply Certificate Sign-In');
    await lens('Distribution list sync · Contoso (sample)').waitFor();
    await press('Control+s');
    await until(() => onDisk(mailboxes).includes('-CertificateThumbprint'));
    const [line, ...others] = changedLines(before, onDisk(mailboxes));
    assert.match(line ?? '', /^Connect-ExchangeOnline -AppId '.+' -Organization '.+' -ShowBanner:\$false$/);
    assert.deepEqual(others, []);
  });

  it('completes application, certificate and tenant where they belong', async () => {
    await press('Control+Alt+n');
    await workbench.runCommand('Change Language Mode');
    await workbench.quickInput().fill('PowerShell');
    await press('Enter');
    await status('PowerShell').waitFor();
    for (const [typed, offered] of [
      ['Connect-ExchangeOnline -AppId ', 'Distribution list sync'],
      [' -CertificateThumbprint ', /./],
      [' -Organization ', 'contoso-sample.onmicrosoft.com'],
    ] as const) {
      await workbench.page.keyboard.type(typed);
      await offer(offered).waitFor();
      await press('Enter');
      await workbench.page.locator('.suggest-widget.visible').waitFor({ state: 'detached' });
    }
    await lens('Distribution list sync · Contoso (sample)').waitFor();
    await workbench.runCommand('View: Revert and Close Editor');
  });

  it('is found in the list by its findings, and read anew with all the others', async () => {
    await workbench.treeRow(old).filter({ hasText: 'Password in line 3' }).waitFor();
    await workbench.treeRow('Get-CalendarReport.ps1').waitFor();
    await workbench.runCommand('Filter Scripts');
    await workbench.pick('With findings');
    await workbench.treeRow('Get-CalendarReport.ps1').waitFor({ state: 'detached' });
    await workbench.treeRow(old).waitFor();
    writeFileSync(join(workbench.folder, 'Added.ps1'), 'Connect-AzureAD\n');
    await workbench.runCommand('Check Scripts of Workspace');
    await workbench.treeRow('Added.ps1').waitFor();
    await status(/\d+ scripts checked, \d+ with findings/).waitFor();
    await workbench.runCommand('Filter Scripts');
    await workbench.pick('All scripts');
    await workbench.treeRow('Get-CalendarReport.ps1').waitFor();
  });

  it('has its report again after the window was loaded again', async () => {
    await workbench.openFile('Get-CalendarReport.ps1');
    await lensAction('Check').click();
    await page().getByRole('button', { name: 'Check an Application…' }).click();
    await workbench.pick('Calendar report');
    await heading(/not granted to Calendar report/);
    // A key that is pressed while the focus moves into a page is heard by nobody.
    await workbench.page
      .locator('.tab')
      .filter({ hasText: /^Get-CalendarReport/ })
      .click();
    await Promise.all([workbench.page.waitForEvent('load'), workbench.runCommand('Developer: Reload Window')]);
    await heading(/not granted to Calendar report/);
    await page().getByRole('button', { name: 'Check Another Application…' }).waitFor();
  });
});

describe('A script in a workspace that is not trusted', () => {
  let workbench: Workbench;

  const refused = (text: string) => workbench.notification(text);

  before(async () => {
    workbench = await Workbench.open({ restricted: true });
    await workbench.showSidebar();
    await workbench.runCommand('Open Sample Tenant');
    await workbench.treeRow('contoso-sample').waitFor();
  });

  afterEach(function () {
    return keepPicture(this.currentTest, workbench);
  });

  after(() => workbench.close());

  it('is judged like any other, and neither run nor changed', async () => {
    await workbench.openFile(old);
    await workbench.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
    await workbench.page.locator('.statusbar-item').filter({ hasText: 'Password in line 3' }).waitFor();
    await workbench.treeRow(old).filter({ hasText: 'Password in line 3' }).waitFor();
    const lens = workbench.page.locator('.codelens-decoration a');
    await lens.getByText('Convert to certificate sign-in').click();
    await refused('This workspace is not trusted. Trust it to have something inserted.').waitFor();
    await lens.getByText('Run', { exact: true }).click();
    const notRun = refused('This workspace is not trusted, and nothing is run in it.');
    await notRun.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    const trust = workbench.page.locator('.workspace-trust-header');
    await trust.waitFor();
    await workbench.page.keyboard.press('Escape');
    await trust.waitFor({ state: 'hidden' });
  });

  it('has no terminal connected from it', async () => {
    await workbench.chooseFromMenu(workbench.treeRow('Calendar report'), 'Connect in Terminal');
    await refused('This workspace is not trusted, and nothing is run in it.').waitFor();
    assert.equal(await workbench.page.locator('.terminal-wrapper').count(), 0);
  });
});

/** The lines of `after` that `before` has not. */
function changedLines(before: string, after: string): readonly string[] {
  const known = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !known.has(line));
}

/** Waits for a change in the file system. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 15_000; !holds(); ) {
    assert.ok(Date.now() < end, 'It never became what was expected.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
