import type { ServiceId } from '../services/types.ts';
import type { Signature } from './boundArguments.ts';

/** What a parameter of a connect command is for. */
export type ConnectRole =
  | 'appId'
  | 'tenant'
  | 'organization'
  | 'thumbprint'
  | 'certificate'
  | 'certificatePassword'
  | 'clientSecret'
  | 'credential'
  | 'user'
  | 'scopes'
  | 'interactive'
  | 'device'
  | 'managedIdentity'
  | 'token'
  /** Says that the application signs in; the certificate command writes its own. */
  | 'application'
  /** Nothing about who signs in. */
  | 'other';

export interface ConnectSignature extends Signature {
  readonly service: ServiceId;
  /** As documented. */
  readonly name: string;
  readonly module: string;
  readonly roles: Readonly<Record<string, ConnectRole>>;
  /** Of the module that signs in with a certificate, where it is not the one of the service. */
  readonly minimumVersion?: string;
  /** The service behind it no longer answers. */
  readonly retired?: boolean;
}

/**
 * `parameter:role` where it has one, `!` after a switch, `=alias` for each other name. From the reference pages of the
 * modules (ExchangeOnlineManagement 3.9, MicrosoftTeams 7, Microsoft.Graph 2, Microsoft.Entra 1, PnP.PowerShell 3,
 * Az.Accounts 5, AzureAD 2, MSOnline 1.1, Microsoft.Online.SharePoint.PowerShell 16).
 */
const exchange =
  'connectionuri azureadauthorizationendpointuri exchangeenvironmentname pssessionoption delegatedorganization prefix ' +
  'commandname formattypename accesstoken:token appid:appId bypassmailboxanchoring! certificate:certificate ' +
  'certificatefilepath:certificate certificatepassword:certificatePassword certificatethumbprint:thumbprint ' +
  'credential:credential device!:device disablewam!:interactive enableerrorreporting! inlinecredential!:credential ' +
  'loadcmdlethelp! logdirectorypath loglevel managedidentity!:managedIdentity managedidentityaccountid:managedIdentity ' +
  'organization:organization pagesize showbanner! showprogress signingcertificate skiploadingcmdlethelp! ' +
  'skiploadingformatdata! trackperformance usemultithreading userprincipalname:user userpssession!:interactive';

const mgGraph =
  'certificatethumbprint:thumbprint certificatesubjectname:certificate=certificatename certificate:certificate ' +
  'sendcertificatechain! clientsecretcredential:clientSecret=secretcredential=credential tenantid:tenant=audience=tenant ' +
  'scopes:scopes accesstoken:token clienttimeout contextscope environment=environmentname=nationalcloud ' +
  'identity!:managedIdentity=managedidentity=managedserviceidentity=msi environmentvariable!:token ' +
  'usedevicecode!:device=usedeviceauthentication=deviceauth=devicecode=device nowelcome!';

const az =
  'environment=environmentname credential:credential certificatethumbprint:thumbprint applicationid:appId=serviceprincipalname ' +
  'serviceprincipal!:application tenant:tenant=domain=tenantid accesstoken:token graphaccesstoken:token ' +
  'keyvaultaccesstoken:token microsoftgraphaccesstoken:token accountid:user identity!:managedIdentity=managedservice=msi ' +
  'subscription=subscriptionname=subscriptionid contextname skipcontextpopulation! maxcontextpopulation force! scope ' +
  'usedeviceauthentication!:device=devicecode=deviceauth=device certificatepath:certificate ' +
  'certificatepassword:certificatePassword sendcertificatechain! federatedtoken:token authscope skipvalidation!';

const azureADParameters =
  'azureenvironmentname tenantid:tenant credential:credential certificatethumbprint:thumbprint applicationid:appId ' +
  'aadaccesstoken:token msaccesstoken:token accountid:user logfilepath loglevel';

