import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A parameter as `[type] name`, with `!` behind the name of one that is mandatory in its sets. */
type Parameter = string;

export interface StubCommand {
  readonly name: string;
  /** PowerShell that gives what the command gives. */
  readonly answer?: string;
  /** Parameter sets by name; `all` belongs to every one. Sets are as in the module's documentation. */
  readonly sets: Readonly<Record<string, readonly Parameter[]>>;
}

const certificate = '[System.Security.Cryptography.X509Certificates.X509Certificate2] ';
const secret = '[System.Security.SecureString] ';
const text = '[string] ';
const on = '[switch] ';

const strings = (...names: readonly string[]) => names.map((name) => text + name);

/** The modules' own commands for signing in and out, with the parameters a certificate sign-in meets. */
export const stubModules: Readonly<Record<string, readonly StubCommand[]>> = {
  ExchangeOnlineManagement: [
    {
      name: 'Connect-ExchangeOnline',
      sets: {
        all: [
          ...strings('ConnectionUri', 'AzureADAuthorizationEndpointUri', 'DelegatedOrganization', 'Prefix'),
          ...strings('AppId', 'CertificateFilePath', 'CertificateThumbprint', 'Organization', 'UserPrincipalName'),
          "[ValidateSet('O365Default', 'O365GermanyCloud', 'O365China', 'O365USGovGCCHigh', 'O365USGovDoD')][string] ExchangeEnvironmentName",
          `${certificate}Certificate`,
          `${secret}CertificatePassword`,
          '[bool] ShowBanner',
          `${on}ManagedIdentity`,
        ],
      },
    },
    {
      name: 'Connect-IPPSSession',
      sets: {
        all: [
          ...strings('ConnectionUri', 'AzureADAuthorizationEndpointUri', 'DelegatedOrganization', 'Prefix'),
          ...strings('AppId', 'CertificateFilePath', 'CertificateThumbprint', 'Organization', 'UserPrincipalName'),
          `${certificate}Certificate`,
          `${secret}CertificatePassword`,
          '[bool] ShowBanner',
          `${on}EnableSearchOnlySession`,
        ],
      },
    },
    {
      name: 'Disconnect-ExchangeOnline',
      sets: { all: [`${on}Confirm`, '[string[]] ConnectionId', '[string[]] ModulePrefix'] },
    },
  ],
  MicrosoftTeams: [
    {
      name: 'Connect-MicrosoftTeams',
      sets: {
        all: [],
        UserCredential: [...strings('TenantId', 'AccountId', 'TeamsEnvironmentName'), '[pscredential] Credential'],
        ServicePrincipalCertificate: strings('TenantId!', 'ApplicationId!', 'CertificateThumbprint!'),
        ServicePrincipalCertificateObject: [...strings('TenantId!', 'ApplicationId!'), `${certificate}Certificate!`],
        AccessTokens: [...strings('TenantId'), '[string[]] AccessTokens!'],
      },
    },
    { name: 'Disconnect-MicrosoftTeams', sets: { all: [] } },
    {
      name: 'Set-TeamsEnvironmentConfig',
      sets: {
        all: ["[ValidateSet('TeamsChina', 'TeamsGCCH', 'TeamsDOD')][string] TeamsEnvironmentName", `${on}EndpointUris`],
      },
    },
  ],
  'Microsoft.Graph.Authentication': [
    {
      name: 'Connect-MgGraph',
      sets: {
        all: [`${on}NoWelcome`],
        UserParameterSet: [
          '[string[]] Scopes',
          ...strings('ClientId', 'TenantId', 'Environment'),
          `${on}UseDeviceCode`,
        ],
        AppCertificateParameterSet: [
          ...strings('ClientId!', 'CertificateSubjectName', 'CertificateThumbprint', 'TenantId', 'Environment'),
          `${certificate}Certificate`,
          `${on}SendCertificateChain`,
        ],
      },
    },
    { name: 'Disconnect-MgGraph', sets: { all: [] } },
    {
      name: 'Add-MgEnvironment',
      sets: { all: strings('Name!', 'AzureADEndpoint!', 'GraphEndpoint!') },
    },
  ],
  'Microsoft.Entra.Authentication': [
    {
      name: 'Connect-Entra',
      sets: {
        all: [`${on}NoWelcome`],
        UserParameterSet: ['[string[]] Scopes', ...strings('TenantId', 'Environment')],
        AppCertificateParameterSet: [
          ...strings('ApplicationId!', 'CertificateName', 'CertificateThumbprint', 'TenantId', 'Environment'),
          `${certificate}Certificate`,
        ],
      },
    },
    { name: 'Disconnect-Entra', sets: { all: [] } },
    { name: 'Add-EntraEnvironment', sets: { all: strings('Name!', 'AzureADEndpoint!', 'GraphEndpoint!') } },
  ],
  'PnP.PowerShell': [
    {
      name: 'Connect-PnPOnline',
      sets: {
        all: [
          ...strings('MicrosoftGraphEndPoint', 'AzureADLoginEndPoint', 'TenantAdminUrl'),
          "[ValidateSet('Production', 'PPE', 'China', 'Germany', 'USGovernment', 'USGovernmentHigh', 'USGovernmentDoD', 'Custom')][string] AzureEnvironment",
        ],
        Interactive: [...strings('Url!', 'ClientId'), `${on}Interactive!`],
        AppOnlyCertificate: [
          ...strings('Url!', 'ClientId!', 'Tenant!', 'CertificatePath', 'CertificateBase64Encoded'),
          `${secret}CertificatePassword`,
        ],
        AppOnlyThumbprint: strings('Url!', 'ClientId!', 'Tenant!', 'Thumbprint!'),
      },
    },
    { name: 'Disconnect-PnPOnline', sets: { all: [] } },
  ],
  'Az.Accounts': [
    {
      name: 'Connect-AzAccount',
      sets: {
        all: [
          ...strings('Environment', 'Subscription'),
          "[ValidateSet('Process', 'CurrentUser')][Alias('ContextScope')][string] Scope",
        ],
        UserWithSubscriptionId: strings('Tenant', 'AccountId'),
        ServicePrincipalCertificateWithSubscriptionId: [
          `${on}ServicePrincipal`,
          ...strings('ApplicationId!', 'CertificateThumbprint!', 'Tenant!'),
        ],
        ServicePrincipalCertificateFileWithSubscriptionId: [
          `${on}ServicePrincipal!`,
          ...strings('ApplicationId!', 'CertificatePath!', 'Tenant!'),
          `${secret}CertificatePassword`,
        ],
      },
    },
    { name: 'Disconnect-AzAccount', sets: { all: [] } },
    { name: 'Get-AzContext', sets: { all: [] } },
    { name: 'Disable-AzContextAutosave', sets: { all: ["[ValidateSet('Process', 'CurrentUser')][string] Scope"] } },
    {
      name: 'Add-AzEnvironment',
      sets: {
        all: strings(
          'Name!',
          'ActiveDirectoryEndpoint',
          'ResourceManagerEndpoint',
          'ActiveDirectoryServiceEndpointResourceId',
        ),
      },
    },
  ],
  AzureAD: [
    {
      name: 'Connect-AzureAD',
      sets: {
        all: ["[ValidateSet('AzureCloud', 'AzureChinaCloud', 'AzureUSGovernment')][string] AzureEnvironmentName"],
        ServicePrincipalCertificate: strings('TenantId!', 'ApplicationId!', 'CertificateThumbprint!'),
      },
    },
    { name: 'Disconnect-AzureAD', sets: { all: [] } },
  ],
  // What Azure Automation has in its workers.
  'Orchestrator.AssetManagement.Cmdlets': [{ name: 'Get-AutomationCertificate', sets: { all: strings('Name!') } }],
};

