import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationTarget, window, workspace } from 'vscode';
import { call, rejectsWith } from './support/call.ts';
import { handOvers, StandInShell, until } from './support/standInShell.ts';

interface Certificate {
  thumbprint: string;
}

describe('The certificate store of this computer', () => {
  let shell: StandInShell;
  let home: string;
  let thumbprint: string;
  const { HOME } = process.env;

  const setShell = (path: string | undefined) =>
    workspace.getConfiguration('entraCertAuth').update('powerShellPath', path, ConfigurationTarget.Global);
  const store = () => join(home, '.dotnet', 'corefx', 'cryptography', 'x509stores', 'my');
  const answers = (text: string, work = ':') => shell.does(`${work}; printf 'entra-cert-auth ${text}\\n'`, 'exit 0');
  const installs = () =>
    answers(
      'state installed',
      `mkdir -p '${store()}'; cp "$(dirname "$last")/certificate.pfx" '${store()}/${thumbprint}.pfx'`,
    );
  const removes = () => answers('state removed', `rm '${store()}/${thumbprint}.pfx'`);
  const install = (options: object = {}) =>
    call<Record<string, unknown>>('installCertificate', { thumbprint, ...options });
  const remove = () => call<Record<string, unknown>>('removeFromStore', { thumbprint, confirmed: true });

  before(async () => {
    shell = new StandInShell([]);
    await setShell(join(shell.folder, 'pwsh'));
    home = mkdtempSync(join(tmpdir(), 'store-home-'));
    process.env.HOME = home;
    ({ thumbprint } = await call<Certificate>('generateCertificate', { subject: 'CN=Store test' }));
  });

  after(async () => {
    process.env.HOME = HOME;
    await setShell(undefined);
    shell.dispose();
    rmSync(home, { recursive: true });
    await call('deleteCertificate', { thumbprint, confirmed: true });
  });

  afterEach(async () => {
    await shell.reset();
    rmSync(join(home, '.dotnet'), { recursive: true, force: true });
  });

  it('gets a certificate with nothing secret in sight, and nothing left of the way', async () => {
    installs();
    assert.deepEqual(await install(), { thumbprint, store: 'CurrentUser\\My', state: 'installed' });
    assert.match(shell.seen('arguments'), /^-NoLogo\n-NoProfile\n-NonInteractive\n-File\n\/.*connect\.ps1\n$/);
    assert.match(shell.seen('listing'), /^drwx------/);
    assert.equal(shell.seen('listing').match(/^-rw-------/gm)?.length, 3);
    const [, half = ''] = /^ENTRA_CERT_AUTH_ONE_TIME=(.{24,})$/m.exec(shell.seen('environment')) ?? [];
    const text = shell.seen('connect.ps1');
    assert.ok(half !== '' && !text.includes(half) && !shell.seen('arguments').includes(half));
    assert.match(text, /X509Store @\('My', 'CurrentUser'\)/);
    assert.equal(process.env.ENTRA_CERT_AUTH_ONE_TIME, undefined);
    assert.deepEqual(handOvers(), []);
  });

  it('shows in the details of a certificate what it holds', async () => {
    const says = (line: RegExp) => until(() => line.test(window.activeTextEditor?.document.getText() ?? ''));
    await call('showCertificate', { thumbprint });
    await says(/^Certificate store +not in CurrentUser\\My$/m);
    installs();
    await install();
    await says(/^Certificate store +in CurrentUser\\My\nFile in the store +\/.*\.pfx$/m);
  });

  it('loses a certificate on request, and is not started to lose one it has not', async () => {
    installs();
    await install();
    removes();
    assert.deepEqual(await remove(), { thumbprint, store: 'CurrentUser\\My', removed: true });
    assert.deepEqual(readdirSync(store()), []);
    assert.doesNotMatch(shell.seen('listing'), /certificate\.pfx|half/, 'the key has no part in it');
    await shell.reset();
    assert.deepEqual(await remove(), { thumbprint, store: 'CurrentUser\\My', removed: false });
    assert.equal(existsSync(join(shell.folder, 'started')), false);
    const { hasPrivateKey } = (await call<{ thumbprint: string; hasPrivateKey: boolean }[]>('listCertificates')).find(
      (each) => each.thumbprint === thumbprint,
    ) ?? { hasPrivateKey: false };
    assert.equal(hasPrivateKey, true, 'the vault keeps what it has');
  });

  it('says why it did not get one, and leaves nothing of it', async () => {
    const problem = Buffer.from("The access control list isn't right.").toString('base64');
    answers(`state failed\\nentra-cert-auth problem ${problem}`);
    await assert.rejects(
      install(),
      (error: Error) => error.name === 'Conflict' && /access control list isn't right/.test(error.message),
    );
    answers('state blocked');
    await rejectsWith('Forbidden', install());
    answers('state keyCannotSign');
    await rejectsWith('NoPrivateKey', install());
    shell.does('', 'exit 134');
    await assert.rejects(install(), (error: Error) => error.name === 'Conflict' && /134/.test(error.message));
    assert.deepEqual(handOvers(), []);
  });

  it('gets nothing that has no private key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'public-'));
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'public.cer');
    const { thumbprint: other } = await call<Certificate>('generateCertificate', { subject: 'CN=Public only' });
    await call('exportCertificate', { thumbprint: other, path });
    await call('deleteCertificate', { thumbprint: other, confirmed: true });
    await call('importCertificate', { path });
    try {
      await rejectsWith('NoPrivateKey', install({ thumbprint: other }));
      assert.equal(existsSync(join(shell.folder, 'started')), false);
    } finally {
      await call('deleteCertificate', { thumbprint: other, confirmed: true });
      rmSync(folder, { recursive: true });
    }
  });

  it('of a whole computer takes a script for an administrator', async () => {
    const computer = { store: 'localMachine', account: 'CONTOSO\\svc-reports' };
    const { script, ...rest } = await install(computer);
    assert.deepEqual(rest, { thumbprint, store: 'Cert:\\LocalMachine\\My' });
    assert.match(String(script), /^#Requires -RunAsAdministrator$/m);
    assert.match(String(script), /'CONTOSO\\svc-reports'/);
    assert.match(String(script), /MachineKeys.*\n?.*Crypto\\Keys/);
    await rejectsWith('InvalidInput', install({ store: 'localMachine' }));
    await rejectsWith('InvalidInput', install({ ...computer, account: 'a"b' }));
    await rejectsWith('InvalidInput', install({ store: 'elsewhere' }));
    assert.deepEqual(handOvers(), []);
  });
});
