import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDomainError } from '../../shared/errors.ts';
import { nodeFileAccess } from '../nodeFileAccess.ts';
import { type Console, createConsole } from '../testSupport.ts';

const password = 'Pa55-of-the-file';
const secure = `(ConvertTo-SecureString -String '${password}' -AsPlainText -Force)`;

async function reason(console: Console, line: string): Promise<string> {
  try {
    await console.type(line);
  } catch (error) {
    return isDomainError(error) ? error.reason : String(error);
  }
  return console.errors.length > 0 && isDomainError(console.errors.at(-1))
    ? `reported ${(console.errors.pop() as { reason?: string }).reason}`
    : 'none';
}

describe('operations: certificate commands', () => {
  let console: Console;
  before(async () => {
    console = createConsole({ confirm: false });
    await console.type(
      '$c = New-SelfSignedCertificate -Subject "CN=Mailbox report" -FriendlyName Report -NotAfter (Get-Date).AddMonths(6)',
    );
    await console.type(`$c | Export-PfxCertificate report.pfx -Password ${secure}`);
  });

  it('lists the vault as the certificate drive', async () => {
    const text = await console.type('Get-ChildItem Cert:\\CurrentUser\\My');
    assert.match(text, /PSParentPath: .*Certificate::CurrentUser\\My\n\nThumbprint +Subject +EnhancedKeyUsageList\n/);
    assert.match(text, /^[0-9A-F]{40} CN=Mailbox report +\{Client Authentication\}$/m);
    assert.match(await console.type('(gci cert:/currentuser/my).FriendlyName'), /^Report$/m);
    assert.match(
      await console.type('dir Cert:\\CurrentUser\\My | ? Subject -like "*report" | select Thumbprint | fl'),
      /Thumbprint : [0-9A-F]{40}/,
    );
    assert.match(
      await console.type('(Get-Item "Cert:\\CurrentUser\\My\\$($c.Thumbprint)").Subject'),
      /CN=Mailbox report/,
    );
    assert.equal(await reason(console, 'dir Cert:\\LocalMachine\\My'), 'operations/certificateStoreUnknown');
    assert.equal(await reason(console, 'dir C:\\'), 'operations/certificateStoreUnknown');
    assert.equal(
      await reason(console, `Get-Item Cert:\\CurrentUser\\My\\${'0'.repeat(40)}`),
      'reported operations/certificateNotFound',
    );
  });

  it('asks before it replaces a file, and keeps it on a no', async () => {
    const before = console.files.contents.get('/work folder/report.pfx');
    await console.type(`$c | Export-PfxCertificate report.pfx -Password ${secure}`);
    assert.deepEqual(console.confirmations.at(-1), {
      kind: 'overwrite',
      operation: 'Export-PfxCertificate',
      target: '/work folder/report.pfx',
    });
    assert.equal(console.files.contents.get('/work folder/report.pfx'), before);
    assert.equal(
      await reason(console, `$c | Export-PfxCertificate report.pfx -NoClobber -Password ${secure}`),
      'operations/fileExists',
    );
    await console.type('$c | Export-Certificate a.cer -WhatIf');
    assert.ok(!console.files.contents.has('/work folder/a.cer'));
  });

  it('reads a PFX as an object or into the vault, with the right password only', async () => {
    assert.match(await console.type(`(Get-PfxCertificate report.pfx -Password ${secure}).Subject`), /Mailbox report/);
    assert.match(
      await console.type(
        `[System.Security.Cryptography.X509Certificates.X509Certificate2]::new('report.pfx', '${password}').HasPrivateKey`,
      ),
      /True/,
    );
    assert.equal(
      await reason(
        console,
        'Import-PfxCertificate report.pfx -Password (ConvertTo-SecureString wrong -AsPlainText -Force)',
      ),
      'certificates/wrongPassword',
    );
    assert.equal(
      await reason(console, "Import-PfxCertificate report.pfx -Password 'plain text'"),
      'operations/wrongArgument',
    );
    const other = createConsole();
    other.files.contents.set(
      '/work folder/report.pfx',
      console.files.contents.get('/work folder/report.pfx') ?? new Uint8Array(),
    );
    await other.type(
      `Import-PfxCertificate -FilePath report.pfx -CertStoreLocation Cert:\\CurrentUser\\My -Password ${secure}`,
    );
    assert.equal((await other.vault.list()).certificates[0]?.hasPrivateKey, true);
  });

  it('refuses what would not work, and never shows a key or a password', async () => {
    assert.equal(await reason(console, '$c | Export-PfxCertificate b.pfx'), 'operations/passwordNeeded');
    assert.equal(await reason(console, 'Export-Certificate a.cer'), 'operations/certificateNeedsPipe');
    assert.equal(
      await reason(console, 'New-SelfSignedCertificate -DnsName a.b -NotAfter (Get-Date).AddDays(-1)'),
      'certificates/endNotInFuture',
    );
    assert.equal(
      await reason(console, 'New-SelfSignedCertificate -DnsName a.b -CertStoreLocation Cert:\\LocalMachine\\My'),
      'operations/certificateStoreUnknown',
    );
    assert.equal(
      await reason(console, 'New-SelfSignedCertificate -DnsName a.b -KeyAlgorithm ECDSA_nistP256'),
      'operations/keyTypeUnsupported',
    );
    const shown =
      (await console.type('$c | fl *')) +
      (await console.type('$c | ConvertTo-Json -Depth 9')) +
      (await console.type('$c | gm')) +
      (await console.type('"$c"')) +
      JSON.stringify(await console.session.runOperation('$c'));
    assert.doesNotMatch(shown, /PRIVATE KEY/);
    assert.ok(![shown, ...console.log.lines, ...console.session.history].join('\n').includes(password));
  });

  it('removes one certificate at a time, and only after a yes', async () => {
    await console.type('$c | Remove-Item');
    assert.equal(console.confirmations.at(-1)?.kind, 'deleteKey');
    assert.equal((await console.vault.list()).certificates.length, 1);
    assert.equal(await reason(console, 'Remove-Item Cert:\\CurrentUser\\My\\*'), 'operations/certificateStoreUnknown');
    await console.type('Remove-Item "Cert:\\CurrentUser\\My\\$($c.Thumbprint)" -Confirm:$false');
    assert.equal((await console.vault.list()).certificates.length, 0);
  });

  it('writes files whole, private, and only where the path says', async () => {
    const folder = await fs.mkdtemp(join(tmpdir(), 'console files '));
    try {
      const files = nodeFileAccess(() => folder);
      const real = createConsole({ overrides: { files } });
      await real.type(
        "[pscustomobject]@{ Name = 'a\"b'; Tags = 1,2 } | Export-Csv '.\\out file.csv' -NoTypeInformation",
      );
      const written = join(folder, 'out file.csv');
      assert.equal(await fs.readFile(written, 'utf8'), '"Name","Tags"\r\n"a""b","1 2"\r\n');
      assert.equal((await fs.stat(written)).mode & 0o777, process.platform === 'win32' ? 0o666 : 0o600);
      await assert.rejects(
        real.type("1..3 | % { 1 / ($_ - 2) } | select @{ n = 'x'; e = { $_ } } | Export-Csv 'out file.csv'"),
        (error) => isDomainError(error, 'InvalidInput'),
      );
      assert.match(await fs.readFile(written, 'utf8'), /a""b/, 'the old file is whole after a failure');
      assert.deepEqual(await fs.readdir(folder), ['out file.csv'], 'and nothing else is left');
      assert.equal(await reason(real, '1 | Out-File nowhere/x.txt'), 'operations/folderMissing');
      assert.equal(await reason(real, 'Get-PfxCertificate missing.cer'), 'operations/fileMissing');
      await real.type("'ä' | Set-Content u.txt -Encoding utf8BOM");
      assert.deepEqual([...(await fs.readFile(join(folder, 'u.txt')))].slice(0, 5), [0xef, 0xbb, 0xbf, 0xc3, 0xa4]);
    } finally {
      await fs.rm(folder, { recursive: true });
    }
  });
});
