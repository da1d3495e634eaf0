import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { Workbench } from './support/workbench.ts';

describe('Moving a certificate to where scripts run', () => {
  let workbench: Workbench;

  const page = (): FrameLocator =>
    workbench.page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
  const row = (text: string | RegExp) =>
    workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const press = (key: string) => workbench.page.keyboard.press(key);
  const clipboard = () => workbench.page.evaluate<string>('navigator.clipboard.readText()');
  const step = (id: string) => page().locator(`[data-part="${id}"]`);

  before(async () => {
    workbench = await Workbench.open();
  });

  after(() => workbench.close());

  async function open(): Promise<void> {
    await workbench.chooseFromMenu(workbench.treeRow('PowerShell automation'), 'Move to Another Computer');
    await row('Exchange Online').waitFor();
    await press('Enter');
    await row('GitHub Actions').waitFor();
    await workbench.quickInput().fill('GitHub');
    await row('GitHub Actions').waitFor();
    await press('Enter');
    await page().getByRole('heading', { name: 'Run scripts as PowerShell automation in GitHub Actions' }).waitFor();
  }

  it('starts from the application', async () => {
    await workbench.runCommand('Set Up Certificate Sign-In');
    await row('Open the Sample Tenant').waitFor();
    await press('ArrowDown');
    await press('Enter');
    for (const choice of ['Connect-ExchangeOnline', 'new application', 'New certificate', 'Global Reader']) {
      await row(choice).waitFor();
      await press('Enter');
    }
    await page().getByRole('button', { name: 'Apply' }).press('Enter');
    await page().getByRole('heading', { name: 'PowerShell automation is set up in Contoso (sample)' }).waitFor();
    await page().getByRole('button', { name: 'Close' }).press('Enter');
    await workbench.showSidebar();
    await open();
  });

  it('puts certificate and password on the clipboard that belong together, and ticks them off', async () => {
    await page().getByRole('button', { name: 'Copy Certificate to Clipboard' }).press('Enter');
    await step('storeCertificateSecret').and(page().locator('[data-state="done"]')).waitFor();
    const pfx = join(workbench.folder, '..', 'copied.pfx');
    writeFileSync(pfx, Buffer.from(await clipboard(), 'base64'));
    await page().getByRole('button', { name: 'Copy Password to Clipboard' }).press('Enter');
    await step('storePasswordSecret').and(page().locator('[data-state="done"]')).waitFor();
    const shown = execFileSync('openssl', ['pkcs12', '-in', pfx, '-nokeys', '-passin', 'stdin'], {
      input: `${await clipboard()}\n`,
    });
    assert.match(shown.toString(), /BEGIN CERTIFICATE/);
  });

  it('goes on where it was left', async () => {
    const check = page().getByRole('checkbox', { name: 'Put the connection block into the script' });
    await check.press('Space');
    await page().locator('[role="checkbox"][aria-checked="true"]').nth(2).waitFor();
    await page().getByRole('button', { name: 'Close' }).press('Enter');
    await workbench.page.locator('.tab').filter({ hasText: 'Move to Another Computer' }).waitFor({ state: 'detached' });
    await open();
    await page().locator('[role="checkbox"][aria-checked="true"]').nth(2).waitFor();
    assert.equal(await page().locator('[role="checkbox"][aria-checked="true"]').count(), 3);
  });
});
