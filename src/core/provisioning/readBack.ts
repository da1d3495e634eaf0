import { directoryError } from '../directory/errors.ts';
import { thumbprintOfKey } from '../directory/keyCredential.ts';
import { query, segment } from '../directory/odata.ts';
import { addRequiredAccess } from '../directory/permissions.ts';
import type { Application, ServicePrincipal } from '../directory/types.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { Answers } from './answers.ts';
import type { ResolvedPermission } from './applyApplication.ts';
import { isGrant, roleRecord } from './assignments.ts';
import type { Created } from './journalEntry.ts';
import { holdsRole } from './planSteps.ts';
import { applicationProperties, assignmentReads, assignmentsIn } from './reading.ts';
import { detailOf, type SetupRun } from './setupRun.ts';

export interface Written {
  readonly application: Application;
  readonly principal: ServicePrincipal | undefined;
  readonly thumbprint: string;
  readonly permissions: readonly ResolvedPermission[];
}

/**
 * Reads back, in one call, everything that was written, until all of it is there: an answer that said "created" is not
 * yet a proof. Also settles the steps whose answer was "is there already".
 */
export async function readBack(run: SetupRun, written: Written): Promise<void> {
  let missing: readonly string[] = [];
  try {
    await run.untilReplicated('servicePrincipal', async () => {
      missing = await missingOf(run, written);
      if (missing.length > 0) {
        throw directoryError('notFound', { request: 'read back' });
      }
    });
  } catch (error) {
    const step = run.required(missing[0] ?? 'application');
    const reason = isDomainError(error, 'NotFound') ? 'notThere' : 'stepFailed';
    const about = { kind: step.kind, subject: run.subject(step), detail: detailOf(error) };
    await run.fail(step, isAbort(error) ? error : run.stopped(reason, about, error));
  }
}

/** Ids of the steps whose outcome is not to be seen. */
async function missingOf(run: SetupRun, written: Written): Promise<readonly string[]> {
  const { directory } = run.env;
  const { application, principal, permissions, thumbprint } = written;
  const path = `/applications/${segment(application.id)}${query({ $select: applicationProperties })}`;
  const answers = new Answers(
    await directory.batch(
      [{ id: 'application', method: 'GET', path }, ...(principal ? assignmentReads(principal.id) : [])],
      run.signal,
    ),
  );
  const present = answers.required<Application>('application');
  const missing: string[] = [];
  const failed = (stepId: string) => run.state(stepId) === 'failed';
  const check = (stepId: string, isThere: boolean) => {
    if (!isThere && run.step(stepId) && !failed(stepId)) {
      missing.push(stepId);
    }
  };
  check(
    'uploadCertificate',
    present.keyCredentials.some((key) => thumbprintOfKey(key) === thumbprint),
  );
  const asked = permissions.every(
    (one) =>
      addRequiredAccess(present.requiredResourceAccess, one.resource.appId, one.appRoleId) ===
      present.requiredResourceAccess,
  );
  check('requestPermissions', asked);
  if (!principal) {
    return missing;
  }
  const { grants, roleAssignments } = await assignmentsIn(answers, principal.id, directory, run.signal);
  for (const { stepId, permission, resource, appRoleId } of permissions) {
    const grant = grants.find((one) => isGrant(one, resource.id, appRoleId));
    check(stepId, grant !== undefined);
    if (grant) {
      const { id, principalId, resourceId } = grant;
      await settleKnown(run, stepId, {
        kind: 'grant',
        id,
        principalId,
        resourceId,
        appRoleId,
        permission,
        resource: resource.displayName,
      });
    }
  }
  const [role] = run.stepsOf('assignRole');
  const templateId = run.plan.request.role;
  if (role && templateId !== undefined) {
    const held = roleAssignments.find((one) => holdsRole([one], templateId));
    check(role.id, held !== undefined);
    if (held) {
      await settleKnown(run, role.id, roleRecord(principal.id, templateId, String(role.facts.role))(held.id));
    }
  }
  return missing;
}

/** A step that found its work done: ours if an interrupted run had sent it, somebody else's if not. */
async function settleKnown(run: SetupRun, stepId: string, record: Created): Promise<void> {
  if (run.state(stepId) === 'running') {
    await run.session.settle([stepId], run.session.wasLeft(stepId) ? [record] : []);
    run.report(stepId, 'unchanged');
  }
}
