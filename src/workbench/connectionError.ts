import { defineErrors } from '../core/shared/errors.ts';

/** What can keep a script or a terminal from being connected, before anything is sent. */
export const connectionError = defineErrors('connections', {
  /** `application`, `tenantId`, `appId`: none of its certificates has its key here. */
  noKeyHere: 'NoPrivateKey',
  /** `application`, `tenantId`, `appId`, `thumbprint`. */
  notOnApplication: 'NotFound',
  notInConsole: 'NotSupported',
  /** No terminal of ours is open, or none of what was asked for. */
  noTerminal: 'NotFound',
  noEditor: 'InvalidInput',
  /** No script that could be converted. */
  noScript: 'InvalidInput',
  notPowerShell: 'InvalidInput',
  readOnlyEditor: 'Forbidden',
  /** The text changed while something was asked. */
  scriptChanged: 'Conflict',
  untrustedWorkspace: 'Forbidden',
});
