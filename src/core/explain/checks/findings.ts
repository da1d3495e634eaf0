import type { DomainError, ErrorParams } from '../../shared/errors.ts';
import type { FixId } from '../fixes.ts';

/**
 * What a check can find, and what that means for the error: `passed` — this is in order, look for another cause; `failed` —
 * this is the cause; `unknown` — it could not be settled. Params are named in the comments.
 */
export const findings = {
  /** `application`, `tenant` */
  applicationHere: 'passed',
  /** `application`, `tenant`: signed in here, found there; `asked` is the tenant the error names. */
  applicationElsewhere: 'failed',
  /** `appId`, `tenants` */
  applicationNowhere: 'failed',
  /** `application`, `thumbprint` */
  certificateOn: 'passed',
  /** `application`, `thumbprint` */
  certificateOff: 'failed',
  /** `application`, `thumbprint`, `notAfter` */
  certificateOnExpired: 'failed',
  /** `application` */
  certificateNone: 'failed',
  /** `application`, `thumbprint`: the error named none; this one of the vault fits. */
  certificateFits: 'passed',
  /** `application`, `count` */
  certificateFitsNone: 'failed',
  /** `thumbprint`, `notAfter` */
  certificateValid: 'passed',
  certificateExpired: 'failed',
  /** `thumbprint`, `notBefore` */
  certificateNotYet: 'failed',
  /** `thumbprint` */
  certificateNotHere: 'unknown',
  /** `thumbprint` */
  keySigns: 'passed',
  keyMissing: 'failed',
  /** `seconds` */
  clockRight: 'passed',
  clockAhead: 'failed',
  clockBehind: 'failed',
  clockUnknown: 'unknown',
  /** `application`, `tenant` */
  principalThere: 'passed',
  /** `appId`, `tenant` */
  principalMissing: 'failed',
  /** `application`, `tenant` */
  principalDisabled: 'failed',
  /** `resource`, `tenant` */
  resourceThere: 'passed',
  resourceMissing: 'failed',
  resourceDisabled: 'failed',
  resourceUnknown: 'unknown',
  /** `permission`, `application` */
  permissionGranted: 'passed',
  /** granted, but not in a token fetched just now */
  permissionNotInToken: 'failed',
  permissionRequestedOnly: 'failed',
  permissionMissing: 'failed',
  /** `command` */
  permissionUnknown: 'unknown',
  /** `application` */
  consentComplete: 'passed',
  /** `permission`, `application` */
  consentIncomplete: 'failed',
  nothingRequested: 'failed',
  /** `role`, `application`, `service` */
  roleHeld: 'passed',
  /** held, but not in a token fetched just now */
  roleNotInToken: 'failed',
  roleMissing: 'failed',
  roleNotSufficient: 'failed',
  roleNotNeeded: 'passed',
  /** `tenant` */
  tenantFound: 'passed',
  tenantNowhere: 'failed',
  /** `tenant`, `cloud` */
  tenantInOtherCloud: 'failed',
  tenantUnknown: 'unknown',
  /** `domain` */
  organizationRight: 'passed',
  /** `domain`, `given` */
  organizationOther: 'failed',
  organizationIs: 'unknown',
  /** `days` */
  lifetimeLimited: 'failed',
  lifetimeUnlimited: 'unknown',
  /** `modules` */
  modulesFound: 'unknown',
  modulesTogether: 'failed',
  /** `module`, `version`, `minimum` */
  moduleFine: 'passed',
  moduleTooOld: 'failed',
  moduleMissing: 'failed',
  /** `application`, `count` */
  signInWorks: 'passed',
  signInFails: 'failed',
  /** `host` */
  reachable: 'passed',
  unreachable: 'failed',
} as const satisfies Readonly<Record<string, 'passed' | 'failed' | 'unknown'>>;

export type FindingId = keyof typeof findings;

export interface CheckResult {
  readonly outcome: 'passed' | 'failed' | 'unknown';
  readonly finding: FindingId;
  readonly params: ErrorParams;
  /** What mends it, where that is more exact than the fixes of the error. */
  readonly fix?: FixId;
  /** The refusal a sign-in met. */
  readonly error?: DomainError;
}

export function found(
  finding: FindingId,
  params: ErrorParams = {},
  more: Pick<CheckResult, 'fix' | 'error'> = {},
): CheckResult {
  return { outcome: findings[finding], finding, params, ...more };
}
