import type { Application } from '../../core/directory/types.ts';
import type { Cloud, Tenant } from '../../core/identity/types.ts';
import type { OperationSession } from '../../core/operations/session.ts';
import type { Confirm, Prompt } from '../../core/operations/types.ts';
import type { Rooms } from '../../workbench/rooms.ts';

interface Identity {
  readonly tenant: Tenant;
  readonly cloud: Cloud;
  readonly application: Pick<Application, 'appId' | 'displayName'>;
  readonly certificate: { readonly thumbprint: string };
}

/** The operations console's engine for one application of a tenant; `ask` where there is somebody to ask. */
export async function createOperationSession(
  rooms: Rooms,
  { tenant, cloud, application, certificate }: Identity,
  folder: () => string,
  ask: { readonly confirm?: Confirm; readonly prompt?: Prompt } = {},
): Promise<OperationSession> {
  const { OperationSession, nodeFileAccess } = await import('../../core/operations/index.ts');
  const { signInAsApplication } = await import('../../core/identity/application.ts');
  const sessions = await rooms.sessions();
  const transport = sessions.transportFor(tenant.tenantId);
  const { clock, log } = rooms;
  return new OperationSession({
    tenant,
    cloud,
    application: {
      appId: application.appId,
      displayName: application.displayName,
      thumbprint: certificate.thumbprint,
    },
    vault: await rooms.vault(),
    transport,
    signIn: (request) => signInAsApplication({ ...request, cloud, tenantId: tenant.tenantId, transport, clock, log }),
    clock,
    log,
    files: nodeFileAccess(folder),
    catalog: await rooms.catalog(),
    ...ask,
  });
}
