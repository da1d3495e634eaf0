import assert from 'node:assert/strict';
import { cloudById } from '../identity/clouds.ts';
import type { CloudId } from '../identity/types.ts';
import { isDomainError } from '../shared/errors.ts';
import { certificateVariables, connectionBlock } from './connectionBlock.ts';
import { serviceById, services } from './index.ts';
import { type ConnectionFacts, connectionTargets } from './types.ts';

function sampleFacts(cloud: CloudId = 'Global'): ConnectionFacts {
  return {
    cloud: cloudById(cloud, { authority: 'https://login.sovereign.test', graph: 'https://graph.sovereign.test' }),
    tenantId: '99999999-8888-4777-8666-555555555555',
    domain: 'contoso.onmicrosoft.com',
    appId: '11111111-2222-4333-8444-555555555555',
    thumbprint: '9CF05F9F7E8CBA2E8E0F1D3C5A7B90D2E4F6C581',
    applicationName: 'Mailbox report',
  };
}

describe('connection block', () => {
  it('connects Exchange Online by thumbprint on Windows and always disconnects', () => {
    assert.equal(
      connectionBlock(serviceById('exchangeOnline'), sampleFacts(), 'windows'),
      [
        '# Signs in to Exchange Online as Mailbox report with a certificate: no password in the script, no prompt.',
        '# Needs the certificate in Cert:\\CurrentUser\\My of the account that runs the script.',
        '$parameters = @{',
        "    AppId                 = '11111111-2222-4333-8444-555555555555'",
        "    CertificateThumbprint = '9CF05F9F7E8CBA2E8E0F1D3C5A7B90D2E4F6C581'",
        "    Organization          = 'contoso.onmicrosoft.com'",
        '    ShowBanner            = $false',
        '}',
        'Connect-ExchangeOnline @parameters',
        'try {',
        '    # The work of the script goes here.',
        '}',
        'finally {',
        '    Disconnect-ExchangeOnline -Confirm:$false',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('passes a certificate object where there is no store, with path and password from the environment', () => {
    const script = connectionBlock(serviceById('exchangeOnline'), sampleFacts(), 'portable');
    assert.match(script, /X509Certificate2\]::new\(\$env:ENTRA_CERTIFICATE_PATH, \$env:ENTRA_CERTIFICATE_PASSWORD\)/);
    assert.match(script, /Certificate\s+= \$certificate$/m);
    assert.doesNotMatch(script, /Thumbprint/);
  });

  it('hands PnP and Az a file and a secure string, which are all they take', () => {
    for (const id of ['sharePoint', 'azure'] as const) {
      const script = connectionBlock(serviceById(id), sampleFacts(), 'portable');
      assert.match(script, /CertificatePath\s+= \$certificatePath$/m);
      assert.match(script, /CertificatePassword\s+= \$certificatePassword$/m);
      assert.match(script, /\.SecurePassword$/m);
    }
  });

  it('keeps Az from storing the password of a file for the next session', () => {
    assert.match(connectionBlock(serviceById('azure'), sampleFacts(), 'portable'), /Scope\s+= 'Process'$/m);
    assert.doesNotMatch(connectionBlock(serviceById('azure'), sampleFacts(), 'windows'), /Scope/);
  });

  it('finds the certificate of the computer, by object where modules look among those of the user only', () => {
    for (const service of services) {
      const script = connectionBlock(service, sampleFacts(), 'windowsMachine');
      const byObject = service.certificateForm === 'object';
      assert.equal(/Get-Item -LiteralPath 'Cert:\\LocalMachine\\My\\9CF0/.test(script), byObject, service.id);
      assert.equal(/Thumbprint\s+= '9CF0/.test(script), !byObject, service.id);
    }
  });

  it('makes a temporary PFX go, also when connecting fails', () => {
    for (const target of ['azureAutomation', 'githubActions'] as const) {
      const script = connectionBlock(serviceById('azure'), sampleFacts(), target);
      const lines = script.split('\n');
      assert.ok(lines.indexOf('try {') < lines.findIndex((line) => line.includes('WriteAllBytes')), script);
      const cleanUp = lines.slice(lines.indexOf('finally {'));
      assert.match(cleanUp[1] ?? '', /Remove-Item -LiteralPath \$certificatePath/);
      assert.match(cleanUp[2] ?? '', /Disconnect-AzAccount/);
    }
  });

  it('names the cloud the way each module does', () => {
    const expected: readonly [Parameters<typeof serviceById>[0], 'USGov' | 'USGovDoD' | 'China', RegExp][] = [
      ['exchangeOnline', 'USGov', /ExchangeEnvironmentName = 'O365USGovGCCHigh'/],
      ['exchangeOnline', 'China', /ExchangeEnvironmentName = 'O365China'/],
      ['securityCompliance', 'USGovDoD', /ConnectionUri\s+= 'https:\/\/l5\.ps\.compliance\.protection\.office365\.us/],
      [
        'securityCompliance',
        'China',
        /AzureADAuthorizationEndpointUri = 'https:\/\/login\.chinacloudapi\.cn\/organizations'/,
      ],
      ['graph', 'USGovDoD', /Environment\s+= 'USGovDoD'/],
      ['entra', 'China', /Environment\s+= 'China'/],
      [
        'sharePoint',
        'USGov',
        /Url\s+= 'https:\/\/contoso\.sharepoint\.us'[\s\S]*AzureEnvironment = 'USGovernmentHigh'/,
      ],
      ['azure', 'China', /Environment\s+= 'AzureChinaCloud'/],
      ['azureAD', 'USGov', /AzureEnvironmentName\s+= 'AzureUSGovernment'/],
      ['teams', 'China', /^Set-TeamsEnvironmentConfig -TeamsEnvironmentName 'TeamsChina'$/m],
    ];
    for (const [id, cloud, pattern] of expected) {
      assert.match(connectionBlock(serviceById(id), sampleFacts(cloud), 'windows'), pattern);
    }
  });

  it('never gives Teams an environment together with a certificate, which the module refuses', () => {
    for (const cloud of ['Global', 'USGov', 'USGovDoD', 'China', 'Custom'] as const) {
      const connect = serviceById('teams').connect(sampleFacts(cloud), 'thumbprint');
      assert.deepEqual(
        connect.parameters.map((parameter) => parameter.name),
        ['ApplicationId', 'CertificateThumbprint', 'TenantId'],
      );
    }
  });

  it('introduces a cloud of the settings to the modules before they connect to it', () => {
    const script = connectionBlock(serviceById('graph'), sampleFacts('Custom'), 'windows');
    assert.match(script, /^Add-MgEnvironment .*-GraphEndpoint 'https:\/\/graph\.sovereign\.test'$/m);
    assert.match(script, /Environment\s+= 'EntraCertAuth'/);
  });

  it('tells Windows PowerShell it is on Windows before Connect-IPPSSession looks', () => {
    const script = connectionBlock(serviceById('securityCompliance'), sampleFacts(), 'windows');
    assert.ok(script.indexOf('$Global:IsWindows = $true') < script.indexOf('Connect-IPPSSession @'));
    assert.doesNotMatch(connectionBlock(serviceById('securityCompliance'), sampleFacts(), 'portable'), /IsWindows/);
  });

  it('quotes whatever a tenant calls itself, on every target', () => {
    const evil = "O'Brien’s $(Remove-Item /) `\"; Stop-Computer #>\nInvoke-Expression 'x'";
    for (const service of services) {
      for (const target of connectionTargets) {
        if (service.certificateForm === 'none' && !target.startsWith('windows')) {
          continue;
        }
        const facts = { ...sampleFacts(), applicationName: evil, domain: `${evil}.onmicrosoft.com`, thumbprint: evil };
        for (const line of connectionBlock(service, facts, target).split('\n')) {
          assert.doesNotMatch(line, /^\s*(?:Invoke-Expression|Stop-Computer)/, line);
        }
      }
    }
  });

  it('holds no secret, only where to find it', () => {
    for (const service of services.filter((candidate) => candidate.certificateForm !== 'none')) {
      for (const target of connectionTargets) {
        const script = connectionBlock(service, sampleFacts(), target);
        assert.doesNotMatch(script, /ConvertTo-SecureString|-AsPlainText/);
        if (target === 'githubActions') {
          assert.match(script, new RegExp(certificateVariables.base64));
        }
      }
    }
  });

  it('says that the retired Azure AD module cannot do without the Windows store', () => {
    assert.throws(
      () => connectionBlock(serviceById('azureAD'), sampleFacts(), 'portable'),
      (error) => isDomainError(error, 'NotSupported') && error.params.replacement === 'graph',
    );
  });
});

describe('services', () => {
  it('claim their own cmdlets and nobody else’s', () => {
    const owners: Readonly<Record<string, string>> = {
      'Get-EXOMailbox': 'exchangeOnline',
      'get-mailboxstatistics': 'exchangeOnline',
      'New-ComplianceSearch': 'securityCompliance',
      'Get-DlpCompliancePolicy': 'securityCompliance',
      'Get-CsOnlineUser': 'teams',
      'New-TeamChannel': 'teams',
      'New-TeamsProtectionPolicy': 'exchangeOnline',
      'Get-MgUserCalendarView': 'graph',
      'Get-EntraUser': 'entra',
      'Get-PnPList': 'sharePoint',
      'Get-AzVM': 'azure',
      'Get-AzureADUser': 'azureAD',
      'Get-MsolUser': 'azureAD',
      'Execute-AzureADLabelSync': 'securityCompliance',
    };
    for (const [name, owner] of Object.entries(owners)) {
      assert.deepEqual(
        services.filter((service) => service.ownsCmdlet(name)).map((service) => service.id),
        [owner],
        name,
      );
    }
    for (const name of [
      'Export-Csv',
      'Get-ADUser',
      'Send-MailMessage',
      'Get-LocalUser',
      'Get-Content',
      'Group-Object',
    ]) {
      assert.ok(!services.some((service) => service.ownsCmdlet(name)), name);
    }
  });

  it('offer no application Global Administrator and keep the two Exchange APIs apart', () => {
    for (const service of services) {
      assert.ok(!service.roles.some((role) => role.templateId === '62e90394-69f5-4237-9190-012177145e10'));
    }
    assert.notEqual(
      serviceById('exchangeOnline').permissions[0]?.resourceAppId,
      serviceById('securityCompliance').permissions[0]?.resourceAppId,
    );
  });

  it('refuse an id that is none', () => {
    assert.throws(
      () => serviceById('yammer'),
      (error) => isDomainError(error, 'InvalidInput'),
    );
  });
});
