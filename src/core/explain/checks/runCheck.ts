import type { Tenant } from '../../identity/types.ts';
import { services } from '../../services/index.ts';
import { throwIfAborted } from '../../shared/clock.ts';
import type { ExplanationId } from '../entries/index.ts';
import { explainError } from '../errors.ts';
import type { Check, CheckKind } from '../types.ts';
import { certificateOnApplication, certificateValid, privateKeyHere } from './certificateChecks.ts';
import { applicationExists, lifetimePolicy, resourceExists, servicePrincipalUsable } from './directoryChecks.ts';
import type { CheckDoors } from './doors.ts';
import type { CheckResult } from './findings.ts';
import { consentGranted, permissionGranted, roleAssigned } from './grantChecks.ts';
import { moduleVersions } from './moduleChecks.ts';
import { clockSkew, organizationName, signInServiceReachable, signsIn, tenantOfDomain } from './serviceChecks.ts';

export type CheckNeed = 'tenant' | 'application' | 'certificate';

/** What each check has to be told beside the facts of the error. */
export const checkNeeds: Readonly<Record<CheckKind, readonly CheckNeed[]>> = {
  applicationExists: ['tenant', 'application'],
  certificateOnApplication: ['tenant', 'application'],
  certificateValid: ['certificate'],
  privateKeyHere: ['certificate'],
  clockSkew: ['tenant'],
  servicePrincipalUsable: ['tenant', 'application'],
  resourceExists: ['tenant'],
  permissionGranted: ['tenant', 'application'],
  consentGranted: ['tenant', 'application'],
  roleAssigned: ['tenant', 'application'],
  tenantOfDomain: ['tenant'],
  organizationName: ['tenant'],
  lifetimePolicy: ['tenant'],
  moduleVersions: [],
  signsIn: ['tenant', 'application', 'certificate'],
  signInServiceReachable: ['tenant'],
};

/** Who the check is about, as {@link checkNeeds} asks for it. */
export interface CheckTarget {
  readonly tenant?: Tenant | undefined;
  readonly appId?: string | undefined;
  readonly thumbprint?: string | undefined;
}

/**
 * Runs the check that settles an error. Changes nothing anywhere.
 *
 * @param id the error, which decides what the check looks for where it can look for several things
 * @throws InvalidInput when the target lacks what the check needs; NotFound, NotSignedIn, Network, AbortError
 */
export async function runCheck(
  id: ExplanationId,
  check: Check,
  target: CheckTarget,
  doors: CheckDoors,
  signal?: AbortSignal,
): Promise<CheckResult> {
  throwIfAborted(signal);
  const tenant = () => given(target.tenant, 'tenantId');
  const appId = () => given(target.appId, 'appId');
  const thumbprint = () => given(target.thumbprint, 'thumbprint');
  switch (check.kind) {
    case 'applicationExists':
      return applicationExists(doors, { tenant: tenant(), appId: appId() }, signal);
    case 'certificateOnApplication': {
      const certificate = target.thumbprint ?? check.thumbprint;
      return certificateOnApplication(
        doors,
        { tenantId: tenant().tenantId, appId: appId(), thumbprint: certificate },
        signal,
      );
    }
    case 'certificateValid':
      return certificateValid(doors, thumbprint());
    case 'privateKeyHere':
      return privateKeyHere(doors, thumbprint(), signal);
    case 'clockSkew':
      return clockSkew(doors, tenant(), signal);
    case 'servicePrincipalUsable':
      return servicePrincipalUsable(doors, { tenant: tenant(), appId: appId() }, signal);
    case 'resourceExists':
      return resourceExists(doors, { tenant: tenant(), resource: check.resource }, signal);
    case 'permissionGranted':
      return permissionGranted(doors, { tenant: tenant(), appId: appId(), facts: check }, signal);
    case 'consentGranted':
      return consentGranted(doors, { tenant: tenant(), appId: appId(), facts: check }, signal);
    case 'roleAssigned':
      return roleAssigned(doors, { tenant: tenant(), appId: appId(), facts: check }, signal);
    case 'tenantOfDomain':
      return tenantOfDomain(doors, { tenant: tenant(), name: check.tenant }, signal);
    case 'organizationName':
      return organizationName(tenant(), check.tenant);
    case 'lifetimePolicy':
      return lifetimePolicy(doors, tenant(), signal);
    case 'moduleVersions': {
      const conflict = id === 'assemblyConflict' || id === 'assemblyLoaded';
      return moduleVersions(doors, check, { conflict, searchOnly: id === 'searchOnlySession' }, signal);
    }
    case 'signsIn': {
      const cloud = await doors.cloud(tenant().tenantId);
      const service = services.find((each) => each.id === check.service);
      const resource = service?.resource({ cloud, domain: tenant().domain }) ?? cloud.graph;
      return signsIn(doors, { tenant: tenant(), appId: appId(), thumbprint: thumbprint() }, resource, signal);
    }
    case 'signInServiceReachable':
      return signInServiceReachable(doors, tenant(), signal);
  }
}

function given<T>(value: T | undefined, name: string): T {
  if (value === undefined) {
    throw explainError('targetMissing', { name });
  }
  return value;
}
