import { describeRule } from '../testing/ruleTable.ts';

const appId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const tenantId = '11111111-2222-3333-4444-555555555555';
const thumbprint = '9CF05589A4B29BECEE6456F08A76EBC3DC2BC581';
const lower = thumbprint.toLowerCase();
const exchange = (value: string, organization = 'contoso.onmicrosoft.com') =>
  `Connect-ExchangeOnline -AppId ${appId} -CertificateThumbprint ${value} -Organization ${organization}`;
const connection = {
  tenantId,
  domain: 'contoso.onmicrosoft.com',
  appId,
  displayName: 'Mailbox report',
  thumbprints: [thumbprint],
};

describeRule(
  'thumbprintOffWindows',
  {
    'a thumbprint where scripts run on Linux': {
      text: `Connect-ExchangeOnline -AppId ${appId} ⟦-CertificateThumbprint⟧ ${thumbprint} -Organization $o`,
      message: 'storeOnly',
      params: { command: 'Connect-ExchangeOnline' },
      context: { platform: 'linux' },
    },
    'a script that says where it runs': {
      text: `#!/usr/bin/env pwsh\nConnect-MicrosoftTeams ⟦-CertificateThumbprint⟧ $t -ApplicationId $a -TenantId $i`,
      message: 'storeOnly',
    },
  },
  {
    Windows: { text: exchange(thumbprint), context: { platform: 'windows' } },
    'a place nobody knows': exchange(thumbprint),
    'Microsoft Graph, which looks elsewhere too': {
      text: `Connect-MgGraph -ClientId $a -CertificateThumbprint $t -TenantId $i`,
      context: { platform: 'macos' },
    },
    'a script that asks': {
      text: `if ($IsWindows) { ${exchange(thumbprint)} } else { Connect-ExchangeOnline -Certificate $c }`,
      context: { platform: 'linux' },
    },
    'a certificate object': {
      text: `Connect-ExchangeOnline -AppId ${appId} -Certificate $c -Organization $o`,
      context: { platform: 'linux' },
    },
  },
);

describeRule(
  'thumbprintMalformed',
  {
    'a digit too few': {
      text: exchange(`⟦'${thumbprint.slice(1)}'⟧`),
      message: 'length',
      params: { length: 39 },
      fixed: null,
    },
    'a SHA-256 thumbprint': { text: exchange(`⟦'${'AB12'.repeat(16)}'⟧`), message: 'sha256', params: { length: 64 } },
    'blanks, as the certificate dialog shows it': {
      text: exchange(`⟦'9c f0 55 89 a4 b2 9b ec ee 64 56 f0 8a 76 eb c3 dc 2b c5 81'⟧`),
      message: 'separators',
      fixed: exchange(`'${lower}'`),
    },
    'a letter that is no digit': { text: exchange(`⟦'${thumbprint.slice(1)}O'⟧`), message: 'characters' },
    'a variable, where it gets its value': {
      text: `$thumbprint = ⟦"${thumbprint}A"⟧\nConnect-MgGraph -ClientId $a -CertificateThumbprint $thumbprint -TenantId $t`,
      message: 'length',
      params: { length: 41 },
    },
    'a table': {
      text: `$p = @{ Thumbprint = ⟦'${thumbprint.slice(2)}'⟧; ClientId = $a }\nConnect-PnPOnline -Url $u @p`,
      message: 'length',
    },
  },
  {
    'a thumbprint in either case': `${exchange(thumbprint)}\n${exchange(`'${lower}'`)}`,
    'a variable': exchange('$thumbprint'),
    placeholders: `${exchange("'<thumbprint>'")}\n${exchange("'YOUR_THUMBPRINT'")}\n${exchange("'THUMBPRINT'")}\n${exchange("'XXXXXXXXXXXXXXXXXXXXXXXX'")}\n${exchange("'certificate thumbprint'")}`,
    'half a script': 'Connect-ExchangeOnline -CertificateThumbprint ',
    'other thumbprints': "Get-Item Cert:\\CurrentUser\\My\\ABC; Get-ChildItem | ? Thumbprint -eq 'ABC'",
  },
);

describeRule(
  'thumbprintHidden',
  {
    'a direction mark in front': {
      text: exchange(`⟦'\u200E${lower}'⟧`),
      message: 'hidden',
      params: { character: 'U+200E', count: 1 },
      fixed: exchange(`'${lower}'`),
    },
    'a mark in a variable': {
      text: `$t = ⟦"${thumbprint}\u200B"⟧\nConnect-MicrosoftTeams -CertificateThumbprint $t -ApplicationId $a -TenantId $i`,
      message: 'hidden',
      fixed: `$t = "${thumbprint}"\nConnect-MicrosoftTeams -CertificateThumbprint $t -ApplicationId $a -TenantId $i`,
    },
  },
  {
    'a clean thumbprint': exchange(`'${thumbprint}'`),
    'a mark elsewhere': `Write-Host '\u200E'\n${exchange(thumbprint)}`,
  },
);

