import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { howToGetAnEngine } from '../engine/engine.ts';
import { writeStubModules } from '../engine/stubModules.ts';
import { homeWithPowerShell } from './support/homeWithPowerShell.ts';
import { keepPicture } from './support/keepPicture.ts';
import { Workbench } from './support/workbench.ts';

/** A home folder with a PowerShell in it and stand-ins for the modules; undefined without engine. */
async function homeWithModules(): Promise<string | undefined> {
  const home = await homeWithPowerShell();
  if (home !== undefined) {
    writeStubModules(join(home, 'modules'));
    rmSync(join(home, 'modules', 'MicrosoftTeams'), { recursive: true });
  }
  return home;
}

describe('Terminals that are signed in', () => {
  let workbench: Workbench;
  let home: string | undefined;

  before(async () => {
    home = await homeWithModules();
    const modules = home === undefined ? {} : { HOME: home, PSModulePath: join(home, 'modules') };
    const calls = home === undefined ? {} : { STUB_LOG: join(home, 'calls') };
    workbench = await Workbench.open({ height: 1200, env: { ...modules, ...calls } });
    await workbench.showSidebar();
    await workbench.page.getByRole('button', { name: 'Open Sample Tenant' }).click();
    await workbench.treeRow('Audit collector').waitFor();
    await workbench.chooseFromMenu(workbench.treeRow('Contoso (sample)'), 'Set Up Certificate Sign-In…');
    await workbench.waitForQuickInput('Set Up Certificate Sign-In');
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await workbench.pick('new application');
    await workbench.pick(/New certificate/);
    await workbench.pick('Global Reader');
    const plan = workbench.page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
    await plan.getByRole('button', { name: 'Apply' }).click();
    await plan.getByRole('heading', { name: 'PowerShell automation is set up' }).waitFor();
    await workbench.runCommand('Search Applications');
    await workbench.quickInput().fill('automation');
    await keyboard().press('Enter');
    await workbench.treeRow('Audit collector').waitFor({ state: 'detached' });
    await application().waitFor();
  });

  afterEach(function () {
    return keepPicture(this.currentTest, workbench);
  });

  after(async () => {
    await workbench?.close();
    if (home !== undefined) {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  const keyboard = () => workbench.page.keyboard;
  /** Its certificate has the same name in another view. */
  const application = (): Locator =>
    workbench.page
      .locator('.sidebar .pane')
      .filter({ hasText: 'Contoso (sample)' })
      .locator('.monaco-list-row')
      .filter({ hasText: 'PowerShell automation' })
      .first();
  const terminalTab = (name: string) => workbench.page.locator('.part.panel').getByText(name).first();
  /** Said by the modules' stand-ins and by the operations console. */
  const connected = () => workbench.terminalSays(home === undefined ? 'Connected to contoso' : 'Connected to Exchange');

  async function chooseConsole(): Promise<void> {
    if (home !== undefined) {
      await workbench.pick('modules ask the real cloud');
    }
  }

  it('are opened from the application, which is marked as long as one is open', async () => {
    await workbench.chooseFromMenu(application(), 'Connect in Terminal…');
    await workbench.pick('Connect-ExchangeOnline');
    await chooseConsole();
    await connected();
    await terminalTab('Exchange Online · PowerShell automation').waitFor();
    await application().getByText('terminal open: Exchange Online').waitFor();
  });

  it('are shown from the row of the application', async () => {
    await workbench.runCommand('View: Hide Panel');
    await workbench.page.locator('.terminal-wrapper.active').waitFor({ state: 'hidden' });
    await application().hover();
    await application().getByRole('button', { name: 'Show Terminal' }).click();
    await workbench.page.locator('.terminal-wrapper.active').waitFor();
    await workbench.runCommand('Terminal: Kill the Active Terminal Instance');
    await application().getByText('terminal open').waitFor({ state: 'detached' });
  });

  it('are opened with the keyboard alone, several services in one after a warning', async function () {
    if (home === undefined) {
      console.log(`    skipped: ${howToGetAnEngine}`);
      this.skip();
    }
    await workbench.runCommand('Connect in Terminal');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'PowerShell automation' })
      .first()
      .waitFor();
    await keyboard().press('Enter');
    const list = workbench.page.locator('.quick-input-list .monaco-list-row');
    await list.filter({ hasText: 'Connect-ExchangeOnline' }).waitFor();
    await workbench.quickInput().fill('several');
    await keyboard().press('Enter');
    for (const service of ['Exchange Online', 'Microsoft Graph']) {
      await list
        .filter({ hasText: 'Connect-MgGraph' })
        .or(list.filter({ hasText: 'Connect-ExchangeOnline' }))
        .first()
        .waitFor();
      await workbench.quickInput().fill(service);
      await list.filter({ hasText: service }).first().waitFor();
      await keyboard().press('ArrowDown');
      await keyboard().press('Space');
    }
    await keyboard().press('Enter');
    await chooseConsole();
    const warning = workbench.dialog('Modules of these services conflict in one process.');
    await warning.getByRole('button', { name: 'Connect Together' }).press('Enter');
    await workbench.terminalSays('Connected to Microsoft Graph as PowerShell automation');
    await application().getByText('terminal open: Exchange Online, Microsoft Graph').waitFor();
    await workbench.runCommand('Terminal: Kill the Active Terminal Instance');
  });

  it('are not opened before what is missing is said, with the way to get it', async function () {
    if (home === undefined) {
      this.skip();
    }
    await workbench.chooseFromMenu(application(), 'Connect in Terminal…');
    await workbench.pick('Connect-MicrosoftTeams');
    const dialog = workbench.dialog('Connecting will not work as things are.');
    await dialog.getByText('needs the module MicrosoftTeams 4.9.2 or later').waitFor();
    await dialog.getByRole('button', { name: 'Install Module' }).waitFor();
    await keyboard().press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await terminalTab('Teams').count(), 0);
  });

  it('run a script, and say how it ended and how long it took', async function () {
    if (home === undefined) {
      this.skip();
    }
    writeFileSync(
      join(workbench.folder, 'Count-Boxes.ps1'),
      "function Show-Boxes { if ($false) { Get-EXOMailbox } }\nWrite-Host ([char] 27 + '[32mCounted 12 boxes.' + [char] 27 + '[0m')\nexit 3\n",
    );
    await workbench.openFile('Count-Boxes.ps1');
    await workbench.runCommand('Run Script with Certificate Sign-In');
    await workbench.pick('PowerShell automation');
    await workbench.terminalSays('Counted 12 boxes.');
    await workbench.terminalSays('The script ended with exit code 3 after');
    const line = workbench.page.locator('.terminal-wrapper.active .xterm-rows > div').filter({ hasText: /Counted/ });
    assert.ok((await line.locator('span[class*="xterm-fg-"]').count()) > 0, 'its colours are kept');
  });

  it('do not come back when the window is loaded again', async () => {
    await workbench.page.reload();
    await workbench.showSidebar();
    await application().waitFor();
    assert.equal(await application().getByText('terminal open').count(), 0);
    assert.equal(await workbench.page.locator('.part.panel').getByText('PowerShell automation').count(), 0);
  });
});
