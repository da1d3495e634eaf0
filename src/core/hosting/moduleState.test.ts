import assert from 'node:assert/strict';
import { serviceById } from '../services/index.ts';
import { isDomainError } from '../shared/errors.ts';
import { installCommand, moduleProblem, moduleState } from './moduleState.ts';
import { type FakeTree, fakeComputer } from './testing/fakeComputer.ts';
import type { HostComputer, PowerShellInstallation } from './types.ts';

const core: PowerShellInstallation = {
  path: '/usr/bin/pwsh',
  edition: 'Core',
  version: '7.5.0',
  preview: false,
  source: 'package',
  home: '/opt/microsoft/powershell/7',
};
const desktop: PowerShellInstallation = {
  path: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  edition: 'Desktop',
  version: '5.1',
  preview: false,
  source: 'windows',
  home: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
};
const exchange = serviceById('exchangeOnline');
const user = '/home/ada/.local/share/powershell/Modules';

const linux = (tree: FakeTree, rest: Partial<HostComputer> = {}) => fakeComputer('linux', tree, rest);
const state = async (computer: HostComputer, shell = core, service = exchange) => {
  const found = await moduleState(computer, shell, service);
  return 'module' in found ? `${found.state} ${found.module.version}` : found.state;
};

describe('Modules of a PowerShell', () => {
  it('are found by the newest version folder that has a manifest', async () => {
    const computer = linux({
      [`${user}/ExchangeOnlineManagement/3.9.0/ExchangeOnlineManagement.psd1`]: '@{}',
      [`${user}/ExchangeOnlineManagement/3.10.0/exchangeonlinemanagement.psd1`]: '@{}',
      [`${user}/ExchangeOnlineManagement/4.0.0/half-removed.txt`]: '',
    });
    assert.equal(await state(computer), 'ready 3.10.0');
  });

  it('tell their version in the manifest when they have no version folder', async () => {
    const manifest = "# ModuleVersion = '9.9'\n@{\n  RootModule = 'x'\n  ModuleVersion = '1.0.1'\n}";
    assert.equal(
      await state(linux({ [`${user}/ExchangeOnlineManagement/ExchangeOnlineManagement.psd1`]: manifest })),
      'tooOld 1.0.1',
    );
    const oneLine = '@{ModuleVersion="3.2"; GUID=\'1\'}';
    assert.equal(
      await state(linux({ [`${user}/ExchangeOnlineManagement/ExchangeOnlineManagement.psd1`]: oneLine })),
      'ready 3.2',
    );
  });

  it('are taken when they tell no version', async () => {
    assert.equal(
      await state(linux({ [`${user}/ExchangeOnlineManagement/ExchangeOnlineManagement.psm1`]: '' })),
      'ready undefined',
    );
  });

  it('are looked for in PSModulePath and next to the engine, never in relative folders', async () => {
    const tree = { '/project/Modules/ExchangeOnlineManagement/3.5.0/ExchangeOnlineManagement.psd1': '@{}' };
    const environment = { PSModulePath: 'relative:/project/Modules' };
    assert.equal(await state(linux(tree, { environment })), 'ready 3.5.0');
    assert.equal(
      await state(linux({ 'relative/ExchangeOnlineManagement/ExchangeOnlineManagement.psm1': '' }, { environment })),
      'missing',
    );
    const own = `${core.home}/Modules/ExchangeOnlineManagement/ExchangeOnlineManagement.psd1`;
    assert.equal(await state(linux({ [own]: "@{ ModuleVersion = '3.4.0' }" })), 'ready 3.4.0');
  });

  it('are looked for in redirected Documents, in the folders of each edition', async () => {
    const path = (product: string) =>
      `D:\\OneDrive - Contoso\\Documents\\${product}\\Modules\\ExchangeOnlineManagement\\3.7.1\\ExchangeOnlineManagement.psd1`;
    const environment = { OneDriveCommercial: 'D:\\OneDrive - Contoso' };
    const computer = fakeComputer('win32', { [path('WindowsPowerShell')]: '@{}' }, { environment });
    assert.equal(await state(computer, desktop), 'ready 3.7.1');
    assert.equal(await state(computer, core), 'missing');
  });

  it('must suit the edition', async () => {
    const tree = (editions: string) => ({
      [`${user}/ExchangeOnlineManagement/3.5.0/ExchangeOnlineManagement.psd1`]: `@{ CompatiblePSEditions = ${editions} }`,
    });
    assert.equal(await state(linux(tree("@('Desktop',\n 'Core')"))), 'ready 3.5.0');
    assert.equal(await state(linux(tree("'Desktop'"))), 'needsDesktop');
    assert.equal(await state(linux({}), core, serviceById('azureAD')), 'needsDesktop');
  });

  it('may be a complete edition that is there alone', async () => {
    const computer = linux({ [`${user}/Microsoft.Graph/2.9.0/Microsoft.Graph.psd1`]: '' });
    assert.equal(await state(computer, core, serviceById('graph')), 'ready 2.9.0');
    const other = linux({ [`${user}/MSOnline/1.1.183.66/MSOnline.psd1`]: '' });
    assert.equal(await state(other, desktop, serviceById('azureAD')), 'missing');
  });

  it('must suit the version of PowerShell, as far as that is known', async () => {
    const computer = linux({
      [`${user}/ExchangeOnlineManagement/3.5.0/ExchangeOnlineManagement.psd1`]:
        "@{ ModuleVersion = '3.5.0'; PowerShellVersion = '7.4.6' }",
    });
    const old = { ...core, version: '7.2.1' };
    assert.equal(await state(computer, old), 'needsNewer 3.5.0');
    assert.equal(await state(computer), 'ready 3.5.0');
    assert.equal(await state(computer, { ...core, version: '7' }), 'ready 3.5.0');
    const problem = moduleProblem(await moduleState(computer, old, exchange), exchange, 'PowerShell 7.2.1');
    assert.ok(isDomainError(problem, 'NotSupported'));
    assert.equal(problem.params.needed, '7.4.6');
  });

  it('are installed with what the PowerShell brings along', async () => {
    assert.equal(
      await installCommand(linux({}), core, exchange),
      "Install-PSResource -Name 'ExchangeOnlineManagement' -Version '[2.0.4,)' -Scope 'CurrentUser'",
    );
    assert.equal(
      await installCommand(fakeComputer('win32', {}), desktop, exchange),
      "Install-Module -Name 'ExchangeOnlineManagement' -MinimumVersion '2.0.4' -Scope 'CurrentUser'",
    );
  });

  it('that are missing make an error with all it takes to help', async () => {
    const problem = moduleProblem(await moduleState(linux({}), core, exchange), exchange, 'PowerShell 7.5.0');
    assert.ok(isDomainError(problem, 'NotFound'));
    assert.deepEqual(problem.params, {
      module: 'ExchangeOnlineManagement',
      version: '2.0.4',
      service: 'Exchange Online',
      serviceId: 'exchangeOnline',
      shell: 'PowerShell 7.5.0',
    });
  });
});
