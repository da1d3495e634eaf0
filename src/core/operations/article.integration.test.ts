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

  it('makes the certificate of the Graph article and signs in to Graph, Teams, SharePoint and Azure with it', async () => {
    const console = createConsole();
    const app = exampleApp.appId;
    await console.type('$certname = "ScriptCertificate"    ## Replace {certificateName}');
    await console.type(
      '$cert = New-SelfSignedCertificate -Subject "CN=$certname" -CertStoreLocation "Cert:\\CurrentUser\\My" -KeyExportPolicy Exportable -KeySpec Signature -KeyLength 2048 -KeyAlgorithm RSA -HashAlgorithm SHA256',
    );
    await console.type(
      'Export-Certificate -Cert $cert -FilePath "C:\\Users\\admin\\Desktop\\$certname.cer"   ## Specify your preferred location',
    );
    await console.type(
      '$mypwd = ConvertTo-SecureString -String "{myPassword}" -Force -AsPlainText  ## Replace {myPassword}',
    );
    await console.type(
      'Export-PfxCertificate -Cert $cert -FilePath "C:\\Users\\admin\\Desktop\\$certname.pfx" -Password $mypwd   ## Specify your preferred location',
    );
    const [made] = (await console.vault.list()).certificates;
    assert.equal(made?.subject, 'CN=ScriptCertificate');
    const listed = await console.type(
      'Get-ChildItem -Path "Cert:\\CurrentUser\\My" | Where-Object {$_.Subject -Match "$certname"} | Select-Object Thumbprint, FriendlyName',
    );
    assert.match(listed, new RegExp(`^${made?.thumbprint} ScriptCertificate$`, 'm'));
    assert.match(
      await console.type('[System.Convert]::ToBase64String($cert.GetRawCertData())'),
      /^MII[A-Za-z0-9+/=]+\n$/,
      'as the key credential of an application is written',
    );

    const file = '"C:\\Users\\admin\\Desktop\\$certname.pfx"';
    for (const line of [
      `Connect-MgGraph -ClientId "${app}" -TenantId "contoso.onmicrosoft.com" -CertificateThumbprint $cert.Thumbprint`,
      `Connect-MgGraph -ClientId ${app} -TenantId contoso.onmicrosoft.com -Certificate $cert -NoWelcome`,
      `$object = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new(${file}, $mypwd)`,
      `Connect-MicrosoftTeams -Certificate $object -ApplicationId ${app} -TenantId contoso.onmicrosoft.com`,
      `Connect-MicrosoftTeams -CertificateThumbprint "$($cert.Thumbprint)" -ApplicationId "${app}" -TenantId "contoso.onmicrosoft.com"`,
      `Connect-PnPOnline -Url "https://contoso.sharepoint.com/sites/a" -ClientId ${app} -Tenant 'contoso.onmicrosoft.com' -CertificatePath ${file} -CertificatePassword $mypwd`,
      `$base64 = [Convert]::ToBase64String([System.IO.File]::ReadAllBytes(${file}))`,
      `Connect-PnPOnline -Url "https://contoso.sharepoint.com" -ClientId ${app} -Tenant 'contoso.onmicrosoft.com' -CertificateBase64Encoded $base64 -CertificatePassword $mypwd`,
      `Connect-PnPOnline -Url contoso.sharepoint.com -ClientId ${app} -Tenant 'contoso.onmicrosoft.com' -Thumbprint $cert.Thumbprint`,
      `Connect-AzAccount -ServicePrincipal -ApplicationId ${app} -CertificateThumbprint $cert.Thumbprint -Tenant contoso.onmicrosoft.com`,
      '$Global:IsWindows = $true',
      `Connect-IPPSSession -Certificate $cert -AppID "${app}" -Organization "contoso.onmicrosoft.com"`,
    ]) {
      await console.type(line);
    }
    assert.deepEqual(console.errors, []);
    assert.deepEqual(
      console.signIns.map(({ resource }) => resource),
      [
        'https://graph.microsoft.com',
        'https://graph.microsoft.com',
        '48ac35b8-9aa8-4d74-927d-1f4a14a0b239',
        '48ac35b8-9aa8-4d74-927d-1f4a14a0b239',
        'https://contoso.sharepoint.com',
        'https://contoso.sharepoint.com',
        'https://contoso.sharepoint.com',
        'https://management.azure.com',
        'https://ps.compliance.protection.outlook.com',
      ],
    );
    assert.deepEqual(new Set(console.signIns.map(({ thumbprint }) => thumbprint)), new Set([made?.thumbprint]));
    assert.ok(!console.session.history.some((line) => line.includes('{myPassword}')));

    await console.type(`Remove-Item -Path Cert:\\CurrentUser\\My\\${made?.thumbprint} -DeleteKey`);
    assert.equal((await console.vault.list()).certificates.length, 0);
  });

  it('ends a certificate at the very moment that was asked for', async () => {
    const console = createConsole();
    await console.type(
      "$a = New-SelfSignedCertificate -DnsName a.contoso.org, b.contoso.org -NotAfter '2027-03-05 17:30:15'",
    );
    await console.type(
      '$b = New-SelfSignedCertificate -Subject b -NotBefore (Get-Date).AddDays(-3) -NotAfter (Get-Date).AddDays(40)',
    );
    const { certificates } = await console.vault.list();
    const end = (subject: string) => Date.parse(certificates.find((each) => each.subject === subject)?.notAfter ?? '');
    assert.equal(end('CN=a.contoso.org'), new Date(2027, 2, 5, 17, 30, 15).getTime());
    assert.equal(end('CN=b') - console.clock.now().getTime(), 40 * 86_400_000);
    assert.match(await console.type('$a.DnsNameList'), /a\.contoso\.org\nb\.contoso\.org/);
    await assert.rejects(
      console.type('New-SelfSignedCertificate -Subject c -NotAfter (Get-Date).AddYears(11)'),
      /endTooFar/,
    );
    await assert.rejects(console.type('New-SelfSignedCertificate -Subject c -KeySpec Both'), /wrongArgument/);
  });
});
