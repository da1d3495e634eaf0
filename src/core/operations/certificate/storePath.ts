import { operationError } from '../errors.ts';

/**
 * What follows the store in a path like `Cert:\CurrentUser\My\9CF0…`: a thumbprint, a pattern or nothing. Undefined for a
 * path that is not on the certificate drive.
 *
 * @throws operations/certificateStoreUnknown for another store than `CurrentUser\My`
 */
export function certificatePath(path: string): string | undefined {
  const drive = /^(?:Microsoft\.PowerShell\.Security\\)?(?:Certificate::|cert:)[\\/]*(.*)$/i.exec(path.trim());
  if (drive === null) {
    return undefined;
  }
  const [location = '', store = '', ...rest] = (drive[1] ?? '').split(/[\\/]+/);
  const isWhole = location === '' || (/^currentuser$/i.test(location) && store === '');
  if (!isWhole && !(/^currentuser$/i.test(location) && /^my$/i.test(store))) {
    throw operationError('certificateStoreUnknown', { store: `Cert:\\${location}\\${store}`.slice(0, 80) });
  }
  return rest.join('').replace(/['"]/g, '');
}

/** Fails for a `-CertStoreLocation` other than the vault's. */
export function checkStore(location: string): void {
  if (certificatePath(location) === undefined) {
    throw operationError('certificateStoreUnknown', { store: location.slice(0, 80) });
  }
}
