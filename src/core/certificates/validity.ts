const fiveMinutes = 5 * 60 * 1000;

/**
 * The validity period of a new certificate: from 5 minutes before `now`, for computers whose clock is behind, for `months`
 * calendar months. It ends so many months after it begins, not after `now`: a tenant's policy that caps the lifetime of
 * credentials counts from the beginning. Whole seconds, UTC.
 */
export function validityPeriod(now: Date, months: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const notBefore = new Date(Math.floor((now.getTime() - fiveMinutes) / 1000) * 1000);
  return { notBefore, notAfter: addMonths(notBefore, months) };
}

/** The same day and time `months` calendar months later, or the last day of that month where it is shorter. UTC. */
export function addMonths(date: Date, months: number): Date {
  const result = new Date(date);
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate();
  result.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return result;
}
