import { generateCertificate } from '../certificates/generate.ts';
import type { CertificateVault } from '../certificates/vault.ts';
import { isDomainError } from '../shared/errors.ts';
import type { Clock } from '../shared/ports.ts';
import type { SetupCertificates } from './environment.ts';

/**
 * The vault as a set-up uses it.
 *
 * @param usedElsewhere whether anything but the application `appId` is known to use the certificate: another application
 *   of a signed-in tenant, another set-up, an open connection
 */
export function setupCertificates(
  vault: CertificateVault,
  clock: Clock,
  usedElsewhere: (thumbprint: string, appId: string | undefined) => Promise<boolean>,
): SetupCertificates {
  return {
    list: async () => (await vault.list()).certificates,
    describe: async (thumbprint) => {
      try {
        return await vault.get(thumbprint);
      } catch (error) {
        if (isDomainError(error, 'NotFound')) {
          return undefined;
        }
        throw error;
      }
    },
    der: async (thumbprint) => (await vault.material(thumbprint)).certificate,
    generate: async (options, signal) => vault.add(await generateCertificate(options, { clock, signal })),
    usedElsewhere,
    delete: (thumbprint) => vault.delete(thumbprint).then(() => undefined),
  };
}
