import { l10n, window } from 'vscode';
import type { PreflightFinding } from '../../core/hosting/preflight.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import { followRemedy, remedyFor } from '../../workbench/remedies.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { factsOf, type Identity } from '../../workbench/targets/connection.ts';
import { toUserError } from '../../workbench/userError.ts';

/** Looks at everything that would keep PowerShell from connecting. */
export async function checkConnection(
  rooms: Rooms,
  identity: Identity,
  services: readonly ServiceDefinition[],
  moduleProblem: (service: ServiceDefinition) => Error | undefined,
  signal?: AbortSignal,
): Promise<readonly PreflightFinding[]> {
  const { tenant, cloud, application, certificate } = identity;
  const { thumbprint } = certificate;
  const [{ preflight }, { proveSigning }, { measureClockSkew }] = await Promise.all([
    import('../../core/hosting/preflight.ts'),
    import('../../core/certificates/signing.ts'),
    import('../../core/identity/clockSkew.ts'),
  ]);
  const vault = await rooms.vault();
  const sessions = await rooms.sessions();
  const { notBefore, notAfter } = await vault.signingCertificate(thumbprint);
  const { clock } = rooms;
  const transport = sessions.transportFor(tenant.tenantId);
  return preflight({
    services,
    facts: factsOf(identity),
    certificate: { notBefore, notAfter },
    now: clock.now(),
    proveKey: async () => {
      const { certificate: der, privateKey } = await vault.materialWithKey(thumbprint);
      await proveSigning(der, privateKey);
    },
    clockSkew: () => measureClockSkew(cloud, { transport, clock, ...(signal ? { signal } : {}) }),
    signIn: (resource) =>
      rooms.signInAs({ tenantId: tenant.tenantId, appId: application.appId, thumbprint }, resource, signal),
    moduleProblem,
    signal,
  });
}

/**
 * Lets people decide about what was found: mend it, or connect all the same. A program gets the first failure as its error;
 * a doubt is none.
 *
 * @throws the failure; Cancelled when the user mends it or gives up
 */
export async function decideOn(findings: readonly PreflightFinding[], programmatic: boolean): Promise<void> {
  const failed = findings.filter(({ state }) => state === 'failed');
  if (programmatic) {
    if (failed[0]?.error) {
      throw failed[0].error;
    }
    return;
  }
  const problems = [...failed, ...findings.filter(({ state }) => state === 'doubtful')].flatMap(({ error }) =>
    error ? [error] : [],
  );
  const [first] = problems;
  if (first === undefined) {
    return;
  }
  const remedy = problems.map(remedyFor).find((each) => each !== undefined);
  const anyway = l10n.t('Connect Anyway');
  const chosen = await window.showWarningMessage(
    failed.length > 0 ? l10n.t('Connecting will not work as things are.') : l10n.t('Connecting may not work.'),
    { modal: true, detail: [...new Set(problems.map((problem) => toUserError(problem).message))].join('\n\n') },
    ...(remedy ? [remedy.title] : []),
    anyway,
  );
  if (chosen === anyway) {
    return;
  }
  if (remedy && chosen === remedy.title) {
    void followRemedy(remedy);
  }
  throw new Cancelled();
}
