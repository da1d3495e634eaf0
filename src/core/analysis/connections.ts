import type { CommandInvocation, Range } from '../powershell/types.ts';
import type { ServiceId } from '../services/types.ts';
import { type BoundArguments, type BoundParameter, bindArguments, type Signature } from './boundArguments.ts';
import { type ConnectRole, type ConnectSignature, connectSignature } from './connectSignatures.ts';
import type { Values, Viewpoint } from './values.ts';

/**
 * How a connect statement signs in. `unknown`: its parameters are put together at run time. `session`: the remote
 * PowerShell session that Exchange Online no longer offers.
 */
export type SignInMethod =
  | 'certificate'
  | 'clientSecret'
  | 'credential'
  | 'interactive'
  | 'deviceCode'
  | 'managedIdentity'
  | 'token'
  | 'session'
  | 'unknown';

/** A value of a connect statement, as far as reading the script tells. */
export interface ConnectValue {
  /** Undefined when it depends on running the script. */
  readonly text: string | undefined;
  /** Of the text in the script: the literal itself, also when a variable carries it to the command. */
  readonly range: Range;
}

/** A statement that signs in to a service. */
export interface Connection {
  readonly service: ServiceId;
  readonly invocation: CommandInvocation;
  readonly signature: ConnectSignature | undefined;
  readonly arguments: BoundArguments;
  readonly method: SignInMethod;
  readonly appId?: ConnectValue;
  /** Id or domain, from `-TenantId`, `-Tenant` or `-Organization`. */
  readonly tenant?: ConnectValue;
  readonly organization?: ConnectValue;
  readonly thumbprint?: ConnectValue;
  /** What the names of imported cmdlets start with after the verb. */
  readonly prefix?: string;
}

/** The sign-in methods that need no user: what runs is the application. */
export function signsInAsApplication(method: SignInMethod): boolean {
  return method === 'certificate' || method === 'clientSecret' || method === 'managedIdentity';
}

/** Whether a command of this name (lower case, without module) may open a connection. */
export function mayConnect(name: string): boolean {
  return name === 'new-pssession' || connectSignature(name) !== undefined;
}

/** The connection a command opens; undefined when it opens none. @param name lower case, without module */
export function connectionOf(name: string, invocation: CommandInvocation, values: Values): Connection | undefined {
  const signature = connectSignature(name);
  if (signature !== undefined) {
    return connection(signature, invocation, values);
  }
  return name === 'new-pssession' ? remoteSession(invocation, values) : undefined;
}

function connection(signature: ConnectSignature, invocation: CommandInvocation, values: Values): Connection {
  const bound = bindArguments(invocation, values, signature);
  const view: Viewpoint = { at: invocation.range.start, enclosingFunction: invocation.enclosingFunction };
  const withRole = (role: ConnectRole) => bound.parameters.find(({ name }) => signature.roles[name] === role);
  const value = (role: ConnectRole) => connectValue(withRole(role), values, view);
  const organization = value('organization');
  const tenant = value('tenant') ?? organization;
  const prefix = values.string(bound.get('prefix')?.value, view);
  const appId = value('appId');
  const thumbprint = value('thumbprint');
  return {
    service: signature.service,
    invocation,
    signature,
    arguments: bound,
    method: methodOf(signature, bound),
    ...(appId && { appId }),
    ...(tenant && { tenant }),
    ...(organization && { organization }),
    ...(thumbprint && { thumbprint }),
    ...(prefix && { prefix }),
  };
}

function connectValue(
  parameter: BoundParameter | undefined,
  values: Values,
  view: Viewpoint,
): ConnectValue | undefined {
  if (parameter?.value === undefined) {
    return undefined;
  }
  const located = values.located(parameter.value, view);
  if (located?.value.kind === 'string') {
    return { text: located.value.value, range: located.range ?? parameter.value.range };
  }
  return { text: values.string(parameter.value, view), range: parameter.value.range };
}

function methodOf(signature: ConnectSignature, bound: BoundArguments): SignInMethod {
  const roles = new Set(bound.parameters.map(({ name }) => signature.roles[name]));
  const servicePrincipal = bound.get('serviceprincipal') !== undefined;
  if (roles.has('thumbprint') || roles.has('certificate')) {
    return 'certificate';
  }
  if (roles.has('clientSecret') || (servicePrincipal && roles.has('credential'))) {
    return 'clientSecret';
  }
  if (roles.has('managedIdentity')) {
    return 'managedIdentity';
  }
  if (roles.has('token')) {
    return 'token';
  }
  if (roles.has('credential')) {
    return bound.get('currentcredentials') === undefined ? 'credential' : 'unknown';
  }
  if (!bound.complete) {
    return 'unknown';
  }
  return roles.has('device') ? 'deviceCode' : 'interactive';
}

const remoteSignature: Signature = {
  parameters: [
    'configurationname',
    'connectionuri',
    'credential',
    'authentication',
    'allowredirection',
    'sessionoption',
  ],
  switches: new Set(['allowredirection', 'enablenetworkaccess', 'usessl']),
};

/** `New-PSSession -ConnectionUri https://outlook.office365.com/powershell-liveid/ …`, from before the V2 module. */
function remoteSession(invocation: CommandInvocation, values: Values): Connection | undefined {
  const bound = bindArguments(invocation, values, remoteSignature);
  const view: Viewpoint = { at: invocation.range.start, enclosingFunction: invocation.enclosingFunction };
  const uri = values.text(bound.get('connectionuri')?.value, view) ?? '';
  const host = /^https:\/\/([^/{]+)/i.exec(uri)?.[1]?.toLowerCase() ?? '';
  if (/(^|\.)compliance\.protection\./.test(host)) {
    return { service: 'securityCompliance', invocation, signature: undefined, arguments: bound, method: 'session' };
  }
  return /^(?:outlook|ps|partner)\.(?:office365|outlook|office)\./.test(host)
    ? { service: 'exchangeOnline', invocation, signature: undefined, arguments: bound, method: 'session' }
    : undefined;
}
