import { keepPicture } from './support/keepPicture.ts';
import { Workbench } from './support/workbench.ts';

const nobody = '99999999-9999-4999-8999-999999999999';
const error = `AADSTS700016: Application with identifier '${nobody}' was not found in the directory 'Contoso'.`;

describe('An error, explained', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open();
    await workbench.showSidebar();
    await workbench.runCommand('Open Sample Tenant');
    await workbench.treeRow('Audit collector').waitFor();
  });

  afterEach(function () {
    return keepPicture(this.currentTest, workbench);
  });

  after(() => workbench.close());

  it('is recognized while its text is pasted, and settled by its check', async () => {
    await workbench.runCommand('Explain Error…');
    await workbench.waitForQuickInput('Explain Error');
    await workbench.quickInput().fill(error);
    await workbench.pick('The tenant has no such application');
    const explanation = workbench.notification('The tenant has no such application');
    await explanation.getByRole('button', { name: 'Check' }).click();
    await workbench.notification(`${nobody} is in none of your tenants`).waitFor();
  });

  it('is a link in a terminal', async () => {
    await workbench.runCommand('Terminal: Create New Terminal');
    await workbench.terminalSays('workspace');
    // The code is put together by the shell, so that only what it prints holds it.
    await workbench.page.keyboard.type("clear; printf 'AADSTS%s: not found in the directory\\n' 700016");
    await workbench.page.keyboard.press('Enter');
    const row = workbench.page
      .locator('.terminal-wrapper.active .xterm-rows > div')
      .filter({ hasText: 'AADSTS700016' });
    const position = { x: 40, y: 8 };
    await row.hover({ position, force: true });
    await workbench.page.locator('.workbench-hover').filter({ hasText: 'The tenant has no such' }).first().waitFor();
    await row.click({ position, modifiers: ['ControlOrMeta'], force: true });
    await workbench.notification('The tenant has no such application').waitFor();
  });
});