/** What a stub was called with, and what it found around it. */
export interface StubCall {
  readonly command: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Of the certificate that came as an object, or as a file with its password. */
  readonly certificate?: { readonly thumbprint: string; readonly signs: boolean };
  /** The value of the variable that carries half of the password. */
  readonly variable: string | null;
  /** Files in the hand-over folder at that moment. */
  readonly files: readonly string[];
  /** What a process that the module starts sees of this product, with `STUB_CHILD`. */
  readonly child?: string;
}

/** Writes the stubs as modules into `folder`, which is then one of `PSModulePath`. */
export function writeStubModules(folder: string, more: Readonly<Record<string, readonly StubCommand[]>> = {}): void {
  for (const [module, commands] of Object.entries({ ...stubModules, ...more })) {
    const home = join(folder, module, '99.0.0');
    mkdirSync(home, { recursive: true });
    const names = commands.map(({ name }) => `'${name}'`).join(', ');
    writeFileSync(
      join(home, `${module}.psd1`),
      `@{ ModuleVersion = '99.0.0'; RootModule = '${module}.psm1'; FunctionsToExport = @(${names}); GUID = '5b8b1b1e-1111-4111-8111-111111111111' }\n`,
    );
    writeFileSync(join(home, `${module}.psm1`), `${commands.map(stubFunction).join('\n')}\n${recorder}`);
  }
}

