import { directoryRoles } from '../services/directoryRoles.ts';
import { serviceById } from '../services/index.ts';
import { throwIfAborted } from '../shared/clock.ts';
import { checkRequest } from './checkRequest.ts';
import { chooseCertificate } from './chooseCertificate.ts';
import { countRequests } from './countRequests.ts';
import type { SetupEnvironment } from './environment.ts';
import { provisioningError } from './errors.ts';
import { createdOf, type JournalEntry } from './journalEntry.ts';
import { requestKey } from './marker.ts';
import { planSteps } from './planSteps.ts';
import { appRole, readDirectory, type SetupReading } from './reading.ts';
import { administratorFor } from './rightsNeeded.ts';
import type { CheckedRequest, Plan, PlanNote, PlanStep, SetupRequest, StepProgress } from './types.ts';

export interface PlanOptions {
  readonly signal?: AbortSignal;
  /** Told while an application that an earlier run created, or may have, is waited for. */
  readonly onWait?: (waiting: NonNullable<StepProgress['waiting']>) => void;
}

/** How long an application that must or may exist is looked for before it counts as absent. */
const searchLimit = 30_000;

/** How long after an interruption it is still worth looking. */
const recent = 10 * 60_000;

/**
 * Everything that would have to happen to fulfil the request, from one look at the directory (one call for a new
 * application). Changes nothing.
 * @throws provisioning/… where the request can't be fulfilled, and what reading the directory throws
 */
export async function planSetup(
  request: SetupRequest,
  env: SetupEnvironment,
  options: PlanOptions = {},
): Promise<Plan> {
  const checked = checkRequest(request);
  const key = requestKey(checked);
  const { tenantId, domain } = env.tenant;
  throwIfAborted(options.signal);
  const entry = await env.journal.read(tenantId, key);
  const callsBefore = env.directory.calls;
  const reading = await readSettled(checked, key, entry, env, options);
  const callsForReading = env.directory.calls - callsBefore;
  checkPermissionsExist(checked, reading);
  const certificate = await chooseCertificate(checked, entry, reading.application?.keyCredentials ?? [], env);
  checkLifetime(checked, certificate, reading);
  const der = certificate && Buffer.from(await env.certificates.der(certificate.thumbprint)).toString('base64');
  const steps = planSteps({ request: checked, key, reading, certificate, der, cloud: env.cloud, tenant: env.tenant });
  return {
    key,
    tenantId,
    domain,
    request: checked,
    steps,
    notes: notes(checked, reading, steps),
    requests: countRequests(steps, callsForReading),
    reading,
    revision: entry?.revision ?? 0,
  };
}

/**
 * Reads the directory; looks again for a while when an earlier run created the application, or sent the request and
 * never heard, and this replica does not show it yet: otherwise a second one would be created.
 */
async function readSettled(
  request: CheckedRequest,
  key: string,
  entry: JournalEntry | undefined,
  env: SetupEnvironment,
  { signal, onWait }: PlanOptions,
): Promise<SetupReading> {
  const lookup = { key, ...appIdOf(request, entry) };
  const start = env.clock.now().getTime();
  const age = start - Date.parse(entry?.updatedAt ?? '');
  const expected = createdOf(entry, 'application').length > 0;
  const lost = entry?.pending.some((pending) => pending.stepId === 'application') ?? false;
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 8_000)) {
    const reading = await readDirectory(request, lookup, env, signal);
    const elapsed = env.clock.now().getTime() - start;
    if (reading.application !== undefined || !(expected || lost) || age > recent || elapsed >= searchLimit) {
      return reading.application === undefined && 'appId' in lookup && 'displayName' in request.application
        ? // The application of the journal is gone; there may be one of its name.
          readDirectory(request, { key }, env, signal)
        : reading;
    }
    onWait?.({ forReason: expected ? 'replication' : 'lostAnswer', elapsed, limit: searchLimit });
    await env.clock.sleep(wait, signal);
  }
}

function appIdOf(request: CheckedRequest, entry: JournalEntry | undefined): { appId?: string } {
  const appId = 'appId' in request.application ? request.application.appId : entry?.appId;
  return appId === undefined ? {} : { appId };
}

/** A permission of an API that is in the tenant must be in that API's own list. */
function checkPermissionsExist(request: CheckedRequest, reading: SetupReading): void {
  for (const { resourceAppId, permission } of request.permissions) {
    const resource = reading.resources[resourceAppId];
    if (resource !== undefined && appRole(resource, permission) === undefined) {
      throw provisioningError('permissionUnknown', { permission, resource: resource.displayName });
    }
  }
}

function checkLifetime(
  request: CheckedRequest,
  certificate: { readonly notBefore: string; readonly notAfter: string } | undefined,
  reading: SetupReading,
): void {
  const limit = reading.longestLifetimeDays;
  if (limit === undefined) {
    return;
  }
  const months = 'months' in request.certificate ? request.certificate.months : 0;
  const days = certificate
    ? (Date.parse(certificate.notAfter) - Date.parse(certificate.notBefore)) / 86_400_000
    : months * (365 / 12);
  // Certificates begin a few minutes back.
  if (days > limit + 1) {
    throw provisioningError('lifetimeOverPolicy', { days: Math.ceil(days), limit: Math.floor(limit) });
  }
}

function notes(request: CheckedRequest, reading: SetupReading, steps: readonly PlanStep[]): readonly PlanNote[] {
  const held = new Set(reading.roleAssignments.map((assignment) => assignment.roleDefinitionId));
  const result: PlanNote[] = [];
  if (reading.namesakes && 'displayName' in request.application) {
    result.push({ kind: 'sameName', name: request.application.displayName, ...reading.namesakes });
  }
  for (const service of request.services.map(serviceById)) {
    if (service.retired) {
      const replacement = serviceById(service.retired.replacement).name;
      result.push({ kind: 'retiredService', service: service.name, replacement });
    }
    if (service.id === 'azure') {
      result.push({ kind: 'azureRoleElsewhere' });
    }
    const smallest = service.roles.find((role) => role.purpose !== undefined);
    const accepted = (id: string) => service.roles.some((role) => role.templateId === id);
    const served = [...held, ...(request.role === undefined ? [] : [request.role])].some(accepted);
    if (service.roleRequired && smallest && !served && !held.has(directoryRoles.globalAdministrator.templateId)) {
      result.push({ kind: 'roleNeeded', service: service.name, role: smallest.name });
    }
  }
  for (const step of steps) {
    const needed = administratorFor(step);
    if (
      step.change !== 'none' &&
      needed?.forecast &&
      reading.administratorRoles !== undefined &&
      !needed.suffices.some((role) => reading.administratorRoles?.includes(role))
    ) {
      result.push({ kind: 'stepBeyondRights', stepId: step.id, role: needed.name });
    }
  }
  return result;
}
