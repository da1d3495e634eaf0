import type { DirectoryStore } from '../directoryStore.ts';
import { badRequest } from '../graphError.ts';
import { isObject } from '../odata/accessor.ts';

/**
 * Throws a `GraphError` (400) when the tenant's app management policy limits certificates to less than this lifetime
 * (epoch milliseconds).
 */
export function checkLifetime(store: DirectoryStore, start: number, end: number): void {
  const policy = store.get('policies', 'defaultAppManagementPolicy');
  const restrictions = policy?.isEnabled === true ? policy.applicationRestrictions : undefined;
  const keys = isObject(restrictions) && Array.isArray(restrictions.keyCredentials) ? restrictions.keyCredentials : [];
  for (const restriction of keys) {
    const applies =
      isObject(restriction) &&
      restriction.restrictionType === 'asymmetricKeyLifetime' &&
      restriction.state !== 'disabled';
    const limit = applies ? duration(restriction.maxLifetime) : undefined;
    if (limit !== undefined && end - start > limit) {
      throw badRequest(
        'Credential lifetime exceeds the max value allowed as per assigned policy.',
        'CredentialInvalidLifetimeAsPerAppPolicy',
      );
    }
  }
}

/** Milliseconds of an ISO 8601 duration in days, weeks, months of 30 or years of 365 days; undefined for anything else. */
function duration(text: unknown): number | undefined {
  const match = typeof text === 'string' ? /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/.exec(text) : null;
  if (match === null) {
    return undefined;
  }
  const [years = 0, months = 0, weeks = 0, days = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return (years * 365 + months * 30 + weeks * 7 + days) * 86_400_000;
}
