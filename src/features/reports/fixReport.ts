import { commands, l10n } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { PermissionRef } from '../../core/directory/types.ts';
import type { ServiceId } from '../../core/services/types.ts';
import { withProgress } from '../../workbench/progress.ts';
import { confirm } from '../../workbench/prompts/prompts.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import type { ApplicationFindings, ReportFacts, ReportParts } from './makeReport.ts';
import { apiName } from './reportView.ts';
import { signInCertificate } from './tokenCheck.ts';

/**
 * Gives the application what it lacks. Where its certificate's key is here that is a set-up: its plan is shown before
 * anything changes, and a sign-in proves it at the end. Elsewhere the permissions are added after a modal that names them.
 */
export async function addMissing(parts: ReportParts, facts: ReportFacts): Promise<void> {
  const { application } = facts;
  if (!application) {
    return;
  }
  const certificate = await signInCertificate(parts.rooms, application.application);
  if (certificate === undefined) {
    await addWithoutKey(facts, application);
    return;
  }
  await commands.executeCommand(
    commandId('setUp'),
    fromPerson({ ...(await setUpRequest(facts, application)), thumbprint: certificate.thumbprint }),
  );
}

/** What the set-up is asked for: the services of the script as far as their role is settled, and what is missing. */
async function setUpRequest(facts: ReportFacts, { tenant, application, grants }: ApplicationFindings) {
  const { serviceById } = await import('../../core/services/index.ts');
  const role = roleFor(facts, grants.roles);
  // A service that takes roles would have the set-up ask for one; it is left out where none is needed or held.
  const services = facts.services.filter((id: ServiceId) => {
    const { retired, roles } = serviceById(id);
    return !retired && (roles.length === 0 || roles.some(({ templateId }) => templateId === role));
  });
  const accepted = services.some((id) => serviceById(id).roles.some(({ templateId }) => templateId === role));
  return {
    tenantId: tenant.tenantId,
    appId: application.appId,
    services,
    permissions: facts.needed.permissions.map(({ resourceAppId, permission }) => ({ resourceAppId, permission })),
    ...(role !== undefined && accepted ? { role } : {}),
  };
}

/** The role the plan is about: one that is needed and not held, else one that is. A plan has one; rows assign others. */
function roleFor({ needed }: ReportFacts, held: readonly string[]): string | undefined {
  const isHeld = (templateId: string) => held.some((id) => id.toLowerCase() === templateId.toLowerCase());
  const wanted = needed.roles.find(({ templateId }) => !isHeld(templateId)) ?? needed.roles[0];
  return wanted?.templateId;
}

async function addWithoutKey(facts: ReportFacts, application: ApplicationFindings): Promise<void> {
  const { report, needed } = facts;
  const { displayName, appId } = application.application;
  const { tenantId } = application.tenant;
  const held = new Set(application.grants.roles);
  const roles = needed.roles.filter(({ templateId }) => !held.has(templateId));
  await confirm(
    l10n.t('Give {0} what it lacks in {1}?', displayName, tenantLabel(application.tenant)),
    [
      ...report.missing.map((ref) => permissionLine(facts, ref)),
      ...roles.map(({ role }) => l10n.t('Directory role {0}', role)),
      l10n.t('The application may do this in the whole tenant, without a user.'),
      l10n.t('The key of its certificate is not on this computer, so no sign-in can prove it here.'),
    ].join('\n\n'),
    l10n.t('Request and Grant'),
  );
  await withProgress(l10n.t('Adding permissions to {0}', displayName), async (say, signal) => {
    for (const { resourceAppId, permission } of report.missing) {
      signal.throwIfAborted();
      say(permission);
      const options = { tenantId, appId, resourceAppId, permission, grant: true };
      await commands.executeCommand(commandId('addPermission'), options);
    }
    for (const { role, templateId } of roles) {
      signal.throwIfAborted();
      say(role);
      await commands.executeCommand(commandId('assignRole'), { tenantId, appId, role: templateId, confirmed: true });
    }
  });
}

/** Takes away what nothing in the report needs, after a modal that names it. */
export async function removeUnused(facts: ReportFacts): Promise<void> {
  const { application, report } = facts;
  if (!application || report.unused.length === 0) {
    return;
  }
  const { displayName, appId } = application.application;
  const { tenantId } = application.tenant;
  await confirm(
    report.unused.length === 1
      ? l10n.t('Remove 1 permission from {0}?', displayName)
      : l10n.t('Remove {0} permissions from {1}?', report.unused.length, displayName),
    [
      ...report.unused.map((ref) => permissionLine(facts, ref)),
      l10n.t(
        'Every other script that signs in as {0} loses them too. Adding them again brings them back.',
        displayName,
      ),
      l10n.t('Tokens that were issued before keep them until they expire, within about an hour.'),
    ].join('\n\n'),
    l10n.t('Remove'),
  );
  await withProgress(l10n.t('Removing permissions from {0}', displayName), async (say, signal) => {
    for (const { resourceAppId, permission } of report.unused) {
      signal.throwIfAborted();
      say(permission);
      const options = { tenantId, appId, resourceAppId, permission, confirmed: true };
      await commands.executeCommand(commandId('removePermission'), options);
    }
  });
}

function permissionLine(facts: ReportFacts, { resourceAppId, permission }: PermissionRef): string {
  return l10n.t('{0} ({1})', permission, apiName(facts, resourceAppId));
}
