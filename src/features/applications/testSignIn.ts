import { l10n } from 'vscode';
import type { ApplicationToken, Tenant } from '../../core/identity/types.ts';
import { resourceName } from '../../core/services/resources.ts';
import { tokenResourceNamed } from '../../core/services/tokenResourceNamed.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withPatientProgress } from '../../workbench/progress.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';
import { directoryRoleNames } from '../../workbench/words/tokenRoles.ts';
import { presentSignIn } from './signInResult.ts';
import { type Api, apisOf, pickSignInCertificate } from './signInTargets.ts';
import { resolveTarget, type Target } from './target.ts';

export interface SignInTest {
  readonly ok: true;
  /** Granted application permissions in the token. */
  readonly roles: readonly string[];
  /** Names of directory roles; the template id of one that is unknown. */
  readonly directoryRoles: readonly string[];
  /** ISO 8601 UTC. */
  readonly expiresOn: string;
}

/** A sign-in that worked. */
export interface Proof {
  readonly api: Api;
  readonly roles: readonly string[];
  readonly directoryRoles: readonly string[];
  readonly expiresOn: Date;
}

/**
 * Signs in as the application for real and tells what the token says. `resource` is a service id, an address or an
 * application id. Without one a program gets Microsoft Graph, and for a person every API the application uses is tried.
 */
export async function testSignIn(rooms: Rooms, options: CommandOptions): Promise<SignInTest> {
  const given = options.text('resource');
  const tenant = await pickTenant(rooms, options);
  const place = { cloud: await (await rooms.sessions()).cloud(tenant.tenantId), domain: tenant.domain };
  const named = (text: string): Api => {
    const resource = tokenResourceNamed(text, place);
    return { resource, name: resourceName(text) ?? resource };
  };
  const appId = options.text('appId');
  const thumbprint = options.text('thumbprint');
  if (options.programmatic && appId !== undefined && thumbprint !== undefined) {
    // Nothing is read of the directory: this works when the administrator's sign-in has lapsed.
    return summary(await signIn(rooms, { tenant, appId, thumbprint }, [named(given ?? 'graph')]));
  }
  const target = await resolveTarget(rooms, options, l10n.t('Test Sign-In'));
  const certificate = thumbprint ?? (await pickSignInCertificate(rooms, target));
  const apis =
    given !== undefined || options.programmatic ? [named(given ?? 'graph')] : await apisOf(rooms, target, place);
  const proofs = await signIn(rooms, { tenant, appId: target.application.appId, thumbprint: certificate }, apis);
  if (!options.programmatic) {
    void present(rooms, target, certificate, proofs);
  }
  return summary(proofs);
}

async function signIn(
  rooms: Rooms,
  who: { readonly tenant: Tenant; readonly appId: string; readonly thumbprint: string },
  apis: readonly Api[],
): Promise<readonly Proof[]> {
  const { tenant, appId, thumbprint } = who;
  return withPatientProgress(l10n.t('Signing in with the certificate'), async (report, signal) => {
    const proofs: Proof[] = [];
    for (const [index, api] of apis.entries()) {
      report(api.name, (index / apis.length) * 100);
      const identity = { tenantId: tenant.tenantId, appId, thumbprint };
      proofs.push(await proofOf(rooms, api, await rooms.signInAs(identity, api.resource, signal)));
    }
    return proofs;
  });
}

async function proofOf(rooms: Rooms, api: Api, { roles, wids, expiresOn }: ApplicationToken): Promise<Proof> {
  return { api, roles, directoryRoles: directoryRoleNames(await rooms.catalog(), wids), expiresOn };
}

function summary(proofs: readonly Proof[]): SignInTest {
  return {
    ok: true,
    roles: [...new Set(proofs.flatMap(({ roles }) => roles))].sort(),
    directoryRoles: [...new Set(proofs.flatMap(({ directoryRoles }) => directoryRoles))].sort(),
    expiresOn: new Date(Math.min(...proofs.map(({ expiresOn }) => expiresOn.getTime()))).toISOString(),
  };
}

async function present(rooms: Rooms, target: Target, thumbprint: string, proofs: readonly Proof[]): Promise<void> {
  const { certificates } = await (await rooms.vault()).list();
  const certificate = certificates.find((one) => one.thumbprint === thumbprint);
  await presentSignIn({ target, thumbprint, proofs, certificate, now: rooms.clock.now() });
}
