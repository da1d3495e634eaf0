import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { Workbench } from './support/workbench.ts';

describe('Setting up certificate sign-in', () => {
  let workbench: Workbench;

  const page = (): FrameLocator =>
    workbench.page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
  const row = (text: string | RegExp) =>
    workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const press = (key: string) => workbench.page.keyboard.press(key);
  const heading = (text: string | RegExp) => page().getByRole('heading', { name: text, level: 1 }).waitFor();

  before(async () => {
    workbench = await Workbench.open();
  });

  after(() => workbench.close());

  it('leads from nothing to a proven application with the keyboard alone', async () => {
    await workbench.runCommand('Set Up Certificate Sign-In');
    await row('Open the Sample Tenant').waitFor();
    await press('ArrowDown');
    await press('Enter');
    for (const step of ['Connect-ExchangeOnline', 'new application', 'New certificate', 'Global Reader']) {
      await row(step).waitFor();
      await press('Enter');
    }
    await heading('7 changes in Contoso (sample), nothing is deleted.');
    assert.equal(await page().locator('[data-state="grant"]').count(), 2);
    await press('Tab');
    await press('Enter');
    await heading('PowerShell automation is set up in Contoso (sample)');
    await page().getByText('The token carries Exchange.ManageAsApp and Global Reader.').waitFor();
    assert.equal(await page().locator('.step:not([data-state="done"])').count(), 0);
    await workbench.showSidebar();
    await workbench.treeRow('PowerShell automation').waitFor();
  });

  it('shows the plan as PowerShell and changes nothing when it is cancelled', async () => {
    await workbench.runCommand('Set Up Certificate Sign-In');
    await row('Microsoft Graph').waitFor();
    await press('Enter');
    await row('new application').waitFor();
    await workbench.quickInput().fill('Never made');
    await row('Never made').waitFor();
    await press('Enter');
    for (const step of ['New certificate', 'No directory role']) {
      await row(step).waitFor();
      await press('Enter');
    }
    await heading(/changes in Contoso/);
    await page().getByRole('button', { name: 'Show as PowerShell' }).press('Enter');
    await workbench.page.locator('.view-lines').getByText('Sets up certificate sign-in for Never made').waitFor();
    await workbench.page.locator('.tab').filter({ hasText: 'Set-Up: Never made' }).click();
    await page().getByRole('button', { name: 'Cancel' }).press('Enter');
    await workbench.page.locator('.tab').filter({ hasText: 'Set-Up: Never made' }).waitFor({ state: 'detached' });
    await workbench.runCommand('Refresh');
    await workbench.treeRow('PowerShell automation').waitFor();
    assert.equal(await workbench.treeRow('Never made').count(), 0);
  });

  it('takes everything back from the page that announced it', async () => {
    await workbench.page.locator('.tab').filter({ hasText: 'Set-Up: PowerShell automation' }).click();
    await page().getByRole('button', { name: 'Undo…' }).press('Enter');
    const dialog = workbench.dialog('Undo the set-up of PowerShell automation in Contoso (sample)?');
    await dialog.getByText('Take back the directory role Global Reader').waitFor();
    await dialog.getByRole('button', { name: 'Undo Set-Up' }).press('Enter');
    await heading('The set-up of PowerShell automation in Contoso (sample) is undone');
    await workbench.treeRow('PowerShell automation').waitFor({ state: 'detached' });
  });
});
