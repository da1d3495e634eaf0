import { defineErrors } from '../shared/errors.ts';

/** What keeps a certificate from getting where scripts run. The sentences are in `src/workbench/words/deployment.ts`. */
export const deploymentError = defineErrors('deployment', {
  // The certificate store
  /** No usable PowerShell on this computer, and the store is reached through it. */
  storeNeedsPowerShell: 'NotFound',
  /** PowerShell runs in constrained language mode. */
  storeBlocked: 'Forbidden',
  /** `problem`: what the system said; `store`. */
  storeFailed: 'Conflict',
  /** `store`: its key signs nothing there; it was taken out again. */
  storeKeyCannotSign: 'NoPrivateKey',
  /** `store`: it was not found there afterwards. */
  storeKeptNothing: 'Conflict',
  /** `store`: it was found there after it was removed. */
  storeKeptCertificate: 'Conflict',
  /** `store`: none of the vault's certificates is in it. */
  storeHasNone: 'NotFound',
  /** A policy of the organization keeps scripts from running. */
  scriptsForbidden: 'Forbidden',
  /** `shell`, `exitCode`. */
  shellEnded: 'Conflict',
  /** `shell`, `seconds`. */
  shellTookTooLong: 'Conflict',
  /** `shell`, `problem`: a system error code. */
  shellNotStarted: 'Conflict',
  /** `account`: no account is called so. */
  accountInvalid: 'InvalidInput',
  // Other computers and scheduled tasks
  /** `account`: nothing Linux or macOS calls an account. */
  unixAccountInvalid: 'InvalidInput',
  accountMissing: 'InvalidInput',
  /** `time`: not `HH:MM`. */
  timeInvalid: 'InvalidInput',
  /** `path`: not complete, or impossible on that system. */
  scriptPathInvalid: 'InvalidInput',
});
