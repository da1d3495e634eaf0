import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Terminal, Uri, window, workspace } from 'vscode';
import { call, rejectsWith } from './support/call.ts';

interface Identity {
  tenantId: string;
  appId: string;
  thumbprint: string;
}

const handOvers = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`entra-cert-auth-${process.pid}-`));

/** Stands in for PowerShell: writes down how it was started and what it was handed, then does `rest`. */
const stub = (folder: string, rest: string) => `#!/bin/sh
cd '${folder}'
printf '%s\\n' "$@" > arguments
env > environment
for last; do :; done
cp "$last" connect.ps1
ls -ld "$(dirname "$last")" "$(dirname "$last")"/* > listing
${rest}
touch started
exec cat
`;

describe('Terminals of real PowerShell', () => {
  let identity: Identity;
  let folder: string;
  let script: string;
  const before_ = { ...process.env };

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'terminals-')));
    mkdirSync(join(folder, 'modules', 'ExchangeOnlineManagement', '3.9.0'), { recursive: true });
    writeFileSync(join(folder, 'modules', 'ExchangeOnlineManagement', '3.9.0', 'ExchangeOnlineManagement.psd1'), '@{}');
    script = join(folder, 'Get-Boxes.ps1');
    writeFileSync(script, 'Get-EXOMailbox -ResultSize 5\n');
    process.env.PSModulePath = join(folder, 'modules');
    process.env.PATH = `${folder}:${process.env.PATH}`;
    installStub('');
    const { tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true });
    const setUp = await call<Identity>('setUp', {
      tenantId,
      services: ['exchangeOnline'],
      displayName: 'Terminal "$(x)" test',
      certificate: { subject: 'CN=Terminal test', months: 12 },
      role: 'Exchange Administrator',
      confirmed: true,
    });
    identity = { tenantId, appId: setUp.appId, thumbprint: setUp.thumbprint };
  });

  after(async () => {
    process.env.PATH = before_.PATH;
    delete process.env.PSModulePath;
    await call('deleteCertificate', { thumbprint: identity.thumbprint, confirmed: true });
    await call('signOut', { tenantId: identity.tenantId });
    rmSync(folder, { recursive: true });
  });

  afterEach(async () => {
    for (const terminal of window.terminals) {
      terminal.dispose();
    }
    await until(() => handOvers().length === 0);
    for (const name of ['arguments', 'environment', 'listing', 'connect.ps1', 'started']) {
      rmSync(join(folder, name), { force: true });
    }
    installStub('');
  });

  function installStub(rest: string): void {
    writeFileSync(join(folder, 'pwsh'), stub(folder, rest));
    chmodSync(join(folder, 'pwsh'), 0o755);
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const seen = (name: string) => readFileSync(join(folder, name), 'utf8');
  const start = async () => {
    const result = await call<{ terminal: string }>('connect', {
      ...identity,
      service: 'exchangeOnline',
      console: 'powershell',
    });
    await until(() => existsSync(join(folder, 'started')));
    return result;
  };
  const named = (name: string) => window.terminals.find((terminal) => terminal.name === name) as Terminal;

  it('open with nothing secret in sight, and leave nothing when they are closed', async () => {
    const { terminal } = await start();
    assert.equal(terminal, 'Exchange Online · Terminal "$(x)" test');
    assert.match(seen('arguments'), /^-NoLogo\n-NoProfile\n-NoExit\n-File\n\/.*connect\.ps1\n$/);
    const text = seen('connect.ps1');
    assert.match(text, /Connect-ExchangeOnline @parameters/);
    assert.match(seen('listing'), /^drwx------/);
    assert.equal(seen('listing').match(/^-rw-------/gm)?.length, 3);
    const [, half = ''] = /^ENTRA_CERT_AUTH_ONE_TIME=(.{24,})$/m.exec(seen('environment')) ?? [];
    assert.ok(half !== '' && !text.includes(half) && !seen('arguments').includes(half));
    assert.equal(process.env.ENTRA_CERT_AUTH_ONE_TIME, undefined);
    const folders = handOvers();
    assert.equal(folders.length, 1);
    named(terminal).dispose();
    await until(() => handOvers().length === 0);
  });

  it('are what a program gets for a service that only PowerShell knows', async () => {
    await rejectsWith('NotFound', call('connect', { ...identity, service: 'teams' }));
    assert.deepEqual(handOvers(), [], 'nothing was written for a module that is missing');
  });

  it('run a script and tell how it ended', async () => {
    // What the script under test would report, by whatever path it was told.
    installStub(
      `report=$(sed -n "s/^Set-Content -LiteralPath '\\([^']*\\)'.*/\\1/p" connect.ps1); printf '3 1500\\n' > "$report"`,
    );
    const result = await call('runScript', { ...identity, path: script });
    assert.deepEqual(result, {
      terminal: 'Get-Boxes.ps1',
      services: ['exchangeOnline'],
      exitCode: 3,
      milliseconds: 1500,
    });
    assert.match(seen('connect.ps1'), new RegExp(`& '${script}'`));
  });

  it('leave the connecting to a script that does it itself', async () => {
    installStub(
      `report=$(sed -n "s/^Set-Content -LiteralPath '\\([^']*\\)'.*/\\1/p" connect.ps1); printf '0 9\\n' > "$report"`,
    );
    const own = join(folder, 'Own.ps1');
    writeFileSync(own, 'Connect-ExchangeOnline -ManagedIdentity\nGet-EXOMailbox\n');
    const result = await call<{ services: string[] }>('runScript', { path: own });
    assert.deepEqual(result.services, []);
    assert.doesNotMatch(seen('environment'), /ENTRA_CERT_AUTH/);
    assert.doesNotMatch(seen('connect.ps1'), /X509|Connect-/);
  });

  it('say what keeps a script from being run', async () => {
    await rejectsWith('NotFound', call('runScript', { ...identity, path: join(folder, 'absent.ps1') }));
    await rejectsWith('InvalidInput', call('runScript', { ...identity, path: 'relative.ps1' }));
    const nothing = join(folder, 'Nothing.ps1');
    writeFileSync(nothing, 'Get-ChildItem\n');
    await rejectsWith('InvalidInput', call('runScript', { ...identity, path: nothing }));
    installStub(
      `report=$(sed -n "s/^Set-Content -LiteralPath '\\([^']*\\)'.*/\\1/p" connect.ps1); echo failed > "$report"`,
    );
    await rejectsWith('SignInFailed', call('runScript', { ...identity, path: script }));
  });

  it('never start what the workspace brings along', async () => {
    const root = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const path = join(root, 'pwsh');
    writeFileSync(path, '#!/bin/sh\ntouch picked\n');
    chmodSync(path, 0o755);
    rmSync(join(folder, 'pwsh'));
    process.env.PATH = `${root}:.:${before_.PATH}`;
    try {
      // A PowerShell elsewhere on this computer may be found instead.
      await call('connect', { ...identity, service: 'exchangeOnline', console: 'powershell' }).catch(() => undefined);
      const started = window.terminals.map(
        ({ creationOptions }) => 'shellPath' in creationOptions && creationOptions.shellPath,
      );
      assert.equal(started.includes(path), false);
    } finally {
      process.env.PATH = `${folder}:${before_.PATH}`;
      await workspace.fs.delete(Uri.file(path));
    }
  });
});
