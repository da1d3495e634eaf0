import { CertificateObject } from '../certificate/certificateObject.ts';
import { certificateFromBytes, certificateFromFile } from '../certificate/importCertificates.ts';
import { certificateByThumbprint } from '../certificate/inputCertificates.ts';
import type { CommandCall, CommandDefinition, ParameterSpec } from '../commands/definition.ts';
import { operationError } from '../errors.ts';
import type { Value } from '../language/values.ts';
import type { ConnectionService } from './connections.ts';

interface ConnectShape {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly module: string;
  readonly service: ConnectionService;
  /** Parameter names of the module for the application, the tenant and the certificate. */
  readonly app: string;
  readonly appAliases?: readonly string[];
  readonly tenant: string;
  readonly tenantAliases?: readonly string[];
  readonly thumbprint: string;
  readonly file?: string;
  /** A PFX file as base64 text. */
  readonly base64?: string;
  readonly filePassword?: string;
  readonly object?: string;
  readonly switches?: readonly string[];
  readonly texts?: readonly string[];
  /** Parameters that mean a sign-in with a password, a secret or a person. */
  readonly otherSignIns: readonly string[];
}

const shapes: readonly ConnectShape[] = [
  {
    name: 'Connect-ExchangeOnline',
    module: 'ExchangeOnlineManagement',
    service: 'exchangeOnline',
    app: 'AppId',
    tenant: 'Organization',
    thumbprint: 'CertificateThumbprint',
    file: 'CertificateFilePath',
    filePassword: 'CertificatePassword',
    object: 'Certificate',
    switches: [
      'ShowBanner',
      'SkipLoadingFormatData',
      'SkipLoadingCmdletHelp',
      'LoadCmdletHelp',
      'BypassMailboxAnchoring',
      'EnableErrorReporting',
      'TrackPerformance',
      'ShowProgress',
      'UseMultithreading',
    ],
    texts: [
      'ExchangeEnvironmentName',
      'ConnectionUri',
      'AzureADAuthorizationEndpointUri',
      'PageSize',
      'CommandName',
      'LogDirectoryPath',
      'LogLevel',
    ],
    otherSignIns: [
      'UserPrincipalName',
      'Credential',
      'Device',
      'InlineCredential',
      'ManagedIdentity',
      'AccessToken',
      'DisableWAM',
    ],
  },
  {
    name: 'Connect-IPPSSession',
    module: 'ExchangeOnlineManagement',
    service: 'securityCompliance',
    app: 'AppId',
    tenant: 'Organization',
    thumbprint: 'CertificateThumbprint',
    file: 'CertificateFilePath',
    filePassword: 'CertificatePassword',
    object: 'Certificate',
    switches: ['ShowBanner', 'BypassMailboxAnchoring', 'EnableSearchOnlySession', 'UseRPSSession'],
    texts: ['ConnectionUri', 'AzureADAuthorizationEndpointUri', 'CommandName'],
    otherSignIns: ['UserPrincipalName', 'Credential'],
  },
  {
    name: 'Connect-MgGraph',
    aliases: ['Connect-Graph'],
    module: 'Microsoft.Graph.Authentication',
    service: 'graph',
    app: 'ClientId',
    appAliases: ['AppId'],
    tenant: 'TenantId',
    tenantAliases: ['Audience'],
    thumbprint: 'CertificateThumbprint',
    object: 'Certificate',
    switches: ['NoWelcome', 'SendCertificateChain'],
    texts: ['Scopes', 'Environment', 'ContextScope', 'ClientTimeout', 'CertificateSubjectName'],
    otherSignIns: [
      'ClientSecretCredential',
      'UseDeviceAuthentication',
      'Identity',
      'AccessToken',
      'EnvironmentVariable',
    ],
  },
  {
    name: 'Connect-Entra',
    module: 'Microsoft.Entra.Authentication',
    service: 'graph',
    app: 'ApplicationId',
    appAliases: ['ClientId', 'AppId'],
    tenant: 'TenantId',
    thumbprint: 'CertificateThumbprint',
    object: 'Certificate',
    switches: ['NoWelcome', 'SendCertificateChain'],
    texts: ['Scopes', 'Environment', 'ContextScope', 'ClientTimeout', 'CertificateSubjectName'],
    otherSignIns: [
      'ClientSecretCredential',
      'UseDeviceAuthentication',
      'Identity',
      'AccessToken',
      'EnvironmentVariable',
    ],
  },
  {
    name: 'Connect-MicrosoftTeams',
    module: 'MicrosoftTeams',
    service: 'teams',
    app: 'ApplicationId',
    tenant: 'TenantId',
    thumbprint: 'CertificateThumbprint',
    object: 'Certificate',
    texts: ['TeamsEnvironmentName'],
    otherSignIns: ['Credential', 'AccountId', 'AccessTokens', 'Identity', 'UseDeviceAuthentication'],
  },
  {
    name: 'Connect-PnPOnline',
    module: 'PnP.PowerShell',
    service: 'sharePoint',
    app: 'ClientId',
    appAliases: ['ApplicationId'],
    tenant: 'Tenant',
    thumbprint: 'Thumbprint',
    file: 'CertificatePath',
    base64: 'CertificateBase64Encoded',
    filePassword: 'CertificatePassword',
    switches: ['ReturnConnection', 'ValidateConnection'],
    texts: ['Url', 'AzureEnvironment'],
    otherSignIns: [
      'Credentials',
      'Interactive',
      'DeviceLogin',
      'ClientSecret',
      'AccessToken',
      'ManagedIdentity',
      'OSLogin',
      'UseWebLogin',
    ],
  },
  {
    name: 'Connect-AzAccount',
    aliases: ['Login-AzAccount', 'Add-AzAccount'],
    module: 'Az.Accounts',
    service: 'azure',
    app: 'ApplicationId',
    tenant: 'Tenant',
    tenantAliases: ['TenantId', 'Domain'],
    thumbprint: 'CertificateThumbprint',
    file: 'CertificatePath',
    filePassword: 'CertificatePassword',
    switches: ['ServicePrincipal', 'SendCertificateChain'],
    texts: ['Subscription', 'Environment', 'Scope'],
    otherSignIns: ['Credential', 'AccountId', 'Identity', 'AccessToken', 'UseDeviceAuthentication', 'FederatedToken'],
  },
];

