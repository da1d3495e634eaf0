import { DomainError, defineErrors, type ErrorCode, type ErrorParams } from '../shared/errors.ts';
import type { SetupResult, StepResult } from './types.ts';

/**
 * What planning, applying and undoing a set-up can refuse. Params of a failed step: `kind`, `subject` (what it was about),
 * `detail` (the service's code or message).
 */
export const provisioningError = defineErrors('provisioning', {
  nothingChosen: 'InvalidInput',
  nameMissing: 'InvalidInput',
  /** `length`, `limit`. */
  nameTooLong: 'InvalidInput',
  /** `appId`: what was given. */
  invalidAppId: 'InvalidInput',
  /** `thumbprint`: what was given. */
  invalidThumbprint: 'InvalidInput',
  /** `resourceAppId`, `permission`. */
  invalidPermission: 'InvalidInput',
  /** `permission`, `resource`. */
  permissionUnknown: 'InvalidInput',
  /** `role`. */
  roleUnknown: 'InvalidInput',
  /** `role`, `accepted`: names of the roles the chosen services accept. */
  roleNotAccepted: 'InvalidInput',
  /** `role`: never given to an application. */
  roleForbidden: 'InvalidInput',
  /** `appId`. */
  applicationMissing: 'NotFound',
  /** `name`, `count`: several applications of this name were created by set-ups. */
  nameAmbiguous: 'AlreadyExists',
  /** `thumbprint`. */
  certificateMissing: 'NotFound',
  /** `thumbprint`. */
  certificateWithoutKey: 'NoPrivateKey',
  /** `thumbprint`, `notAfter`. */
  certificateExpired: 'Expired',
  /** `thumbprint`, `notBefore`. */
  certificateNotYetValid: 'InvalidInput',
  /** `thumbprint`, `keySize`. */
  certificateTooSmall: 'NotSupported',
  /** `days`, `limit`: the tenant's app management policy. */
  lifetimeOverPolicy: 'InvalidInput',
  /** The directory refused to be read; `request`. */
  notReadable: 'Forbidden',
  /** Another window keeps working on the same set-up. */
  runningElsewhere: 'Conflict',
  /** A step was refused before anything was changed. `role`: the directory role the administrator needs. */
  refused: 'Forbidden',
  /** A step was refused; the rest is done and kept. `role`, `more`: how many other steps were refused. */
  refusedPartly: 'Incomplete',
  /** A step failed for another reason, the cause. */
  stepFailed: 'Incomplete',
  /** Granted, but tokens don't carry it yet. `missing`: names, `minutes`: how long was waited. */
  notInToken: 'Incomplete',
  /** The application could not sign in within the time. `minutes`. */
  signInNotYet: 'Incomplete',
  /** What was written is not there when read back. */
  notThere: 'Incomplete',
  /** `application`, `thumbprint`, `minutes`: the new certificate is on the application and does not sign in yet; the old one stays. */
  rotationNotProven: 'Incomplete',
  /** No set-up of this key is known. */
  nothingToUndo: 'NotFound',
  /** Undoing was refused or failed at `kind`, `subject`; what is left stays in the journal. `role` where a role is missing. */
  undoStopped: 'Incomplete',
});

/** What a set-up that stopped half-way has reached: enough to go on, to hand over and to undo. */
export interface PartialSetup extends Partial<Omit<SetupResult, 'steps' | 'proof' | 'key'>> {
  readonly key: string;
  readonly steps: readonly StepResult[];
  readonly proof: SetupResult['proof'];
  /** Where an administrator with more rights can consent to the requested permissions; absent before the application exists. */
  readonly adminConsentUrl?: string;
}

/** The error of a set-up that stopped; the same call resumes it. */
export class SetupStopped extends DomainError {
  readonly partial: PartialSetup;

  constructor(reason: StopReason, params: ErrorParams, partial: PartialSetup, cause?: unknown) {
    super(provisioningError.reasons[reason] satisfies ErrorCode, `provisioning/${reason}`, params, cause);
    this.partial = partial;
  }
}

export type StopReason = 'refused' | 'refusedPartly' | 'stepFailed' | 'notInToken' | 'signInNotYet' | 'notThere';
