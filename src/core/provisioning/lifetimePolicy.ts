/** `tenantAppManagementPolicy` of Graph's schema, as much as matters for certificates. */
export interface AppManagementPolicy {
  readonly isEnabled?: boolean;
  readonly applicationRestrictions?: {
    readonly keyCredentials?: readonly {
      readonly restrictionType?: string;
      readonly maxLifetime?: string | null;
      readonly restrictForAppsCreatedAfterDateTime?: string | null;
      readonly state?: string;
    }[];
  } | null;
}

/**
 * The longest lifetime in days that the policy allows a certificate on an application created at `created` (undefined:
 * about to be created `now`); undefined when it sets no limit.
 */
export function longestLifetime(
  policy: AppManagementPolicy,
  created: string | undefined,
  now: Date,
): number | undefined {
  if (policy.isEnabled !== true) {
    return undefined;
  }
  const createdAt = created === undefined ? now.getTime() : Date.parse(created);
  const limits = (policy.applicationRestrictions?.keyCredentials ?? [])
    .filter(
      (restriction) => restriction.restrictionType === 'asymmetricKeyLifetime' && restriction.state !== 'disabled',
    )
    .filter((restriction) => {
      const after = Date.parse(restriction.restrictForAppsCreatedAfterDateTime ?? '');
      return Number.isNaN(after) || createdAt >= after;
    })
    .flatMap((restriction) => durationDays(restriction.maxLifetime ?? '') ?? []);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** An ISO 8601 duration in days; a month counts 30 and a year 365, as the directory counts them. Undefined when it is none. */
export function durationDays(duration: string): number | undefined {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(
    duration,
  );
  if (!match || duration === 'P') {
    return undefined;
  }
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return years * 365 + months * 30 + weeks * 7 + days + hours / 24 + minutes / 1440 + seconds / 86_400;
}
