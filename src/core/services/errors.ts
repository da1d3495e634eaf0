import { defineErrors } from '../shared/errors.ts';

/** What the services can refuse. */
export const servicesError = defineErrors('services', {
  /** `service`: not the id of a service. */
  unknownService: 'InvalidInput',
  /** `service`: its module takes a certificate from the Windows certificate store only; `replacement` does not. */
  storeOnly: 'NotSupported',
});
