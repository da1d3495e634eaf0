import { defineErrors } from '../core/shared/errors.ts';

/** What can keep a script or a terminal from being connected, before anything is sent. */
export const connectionError = defineErrors('connections', {
  /** `application`: none of its certificates has its key here. */
  noKeyHere: 'NoPrivateKey',
  /** `application`, `thumbprint`. */
  notOnApplication: 'NotFound',
  notInConsole: 'NotSupported',
  noEditor: 'InvalidInput',
  notPowerShell: 'InvalidInput',
  readOnlyEditor: 'Forbidden',
  /** The text changed while something was asked. */
  scriptChanged: 'Conflict',
  untrustedWorkspace: 'Forbidden',
});