const table: readonly (readonly [ServiceId, string, string, string, string?])[] = [
  ['exchangeOnline', 'Connect-ExchangeOnline', 'ExchangeOnlineManagement', exchange],
  ['exchangeOnline', 'Connect-EXOPSSession', 'ExchangeOnlineManagement', exchange],
  ['securityCompliance', 'Connect-IPPSSession', 'ExchangeOnlineManagement', `${exchange} enablesearchonlysession!`],
  [
    'teams',
    'Connect-MicrosoftTeams',
    'MicrosoftTeams',
    'tenantid:tenant credential:credential certificatethumbprint:thumbprint applicationid:appId certificate:certificate ' +
      'accountid:user loglevel logfilepath teamsenvironmentname accesstokens:token aadaccesstoken:token ' +
      'msaccesstoken:token configaccesstoken:token usedeviceauthentication!:device identity!:managedIdentity',
  ],
  ['graph', 'Connect-MgGraph', 'Microsoft.Graph.Authentication', `clientid:appId=appid=applicationid ${mgGraph}`],
  ['graph', 'Connect-Graph', 'Microsoft.Graph.Authentication', `clientid:appId=appid=applicationid ${mgGraph}`],
  ['entra', 'Connect-Entra', 'Microsoft.Entra.Authentication', `applicationid:appId=appid=clientid ${mgGraph}`],
  [
    'sharePoint',
    'Connect-PnPOnline',
    'PnP.PowerShell',
    'url connection returnconnection! validateconnection! credentials:credential currentcredentials!:credential ' +
      'clientid:appId=applicationid clientsecret:clientSecret realm thumbprint:thumbprint tenant:tenant ' +
      'certificatepath:certificate certificatepassword:certificatePassword certificatebase64encoded:certificate ' +
      'interactive!:interactive devicelogin!:device launchbrowser!:interactive useweblogin!:interactive ' +
      'managedidentity!:managedIdentity userassignedmanagedidentityobjectid:managedIdentity ' +
      'userassignedmanagedidentityclientid:managedIdentity userassignedmanagedidentityazureresourceid:managedIdentity ' +
      'accesstoken:token environmentvariable!:token azureenvironment tenantadminurl relativeurl createdrive! drivename ' +
      'azureadworkloadidentity!:managedIdentity oslogin!:interactive persistlogin!:interactive ' +
      'forceauthentication!:interactive azureadloginendpoint microsoftgraphendpoint ignoresslerrors! nocmdlettelemetry! ' +
      'pnpmanagementshell!:interactive spomanagementshell!:interactive warnonexpirationdays newsession!',
    'url',
  ],
  [
    'sharePoint',
    'Connect-SPOService',
    'Microsoft.Online.SharePoint.PowerShell',
    'url credential:credential clienttag region modernauth usesystembrowser authenticationurl clientid:appId=applicationid ' +
      'tenantid:tenant certificate:certificate certificatepath:certificate certificatethumbprint:thumbprint ' +
      'certificatepassword:certificatePassword managedidentity!:managedIdentity managedidentitytype:managedIdentity ' +
      'managedidentityclientid:managedIdentity',
    'url',
  ],
  ['azure', 'Connect-AzAccount', 'Az.Accounts', az],
  ['azure', 'Login-AzAccount', 'Az.Accounts', az],
  ['azure', 'Add-AzAccount', 'Az.Accounts', az],
  ['azureAD', 'Connect-AzureAD', 'AzureAD', azureADParameters],
  [
    'azureAD',
    'Connect-MsolService',
    'MSOnline',
    'credential:credential adgraphaccesstoken:token msgraphaccesstoken:token azureenvironment',
  ],
];

/** Connect commands that no longer lead anywhere. */
const retiredNames: ReadonlySet<string> = new Set(['connect-azuread', 'connect-msolservice', 'connect-exopssession']);

/** From Microsoft's message MC1188595. */
const minimumVersions: Readonly<Record<string, string>> = {
  'Microsoft.Online.SharePoint.PowerShell': '16.0.26712.12000',
};

let signatures: ReadonlyMap<string, ConnectSignature> | undefined;

/** @param name in lower case; undefined for a command that connects to nothing we know */
export function connectSignature(name: string): ConnectSignature | undefined {
  signatures ??= new Map(
    table.map(([service, command, module, parameters, positional]) => [
      command.toLowerCase(),
      readSignature(service, command, module, parameters, positional),
    ]),
  );
  return signatures.get(name);
}

function readSignature(
  service: ServiceId,
  name: string,
  module: string,
  text: string,
  positional: string | undefined,
): ConnectSignature {
  const parameters: string[] = [];
  const switches = new Set<string>();
  const aliases: Record<string, string> = {};
  const roles: Record<string, ConnectRole> = {};
  for (const item of text.split(' ')) {
    const [main = '', ...others] = item.split('=');
    const [written = '', role] = main.split(':');
    const parameter = written.replace('!', '');
    parameters.push(parameter);
    roles[parameter] = (role ?? 'other') as ConnectRole;
    if (written.endsWith('!')) {
      switches.add(parameter);
    }
    for (const alias of others) {
      aliases[alias] = parameter;
    }
  }
  const retired = retiredNames.has(name.toLowerCase());
  const minimumVersion = minimumVersions[module];
  return {
    service,
    name,
    module,
    parameters,
    switches,
    aliases,
    roles,
    ...(positional === undefined ? {} : { positional: [positional] }),
    ...(retired ? { retired } : {}),
    ...(minimumVersion === undefined ? {} : { minimumVersion }),
  };
}
