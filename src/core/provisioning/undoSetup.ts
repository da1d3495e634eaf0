import { updateApplicationRequest } from '../directory/applications.ts';
import { revokeGrant } from '../directory/consent.ts';
import { removeKeyCredential } from '../directory/keyCredentials.ts';
import { query, segment } from '../directory/odata.ts';
import { removeRequiredAccess } from '../directory/permissions.ts';
import { removeRoleAssignment } from '../directory/roles.ts';
import type { Application, RequiredResourceAccess } from '../directory/types.ts';
import { writePermissions } from '../identity/scopes.ts';
import { directoryRoles } from '../services/directoryRoles.ts';
import { throwIfAborted } from '../shared/clock.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import type { SetupEnvironment } from './environment.ts';
import { provisioningError } from './errors.ts';
import { type Created, createdOf, type JournalEntry } from './journalEntry.ts';
import type { JournalSession } from './journalSession.ts';
import { detailOf, isRefusal } from './setupRun.ts';
import { findInterrupted, nameOf } from './undoPreview.ts';

export interface UndoOptions {
  readonly signal?: AbortSignal;
  /** Told before each removal. */
  readonly onProgress?: (created: Created) => void;
  /** Leaves a certificate that the set-up generated in the vault. */
  readonly keepCertificate?: boolean;
}

export interface UndoResult {
  readonly removed: readonly Created[];
  /** What stays because something else has come to use it. */
  readonly kept: readonly Created[];
}

/** Last made, first removed. */
const order: readonly Created['kind'][] = [
  'roleAssignment',
  'grant',
  'requestedPermission',
  'keyCredential',
  'servicePrincipal',
  'application',
  'resourcePrincipal',
  'certificate',
];

/**
 * Takes back what a set-up created, by id, and nothing else. What is gone already is passed over; stopped anywhere, the
 * same call goes on. The directory keeps a deleted application for 30 days.
 *
 * @throws provisioning/nothingToUndo, provisioning/undoStopped, provisioning/runningElsewhere; an `AbortError`
 */
export async function undoSetup(key: string, env: SetupEnvironment, options: UndoOptions = {}): Promise<UndoResult> {
  const known = await env.journal.read(env.tenant.tenantId, key);
  if (!known) {
    throw provisioningError('nothingToUndo');
  }
  const session = await env.journal.open(known, options.signal ? { signal: options.signal } : {});
  try {
    await session.mark('undoing');
    const interrupted = await findInterrupted(session.entry, env, options.signal);
    await session.settle(interrupted.settled, interrupted.created);
    const result = await removeAll(session, env, options);
    await session.remove();
    return result;
  } catch (error) {
    await session.release('undoing');
    throw error;
  }
}

async function removeAll(session: JournalSession, env: SetupEnvironment, options: UndoOptions): Promise<UndoResult> {
  const removed: Created[] = [];
  const kept: Created[] = [];
  const all = [...session.entry.created].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  for (const created of all) {
    throwIfAborted(options.signal);
    options.onProgress?.(created);
    const outcome = await removeOne(created, session.entry, env, options);
    if (outcome !== 'later') {
      (outcome === 'removed' ? removed : kept).push(created);
      await session.forget((other) => other === created);
    }
    if (created.kind === 'application') {
      // What hung on it went with it.
      const gone = session.entry.created.filter((other) => hangsOn(other, created, session.entry));
      removed.push(...gone);
      await session.forget((other) => gone.includes(other));
    }
  }
  return { removed, kept };
}

async function removeOne(
  created: Created,
  entry: JournalEntry,
  env: SetupEnvironment,
  options: UndoOptions,
): Promise<'removed' | 'kept' | 'later'> {
  const ownApplication = createdOf(entry, 'application').length > 0;
  try {
    return await remove(created, entry, env, options);
  } catch (error) {
    if (isAbort(error)) {
      throw error;
    }
    if (isDomainError(error, 'NotFound')) {
      return 'removed';
    }
    if (isRefusal(error) && ownApplication && (created.kind === 'grant' || created.kind === 'roleAssignment')) {
      return 'later';
    }
    const role = isRefusal(error) ? roleToRemove(created) : undefined;
    throw provisioningError(
      'undoStopped',
      { kind: created.kind, subject: nameOf(created), role, detail: detailOf(error) },
      error,
    );
  }
}