const other = `${'F'.repeat(39)}0`;
const certificates = [{ thumbprint, state: 'valid', notAfter: '2027-11-23T00:00:00Z' }] as const;

describeRule(
  'thumbprintUnknown',
  {
    'a certificate that is nowhere': {
      text: exchange(`⟦'${other}'⟧`),
      message: 'unknown',
      params: { thumbprint: other },
    },
  },
  {
    'a certificate of the vault': exchange(lower),
    'a certificate on a known application': {
      text: exchange(other),
      context: { certificates: [], connections: [{ ...connection, thumbprints: [other] }] },
    },
    'an empty vault': { text: exchange(other), context: { certificates: [] } },
    'a thumbprint that is malformed anyway': exchange(`'${other}1'`),
  },
  { certificates },
);

const expiring = { thumbprint, state: 'expiring', notAfter: '2026-12-01T00:00:00Z' } as const;
const expired = { thumbprint, state: 'expired', notAfter: '2026-01-01T00:00:00Z' } as const;

describeRule(
  'certificateExpired',
  {
    'an expired certificate': {
      text: exchange(`⟦'${lower}'⟧`),
      message: 'expired',
      params: { thumbprint, notAfter: '2026-01-01T00:00:00Z' },
      context: { certificates: [expired] },
    },
  },
  {
    'one that is valid': { text: exchange(thumbprint), context: { certificates } },
    'one that expires soon': { text: exchange(thumbprint), context: { certificates: [expiring] } },
  },
);

describeRule(
  'certificateExpiring',
  {
    'a certificate that expires soon': {
      text: exchange(`⟦${thumbprint}⟧`),
      message: 'expiring',
      context: { certificates: [expiring] },
    },
  },
  {
    'one that is valid': { text: exchange(thumbprint), context: { certificates } },
    'an expired one': { text: exchange(thumbprint), context: { certificates: [expired] } },
  },
);

describeRule(
  'organizationName',
  {
    'a domain of the tenant, with its initial one': {
      text: exchange(thumbprint, '⟦"contoso.com"⟧'),
      message: 'domain',
      params: { organization: 'contoso.com', command: 'Connect-ExchangeOnline' },
      context: { connections: [connection] },
      fixed: exchange(thumbprint, '"contoso.onmicrosoft.com"'),
    },
    'a domain nobody knows the tenant of': {
      text: exchange(thumbprint, '⟦contoso.com⟧'),
      message: 'domain',
      fixed: null,
    },
    "the tenant's id for Security & Compliance": {
      text: `Connect-IPPSSession -AppId $a -CertificateThumbprint $t -Organization ⟦'${tenantId}'⟧`,
      message: 'id',
    },
  },
  {
    'initial domains of all clouds': [
      'a.onmicrosoft.com',
      'a.onmicrosoft.us',
      'a.partner.onmschina.cn',
      'A.OnMicrosoft.com',
    ]
      .map((name) => exchange(thumbprint, name))
      .join('\n'),
    "the tenant's id for Exchange Online": exchange(thumbprint, tenantId),
    variables: `${exchange(thumbprint, '$organization')}\n${exchange(thumbprint, '"$tenant.onmicrosoft.com"')}`,
    placeholders: `${exchange(thumbprint, "'<tenant>'")}\n${exchange(thumbprint, "'yourdomain.com'")}`,
    'other modules':
      'Connect-MgGraph -ClientId $a -CertificateThumbprint $t -TenantId contoso.com; Connect-PnPOnline -Tenant contoso.com -Thumbprint $t -ClientId $a -Url $u',
    'delegated sign-in': 'Connect-ExchangeOnline -DelegatedOrganization contoso.com -UserPrincipalName a@contoso.com',
  },
);

describeRule(
  'tenantMismatch',
  {
    'another tenant by id': {
      text: `Connect-MgGraph -ClientId ${appId} -CertificateThumbprint $t -TenantId ⟦99999999-2222-3333-4444-555555555555⟧`,
      message: 'otherTenant',
      params: {
        application: 'Mailbox report',
        tenant: '99999999-2222-3333-4444-555555555555',
        domain: 'contoso.onmicrosoft.com',
      },
    },
    'another tenant by its initial domain': {
      text: exchange(thumbprint, "⟦'fabrikam.onmicrosoft.com'⟧"),
      message: 'otherTenant',
    },
  },
  {
    'its own tenant': `${exchange(thumbprint)}\nConnect-MgGraph -ClientId ${appId} -CertificateThumbprint $t -TenantId ${tenantId.toUpperCase()}`,
    'a domain that may be its own': exchange(thumbprint, 'contoso.com'),
    'an application nobody knows': exchange(thumbprint, 'fabrikam.onmicrosoft.com').replace(appId, tenantId),
    variables: exchange(thumbprint, '$organization'),
  },
  { connections: [connection] },
);
