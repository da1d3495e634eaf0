import { l10n } from 'vscode';
import { certificateError } from '../../core/certificates/errors.ts';
import { readApplicationDetails } from '../../core/directory/applicationDetails.ts';
import { thumbprintOfKey } from '../../core/directory/keyCredential.ts';
import type { Cloud } from '../../core/identity/types.ts';
import { resourceAppIds, resourceName, tokenResource } from '../../core/services/resources.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { certificateState, shortThumbprint, stateIcon } from '../../workbench/words/certificateState.ts';
import type { Target } from './target.ts';

/** Something to sign in to. */
export interface Api {
  /** What the token is for. */
  readonly resource: string;
  readonly name: string;
}

/** The APIs the application requests or holds permissions of; Microsoft Graph when there are none. */
export async function apisOf(
  rooms: Rooms,
  { tenant, application }: Target,
  place: { readonly cloud: Cloud; readonly domain: string },
): Promise<readonly Api[]> {
  const directory = await rooms.directory(tenant.tenantId);
  const { permissions } = await readApplicationDetails(directory, application.appId, new Map());
  const apis = new Map<string, Api>();
  for (const { resourceAppId, resourceName: name, granted } of permissions) {
    // An API of which nothing is granted may be missing in the tenant, which is another question.
    if (granted && resourceAppId !== undefined) {
      const resource = tokenResource(resourceAppId, place);
      apis.set(resource, { resource, name });
    }
  }
  const graph = { resource: place.cloud.graph, name: resourceName(resourceAppIds.graph) ?? place.cloud.graph };
  return apis.size > 0 ? [...apis.values()] : [graph];
}

/**
 * The certificate to sign in with: the one whose key is in the vault and that is on the application. The user picks among
 * several, and among all of the vault when none of them is on the application.
 */
export async function pickSignInCertificate(rooms: Rooms, { application }: Target): Promise<string> {
  const there = new Set(application.keyCredentials.map(thumbprintOfKey));
  const { certificates } = await (await rooms.vault()).list();
  const able = certificates.filter(({ hasPrivateKey }) => hasPrivateKey);
  const fitting = able.filter(({ thumbprint }) => there.has(thumbprint));
  const [only, ...others] = fitting;
  if (only && others.length === 0) {
    return only.thumbprint;
  }
  if (able.length === 0) {
    throw certificateError('vaultEmpty');
  }
  const now = rooms.clock.now();
  const chosen = await askOne(
    l10n.t('Test Sign-In of {0}', application.displayName),
    fitting.length > 0 ? l10n.t('Which certificate?') : l10n.t('None of these is on the application. Try which one?'),
    (fitting.length > 0 ? fitting : able).map((certificate) => ({
      label: certificate.friendlyName || certificate.subject,
      description: certificateState(certificate, now),
      detail: `${certificate.subject} · ${shortThumbprint(certificate.thumbprint)}`,
      iconPath: stateIcon(certificate.state),
      value: certificate,
    })),
  );
  return chosen.thumbprint;
}
