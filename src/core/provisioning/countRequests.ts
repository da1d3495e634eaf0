import type { PlanStep } from './types.ts';

/**
 * How many calls planning and applying take together when nothing has to be waited for: a batch is one, token requests
 * are none of Microsoft Graph's.
 */
export function countRequests(steps: readonly PlanStep[], reading: number): number {
  const changing = steps.filter((step) => step.change !== 'none' && step.kind !== 'certificate');
  const has = (kind: PlanStep['kind']) => changing.some((step) => step.kind === kind);
  if (changing.length === 0) {
    return reading;
  }
  const creates = has('application');
  return (
    reading +
    changing.filter((step) => step.kind === 'resourcePrincipal').length +
    (creates ? 1 : 0) +
    // Read, then write between two more readings: certificates of an application are replaced as a whole.
    (!creates && has('uploadCertificate') ? 2 : 0) +
    // Read again, so that nothing somebody else adds meanwhile is lost, and write.
    (!creates && has('requestPermissions') ? 2 : 0) +
    (has('servicePrincipal') ? 1 : 0) +
    (has('grantPermission') || has('assignRole') ? 1 : 0) +
    1
  );
}
