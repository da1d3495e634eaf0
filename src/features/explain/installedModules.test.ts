import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbort } from '../../core/shared/errors.ts';
import { installedModules } from './installedModules.ts';

describe('Installed modules', () => {
  const base = mkdtempSync(join(tmpdir(), 'entra-modules-'));
  const [first, second] = [join(base, 'one'), join(base, 'two')];

  before(() => {
    for (const version of ['3.9.2', '3.10.0', 'en-US']) {
      mkdirSync(join(first, 'ExchangeOnlineManagement', version), { recursive: true });
    }
    mkdirSync(join(second, 'exchangeonlinemanagement', '3.4.0'), { recursive: true });
    mkdirSync(join(second, 'MicrosoftTeams'), { recursive: true });
    writeFileSync(join(second, 'MicrosoftTeams', 'MicrosoftTeams.psd1'), "@{\r\n  ModuleVersion = '6.1.0'\r\n}");
    mkdirSync(join(second, 'Empty'), { recursive: true });
  });

  after(() => rmSync(base, { recursive: true, force: true }));

  it('are found with their versions, newest first, whatever their case and layout', async () => {
    const names = ['ExchangeOnlineManagement', 'MicrosoftTeams', 'Absent', 'Empty'];
    assert.deepEqual(await installedModules(names, undefined, [first, second, join(base, 'nowhere')]), [
      { name: 'ExchangeOnlineManagement', versions: ['3.10.0', '3.9.2', '3.4.0'] },
      { name: 'MicrosoftTeams', versions: ['6.1.0'] },
      { name: 'Empty', versions: [] },
    ]);
  });

  it('are not looked for any longer once cancelled', async () => {
    await assert.rejects(installedModules(['Empty'], AbortSignal.abort(), [first]), isAbort);
  });
});
