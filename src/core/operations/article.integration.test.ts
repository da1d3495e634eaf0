import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readCertificateFile } from '../certificates/readCertificateFile.ts';
import { createConsole, exampleApp, json, scriptedTransport } from './testSupport.ts';

const mailboxes = {
  value: [
    {
      Name: 'Adele Vance',
      Alias: 'adele',
      DisplayName: 'Adele Vance',
      'EmailAddresses@odata.type': '#Collection(String)',
      EmailAddresses: ['SMTP:adele@contoso.com'],
      Database: 'DB01',
      PrimarySmtpAddress: 'adele@contoso.com',
    },
    {
      Name: 'Meeting room',
      Alias: 'room',
      DisplayName: 'Meeting room',
      EmailAddresses: [],
      Database: 'DB02',
      PrimarySmtpAddress: 'room@contoso.com',
    },
  ],
};

describe('operations: the commands of the certificate article, typed one after the other', () => {
  it('creates the certificate, exports it, and connects with thumbprint, file and object', async () => {
    const transport = scriptedTransport(json(mailboxes));
    const password = 'P@ssw0Rd1234';
    const console = createConsole({ transport, answers: ['pfx user', password, 'pfx user', password] });

    await console.type('# Create certificate');
    assert.equal(
      await console.type(
        '$mycert = New-SelfSignedCertificate -DnsName "contoso.org" -CertStoreLocation "cert:\\CurrentUser\\My" -NotAfter (Get-Date).AddYears(1) -KeySpec KeyExchange',
      ),
      '',
    );
    const [certificate] = (await console.vault.list()).certificates;
    assert.equal(certificate?.subject, 'CN=contoso.org');
    assert.equal(certificate?.hasPrivateKey, true);
    assert.equal(console.notices.length, 0, 'a year is a whole number of months');
    assert.ok(Math.abs(Date.parse(certificate?.notAfter ?? '') - Date.parse('2027-11-23T09:00:00Z')) < 600_000);

    assert.match(
      await console.type('$mycert | Export-PfxCertificate -FilePath mycert.pfx -Password (Get-Credential).password'),
      /mycert\.pfx/,
    );
    assert.deepEqual(
      console.prompts.map(({ kind }) => kind),
      ['userName', 'password'],
    );
    const exported = await readCertificateFile(
      console.files.contents.get('/work folder/mycert.pfx') ?? new Uint8Array(),
      { fileName: 'mycert.pfx', password },
    );
    assert.ok(exported.privateKey?.includes('PRIVATE KEY'));

    await console.type('$mycert | Export-Certificate -FilePath mycert.cer');
    assert.equal(
      new X509Certificate(
        console.files.contents.get('/work folder/mycert.cer') ?? new Uint8Array(),
      ).fingerprint.replaceAll(':', ''),
      certificate?.thumbprint,
    );

    await console.type(
      `Connect-ExchangeOnline -CertificateThumbPrint "${certificate?.thumbprint}" -AppID "${exampleApp.appId}" -Organization "contoso.onmicrosoft.com"`,
    );
    await console.type(
      `Connect-ExchangeOnline -Certificate $mycert -AppID "${exampleApp.appId}" -Organization "contoso.onmicrosoft.com" -ShowBanner:$false`,
    );
    await console.type(
      `Connect-ExchangeOnline -CertificateFilePath "mycert.pfx" -CertificatePassword (Get-Credential).password -AppID "${exampleApp.appId}" -Organization "contoso.onmicrosoft.com"`,
    );
    await console.type(
      `Connect-ExchangeOnline -CertificateFilePath mycert.pfx -CertificatePassword (ConvertTo-SecureString -String "${password}" -AsPlainText -Force) -AppID ${exampleApp.appId} -Organization contoso.onmicrosoft.com`,
    );
    await console.type(
      `Connect-IPPSSession -CertificateThumbPrint "${certificate?.thumbprint}" -AppID "${exampleApp.appId}" -Organization "contoso.onmicrosoft.com"`,
    );
    assert.deepEqual(
      console.signIns.map(({ resource }) => resource),
      [...Array(4).fill('https://outlook.office365.com'), 'https://ps.compliance.protection.outlook.com'],
    );
    assert.deepEqual(new Set(console.signIns.map(({ thumbprint }) => thumbprint)), new Set([certificate?.thumbprint]));

    await console.type('Disconnect-ExchangeOnline -Confirm:$false');
    await console.type(
      `Connect-ExchangeOnline -CertificateThumbPrint "${certificate?.thumbprint}" -AppID "${exampleApp.appId}" -Organization "contoso.onmicrosoft.com"`,
    );
    const listed = await console.type('Get-EXOMailbox -ResultSize 2');
    assert.match(listed, /^DisplayName +: Adele Vance$/m);
    assert.doesNotMatch(listed, /Database/, 'the minimum property set has no Database');

    const everything = [...console.log.lines, ...console.session.history, JSON.stringify(console.notices), listed].join(
      '\n',
    );
    assert.ok(!everything.includes(password), 'the password is nowhere');
    assert.ok(!everything.includes('PRIVATE KEY'));
  });

  it('runs the role group commands with the service principal in variables', async () => {
    const transport = scriptedTransport(
      json({
        value: [
          { id: '0e0f7b6e-7b0a-4b7c-9d13-1d6bf7c2a0aa', appId: exampleApp.appId, displayName: 'ExO PowerShell CBA' },
        ],
      }),
      json({ value: [] }),
      json({
        value: [{ DisplayName: 'SP for Azure AD App ExO PowerShell CBA', Identity: 'sp-identity', ObjectId: '0e0f' }],
      }),
      json({ value: [] }),
    );
    const console = createConsole({ transport, connected: true });
    const { certificates } = await console.vault.list();
    assert.equal(certificates.length, 0);

    await console.type(`$AzureADApp = Get-MgServicePrincipal -Filter "DisplayName eq 'ExO PowerShell CBA'"`);
    assert.equal(
      new URL(transport.requests[0]?.url ?? '').searchParams.get('$filter'),
      "displayName eq 'ExO PowerShell CBA'",
    );
    await console.type(
      'New-ServicePrincipal -AppId $AzureADApp.AppId -ObjectId $AzureADApp.Id -DisplayName "SP for Azure AD App ExO PowerShell CBA"',
    );
    assert.deepEqual(await transport.requests[1]?.json(), {
      CmdletInput: {
        CmdletName: 'New-ServicePrincipal',
        Parameters: {
          AppId: exampleApp.appId,
          ObjectId: '0e0f7b6e-7b0a-4b7c-9d13-1d6bf7c2a0aa',
          DisplayName: 'SP for Azure AD App ExO PowerShell CBA',
        },
      },
    });
    await console.type('$SP = Get-ServicePrincipal -Identity "SP for Azure AD App ExO PowerShell CBA"');
    await console.type('Add-RoleGroupMember -Identity "Contoso View-Only Recipients" -Member $SP.Identity');
    const last = (await transport.requests[3]?.json()) as { CmdletInput: { Parameters: object } };
    assert.deepEqual(last.CmdletInput.Parameters, { Identity: 'Contoso View-Only Recipients', Member: 'sp-identity' });
  });
});
