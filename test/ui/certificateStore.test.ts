import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { howToGetAnEngine } from '../engine/engine.ts';
import { homeWithPowerShell } from './support/homeWithPowerShell.ts';
import { keepPicture } from './support/keepPicture.ts';
import { Workbench } from './support/workbench.ts';

describe('A certificate in the certificate store', () => {
  let workbench: Workbench;
  let home: string;

  before(async function () {
    // Elsewhere the store is the user's own, wherever the home folder is.
    const made = process.platform === 'linux' ? await homeWithPowerShell() : undefined;
    if (made === undefined) {
      console.log(`    skipped: ${process.platform === 'linux' ? howToGetAnEngine : 'the store is no folder here'}`);
      this.skip();
    }
    home = made;
    workbench = await Workbench.open({ env: { HOME: home } });
    await workbench.showSidebar();
    await workbench.runCommand('Generate Certificate…');
    await workbench.waitForQuickInput('Generate Certificate');
    await workbench.quickInput().fill('CN=Store journey');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.quick-input-widget').getByText('Validity in months').waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.pick('2048 bits');
    await row().waitFor();
  });

  afterEach(function () {
    return workbench === undefined ? undefined : keepPicture(this.currentTest, workbench);
  });

  after(async () => {
    await workbench?.close();
    if (home !== undefined) {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  const row = () => workbench.treeRow('Store journey');
  const stored = () => {
    const folder = join(home, '.dotnet', 'corefx', 'cryptography', 'x509stores', 'my');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  it('is put there once, shown there, and taken out again', async () => {
    await workbench.chooseFromMenu(row(), 'Install in Certificate Store…');
    const question = workbench.dialog('in the certificate store of this account?');
    await question.getByText('in a file that only your account may read').waitFor();
    await question.getByRole('button', { name: 'Install' }).click();
    await workbench.notification('Store journey is in the certificate store CurrentUser\\My').waitFor();
    assert.equal(stored().length, 1);
    await row().getByText('installed').waitFor();

    await workbench.runCommand('Install in Certificate Store…');
    await workbench.waitForQuickInput('Install in Certificate Store');
    await workbench.pick('Store journey');
    await workbench.notification('already').waitFor();

    await workbench.chooseFromMenu(row(), 'Remove from Certificate Store…');
    const warning = workbench.dialog('Remove the certificate Store journey');
    await warning.getByText('can install them again').waitFor();
    assert.equal(stored().length, 1, 'nothing goes before the answer');
    await warning.getByRole('button', { name: 'Remove' }).click();
    await workbench.notification('no longer in the certificate store').waitFor();
    assert.deepEqual(stored(), []);
    await row().getByText('installed').waitFor({ state: 'detached' });
  });
});
