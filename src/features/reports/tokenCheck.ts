import type { Certificate } from '../../core/certificates/types.ts';
import type { Application, PermissionRef } from '../../core/directory/types.ts';
import type { Tenant } from '../../core/identity/types.ts';
import { isAbort, isDomainError } from '../../core/shared/errors.ts';
import type { Rooms } from '../../workbench/rooms.ts';

/** What a real sign-in as the application showed. */
export type TokenCheck =
  | { readonly kind: 'noKeyHere' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly thumbprint: string }
  | { readonly kind: 'signedIn'; readonly thumbprint: string; readonly inToken: readonly PermissionRef[] };

/** The certificate that the application can sign in with from here: on it, with its key in the vault, longest valid. */
export async function signInCertificate(rooms: Rooms, application: Application): Promise<Certificate | undefined> {
  const { thumbprintOfKey } = await import('../../core/directory/keyCredential.ts');
  const there = new Set(application.keyCredentials.map(thumbprintOfKey));
  const { certificates } = await (await rooms.vault()).list();
  return certificates
    .filter(
      ({ thumbprint, hasPrivateKey, state }) =>
        hasPrivateKey && there.has(thumbprint) && (state === 'valid' || state === 'expiring'),
    )
    .sort((a, b) => b.notAfter.localeCompare(a.notAfter))[0];
}

/**
 * Signs in as the application to each API and reads the permissions in its tokens. An API that is not in the tenant, or of
 * which nothing is granted, counts as one without permissions.
 *
 * @throws AbortError
 */
export async function checkTokens(
  rooms: Rooms,
  who: { readonly tenant: Tenant; readonly application: Application },
  resourceAppIds: readonly string[],
  signal?: AbortSignal,
): Promise<TokenCheck> {
  const { tenant, application } = who;
  const certificate = await signInCertificate(rooms, application);
  if (!certificate) {
    return { kind: 'noKeyHere' };
  }
  const { thumbprint } = certificate;
  const { tokenResource } = await import('../../core/services/resources.ts');
  const place = { cloud: await (await rooms.sessions()).cloud(tenant.tenantId), domain: tenant.domain };
  const identity = { tenantId: tenant.tenantId, appId: application.appId, thumbprint };
  try {
    const lists = await Promise.all(
      resourceAppIds.map(async (resourceAppId): Promise<readonly PermissionRef[]> => {
        try {
          const { roles } = await rooms.signInAs(identity, tokenResource(resourceAppId, place), signal);
          return roles.map((permission) => ({ resourceAppId, permission }));
        } catch (error) {
          if (isDomainError(error) && nothingThere.includes(error.reason)) {
            return [];
          }
          throw error;
        }
      }),
    );
    return { kind: 'signedIn', thumbprint, inToken: lists.flat() };
  } catch (error) {
    if (isAbort(error)) {
      throw error;
    }
    rooms.log.info('A report does without tokens.', { appId: application.appId, error });
    return { kind: 'failed', error, thumbprint };
  }
}

const nothingThere: readonly string[] = ['identity/resourceNotFound', 'identity/consentMissing'];
