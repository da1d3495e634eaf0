import { defineErrors } from '../core/shared/errors.ts';

/** What can keep a script from being checked. */
export const reportError = defineErrors('reports', {
  /** `path`. */
  scriptNotFound: 'NotFound',
  /** `path`. */
  scriptIsFolder: 'InvalidInput',
  /** `path`, `detail`. */
  scriptUnreadable: 'UnreadableFile',
  /** `name`, `limit` in MB. */
  scriptTooLarge: 'InvalidInput',
  /** `name`. */
  notPowerShell: 'InvalidInput',
  noScript: 'InvalidInput',
  noWorkspace: 'InvalidInput',
});
