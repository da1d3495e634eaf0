import { tolerableSkew } from '../identity/clockSkew.ts';
import type { ApplicationToken } from '../identity/types.ts';
import type { ConnectionFacts, ServiceDefinition } from '../services/types.ts';
import { throwIfAborted } from '../shared/clock.ts';
import { isDomainError } from '../shared/errors.ts';
import { hostingError } from './errors.ts';

/** What is looked at before connecting, in this order. */
export type PreflightCheck = 'validity' | 'key' | 'clock' | 'signIn' | 'permission' | 'role' | 'module';

export interface PreflightFinding {
  readonly check: PreflightCheck;
  /** `doubtful`: connecting may still work, for reasons that cannot be seen from here. */
  readonly state: 'passed' | 'failed' | 'doubtful' | 'unknown';
  /** Says what is wrong and what mends it; for `failed` and `doubtful`. */
  readonly error?: Error;
}

export interface PreflightOptions {
  readonly services: readonly ServiceDefinition[];
  readonly facts: ConnectionFacts;
  /** ISO 8601. */
  readonly certificate: { readonly notBefore: string; readonly notAfter: string };
  readonly now: Date;
  /** Signs something with the private key and checks the signature; throws when that does not work. */
  readonly proveKey: () => Promise<void>;
  /** Milliseconds this computer's clock is ahead; undefined when that cannot be told. */
  readonly clockSkew: () => Promise<number | undefined>;
  /** A real sign-in as the application. */
  readonly signIn: (resource: string) => Promise<ApplicationToken>;
  /** The error when the PowerShell lacks the module of a service. */
  readonly moduleProblem: (service: ServiceDefinition) => Error | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds out whether connecting can work, without PowerShell: looks at the certificate and the clock, signs in for real,
 * and reads permissions and roles from the token. Everything is looked at, whatever fails.
 *
 * @throws AbortError
 */
export async function preflight(options: PreflightOptions): Promise<readonly PreflightFinding[]> {
  const { services, facts, signal } = options;
  const findings: PreflightFinding[] = [validity(options), await key(options), await clock(options)];
  const tokens = new Map<string, ApplicationToken | Error>();
  for (const service of services) {
    throwIfAborted(signal);
    const resource = service.resource(facts);
    if (resource === undefined) {
      continue;
    }
    const known = tokens.get(resource);
    const token = known ?? (await attempt(() => options.signIn(resource), signal));
    tokens.set(resource, token);
    if (token instanceof Error) {
      if (known === undefined) {
        findings.push({ check: 'signIn', state: 'failed', error: token });
      }
      continue;
    }
    findings.push({ check: 'signIn', state: 'passed' }, permission(service, facts, token), role(service, facts, token));
  }
  for (const service of services) {
    findings.push(finding('module', options.moduleProblem(service)));
  }
  return findings;
}

const finding = (check: PreflightCheck, error: Error | undefined): PreflightFinding =>
  error === undefined ? { check, state: 'passed' } : { check, state: 'failed', error };

async function attempt<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T | Error> {
  try {
    return await work();
  } catch (error) {
    throwIfAborted(signal);
    if (isDomainError(error)) {
      return error;
    }
    throw error;
  }
}

function validity({ certificate, facts, now }: PreflightOptions): PreflightFinding {
  const { notBefore, notAfter } = certificate;
  const params = { notBefore, notAfter, thumbprint: facts.thumbprint, appId: facts.appId, tenantId: facts.tenantId };
  if (now < new Date(notBefore)) {
    return finding('validity', hostingError('certificateNotYetValid', params));
  }
  // The last second belongs to the certificate.
  const ended = now.getTime() >= new Date(notAfter).getTime() + 1000;
  return finding('validity', ended ? hostingError('certificateExpired', params) : undefined);
}

async function key({ proveKey, facts, signal }: PreflightOptions): Promise<PreflightFinding> {
  const result = await attempt(async () => void (await proveKey()), signal);
  return finding(
    'key',
    result instanceof Error ? hostingError('keyCannotSign', { thumbprint: facts.thumbprint }, result) : undefined,
  );
}

async function clock({ clockSkew }: PreflightOptions): Promise<PreflightFinding> {
  const skew = await clockSkew();
  if (skew === undefined) {
    return { check: 'clock', state: 'unknown' };
  }
  const minutes = Math.round(Math.abs(skew) / 60_000);
  const reason = skew > 0 ? 'clockAhead' : 'clockBehind';
  return finding('clock', Math.abs(skew) > tolerableSkew ? hostingError(reason, { minutes }) : undefined);
}

const named = (facts: ConnectionFacts) => ({
  application: facts.applicationName ?? facts.appId,
  appId: facts.appId,
  tenantId: facts.tenantId,
});

function permission(service: ServiceDefinition, facts: ConnectionFacts, { roles }: ApplicationToken): PreflightFinding {
  const granted = new Set(roles.map((name) => name.toLowerCase()));
  const missing = service.permissions.filter(
    ({ resourceAppId, permission: name }) =>
      resourceAppId === service.resourceAppId && !granted.has(name.toLowerCase()),
  );
  const permissions = missing.map(({ permission: name }) => name).join(', ');
  return finding(
    'permission',
    missing.length > 0
      ? hostingError('permissionMissing', { ...named(facts), permissions, service: service.name })
      : undefined,
  );
}

/** A role group of the service itself does as well as a directory role, and is not in the token. */
function role(service: ServiceDefinition, facts: ConnectionFacts, { wids }: ApplicationToken): PreflightFinding {
  const [smallest] = service.roles;
  const suffices = new Set(service.roles.map(({ templateId }) => templateId.toLowerCase()));
  if (!service.roleRequired || smallest === undefined || wids.some((wid) => suffices.has(wid.toLowerCase()))) {
    return { check: 'role', state: 'passed' };
  }
  const params = { ...named(facts), service: service.name, role: smallest.name };
  return { check: 'role', state: 'doubtful', error: hostingError('roleMissing', params) };
}
