import assert from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import { call, rejectsWith } from './support/call.ts';

interface Identity {
  tenantId: string;
  appId: string;
  thumbprint: string;
}

describe('Using what was set up', () => {
  let identity: Identity;

  before(async () => {
    const { tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true });
    const setUp = await call<Identity>('setUp', {
      tenantId,
      services: ['exchangeOnline'],
      displayName: "O'Brien's mailbox report",
      certificate: { subject: 'CN=Mailbox report', months: 12 },
      permissions: [{ resourceAppId: '00000003-0000-0000-c000-000000000000', permission: 'Calendars.Read' }],
      role: 'Exchange Administrator',
      confirmed: true,
    });
    identity = { tenantId, appId: setUp.appId, thumbprint: setUp.thumbprint };
  });

  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await call('deleteCertificate', { thumbprint: identity.thumbprint, confirmed: true });
    await call('signOut', { tenantId: identity.tenantId });
  });

  it('runs an Exchange cmdlet with the certificate', async () => {
    const { output } = await call<{ output: { PrimarySmtpAddress: string }[] }>('runOperation', {
      ...identity,
      command: 'Get-EXOMailbox -ResultSize 3 | Select-Object PrimarySmtpAddress',
    });
    assert.equal(output.length, 3);
    assert.match(output[0]!.PrimarySmtpAddress, /@/);
  });

  it('names the permission a Graph cmdlet lacks', async () => {
    await assert.rejects(
      call('runOperation', { ...identity, command: 'Get-MgGroup -Top 1' }),
      (error: Error) => error.name === 'Forbidden' && /Group\.Read|GroupMember\.Read/.test(error.message),
    );
  });

  it('writes a connection block that quotes what the tenant calls its application', async () => {
    const { script } = await call<{ script: string }>('connectionBlock', {
      ...identity,
      service: 'exchangeOnline',
      target: 'windows',
    });
    assert.match(script, new RegExp(`AppId\\s+= '${identity.appId}'`));
    assert.match(script, new RegExp(`CertificateThumbprint\\s+= '${identity.thumbprint}'`));
    assert.match(script, /Disconnect-ExchangeOnline/);
  });

  it('inserts the block below the opening of the script in the editor', async () => {
    const document = await workspace.openTextDocument({
      language: 'powershell',
      content: '#Requires -Modules ExchangeOnlineManagement\nGet-EXOMailbox\n',
    });
    await window.showTextDocument(document);
    const options = { ...identity, service: 'exchangeOnline', target: 'portable' };
    assert.deepEqual(await call('insertConnection', options), { inserted: true });
    const text = document.getText();
    assert.ok(text.startsWith('#Requires -Modules ExchangeOnlineManagement\n# Signs in'));
    assert.ok(text.trimEnd().endsWith('Get-EXOMailbox'));
    assert.ok(text.includes('$env:ENTRA_CERTIFICATE_PATH'));
    await commands.executeCommand('undo');
    assert.equal(document.getText(), '#Requires -Modules ExchangeOnlineManagement\nGet-EXOMailbox\n');
  });

  it('changes the sign-in that a script has instead of adding a second one', async () => {
    const document = await workspace.openTextDocument({
      language: 'powershell',
      content: [
        'param($UserName)',
        '$credential = Get-Credential $UserName',
        'Connect-ExchangeOnline -Credential $credential -ShowBanner:$false',
        'Get-EXOMailbox',
        'Disconnect-ExchangeOnline -Confirm:$false',
        '',
      ].join('\n'),
    });
    await window.showTextDocument(document);
    const options = { ...identity, service: 'exchangeOnline', target: 'windows' };
    assert.deepEqual(await call('insertConnection', options), { inserted: true });
    const text = document.getText();
    assert.equal(text.match(/Connect-ExchangeOnline/g)?.length, 1, text);
    assert.match(text, new RegExp(`Connect-ExchangeOnline .*-CertificateThumbprint '${identity.thumbprint}'`));
    assert.match(text, /-ShowBanner:\$false/);
    assert.doesNotMatch(text, /credential/i);
    await call('insertConnection', options);
    assert.equal(document.getText(), text);
  });

  it('refuses to insert where there is no PowerShell script', async () => {
    await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content: '' }));
    await rejectsWith('InvalidInput', call('insertConnection', { ...identity, service: 'exchangeOnline' }));
  });

  it('opens a terminal that is named after service and application', async () => {
    const { terminal } = await call<{ terminal: string }>('connect', {
      ...identity,
      service: 'exchangeOnline',
      console: 'operations',
    });
    assert.equal(terminal, "Exchange Online · O'Brien's mailbox report");
    const opened = window.terminals.find(({ name }) => name === terminal);
    assert.ok(opened);
    opened.dispose();
  });

  it('refuses what cannot work with a code and a sentence', async () => {
    const zero = '00000000-0000-0000-0000-000000000000';
    await rejectsWith('NotFound', call('runOperation', { ...identity, appId: zero, command: 'Get-Mailbox' }));
    await rejectsWith('NotFound', call('connect', { ...identity, thumbprint: '0'.repeat(40), service: 'graph' }));
    await rejectsWith('InvalidInput', call('connectionBlock', { ...identity, service: 'fax' }));
    await rejectsWith('InvalidInput', call('runOperation', { ...identity }));
    await rejectsWith('InvalidInput', call('runOperation', { ...identity, command: 'Get-Mailbox |' }));
  });
});