function stubFunction({ name, sets, answer = '' }: StubCommand): string {
  const named = Object.keys(sets).filter((set) => set !== 'all');
  const declared = new Map<string, { type: string; attributes: string[] }>();
  for (const [set, parameters] of Object.entries(sets)) {
    for (const parameter of parameters) {
      const [, type = '', bare = '', mandatory] = /^(.*\]) (\w+)(!?)$/.exec(parameter) ?? [];
      const known = declared.get(bare) ?? { type, attributes: [] };
      const facts = [mandatory ? 'Mandatory' : '', set === 'all' ? '' : `ParameterSetName = '${set}'`].filter(Boolean);
      known.attributes.push(`[Parameter(${facts.join(', ')})]`);
      declared.set(bare, known);
    }
  }
  const parameters = [...declared].map(([bare, { type, attributes }]) => `${attributes.join('')} ${type} $${bare}`);
  const first = named[0] === undefined ? '' : `DefaultParameterSetName = '${named[0]}'`;
  return `function ${name} {
    [CmdletBinding(${first})] param(
        ${parameters.join(',\n        ')})
    Write-StubCall '${name}' $PSBoundParameters
    ${answer}
}`;
}

const recorder = `
function Write-StubCall([string] $Command, $Bound) {
    if ($Command -eq 'Connect-AzAccount') {
        $script:given = @{ CertificatePath = $Bound['CertificatePath']; CertificatePassword = $Bound['CertificatePassword'] }
    }
    # As the module does before each command.
    if ($Command -eq 'Get-AzContext') { $Bound = $script:given }
    $parameters = [System.Collections.Generic.Dictionary[string, string]]::new()
    foreach ($name in $Bound.Keys) { $parameters[$name] = [string] $Bound[$name] }
    $call = [System.Collections.Generic.Dictionary[string, object]]::new()
    $call['command'] = $Command
    $call['parameters'] = $parameters
    $call['variable'] = [Environment]::GetEnvironmentVariable('ENTRA_CERT_AUTH_ONE_TIME')
    $call['files'] = [string[]] @(if ($env:STUB_FOLDER -and [System.IO.Directory]::Exists($env:STUB_FOLDER)) {
        [System.IO.Directory]::GetFiles($env:STUB_FOLDER) | ForEach-Object { [System.IO.Path]::GetFileName($_) } })
    $certificate = $Bound['Certificate']
    if ($Bound['CertificatePath']) {
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new(
            $Bound['CertificatePath'], [System.Net.NetworkCredential]::new('', $Bound['CertificatePassword']).Password)
    }
    if ($certificate) {
        $key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate)
        $data = [byte[]] (1, 2, 3)
        $hash = [System.Security.Cryptography.HashAlgorithmName]::SHA256
        $padding = [System.Security.Cryptography.RSASignaturePadding]::Pkcs1
        $public = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPublicKey($certificate)
        $described = [System.Collections.Generic.Dictionary[string, object]]::new()
        $described['thumbprint'] = $certificate.Thumbprint
        $described['signs'] = $key -and $public.VerifyData($data, $key.SignData($data, $hash, $padding), $hash, $padding)
        $call['certificate'] = $described
    }
    if ($env:STUB_CHILD) { $call['child'] = "$(/bin/sh -c 'env | grep ENTRA_CERT; ls -l /proc/self/fd 2>/dev/null | grep entra-cert')" }
    [System.IO.File]::AppendAllText($env:STUB_LOG, [System.Text.Json.JsonSerializer]::Serialize([object] $call, [type] $call.GetType(), [System.Text.Json.JsonSerializerOptions]::new()) + "\`n")
    if ($env:STUB_FAILS -eq $Command) {
        # As careless as a module can be: what it was given becomes part of the error.
        $problem = [Exception]::new('AADSTS700027: the service said no.')
        throw [System.Management.Automation.ErrorRecord]::new($problem, 'SignIn', 'AuthenticationError', $Bound)
    }
    if ($env:STUB_WRAPS -eq $Command) {
        throw [System.AggregateException]::new('One or more errors occurred.', [Exception]::new('AADSTS700016: not here.'))
    }
    if ($env:STUB_WAITS -eq $Command) { [System.Threading.Thread]::Sleep(600000) }
    if ($Command -eq 'Get-AzContext') { "signs: $($call['certificate']['signs'])" }
    if ($Command -like 'Connect-*') { "What $Command gives" }
    if ($Command -eq 'Get-AutomationCertificate') {
        [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($env:STUB_ASSET, $env:STUB_ASSET_PASSWORD, 'Exportable')
    }
}
Export-ModuleMember -Function *-* 
`;
