import type { ApplicationToken } from '../identity/types.ts';
import { tokenResource } from '../services/resources.ts';
import { throwIfAborted } from '../shared/clock.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import type { SetupRun } from './setupRun.ts';
import type { PlanStep } from './types.ts';

const defaultLimit = 5 * 60_000;

/** What the token endpoint answers until it has heard of the application, its certificate or the API. */
const notYet: readonly string[] = [
  'identity/applicationNotFound',
  'identity/certificateNotRegistered',
  'identity/servicePrincipalMissing',
  'identity/resourceNotFound',
];

/**
 * Signs in as the application for each API and waits until the tokens say what was granted. All APIs share one limit.
 * @throws provisioning/signInNotYet, provisioning/notInToken when the time is over; a refusal that waiting does not mend
 */
export async function prove(run: SetupRun, appId: string, thumbprint: string): Promise<void> {
  const start = run.env.clock.now().getTime();
  for (const step of run.stepsOf('prove')) {
    if (isHopeless(run, step)) {
      run.report(step.id, 'skipped');
      continue;
    }
    run.report(step.id, 'running');
    try {
      await proveOne(run, step, { appId, thumbprint }, start);
      run.report(step.id, 'done');
    } catch (error) {
      if (isAbort(error)) {
        throw error;
      }
      await run.fail(step, error);
    }
  }
}

async function proveOne(
  run: SetupRun,
  step: PlanStep,
  who: { readonly appId: string; readonly thumbprint: string },
  start: number,
): Promise<void> {
  const resource = String(step.facts.resource);
  const limit = run.options.proofLimit ?? defaultLimit;
  const expected = expectedIn(run, resource);
  for (let pause = 2_000; ; pause = Math.min(pause * 1.5, 15_000)) {
    throwIfAborted(run.signal);
    const outcome = await tryOnce(run, { ...who, resource });
    const missing = 'token' in outcome ? missingIn(outcome.token, expected) : undefined;
    if ('token' in outcome && missing?.length === 0) {
      const { roles, wids } = outcome.token;
      run.proof.push({ resource, roles, directoryRoles: wids });
      return;
    }
    const elapsed = run.env.clock.now().getTime() - start;
    if (elapsed >= limit) {
      const params = { kind: step.kind, subject: run.subject(step), minutes: Math.round(elapsed / 60_000) };
      throw missing === undefined
        ? run.stopped('signInNotYet', params, 'error' in outcome ? outcome.error : undefined)
        : run.stopped('notInToken', { ...params, missing: missing.join(', ') });
    }
    await run.wait(step.id, missing === undefined ? 'signIn' : 'token', pause, elapsed, limit);
  }
}

async function tryOnce(
  run: SetupRun,
  request: { readonly appId: string; readonly thumbprint: string; readonly resource: string },
): Promise<{ readonly token: ApplicationToken } | { readonly error: unknown }> {
  try {
    return { token: await run.options.proveSignIn(request, run.signal) };
  } catch (error) {
    if (isDomainError(error) && notYet.includes(error.reason)) {
      return { error };
    }
    throw error;
  }
}

interface Expected {
  readonly roles: readonly string[];
  /** Template id and name. */
  readonly directoryRole: { readonly templateId: string; readonly name: string } | undefined;
}

/** What the token for `resource` must say. What was refused is not expected. */
function expectedIn(run: SetupRun, resource: string): Expected {
  const place = { cloud: run.env.cloud, domain: run.env.tenant.domain };
  const roles = run.plan.request.permissions
    .filter((permission) => tokenResource(permission.resourceAppId, place) === resource)
    .map((permission) => permission.permission);
  const [role] = run.stepsOf('assignRole').filter((step) => run.state(step.id) !== 'failed');
  return {
    roles,
    directoryRole: role && { templateId: String(role.facts.templateId), name: String(role.facts.role) },
  };
}

function missingIn(token: ApplicationToken, expected: Expected): readonly string[] {
  const granted = new Set(token.roles.map((role) => role.toLowerCase()));
  const missing = expected.roles.filter((role) => !granted.has(role.toLowerCase()));
  const { directoryRole } = expected;
  return directoryRole && !token.wids.some((wid) => wid.toLowerCase() === directoryRole.templateId)
    ? [...missing, directoryRole.name]
    : missing;
}

/** Whether a permission of this API, or the certificate itself, was refused: no waiting helps then. */
function isHopeless(run: SetupRun, step: PlanStep): boolean {
  const failed = (one: PlanStep) => ['failed', 'skipped'].includes(run.state(one.id) ?? '');
  const place = { cloud: run.env.cloud, domain: run.env.tenant.domain };
  return (
    ['uploadCertificate', 'servicePrincipal'].some((id) => failed(run.required(id))) ||
    run
      .stepsOf('grantPermission')
      .some((one) => failed(one) && tokenResource(String(one.facts.resourceAppId), place) === step.facts.resource)
  );
}
