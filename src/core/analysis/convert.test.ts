import assert from 'node:assert/strict';
import { loadCatalog } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/types.ts';
import { cloudById } from '../identity/clouds.ts';
import { parseScript } from '../powershell/parseScript.ts';
import type { ConnectionFacts, ConnectionTarget } from '../services/types.ts';
import { convertedText, convertToCertificate } from './convert.ts';
import { ScriptModel } from './scriptModel.ts';

const facts: ConnectionFacts = {
  cloud: cloudById('Global'),
  tenantId: '11111111-2222-3333-4444-555555555555',
  domain: 'contoso.onmicrosoft.com',
  appId: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  thumbprint: '9CF05589A4B29BECEE6456F08A76EBC3DC2BC581',
};

const app = `-AppId '${facts.appId}'`;
const thumb = `-CertificateThumbprint '${facts.thumbprint}'`;
const organization = "-Organization 'contoso.onmicrosoft.com'";
const exchange = `${app} ${thumb} ${organization}`;
const mgGraph = `-ClientId '${facts.appId}' ${thumb} -TenantId '${facts.tenantId}'`;

describe('converting to certificate sign-in', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadCatalog();
  });

  const convert = (text: string, target?: ConnectionTarget, path?: string) => {
    const script = new ScriptModel(parseScript(text), { catalog, ...(path === undefined ? {} : { path }) });
    const conversion = convertToCertificate(script, { facts, ...(target === undefined ? {} : { target }) });
    return { conversion, text: convertedText(script, conversion) };
  };

  const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
    'interactive Exchange Online': [
      'Connect-ExchangeOnline -UserPrincipalName admin@contoso.com -ShowBanner:$false\nGet-Mailbox\n',
      `Connect-ExchangeOnline ${exchange} -ShowBanner:$false\nGet-Mailbox\n`,
    ],
    'a bare connect statement': [
      'Connect-ExchangeOnline # sign in\nGet-Mailbox',
      `Connect-ExchangeOnline ${exchange} -ShowBanner:$false # sign in\nGet-Mailbox`,
    ],
    'the SharePoint Online Management Shell, which is not PnP': [
      'Connect-SPOService -Url https://fabrikam-admin.sharepoint.com -Credential $c\nGet-SPOSite\n',
      `Connect-SPOService -Url https://fabrikam-admin.sharepoint.com -ClientId '${facts.appId}' -TenantId '${facts.tenantId}' -Certificate (Get-Item -LiteralPath 'Cert:\\CurrentUser\\My\\${facts.thumbprint}')\nGet-SPOSite\n`,
    ],
    'credential, with everything it was made from': [
      [
        '# Nightly report',
        "$user = 'admin@contoso.com'",
        "$password = ConvertTo-SecureString 'P@ssw0rd!' -AsPlainText -Force",
        '$credential = New-Object System.Management.Automation.PSCredential ($user, $password)',
        '',
        'Connect-ExchangeOnline -Credential $credential -ShowBanner:$false -ErrorAction Stop',
        'Get-Mailbox',
      ].join('\r\n'),
      [
        '# Nightly report',
        '',
        `Connect-ExchangeOnline ${exchange} -ShowBanner:$false -ErrorAction Stop`,
        'Get-Mailbox',
      ].join('\r\n'),
    ],
    'a credential that is still used': [
      '$credential = Get-Credential\nConnect-ExchangeOnline -Credential $credential\nSend-MailMessage -Credential $credential -To a@b.c\n',
      `$credential = Get-Credential\nConnect-ExchangeOnline ${exchange} -ShowBanner:$false\nSend-MailMessage -Credential $credential -To a@b.c\n`,
    ],
    'a credential that a string still mentions': [
      '$user = "admin@contoso.com"\n$c = Get-Credential $user\nConnect-ExchangeOnline -Credential $c\n"Signed in as $user"\n',
      `$user = "admin@contoso.com"\nConnect-ExchangeOnline ${exchange} -ShowBanner:$false\n"Signed in as $user"\n`,
    ],
    'a credential that is a parameter': [
      'param([pscredential]$Credential)\nConnect-IPPSSession -Credential $Credential\n',
      `param([pscredential]$Credential)\nif ($PSVersionTable.PSEdition -ne 'Core') { $Global:IsWindows = $true }\nConnect-IPPSSession ${exchange} -ShowBanner:$false\n`,
    ],
    'scopes of Microsoft Graph': [
      'Connect-MgGraph -Scopes "User.Read.All","Group.Read.All" -NoWelcome | Out-Null',
      `Connect-MgGraph ${mgGraph} -NoWelcome | Out-Null`,
    ],
    'scopes and an environment of their own': [
      "  Connect-MgGraph -Environment USGov -Scopes 'User.Read.All'",
      `  Connect-MgGraph -Environment USGov ${mgGraph} -NoWelcome`,
    ],
    'a client secret': [
      "$secret = ConvertTo-SecureString $env:SECRET -AsPlainText -Force\n$c = [pscredential]::new('id', $secret)\nConnect-MgGraph -ClientSecretCredential $c -TenantId $tenant\n",
      `Connect-MgGraph ${mgGraph} -NoWelcome\n`,
    ],
    'lines that go on with a backtick': [
      'Connect-AzAccount `\n    -ServicePrincipal `\n    -Credential $c `\n    -Tenant $t `\n    -Subscription $s\n',
      `Connect-AzAccount \`\n    -ServicePrincipal \`\n    -ApplicationId '${facts.appId}' \`\n    ${thumb} \`\n    -Tenant '${facts.tenantId}' \`\n    -Subscription $s\n`,
    ],
    'a table of parameters, its comments and its layout': [
      [
        '$parameters = @{',
        '    # Who signs in',
        '    Credential   = $credential',
        '    ShowBanner   = $false # quiet',
        '    CommandName  = "Get-Mailbox"',
        '}',
        'Connect-ExchangeOnline @parameters -ErrorAction Stop',
      ].join('\n'),
      [
        '$parameters = @{',
        '    # Who signs in',
        `    AppId        = '${facts.appId}'`,
        `    CertificateThumbprint = '${facts.thumbprint}'`,
        "    Organization = 'contoso.onmicrosoft.com'",
        '    ShowBanner   = $false # quiet',
        '    CommandName  = "Get-Mailbox"',
        '}',
        'Connect-ExchangeOnline @parameters -ErrorAction Stop',
      ].join('\n'),
    ],
    'a table on one line': [
      '$p = @{ Credential = $c; ShowBanner = $false; UserPrincipalName = $u }\nConnect-ExchangeOnline @p',
      `$p = @{ AppId = '${facts.appId}'; CertificateThumbprint = '${facts.thumbprint}'; Organization = 'contoso.onmicrosoft.com'; ShowBanner = $false }\nConnect-ExchangeOnline @p`,
    ],
    'SharePoint keeps its site': [
      'Connect-PnPOnline $siteUrl -Interactive -ReturnConnection',
      `Connect-PnPOnline $siteUrl -ClientId '${facts.appId}' -Thumbprint '${facts.thumbprint}' -Tenant 'contoso.onmicrosoft.com' -ReturnConnection`,
    ],
    'SharePoint with a client secret': [
      'Connect-PnPOnline -Url $url -ClientId $id -ClientSecret $secret -WarningAction Ignore',
      `Connect-PnPOnline -Url $url -ClientId '${facts.appId}' -Thumbprint '${facts.thumbprint}' -Tenant 'contoso.onmicrosoft.com' -WarningAction Ignore`,
    ],
    'Microsoft Teams': [
      '$null = Connect-MicrosoftTeams -Credential $c',
      `$null = Connect-MicrosoftTeams -ApplicationId '${facts.appId}' ${thumb} -TenantId '${facts.tenantId}'`,
    ],
    'retired modules go to Microsoft Graph': [
      'Connect-MsolService -Credential $c -ErrorAction Stop\nConnect-AzureAD | Out-Null\n',
      `Connect-MgGraph ${mgGraph} -NoWelcome -ErrorAction Stop\nConnect-MgGraph ${mgGraph} -NoWelcome | Out-Null\n`,
    ],
    'remote PowerShell of Exchange Online': [
      [
        '$cred = Get-Credential',
        '$Session = New-PSSession -ConfigurationName Microsoft.Exchange -ConnectionUri https://outlook.office365.com/powershell-liveid/ -Credential $cred -Authentication Basic -AllowRedirection',
        'Import-PSSession $Session -DisableNameChecking',
        'Get-Mailbox # all',
        'Remove-PSSession $Session',
        '',
      ].join('\n'),
      [
        `Connect-ExchangeOnline ${exchange} -ShowBanner:$false`,
        'Get-Mailbox # all',
        'Disconnect-ExchangeOnline -Confirm:$false',
        '',
      ].join('\n'),
    ],
    'a block on one line': [
      "switch ($x) {\n    'S&C' {Connect-IPPSSession -Prefix CC}\n}\n",
      `switch ($x) {\n    'S&C' { if ($PSVersionTable.PSEdition -ne 'Core') { $Global:IsWindows = $true };Connect-IPPSSession ${exchange} -ShowBanner:$false -Prefix CC}\n}\n`,
    ],
    'a prompt that a condition asks about stays': [
      'if (-not $cred) { $cred = Get-Credential }\nConnect-AzAccount -Credential $cred\n',
      `if (-not $cred) { $cred = Get-Credential }\nConnect-AzAccount -ServicePrincipal -ApplicationId '${facts.appId}' ${thumb} -Tenant '${facts.tenantId}'\n`,
    ],
    'a comment behind an assignment stays': [
      '$cred = Get-Credential # the service account\nConnect-ExchangeOnline -Credential $cred\n',
      ` # the service account\nConnect-ExchangeOnline ${exchange} -ShowBanner:$false\n`,
    ],
  };

  for (const [title, [text, expected]] of Object.entries(cases)) {
    it(`converts ${title}, and converts it once`, () => {
      const first = convert(text);
      assert.equal(first.text, expected);
      assert.equal(parseScript(first.text).brokenAt, undefined);
      const second = convert(first.text);
      assert.equal(second.text, expected);
      assert.deepEqual(second.conversion.converted, []);
    });
  }

  const untouched: Readonly<Record<string, string>> = {
    'a certificate': `Connect-ExchangeOnline -AppId $id -CertificateThumbprint $t -Organization $o`,
    'a managed identity':
      'Connect-MgGraph -Identity\nConnect-AzAccount -Identity\nConnect-ExchangeOnline -ManagedIdentity -Organization $o',
    'a token': 'Connect-MgGraph -AccessToken $token',
    'text in comments and strings': "# Connect-ExchangeOnline\n'Connect-MgGraph -Scopes x'\n",
    'another Exchange':
      '$s = New-PSSession -ConfigurationName Microsoft.Exchange -ConnectionUri http://mail01/PowerShell/ -Credential $c',
    nothing: '',
  };
  for (const [title, text] of Object.entries(untouched)) {
    it(`leaves ${title} alone`, () => {
      assert.deepEqual(convert(text).conversion.edits, []);
    });
  }

  it('says which statements it could not convert, and why', () => {
    const { conversion } = convert(
      '$p = Get-Parameters\nConnect-ExchangeOnline @p\n$s = New-PSSession -ConnectionUri https://outlook.office365.com/powershell-liveid\nInvoke-Command -Session $s { Get-Mailbox }',
    );
    assert.deepEqual(
      conversion.skipped.map(({ line, reason }) => [line, reason]),
      [
        [2, 'dynamic'],
        [3, 'session'],
      ],
    );
    assert.deepEqual(conversion.edits, []);
  });

  it('leaves a partner who works in the tenant of a customer alone', () => {
    const { conversion } = convert('Connect-ExchangeOnline -DelegatedOrganization fabrikam.onmicrosoft.com');
    assert.deepEqual(conversion.skipped, [{ line: 1, command: 'Connect-ExchangeOnline', reason: 'delegated' }]);
    assert.deepEqual(conversion.edits, []);
  });

  it('leaves a table alone that two statements share', () => {
    const text = '$p = @{ Credential = $c }\nConnect-ExchangeOnline @p\nConnect-IPPSSession @p';
    assert.equal(convert(text).text, text);
  });

  it('reads the certificate from a file where there is no store, once', () => {
    const { text } = convert(
      'try {\n    Connect-ExchangeOnline\n    Connect-MgGraph -Scopes User.Read.All\n}\nfinally { }',
      'portable',
    );
    assert.equal(text.match(/X509Certificate2\]::new/g)?.length, 1);
    assert.match(text, /^ {4}if \(-not \$env:ENTRA_CERTIFICATE_PATH\)/m);
    assert.match(text, /Connect-ExchangeOnline -AppId '[^']+' -Certificate \$certificate/);
    assert.equal(convert(text, 'portable').text, text);
  });

  it('writes no certificate file that nobody would remove', () => {
    const { conversion } = convert('Connect-AzAccount', 'githubActions');
    assert.deepEqual(conversion.skipped, [{ line: 1, command: 'Connect-AzAccount', reason: 'target' }]);
  });

  it('never removes what a module or a dynamic reader may use', () => {
    const text = '$cred = Get-Credential\nConnect-ExchangeOnline -Credential $cred\n';
    assert.match(convert(text, 'windows', '/w/Tools.psm1').text, /^\$cred = Get-Credential/);
    assert.match(convert(`${text}Get-Variable cred\n`).text, /^\$cred = Get-Credential/);
  });

  it('survives half-typed scripts', () => {
    const whole = Object.values(cases)
      .map(([text]) => text)
      .join('\n');
    for (let length = 0; length < whole.length; length += 61) {
      const { text } = convert(whole.slice(0, length));
      assert.equal(typeof text, 'string');
    }
  });
});
