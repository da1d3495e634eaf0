import { updateApplicationRequest } from '../directory/applications.ts';
import { newKeyCredential, thumbprintOfKey } from '../directory/keyCredential.ts';
import { addKeyCredential } from '../directory/keyCredentials.ts';
import { query, segment } from '../directory/odata.ts';
import { addRequiredAccess } from '../directory/permissions.ts';
import type { Application, RequiredResourceAccess, ServicePrincipal } from '../directory/types.ts';
import { writePermissions } from '../identity/scopes.ts';
import { provisioningError } from './errors.ts';
import { markerTags } from './marker.ts';
import { appRole } from './reading.ts';
import type { SetupRun } from './setupRun.ts';

/** An application permission with the ids it is requested and granted by. */
export interface ResolvedPermission {
  readonly stepId: string;
  readonly permission: string;
  readonly resource: ServicePrincipal;
  readonly appRoleId: string;
}

/** The permissions of the request with their ids, as far as the APIs are there. */
export function resolvePermissions(
  run: SetupRun,
  resources: ReadonlyMap<string, ServicePrincipal>,
): readonly ResolvedPermission[] {
  return run.plan.request.permissions.flatMap(({ resourceAppId, permission }) => {
    const resource = resources.get(resourceAppId);
    if (resource === undefined) {
      return [];
    }
    const role = appRole(resource, permission);
    if (role === undefined) {
      throw provisioningError('permissionUnknown', { permission, resource: resource.displayName });
    }
    return [{ stepId: `grantPermission:${resourceAppId}:${permission}`, permission, resource, appRoleId: role.id }];
  });
}

/** The application with the certificate and the requested permissions: created in one request, or changed. */
export async function applyApplication(
  run: SetupRun,
  thumbprint: string,
  permissions: readonly ResolvedPermission[],
): Promise<Application | undefined> {
  const existing = run.plan.reading.application;
  if (!existing) {
    return createApplication(run, thumbprint, permissions);
  }
  await run.session.settle([], [], { appId: existing.appId, objectId: existing.id });
  run.report('application', 'unchanged');
  await uploadCertificate(run, existing, thumbprint);
  await requestPermissions(run, existing, permissions);
  return existing;
}

async function createApplication(
  run: SetupRun,
  thumbprint: string,
  permissions: readonly ResolvedPermission[],
): Promise<Application | undefined> {
  const step = run.required('application');
  const der = await run.env.certificates.der(thumbprint);
  const subject = (await run.env.certificates.describe(thumbprint))?.subject ?? thumbprint;
  const key = newKeyCredential(der, { displayName: subject, now: run.env.clock.now() });
  const displayName = String(step.facts.displayName);
  const application = await run.attempt(step, async () => {
    await run.session.begin({ stepId: 'application' });
    return run.env.directory.request<Application>(
      {
        method: 'POST',
        path: '/applications',
        scopes: [writePermissions.applications],
        body: {
          displayName,
          signInAudience: 'AzureADMyOrg',
          tags: markerTags(run.plan.key),
          keyCredentials: [key],
          requiredResourceAccess: withPermissions([], permissions),
        },
      },
      run.signal,
    );
  });
  if (!application) {
    return undefined;
  }
  const { id, appId } = application;
  await run.session.settle(['application'], [{ kind: 'application', id, appId, displayName }], { appId, objectId: id });
  for (const done of ['application', 'uploadCertificate', 'requestPermissions']) {
    run.report(done, 'done');
  }
  return application;
}

async function uploadCertificate(run: SetupRun, application: Application, thumbprint: string): Promise<void> {
  const step = run.required('uploadCertificate');
  if (application.keyCredentials.some((key) => thumbprintOfKey(key) === thumbprint)) {
    run.report(step.id, 'unchanged');
    return;
  }
  await run.attempt(step, async () => {
    await run.session.begin({ stepId: step.id });
    const der = await run.env.certificates.der(thumbprint);
    const displayName = (await run.env.certificates.describe(thumbprint))?.subject ?? thumbprint;
    const { clock, directory } = run.env;
    const { keyId } = await addKeyCredential(directory, application.id, der, {
      displayName,
      clock,
      signal: run.signal,
    });
    await run.session.settle([step.id], [{ kind: 'keyCredential', applicationId: application.id, keyId, thumbprint }]);
    run.report(step.id, 'done');
  });
}

/** Requested permissions are replaced as a whole, too: what is there at this moment goes along. */
async function requestPermissions(
  run: SetupRun,
  application: Application,
  permissions: readonly ResolvedPermission[],
): Promise<void> {
  const step = run.step('requestPermissions');
  if (!step || permissions.length === 0) {
    return;
  }
  const lacking = (present: readonly RequiredResourceAccess[]) =>
    permissions.filter((one) => addRequiredAccess(present, one.resource.appId, one.appRoleId) !== present);
  if (lacking(application.requiredResourceAccess).length === 0) {
    run.report(step.id, 'unchanged');
    return;
  }
  await run.attempt(step, async () => {
    const { directory } = run.env;
    const select = query({ $select: 'id,requiredResourceAccess' });
    const path = `/applications/${segment(application.id)}${select}`;
    const present = await directory.request<Application>({ method: 'GET', path }, run.signal);
    const missing = lacking(present.requiredResourceAccess);
    await run.session.begin({ stepId: step.id, items: missing.map((one) => one.appRoleId) });
    const requiredResourceAccess = withPermissions(present.requiredResourceAccess, missing);
    await directory.request(updateApplicationRequest(application.id, { requiredResourceAccess }), run.signal);
    await run.session.settle(
      [step.id],
      missing.map(({ resource, appRoleId, permission }) => ({
        kind: 'requestedPermission',
        applicationId: application.id,
        resourceAppId: resource.appId,
        permissionId: appRoleId,
        permission,
      })),
    );
    run.report(step.id, 'done');
  });
}

function withPermissions(
  present: readonly RequiredResourceAccess[],
  permissions: readonly ResolvedPermission[],
): readonly RequiredResourceAccess[] {
  return permissions.reduce((list, one) => addRequiredAccess(list, one.resource.appId, one.appRoleId), present);
}
