import { defineErrors } from '../shared/errors.ts';

/**
 * What can go wrong in the directory. Params of a refused request: `request` (method and path), `status`, `graphCode`,
 * `message` (Graph's own), `requestId`, `clientRequestId`.
 */
export const directoryError = defineErrors('directory', {
  badRequest: 'InvalidInput',
  forbidden: 'Forbidden',
  notFound: 'NotFound',
  alreadyExists: 'AlreadyExists',
  conflict: 'Conflict',
  /** The token was refused twice. */
  tokenRefused: 'NotSignedIn',
  /** `seconds`: how long Graph asked to wait. */
  throttled: 'Throttled',
  serviceUnavailable: 'Network',
  /** `host`. */
  unreachable: 'Network',
  /** `host`, `seconds`. */
  noAnswer: 'Network',
  /** The connection broke after a change was sent: it may or may not have been made. */
  answerLost: 'Network',
  unexpectedAnswer: 'Network',
  /** `origin`: a next page elsewhere, where no token goes. */
  foreignPage: 'Network',
  /** `detail`. */
  invalidBatch: 'InvalidInput',
  /** `path`. */
  invalidPath: 'InvalidInput',
  // Certificates of an application; params `thumbprint`, `appId`, `keyId`.
  /** `notAfter`. */
  certificateExpired: 'Expired',
  certificateAlreadyThere: 'AlreadyExists',
  /** `keySize`. */
  certificateTooSmall: 'NotSupported',
  certificateNotRsa: 'NotSupported',
  certificateUnreadable: 'InvalidInput',
  keyNotFound: 'NotFound',
  /** `application`. */
  noCertificates: 'NotFound',
  /** `missing`: key ids. Somebody keeps writing at the same time. */
  keysKeepChanging: 'Conflict',
  /** `missing`: key ids that are gone and could not be put back. */
  keysLost: 'Conflict',
  lifetimeTooLong: 'InvalidInput',
  proofKeyUnusable: 'NoPrivateKey',
  /** `permission`, `resource`. */
  permissionNotFound: 'NotFound',
  /** `role`. */
  roleNotFound: 'NotFound',
  /** `appId`. */
  applicationNotFound: 'NotFound',
  nameEmpty: 'InvalidInput',
  /** `length`, `limit`. */
  nameTooLong: 'InvalidInput',
  /** `name`, `appId` of one that has it. */
  nameTaken: 'AlreadyExists',
  /** `name`, `appId`: the application is there, its service principal is not. */
  principalNotCreated: 'Incomplete',
  /** `resourceAppId`: no API of this id can be used in the tenant. */
  resourceNotFound: 'NotFound',
  /** `permission`, `application`: neither requested nor granted. */
  permissionNotThere: 'NotFound',
  /** `application`: it neither requests nor holds any. */
  noPermissions: 'NotFound',
  /** `application`: everything it requests is granted. */
  nothingToGrant: 'NotFound',
  permissionsKeepChanging: 'Conflict',
  /** `role`, `application`. */
  roleNotAssigned: 'NotFound',
  /** `application`. */
  noRoles: 'NotFound',
  /** `role`: never given to an application. */
  roleTooPowerful: 'NotSupported',
  /** `role`: the directory role it takes; `tenantId`, `appId`, and the params of the refused request. */
  roleNeeded: 'Forbidden',
});
