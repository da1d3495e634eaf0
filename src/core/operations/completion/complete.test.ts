import assert from 'node:assert/strict';
import { createConsole, exampleApp, json, scriptedTransport } from '../testSupport.ts';
import { complete } from './complete.ts';

const console = createConsole({
  transport: scriptedTransport(json({ value: [{ Name: 'x', PrimarySmtpAddress: 'a@b', 'Odd name': 1 }] })),
  connected: true,
});

async function completed(text: string): Promise<readonly string[]> {
  const list = await complete(text, text.length, console.session);
  return list.candidates.map((candidate) => text.slice(0, list.start) + candidate + text.slice(list.end));
}

describe('operations: tab completion', () => {
  before(async () => {
    await console.session.run('Get-Mailbox', {
      output: { write: () => undefined, error: () => undefined, notice: () => undefined },
    });
    await console.session.runOperation('$mailbox = Get-Mailbox; $other = 1');
  });

  it('offers commands at the start, after a pipe and in brackets', async () => {
    assert.deepEqual(await completed('get-exomailboxs'), ['Get-EXOMailboxStatistics']);
    assert.deepEqual(await completed('Get-Mailbox | sel'), ['Get-Mailbox | Select-Object']);
    assert.deepEqual(await completed('Export-PfxCertificate -Password (Get-Cred'), [
      'Export-PfxCertificate -Password (Get-Credential',
    ]);
    assert.deepEqual(await completed('$x = Invoke-MgG'), ['$x = Invoke-MgGraphRequest']);
  });

  it('offers parameters of the command the cursor is in', async () => {
    assert.deepEqual(await completed('Connect-ExchangeOnline -CertificateT'), [
      'Connect-ExchangeOnline -CertificateThumbprint',
    ]);
    assert.deepEqual(await completed('Get-Mailbox | ft -Au'), ['Get-Mailbox | ft -AutoSize']);
    assert.deepEqual(await completed('$m | Export-PfxCertificate -Password (Get-Credential).password -FileP'), [
      '$m | Export-PfxCertificate -Password (Get-Credential).password -FilePath',
    ]);
    assert.deepEqual(await completed('Get-MgUserCalendarView -St'), ['Get-MgUserCalendarView -StartDateTime']);
  });

  it('offers values: application, organization, sizes', async () => {
    assert.deepEqual(await completed('Connect-ExchangeOnline -AppId '), [
      `Connect-ExchangeOnline -AppId ${exampleApp.appId}`,
    ]);
    assert.deepEqual(await completed('Connect-ExchangeOnline -Organization con'), [
      'Connect-ExchangeOnline -Organization contoso.onmicrosoft.com',
    ]);
    assert.deepEqual(await completed('Get-Mailbox -ResultSize U'), ['Get-Mailbox -ResultSize Unlimited']);
  });

  it('offers properties that came through the pipe, variables and their members', async () => {
    assert.deepEqual(await completed('Get-Mailbox | Select-Object Pri'), [
      'Get-Mailbox | Select-Object PrimarySmtpAddress',
    ]);
    assert.deepEqual(await completed('Get-Mailbox | select Name, Pri'), [
      'Get-Mailbox | select Name, PrimarySmtpAddress',
    ]);
    assert.deepEqual(await completed('Get-Mailbox | sort Odd'), ["Get-Mailbox | sort 'Odd name'"]);
    assert.deepEqual(await completed('Get-Mailbox | Where-Object { $_.Pri'), [
      'Get-Mailbox | Where-Object { $_.PrimarySmtpAddress',
    ]);
    assert.deepEqual(await completed('$mai'), ['$mailbox']);
    assert.deepEqual(await completed('Set-Mailbox -Identity $mailbox.Na'), ['Set-Mailbox -Identity $mailbox.Name']);
  });

  it('offers nothing where nothing is known', async () => {
    assert.deepEqual(await completed("'text "), []);
    assert.deepEqual(await completed('zzz'), []);
  });
});
