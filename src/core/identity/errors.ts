import { defineErrors } from '../shared/errors.ts';

/** What can go wrong while signing in. Params never hold tokens, codes or passwords. */
export const identityError = defineErrors('identity', {
  /** `tenant`: what was typed. */
  invalidTenant: 'InvalidInput',
  /** `appId`: what was typed. */
  invalidAppId: 'InvalidInput',
  /** `cloud`: what was typed. */
  unknownCloud: 'InvalidInput',
  customCloudMissing: 'InvalidInput',
  /** `field`, `value`. */
  customCloudInvalid: 'InvalidInput',
  /** `tenant`. */
  notSignedIn: 'NotSignedIn',
  /** `tenant`, `aadsts`: the sign-in lapsed and the caller may not ask the user. */
  signInNeeded: 'NotSignedIn',
  /** `tenant`, `account`: another account was chosen in the browser. */
  otherAccount: 'SignInFailed',
  /** `host`. */
  unreachable: 'Network',
  /** `host`, `seconds`. */
  noAnswer: 'Network',
  /** `host`, `status`. */
  notASignInService: 'Network',
  /** `host`, `seconds`. */
  throttled: 'Throttled',
  deviceCodeExpired: 'SignInFailed',
  declined: 'SignInFailed',
  /** `thumbprint`: the private key can't sign. */
  signingFailed: 'SignInFailed',
  // One for each AADSTS code with a way on of its own; params `aadsts`, `traceId`, `correlationId`, `appId`, `tenant`, `resource`.
  applicationNotFound: 'SignInFailed',
  certificateNotRegistered: 'SignInFailed',
  assertionOutsideLifetime: 'SignInFailed',
  assertionInvalid: 'SignInFailed',
  certificateOutsideValidity: 'SignInFailed',
  credentialExpired: 'SignInFailed',
  clientSecretInvalid: 'SignInFailed',
  servicePrincipalMissing: 'SignInFailed',
  applicationDisabled: 'SignInFailed',
  tenantNotFound: 'SignInFailed',
  resourceNotFound: 'SignInFailed',
  blockedByConditionalAccess: 'SignInFailed',
  blockedBySecurityDefaults: 'SignInFailed',
  consentMissing: 'SignInFailed',
  adminApprovalNeeded: 'SignInFailed',
  userNotFound: 'SignInFailed',
  userNotInTenant: 'SignInFailed',
  accountDisabled: 'SignInFailed',
  redirectNotRegistered: 'SignInFailed',
  publicClientNotAllowed: 'SignInFailed',
  /** Any other AADSTS code. */
  refused: 'SignInFailed',
  /** No AADSTS code at all: `detail` is the library's error code. */
  failed: 'SignInFailed',
});
