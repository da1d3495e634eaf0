import { isDomainError } from '../shared/errors.ts';
import { query } from './odata.ts';
import type { Directory } from './types.ts';

interface Policy {
  readonly isEnabled?: boolean;
  readonly applicationRestrictions?: {
    readonly keyCredentials?: readonly {
      readonly restrictionType?: string;
      readonly state?: string;
      readonly maxLifetime?: string | null;
    }[];
  };
}

/**
 * The longest validity in days the tenant's application management policy allows a certificate; undefined when there is
 * no such limit, or when the administrator may not read the policy.
 */
export async function longestCertificateDays(directory: Directory, signal?: AbortSignal): Promise<number | undefined> {
  let policy: Policy;
  try {
    const path = `/policies/defaultAppManagementPolicy${query({ $select: 'isEnabled,applicationRestrictions' })}`;
    policy = await directory.request<Policy>({ method: 'GET', path }, signal);
  } catch (error) {
    // It takes `Policy.Read.All`, which is not worth a prompt: without it the tenant itself refuses too long a validity.
    if (isDomainError(error, 'Forbidden') || isDomainError(error, 'NotFound') || isDomainError(error, 'InvalidInput')) {
      return undefined;
    }
    throw error;
  }
  const limits = (policy.isEnabled === true ? policy.applicationRestrictions?.keyCredentials : undefined) ?? [];
  const days = limits
    .filter(({ restrictionType, state }) => restrictionType === 'asymmetricKeyLifetime' && state !== 'disabled')
    .map(({ maxLifetime }) => daysOf(maxLifetime ?? ''))
    .filter((value) => value !== undefined);
  return days.length === 0 ? undefined : Math.min(...days);
}

/** Days of an ISO 8601 duration, whole; a month counts 30 and a year 365, as the service does. */
function daysOf(duration: string): number | undefined {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/.exec(duration);
  if (!match) {
    return undefined;
  }
  const [years = 0, months = 0, weeks = 0, days = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return years * 365 + months * 30 + weeks * 7 + days;
}
