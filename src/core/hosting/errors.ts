import { defineErrors } from '../shared/errors.ts';

/** What keeps real PowerShell from being found, connected or run. The sentences are in `src/workbench/words/hosting.ts`. */
export const hostingError = defineErrors('hosting', {
  /** No usable PowerShell on this computer. */
  notFound: 'NotFound',
  /** `path`: the setting names something that is not a complete path. */
  settingNotAbsolute: 'InvalidInput',
  /** `path`: the setting names something that is not there, or not a program. */
  settingNotFound: 'NotFound',
  /** `path`: it would let a folder somebody sent decide what runs. */
  insideWorkspace: 'Forbidden',
  /** `module`, `version`: the one needed; `service`, `serviceId`, `shell`. */
  moduleMissing: 'NotFound',
  /** `module`, `version`: the one needed; `found`, `service`, `serviceId`, `shell`. */
  moduleTooOld: 'NotSupported',
  /** `module`, `service`: it works in Windows PowerShell only. */
  moduleNeedsDesktop: 'NotSupported',
  /** `module`, `found`, `service`, `shell`, `needed`: the oldest PowerShell it works in. */
  moduleNeedsNewer: 'NotSupported',
  /** `module`, `found`, `shell`. */
  moduleReady: 'AlreadyExists',
  /** `problem`: a system error code. */
  handOverFailed: 'Conflict',
  // Checks before connecting
  /** `notAfter`. */
  certificateExpired: 'Expired',
  /** `notBefore`. */
  certificateNotYetValid: 'Expired',
  /** `thumbprint`. */
  keyCannotSign: 'NoPrivateKey',
  /** `minutes`: how far this computer's clock is off. */
  clockAhead: 'SignInFailed',
  /** `minutes`. */
  clockBehind: 'SignInFailed',
  /** `application`, `appId`, `tenantId`, `permissions`, `service`. */
  permissionMissing: 'Forbidden',
  /** `application`, `appId`, `tenantId`, `service`, `role`: the smallest that suffices. */
  roleMissing: 'Forbidden',
  // Running a script
  /** `file`. */
  scriptNotSaved: 'InvalidInput',
  /** `file`. */
  scriptNotFound: 'NotFound',
  notAScript: 'InvalidInput',
  /** `file`: it does not end in `.ps1`. */
  notRunnable: 'InvalidInput',
  /** `file`: it uses none of the services. */
  scriptUsesNoService: 'InvalidInput',
  noScript: 'InvalidInput',
  /** `file`, `shell`, `exitCode`: PowerShell itself ended before it came to the script. */
  shellEnded: 'NotSupported',
  /** `file`: connecting failed, the terminal shows why. */
  scriptNotRun: 'SignInFailed',
  untrustedWorkspace: 'Forbidden',
});
