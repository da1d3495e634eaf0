import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDomainError } from '../shared/errors.ts';
import { findPowerShell } from './findPowerShell.ts';
import { nodeHostFiles } from './nodeHostFiles.ts';
import { fakeComputer, link, program } from './testing/fakeComputer.ts';
import type { PowerShellInstallation } from './types.ts';

const dependencies = (version: string) => `{"targets":{".NETCoreApp,Version=v9.0":{"pwsh/${version}":{"dependencies":{`;
const seen = (found: readonly PowerShellInstallation[]) =>
  found.map(({ path, source, version, preview }) => `${source} ${version}${preview ? ' preview' : ''} ${path}`);

describe('Finding PowerShell', () => {
  it('on Windows prefers the newest release, then Windows PowerShell, then previews', async () => {
    const computer = fakeComputer(
      'win32',
      {
        'C:\\Program Files\\PowerShell\\7\\pwsh.exe': program,
        'C:\\Program Files\\PowerShell\\7\\pwsh.deps.json': dependencies('7.5.2'),
        'C:\\Program Files\\PowerShell\\7-preview\\pwsh.exe': program,
        'C:\\Program Files\\PowerShell\\7-preview\\pwsh.deps.json': dependencies('7.6.0-preview.4'),
        'C:\\Users\\ada\\AppData\\Local\\Microsoft\\WindowsApps\\Microsoft.PowerShell_8wekyb3d8bbwe\\pwsh.exe': program,
        'C:\\Users\\ada\\AppData\\Local\\Microsoft\\WindowsApps\\pwsh.exe': program,
        'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe': program,
        'C:\\Users\\ada\\.dotnet\\tools\\pwsh.exe': program,
        'C:\\Users\\ada\\.dotnet\\tools\\.store\\powershell\\7.4.9\\project.assets.json': '',
        'C:\\Users\\ada\\.dotnet\\tools\\.store\\powershell\\7.4.10\\project.assets.json': '',
      },
      {
        environment: {
          ProgramFiles: 'C:\\Program Files',
          LocalAppData: 'C:\\Users\\ada\\AppData\\Local',
          Path: '"C:\\Program Files\\PowerShell\\7";C:\\Users\\ada\\AppData\\Local\\Microsoft\\WindowsApps;C:\\Windows',
        },
      },
    );
    assert.deepEqual(seen(await findPowerShell(computer)), [
      'msi 7.5.2 C:\\Program Files\\PowerShell\\7\\pwsh.exe',
      'dotnetTool 7.4.10 C:\\Users\\ada\\.dotnet\\tools\\pwsh.exe',
      'store undefined C:\\Users\\ada\\AppData\\Local\\Microsoft\\WindowsApps\\Microsoft.PowerShell_8wekyb3d8bbwe\\pwsh.exe',
      'windows 5.1 C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      'msi 7.6.0-preview.4 preview C:\\Program Files\\PowerShell\\7-preview\\pwsh.exe',
    ]);
  });

  it('on Linux takes a package and its links for one, and knows snaps apart', async () => {
    const computer = fakeComputer(
      'linux',
      {
        '/opt/microsoft/powershell/7/pwsh': program,
        '/opt/microsoft/powershell/7/pwsh.deps.json': dependencies('7.4.6'),
        '/opt/microsoft/powershell/7/Modules/PackageManagement/a': '',
        '/usr/bin/pwsh': link('/opt/microsoft/powershell/7/pwsh'),
        '/bin': link('/usr/bin'),
        '/usr/bin/snap': program,
        '/snap/bin/pwsh': link('/usr/bin/snap'),
        '/snap/bin/pwsh-preview': link('/usr/bin/snap'),
        '/snap/powershell/current/opt/powershell/pwsh.deps.json': dependencies('7.5.0'),
        '/snap/powershell-preview/current/opt/powershell/pwsh.deps.json': dependencies('7.6.0-rc.1'),
      },
      { environment: { PATH: '/snap/bin:/usr/bin:/bin' } },
    );
    const found = await findPowerShell(computer);
    assert.deepEqual(seen(found), [
      'snap 7.5.0 /snap/bin/pwsh',
      'package 7.4.6 /opt/microsoft/powershell/7/pwsh',
      'snap 7.6.0-rc.1 preview /snap/bin/pwsh-preview',
    ]);
    assert.equal(found[1]?.home, '/opt/microsoft/powershell/7');
  });

  it('on macOS reads the version from the folder Homebrew keeps it in', async () => {
    const computer = fakeComputer('darwin', {
      '/opt/homebrew/bin/pwsh': link('/opt/homebrew/Cellar/powershell/7.5.3/libexec/pwsh'),
      '/opt/homebrew/Cellar/powershell/7.5.3/libexec/pwsh': program,
    });
    assert.deepEqual(seen(await findPowerShell(computer)), ['homebrew 7.5.3 /opt/homebrew/bin/pwsh']);
  });

  it('follows the setting first and the choice of the PowerShell extension second', async () => {
    const computer = fakeComputer(
      'linux',
      { '/usr/bin/pwsh': program, '/opt/mine/pwsh': program, '/opt/other/pwsh': program },
      {},
    );
    const extension = { defaultVersion: 'Mine', additional: { Mine: '/opt/mine/pwsh', Relative: 'tools/pwsh' } };
    assert.deepEqual(
      (await findPowerShell(computer, { setting: ' /opt/other/pwsh ', extension })).map(({ path }) => path),
      ['/opt/other/pwsh', '/opt/mine/pwsh', '/usr/bin/pwsh'],
    );
    const windows = fakeComputer(
      'win32',
      {
        'C:\\Program Files\\PowerShell\\7\\pwsh.exe': program,
        'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe': program,
      },
      { environment: { ProgramFiles: 'C:\\Program Files' } },
    );
    const [first] = await findPowerShell(windows, { extension: { defaultVersion: 'Windows PowerShell (x64)' } });
    assert.equal(first?.edition, 'Desktop');
  });

  it('knows the names that the PowerShell extension has for what it finds', async () => {
    const local = 'C:\\Users\\ada\\AppData\\Local\\Microsoft\\WindowsApps';
    const windows = fakeComputer(
      'win32',
      {
        'C:\\Program Files\\PowerShell\\7\\pwsh.exe': program,
        'C:\\Program Files\\PowerShell\\7-preview\\pwsh.exe': program,
        [`${local}\\Microsoft.PowerShell_8wekyb3d8bbwe\\pwsh.exe`]: program,
        [`${local}\\Microsoft.PowerShellPreview_8wekyb3d8bbwe\\pwsh.exe`]: program,
        'C:\\Users\\ada\\.dotnet\\tools\\pwsh.exe': program,
        'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe': program,
        'D:\\Tools\\Seven\\pwsh.exe': program,
        'C:\\Users\\ada\\seven\\pwsh.exe': program,
      },
      { environment: { ProgramFiles: 'C:\\Program Files', LocalAppData: 'C:\\Users\\ada\\AppData\\Local' } },
    );
    const additional = {
      Folder: '"D:\\Tools\\Seven"',
      Home: '~\\seven\\pwsh',
      Gone: 'D:\\gone\\pwsh.exe',
      Number: 7 as never,
    };
    const first = async (defaultVersion: string) => {
      const [found] = await findPowerShell(windows, { extension: { defaultVersion, additional } });
      return `${found?.source}${found?.preview ? ' preview' : ''} ${found?.path.split('\\').at(-2)}`;
    };
    assert.equal(await first('PowerShell (x64)'), 'msi 7');
    assert.equal(await first('PowerShell Preview (x64)'), 'msi preview 7-preview');
    assert.equal(await first('PowerShell (Store)'), 'store Microsoft.PowerShell_8wekyb3d8bbwe');
    assert.equal(await first('PowerShell Preview (Store)'), 'store preview Microsoft.PowerShellPreview_8wekyb3d8bbwe');
    assert.equal(await first('.NET Core PowerShell Global Tool'), 'dotnetTool tools');
    assert.equal(await first('Windows PowerShell (x64)'), 'windows v1.0');
    assert.equal(await first('Folder'), 'extension Seven');
    assert.equal(await first('Home'), 'extension seven');
    assert.equal(await first('Gone'), 'msi 7', 'a name that leads nowhere changes nothing');
    assert.equal(await first('Something else'), 'msi 7');

    const linux = fakeComputer('linux', {
      '/usr/bin/pwsh': program,
      '/usr/bin/snap': program,
      '/snap/bin/pwsh': link('/usr/bin/snap'),
    });
    const [snap] = await findPowerShell(linux, { extension: { defaultVersion: 'PowerShell Snap' } });
    assert.equal(snap?.path, '/snap/bin/pwsh');
  });

  it('never picks what the PowerShell extension is told to take from the workspace, or from a relative path', async () => {
    const computer = fakeComputer(
      'linux',
      { '/home/ada/project/pwsh': program, '/home/ada/link': link('/home/ada/project'), 'tools/pwsh': program },
      { workspaceFolders: ['/home/ada/project'] },
    );
    const additional = { Direct: '/home/ada/project', Linked: '~/link/pwsh', Relative: 'tools/pwsh' };
    for (const defaultVersion of Object.keys(additional)) {
      assert.deepEqual(await findPowerShell(computer, { extension: { defaultVersion, additional } }), []);
    }
  });

  it('never picks what the workspace brings along, however it is reached', async () => {
    const computer = fakeComputer(
      'linux',
      {
        '/home/ada/project/tools/pwsh': program,
        '/home/ada/bin/pwsh': link('/home/ada/project/tools/pwsh'),
        '/home/ada/link': link('/home/ada/project'),
        '/home/ada/project-2/pwsh': program,
      },
      {
        environment: {
          PATH: '/home/ada/project/tools::.:tools:/home/ada/bin:/home/ada/link/tools:/home/ada/project-2',
        },
        workspaceFolders: ['/home/ada/project'],
      },
    );
    assert.deepEqual(seen(await findPowerShell(computer)), ['path undefined /home/ada/project-2/pwsh']);
    for (const setting of ['/home/ada/project/tools/pwsh', '/home/ada/bin/pwsh', '/home/ada/link/tools/pwsh']) {
      await assert.rejects(findPowerShell(computer, { setting }), (error) => isDomainError(error, 'Forbidden'));
    }
  });

  it('compares workspace folders without regard to case where the file system does', async () => {
    const computer = fakeComputer(
      'win32',
      { 'C:\\Code\\App\\pwsh.exe': program },
      {
        environment: { PATH: 'c:\\code\\APP' },
        workspaceFolders: ['C:\\Code\\App'],
      },
    );
    assert.deepEqual(await findPowerShell(computer), []);
  });

  it('says what is wrong with the setting', async () => {
    const computer = fakeComputer('win32', { 'C:\\tools\\readme.txt': 'text' });
    for (const [setting, code] of [
      ['pwsh', 'InvalidInput'],
      ['\\tools\\pwsh.exe', 'InvalidInput'],
      ['C:\\tools\\pwsh.exe', 'NotFound'],
      ['C:\\tools\\readme.txt', 'NotFound'],
      ['C:\\tools', 'NotFound'],
    ] as const) {
      await assert.rejects(findPowerShell(computer, { setting }), (error) => isDomainError(error, code), setting);
    }
  });

  it('reads a real file system alike', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hosting-'));
    try {
      mkdirSync(join(folder, 'bin'));
      writeFileSync(join(folder, 'bin', 'pwsh'), '#!/bin/sh\n');
      writeFileSync(join(folder, 'bin', 'pwsh.deps.json'), dependencies('7.5.1'));
      symlinkSync(join(folder, 'bin', 'pwsh'), join(folder, 'pwsh'));
      const find = () =>
        findPowerShell({
          platform: 'linux',
          environment: { PATH: `${folder}:${join(folder, 'absent')}` },
          home: folder,
          workspaceFolders: [],
          files: nodeHostFiles,
        });
      const mine = (found: readonly PowerShellInstallation[]) => found.filter(({ path }) => path.startsWith(folder));
      assert.deepEqual(mine(await find()), [], 'a file nobody may start is no program');
      chmodSync(join(folder, 'bin', 'pwsh'), 0o755);
      const [found] = mine(await find());
      assert.deepEqual([found?.path, found?.version], [join(folder, 'pwsh'), '7.5.1']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
