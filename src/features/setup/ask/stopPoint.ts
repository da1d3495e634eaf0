import { createdOf, type JournalEntry } from '../../../core/provisioning/journalEntry.ts';
import type { StepKind } from '../../../core/provisioning/types.ts';
import { directoryRoles } from '../../../core/services/directoryRoles.ts';
import { serviceById } from '../../../core/services/index.ts';

/** A step by its kind and what it is about. */
export interface StopPoint {
  readonly kind: StepKind;
  readonly subject: string;
}

type Stopped = Pick<JournalEntry, 'applicationName' | 'created' | 'pending' | 'request'>;

/**
 * The step at which a set-up stopped, as far as its journal tells: the one that was sent and not answered, else, where
 * the application is its own, the first that is missing.
 */
export function stopPoint(entry: Stopped): StopPoint | undefined {
  const pending = entry.pending.at(-1)?.stepId;
  if (pending !== undefined) {
    const [kind = '', , permission = ''] = pending.split(':');
    return kind === 'grantPermission'
      ? { kind, subject: permission }
      : kind === 'assignRole'
        ? { kind, subject: roleName(entry) }
        : { kind: kind as StepKind, subject: entry.applicationName };
  }
  return createdOf(entry, 'application').length === 0 ? undefined : firstMissing(entry);
}

function firstMissing(entry: Stopped): StopPoint {
  if (createdOf(entry, 'servicePrincipal').length === 0) {
    return { kind: 'servicePrincipal', subject: entry.applicationName };
  }
  const granted = new Set(createdOf(entry, 'grant').map(({ permission }) => permission.toLowerCase()));
  const missing = entry.request.permissions.find(({ permission }) => !granted.has(permission.toLowerCase()));
  if (missing) {
    return { kind: 'grantPermission', subject: missing.permission };
  }
  if (entry.request.role !== undefined && createdOf(entry, 'roleAssignment').length === 0) {
    return { kind: 'assignRole', subject: roleName(entry) };
  }
  const names = entry.request.services.map((id) => serviceById(id).name);
  return { kind: 'prove', subject: names.join(', ') || 'Microsoft Graph' };
}

function roleName({ request }: Stopped): string {
  const role = Object.values(directoryRoles).find(({ templateId }) => templateId === request.role);
  return role?.name ?? request.role ?? '';
}
