import { l10n } from 'vscode';
import { directoryError } from '../../core/directory/errors.ts';
import type { Application, Directory } from '../../core/directory/types.ts';
import type { ReplicationWait } from '../../core/directory/untilReplicated.ts';
import type { Tenant } from '../../core/identity/types.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { type ProgressReport, withPatientProgress } from '../../workbench/progress.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickApplication } from '../../workbench/targets/pickApplication.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';

/** The application a command is for, as it is now. */
export interface Target {
  readonly tenant: Tenant;
  readonly application: Application;
}

/** Finds the application of the options, or asks for tenant and application. */
export async function resolveTarget(rooms: Rooms, options: CommandOptions, title: string): Promise<Target> {
  const tenant = await pickTenant(rooms, options);
  return { tenant, application: await pickApplication(rooms, tenant.tenantId, options, title) };
}

/** What a change works with; everything in it can be cancelled by the user. */
export interface Change {
  readonly directory: Directory;
  readonly report: ProgressReport;
  readonly signal: AbortSignal;
  readonly wait: ReplicationWait;
}

/**
 * Carries out a change in a tenant behind a progress notification that says what is waited for, and tells the views
 * afterwards, also when it stopped half-way.
 *
 * @param what.role the directory role it takes, which a refusal then names
 */
export async function change<T>(
  rooms: Rooms,
  what: { readonly tenantId: string; readonly appId?: string; readonly title: string; readonly role: string },
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const { tenantId, appId, title, role } = what;
  const target = { tenantId, ...(appId === undefined ? {} : { appId }) };
  try {
    return await withPatientProgress(title, async (report, signal) => {
      const directory = await rooms.directory(tenantId, {
        onWait: ({ milliseconds }) =>
          report(l10n.t('Microsoft Graph asks to wait {0} seconds.', Math.ceil(milliseconds / 1000))),
      });
      const wait: ReplicationWait = {
        clock: rooms.clock,
        signal,
        limit: readSetting('replicationTimeoutMinutes') * 60_000,
        onReplication: (elapsed) =>
          report(l10n.t('Waiting until the directory knows it ({0} s)', Math.round(elapsed / 1000))),
      };
      return work({ directory, report, signal, wait });
    });
  } catch (error) {
    throw isDomainError(error) && error.reason === 'directory/forbidden'
      ? directoryError('roleNeeded', { ...error.params, ...target, role }, error)
      : error;
  } finally {
    rooms.directoryChanged(target);
  }
}
