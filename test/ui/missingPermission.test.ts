import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { keepPicture } from './support/keepPicture.ts';
import { Workbench } from './support/workbench.ts';

const script = 'Get-CalendarReport.ps1';
const application = 'PowerShell automation';

describe('A script with a missing permission', () => {
  let workbench: Workbench;

  const page = (): FrameLocator =>
    workbench.page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
  const press = (key: string) => workbench.page.keyboard.press(key);
  const row = (text: string | RegExp) =>
    workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const heading = (text: string | RegExp) => page().getByRole('heading', { name: text, level: 1 }).waitFor();
  const button = (name: string | RegExp) => page().getByRole('button', { name });
  const tab = (text: string) => workbench.page.locator('.tab').filter({ hasText: text }).first();

  before(async () => {
    workbench = await Workbench.open();
    await workbench.showSidebar();
    await workbench.runCommand('Open Sample Tenant');
    await workbench.treeRow('contoso-sample').waitFor();
  });

  afterEach(function () {
    return keepPicture(this.currentTest, workbench);
  });

  after(() => workbench.close());

  it('runs after one click, with the keyboard alone', async () => {
    // An application that may run Exchange cmdlets and nothing else.
    await workbench.runCommand('Set Up Certificate Sign-In');
    for (const step of ['Connect-ExchangeOnline', 'new application', 'New certificate', 'Global Reader']) {
      await row(step).waitFor();
      await press('Enter');
    }
    await heading(/7 changes in Contoso/);
    await press('Tab');
    await press('Enter');
    await heading(`${application} is set up in Contoso (sample)`);
    await button('Close').press('Enter');
    // A key that is pressed while the page goes away goes with it.
    await tab('Set-Up: ').waitFor({ state: 'detached' });

    await workbench.openFile(script);
    await workbench.runCommand('Check Script');
    await heading(
      /^Get-CalendarReport\.ps1 needs Calendars\.ReadBasic\.All, Organization\.Read\.All,? and User\.Read\.All\.$/,
    );
    await button('Check an Application…').press('Enter');
    await row(application).waitFor();
    await press('Enter');
    await heading(/ needs Calendars\.ReadBasic\.All, .+ and User\.Read\.All: not granted to PowerShell automation\.$/);
    // Missing first, unused last, and the token says the same.
    assert.deepEqual(await page().locator('tbody tr .name').allInnerTexts(), [
      'Calendars.ReadBasic.All',
      'Organization.Read.All',
      'User.Read.All',
      'Exchange.ManageAsApp',
      'Global Reader',
    ]);
    await page().locator('tr[data-state="unused"]').getByText('yes').last().waitFor();

    await button('Add Missing Permissions and Grant Consent…').press('Enter');
    await heading(/changes in Contoso \(sample\), nothing is deleted/);
    await button('Apply').press('Enter');
    await heading(`${application} is set up in Contoso (sample)`);

    await button('Connect in Terminal').press('Enter');
    await workbench.terminalSays('PS>');
    await workbench.page.keyboard.type(
      "Get-MgUserCalendarView -UserId patti@contoso-sample.onmicrosoft.com -StartDateTime (Get-Date).AddDays(-30).ToString('o') -EndDateTime (Get-Date).ToString('o') -All | Measure-Object",
    );
    await press('Enter');
    await workbench.terminalSays('Count');

    await tab(`Permissions: ${script}`).click();
    await heading(`${application} may do everything that ${script} needs.`);
    assert.equal(await page().locator('tr[data-state="missing"]').count(), 0);
  });

  it('opens the line that asks for a permission, and removes what is not used after saying so', async () => {
    await button('line 27: Get-MgUserCalendarView').click();
    await workbench.page.locator('.line-numbers.active-line-number').filter({ hasText: '27' }).waitFor();
    await button('Remove Unused…').click();
    const dialog = workbench.dialog(`Remove 1 permission from ${application}?`);
    await dialog.getByText('Exchange.ManageAsApp (Office 365 Exchange Online)').waitFor();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page().locator('tr[data-state="unused"]').waitFor({ state: 'detached' });
  });

  it('starts from the application in the explorer, and grants what is requested', async () => {
    await workbench.chooseFromMenu(workbench.treeRow('Calendar report'), 'Check Permissions of Application…');
    await row(script).click();
    await heading(
      / needs Organization\.Read\.All, Calendars\.Read,? and User\.Read\.All: not granted to Calendar report\.$/,
    );
    await button('Grant Calendars.Read').click();
    await workbench.dialog('Grant Calendars.Read to Calendar report?').getByRole('button', { name: 'Grant' }).click();
    await heading(/ needs Organization\.Read\.All and User\.Read\.All: not granted to Calendar report\.$/);
  });

  it('shows in the list of scripts, which leads to it', async () => {
    const listed = workbench.treeRow(script);
    await listed.filter({ hasText: '2 permissions missing' }).waitFor();
    await listed.click();
    await tab(script).waitFor();
  });
});
