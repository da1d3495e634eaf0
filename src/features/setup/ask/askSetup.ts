import type { SetupRequest } from '../../../core/provisioning/types.ts';
import { serviceById, services } from '../../../core/services/index.ts';
import { runSteps, type Step } from '../../../workbench/prompts/steps.ts';
import type { Rooms } from '../../../workbench/rooms.ts';
import { newCertificate } from '../defaultCertificate.ts';
import { defaultName } from '../defaultName.ts';
import { applicationStep } from './applicationStep.ts';
import { type CertificateChoice, certificateStep, customCertificateSteps } from './certificateStep.ts';
import { type Draft, servicesOf, wantsPermissions } from './draft.ts';
import { permissionStep } from './permissionStep.ts';
import { chosenRole, roleStep } from './roleStep.ts';
import { serviceStep } from './serviceStep.ts';

/** Steps that come first, and whether they have settled everything; asked again after each answer. */
export type Opening = () => { readonly before: readonly Step[]; readonly done: boolean };

/**
 * Asks what the draft leaves open, each step with a default that Enter takes. The answers stay in the draft, so that
 * asking again starts from them. Throws Cancelled.
 */
export async function askSetup(rooms: Rooms, draft: Draft, opening: Opening): Promise<void> {
  const [catalog, { checkGenerateOptions }] = await Promise.all([
    rooms.catalog(),
    import('../../../core/certificates/generate.ts'),
  ]);
  const custom: CertificateChoice = { custom: false };
  const directory = () => rooms.directory(draft.tenant?.tenantId ?? '');
  const customSteps = customCertificateSteps(draft, checkGenerateOptions);
  const open = (part: keyof SetupRequest, steps: readonly Step[]) => (draft.fixed.has(part) ? [] : steps);
  await runSteps(() => {
    const chosen = servicesOf(draft).map(serviceById);
    const { before, done } = opening();
    if (done) {
      return before;
    }
    return [
      ...before,
      ...open('services', [serviceStep(services, draft)]),
      ...open('application', [applicationStep(directory, draft)]),
      ...open('certificate', [certificateStep(rooms, draft, custom), ...(custom.custom ? customSteps : [])]),
      ...open('permissions', wantsPermissions(draft) ? [permissionStep(directory, catalog, draft)] : []),
      ...open('role', chosen.some(({ roles }) => roles.length > 0) ? [roleStep(chosen, draft)] : []),
    ];
  });
}

/** The request the answers make. */
export function requestOf(draft: Draft): SetupRequest {
  const chosen = servicesOf(draft).map(serviceById);
  const application = draft.application ?? { displayName: defaultName() };
  const role = chosenRole(chosen, draft);
  return {
    services: chosen.map(({ id }) => id),
    application:
      application.appId === undefined ? { displayName: application.displayName } : { appId: application.appId },
    certificate: draft.certificate ?? newCertificate(application.displayName),
    permissions: draft.fixed.has('permissions') || wantsPermissions(draft) ? (draft.permissions ?? []) : [],
    ...(role === undefined ? {} : { role }),
  };
}
