import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationTarget, type Terminal, Uri, window, workspace } from 'vscode';
import { call, rejectsWith } from './support/call.ts';
import { findReport, handOvers, StandInShell, until } from './support/standInShell.ts';

interface Identity {
  tenantId: string;
  appId: string;
  thumbprint: string;
}

/** Ids of processes with one of these texts on their command line or in their environment, where the system shows that. */
function processesThatShow(file: 'cmdline' | 'environ', ...texts: readonly string[]): string[] {
  const ids = existsSync('/proc/self') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return ids.filter((id) => {
    try {
      const shown = readFileSync(join('/proc', id, file), 'utf8');
      return texts.some((text) => shown.includes(text));
    } catch {
      return false;
    }
  });
}

describe('Terminals of real PowerShell', () => {
  let identity: Identity;
  let shell: StandInShell;
  let script: string;

  before(async () => {
    shell = new StandInShell(['ExchangeOnlineManagement']);
    script = join(shell.folder, 'Get-Boxes.ps1');
    writeFileSync(script, 'Get-EXOMailbox -ResultSize 5\n');
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
    shell.dispose();
    await call('deleteCertificate', { thumbprint: identity.thumbprint, confirmed: true });
    await call('signOut', { tenantId: identity.tenantId });
  });

  afterEach(() => shell.reset());

  const start = async () => {
    const result = await call<{ terminal: string }>('connect', {
      ...identity,
      service: 'exchangeOnline',
      console: 'powershell',
    });
    await shell.started();
    return result;
  };
  const named = (name: string) => window.terminals.find((terminal) => terminal.name === name) as Terminal;

  it('open with nothing secret in sight, and leave nothing when they are closed', async () => {
    const { terminal } = await start();
    assert.equal(terminal, 'Exchange Online · Terminal "$(x)" test');
    assert.match(shell.seen('arguments'), /^-NoLogo\n-NoProfile\n-NoExit\n-File\n\/.*connect\.ps1\n$/);
    const text = shell.seen('connect.ps1');
    assert.match(text, /Connect-ExchangeOnline @parameters/);
    assert.match(shell.seen('listing'), /^drwx------/);
    assert.equal(shell.seen('listing').match(/^-rw-------/gm)?.length, 3);
    const [, half = ''] = /^ENTRA_CERT_AUTH_ONE_TIME=(.{24,})$/m.exec(shell.seen('environment')) ?? [];
    assert.ok(half !== '' && !text.includes(half) && !shell.seen('arguments').includes(half));
    assert.equal(process.env.ENTRA_CERT_AUTH_ONE_TIME, undefined);
    const [folder = ''] = handOvers();
    const otherHalf = readFileSync(join(tmpdir(), folder, 'half'), 'utf8');
    assert.deepEqual(processesThatShow('cmdline', half, otherHalf), []);
    assert.deepEqual(processesThatShow('environ', otherHalf), []);
    assert.ok(processesThatShow('environ', half).length <= 1, 'in the environment of the terminal alone');
    named(terminal).dispose();
    await until(() => handOvers().length === 0);
  });

  it('leave nothing when PowerShell is killed while it connects', async () => {
    const { terminal } = await start();
    const id = await named(terminal).processId;
    assert.ok(id);
    process.kill(id, 'SIGKILL');
    await until(() => handOvers().length === 0 && named(terminal) === undefined);
  });

  it('are what a program gets for a service that only PowerShell knows', async () => {
    await rejectsWith('NotFound', call('connect', { ...identity, service: 'teams' }));
    assert.deepEqual(handOvers(), [], 'nothing was written for a module that is missing');
  });

  it('run a script and tell how it ended', async () => {
    shell.does(`${findReport}; printf 'running\\n' > "$report"; printf '3 1500\\n' > "$report"`);
    const result = await call('runScript', { ...identity, path: script });
    assert.deepEqual(result, {
      terminal: 'Get-Boxes.ps1',
      services: ['exchangeOnline'],
      exitCode: 3,
      milliseconds: 1500,
    });
    assert.match(shell.seen('connect.ps1'), new RegExp(`& '${script}'`));
  });

  it('tell the exit code of a script that ends PowerShell itself', async () => {
    shell.does(`${findReport}; printf 'running\\n' > "$report"; sleep 0.5`, 'exit 9');
    const { exitCode } = await call<{ exitCode: number }>('runScript', { ...identity, path: script });
    assert.equal(exitCode, 9);
  });

  it('say that PowerShell is broken when it ends before it comes to the script', async () => {
    shell.does('', 'exit 134');
    await assert.rejects(
      call('runScript', { ...identity, path: script }),
      (error: Error) => error.name === 'NotSupported' && /134/.test(error.message) && /pwsh/.test(error.message),
    );
    assert.deepEqual(handOvers(), []);
  });

  it('run scripts whatever they are called, and only scripts', async () => {
    const folder = join(shell.folder, "it's [1] `$(x)` – Ünïcode");
    mkdirSync(folder);
    const nasty = join(folder, "a'b\u2019c;d.ps1");
    writeFileSync(nasty, 'Get-EXOMailbox\n');
    shell.does(`${findReport}; printf '0 1\\n' > "$report"`);
    assert.equal((await call<{ exitCode: number }>('runScript', { ...identity, path: nasty })).exitCode, 0);
    const quoted = nasty.replaceAll(/['\u2019]/g, (quote) => quote + quote);
    assert.ok(shell.seen('connect.ps1').includes(`& '${quoted}'`));
    const module = join(folder, 'Tools.psm1');
    writeFileSync(module, 'Get-EXOMailbox\n');
    await rejectsWith('InvalidInput', call('runScript', { ...identity, path: module }));
    const untitled = await workspace.openTextDocument({ language: 'powershell', content: 'Get-EXOMailbox' });
    await rejectsWith('InvalidInput', call('runScript', { ...identity, uri: untitled.uri.toString() }));
  });

  it('leave the connecting to a script that does it itself', async () => {
    shell.does(`${findReport}; printf '0 9\\n' > "$report"`);
    const own = join(shell.folder, 'Own.ps1');
    writeFileSync(own, 'Connect-ExchangeOnline -ManagedIdentity\nGet-EXOMailbox\n');
    const result = await call<{ services: string[] }>('runScript', { path: own });
    assert.deepEqual(result.services, []);
    assert.doesNotMatch(shell.seen('environment'), /ENTRA_CERT_AUTH/);
    assert.doesNotMatch(shell.seen('connect.ps1'), /X509|Connect-/);
  });

  it('say what keeps a script from being run', async () => {
    await rejectsWith('NotFound', call('runScript', { ...identity, path: join(shell.folder, 'absent.ps1') }));
    await rejectsWith('InvalidInput', call('runScript', { ...identity, path: 'relative.ps1' }));
    const nothing = join(shell.folder, 'Nothing.ps1');
    writeFileSync(nothing, 'Get-ChildItem\n');
    await rejectsWith('InvalidInput', call('runScript', { ...identity, path: nothing }));
    shell.does(`${findReport}; echo failed > "$report"`);
    await rejectsWith('SignInFailed', call('runScript', { ...identity, path: script }));
  });

  it('follow the setting, and say what is wrong with it', async () => {
    const settings = workspace.getConfiguration('entraCertAuth');
    const root = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const connect = () => call('connect', { ...identity, service: 'exchangeOnline', console: 'powershell' });
    try {
      for (const [path, code] of [
        [join(shell.folder, 'absent', 'pwsh'), 'NotFound'],
        ['pwsh', 'InvalidInput'],
        [join(root, 'pwsh'), 'Forbidden'],
      ] as const) {
        await settings.update('powerShellPath', path, ConfigurationTarget.Global);
        await rejectsWith(code, connect());
      }
      assert.deepEqual(handOvers(), []);
    } finally {
      await settings.update('powerShellPath', undefined, ConfigurationTarget.Global);
    }
  });

  it('never start what the workspace brings along', async () => {
    const root = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const path = join(root, 'pwsh');
    writeFileSync(path, '#!/bin/sh\ntouch picked\n');
    chmodSync(path, 0o755);
    rmSync(join(shell.folder, 'pwsh'));
    const { PATH } = process.env;
    process.env.PATH = `${root}:.:${PATH}`;
    try {
      // A PowerShell elsewhere on this computer may be found instead.
      await call('connect', { ...identity, service: 'exchangeOnline', console: 'powershell' }).catch(() => undefined);
      const started = window.terminals.map(
        ({ creationOptions }) => 'shellPath' in creationOptions && creationOptions.shellPath,
      );
      assert.equal(started.includes(path), false);
    } finally {
      process.env.PATH = PATH;
      await workspace.fs.delete(Uri.file(path));
    }
  });
});
