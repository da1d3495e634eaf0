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
});