async function remove(
  created: Created,
  entry: JournalEntry,
  env: SetupEnvironment,
  { signal, keepCertificate }: UndoOptions,
): Promise<'removed' | 'kept' | 'later'> {
  const { directory, certificates, clock } = env;
  const ownApplication = createdOf(entry, 'application').length > 0;
  switch (created.kind) {
    case 'roleAssignment':
      await removeRoleAssignment(directory, created.id, signal);
      return 'removed';
    case 'grant':
      await revokeGrant(directory, created, signal);
      return 'removed';
    case 'requestedPermission':
      if (!ownApplication) {
        await removeRequested(created, env, signal);
      }
      return ownApplication ? 'later' : 'removed';
    case 'keyCredential':
      if (!ownApplication) {
        await removeKeyCredential(directory, created.applicationId, created.keyId, { clock, signal });
      }
      return ownApplication ? 'later' : 'removed';
    case 'servicePrincipal':
      if (!ownApplication) {
        await deleteObject(env, 'servicePrincipals', created.id, signal);
      }
      return ownApplication ? 'later' : 'removed';
    case 'application':
      await deleteObject(env, 'applications', created.id, signal);
      return 'removed';
    case 'resourcePrincipal':
      if (await isUsed(env, created.id, entry, signal)) {
        return 'kept';
      }
      await deleteObject(env, 'servicePrincipals', created.id, signal);
      return 'removed';
    case 'certificate':
      if (keepCertificate || (await certificates.usedElsewhere(created.thumbprint, entry.appId))) {
        return 'kept';
      }
      await certificates.delete(created.thumbprint);
      return 'removed';
  }
}

/** Takes one requested permission out of what the application asks for at this moment. */
async function removeRequested(
  created: Extract<Created, { kind: 'requestedPermission' }>,
  { directory }: SetupEnvironment,
  signal: AbortSignal | undefined,
): Promise<void> {
  const select = query({ $select: 'id,requiredResourceAccess' });
  const path = `/applications/${segment(created.applicationId)}${select}`;
  const { requiredResourceAccess: present } = await directory.request<Application>({ method: 'GET', path }, signal);
  const left: readonly RequiredResourceAccess[] = removeRequiredAccess(
    present,
    created.resourceAppId,
    created.permissionId,
  );
  await directory.request(updateApplicationRequest(created.applicationId, { requiredResourceAccess: left }), signal);
}

async function deleteObject(
  { directory }: SetupEnvironment,
  set: 'applications' | 'servicePrincipals',
  id: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const path = `/${set}/${segment(id)}`;
  await directory.request(
    { method: 'DELETE', path, scopes: [writePermissions.applications], idempotent: true },
    signal,
  );
}

/** Whether another application has been granted something on this API meanwhile. */
async function isUsed(
  { directory }: SetupEnvironment,
  id: string,
  entry: JournalEntry,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const path = `/servicePrincipals/${segment(id)}/appRoleAssignedTo${query({ $top: 100 })}`;
  const { value } = await directory.request<{ value: readonly { principalId: string }[] }>(
    { method: 'GET', path },
    signal,
  );
  return value.some((assignment) => assignment.principalId !== entry.servicePrincipalId);
}

function hangsOn(other: Created, application: Extract<Created, { kind: 'application' }>, entry: JournalEntry): boolean {
  switch (other.kind) {
    case 'keyCredential':
    case 'requestedPermission':
      return other.applicationId === application.id;
    case 'servicePrincipal':
      return other.appId === application.appId;
    case 'grant':
    case 'roleAssignment':
      return other.principalId === entry.servicePrincipalId;
    default:
      return false;
  }
}

function roleToRemove(created: Created): string {
  const guarded =
    created.kind === 'roleAssignment' || (created.kind === 'grant' && created.resource === 'Microsoft Graph');
  return (guarded ? directoryRoles.privilegedRoleAdministrator : directoryRoles.cloudApplicationAdministrator).name;
}