/** Those of `otherSignIns` that take no argument. */
const switchSignIns = new Set(
  'Device DeviceLogin DisableWAM EnvironmentVariable Identity InlineCredential Interactive ManagedIdentity OSLogin UseDeviceAuthentication UseWebLogin'.split(
    ' ',
  ),
);

/** `Connect-…` of every service. */
export const connectCommands: readonly CommandDefinition[] = shapes.map((shape) => ({
  name: shape.name,
  ...(shape.aliases === undefined ? {} : { aliases: shape.aliases }),
  module: shape.module,
  parameters: parametersFor(shape),
  run: (call) => connect(call, shape),
}));

function parametersFor(shape: ConnectShape): readonly ParameterSpec[] {
  const text = (name: string, aliases: readonly string[] = []): ParameterSpec => ({ name, aliases, kind: 'text' });
  return [
    text(shape.app, shape.appAliases),
    text(shape.thumbprint),
    text(shape.tenant, shape.tenantAliases),
    ...(shape.object === undefined ? [] : [{ name: shape.object, kind: 'any' as const }]),
    ...(shape.file === undefined ? [] : [text(shape.file)]),
    ...(shape.base64 === undefined ? [] : [text(shape.base64)]),
    ...(shape.filePassword === undefined ? [] : [{ name: shape.filePassword, kind: 'any' as const }]),
    ...(shape.switches ?? []).map((name) => ({ name, kind: 'switch' as const })),
    ...(shape.texts ?? []).map((name) => text(name)),
    ...shape.otherSignIns.map((name) => ({
      name,
      kind: switchSignIns.has(name) ? ('switch' as const) : ('any' as const),
    })),
  ];
}

async function* connect(call: CommandCall, shape: ConnectShape): AsyncGenerator<Value> {
  const { arguments: args, run } = call;
  const { application, tenant } = run.options;
  const other = shape.otherSignIns.find((name) => args.has(name) && name !== 'DisableWAM');
  if (other !== undefined) {
    throw operationError(/secret|credential/i.test(other) ? 'secretSignIn' : 'interactiveSignIn', {
      command: shape.name,
      parameter: other,
    });
  }
  const appId = args.text(shape.app) ?? application?.appId;
  if (appId === undefined) {
    throw operationError('applicationNeeded', {
      command: shape.name,
      application: shape.app,
      tenant: shape.tenant,
      certificate: shape.thumbprint,
    });
  }
  const organization = args.text(shape.tenant) ?? tenant.domain;
  if (![tenant.domain, tenant.tenantId].some((name) => name.toLowerCase() === organization.toLowerCase())) {
    throw operationError('otherTenant', {
      organization: organization.slice(0, 100),
      domain: tenant.domain,
      parameter: shape.tenant,
    });
  }
  const certificate = await chosenCertificate(call, shape);
  checkValidity(certificate, run.options.clock.now());
  if (args.has('Scopes')) {
    await run.notice({ kind: 'warning', reason: 'scopesIgnored', params: { command: shape.name } });
  }
  const url = args.text('Url');
  const connection = await run.connections.open(
    shape.service,
    {
      appId,
      organization,
      certificate: () => certificate.signing(),
      ...(url !== undefined && URL.canParse(url) ? { resource: new URL(url).origin } : {}),
    },
    run.signal,
  );
  await run.notice({
    kind: 'information',
    reason: 'connected',
    params: {
      service: connection.service,
      appId,
      organization,
      thumbprint: certificate.thumbprint,
      notAfter: certificate.notAfter,
    },
  });
}

async function chosenCertificate(call: CommandCall, shape: ConnectShape): Promise<CertificateObject> {
  const { arguments: args, run } = call;
  const object = shape.object === undefined ? undefined : args.value(shape.object);
  if (object !== undefined) {
    if (!(object instanceof CertificateObject)) {
      throw operationError('wrongArgument', { parameter: shape.object, value: '', expected: 'X509Certificate2' });
    }
    return object;
  }
  const password = shape.filePassword === undefined ? undefined : args.secure(shape.filePassword);
  const file = shape.file === undefined ? undefined : args.text(shape.file);
  if (file !== undefined) {
    return certificateFromFile(run, file, password);
  }
  const encoded = shape.base64 === undefined ? undefined : args.text(shape.base64);
  if (shape.base64 !== undefined && encoded !== undefined) {
    return certificateFromBytes(run, Buffer.from(encoded, 'base64'), shape.base64, password);
  }
  const thumbprint = args.text(shape.thumbprint) ?? run.options.application?.thumbprint;
  if (thumbprint === undefined) {
    throw operationError('missingParameter', { command: shape.name, parameter: shape.thumbprint });
  }
  return certificateByThumbprint(call, thumbprint);
}

function checkValidity(certificate: CertificateObject, now: Date): void {
  const facts = {
    thumbprint: certificate.thumbprint,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  };
  if (now.getTime() > new Date(certificate.notAfter).getTime()) {
    throw operationError('certificateExpired', facts);
  }
  if (now.getTime() < new Date(certificate.notBefore).getTime()) {
    throw operationError('certificateNotYetValid', facts);
  }
}
