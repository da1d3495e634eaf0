import { defineErrors } from '../shared/errors.ts';

/** What building PowerShell text can refuse. */
export const powershellError = defineErrors('powershell', {
  /** `name`: the parameter name that cannot be written after a dash. */
  unsafeParameterName: 'InvalidInput',
  /** `command`, `name`: the same parameter was given twice, which PowerShell refuses. */
  repeatedParameter: 'InvalidInput',
});
