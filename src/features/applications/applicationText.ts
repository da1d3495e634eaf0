import { l10n } from 'vscode';
import { describeKey } from '../../core/directory/applicationCertificate.ts';
import { type ApplicationDetails, readApplicationDetails } from '../../core/directory/applicationDetails.ts';
import { adminConsentUrl, portalUrl } from '../../core/directory/links.ts';
import type { ServicePrincipal } from '../../core/directory/types.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { toUserError } from '../../workbench/userError.ts';
import { certificateState } from '../../workbench/words/certificateState.ts';
import { nameState, privilegeWords } from './permissionWords.ts';
import { roleMeaning } from './roleWords.ts';

type Line = readonly string[];

/** Everything there is to say of an application, as plain text in aligned columns; the sentence why, when it can't be read. */
export async function applicationText(rooms: Rooms, tenantId: string, appId: string): Promise<string> {
  try {
    const tenant = await (await rooms.sessions()).get(tenantId);
    const cloud = await (await rooms.sessions()).cloud(tenantId);
    const resources = new Map<string, ServicePrincipal>();
    // The page reads by itself when something changes; it must not ask anybody to sign in.
    const details = await readApplicationDetails(await rooms.directory(tenantId, { quiet: true }), appId, resources);
    return [
      clean(details.application.displayName),
      columns(identityLines(details, tenantLabel(tenant), tenantId)),
      section(l10n.t('Certificates'), await certificateLines(rooms, details)),
      section(l10n.t('API permissions'), await permissionLines(rooms, details, resources)),
      section(l10n.t('Directory roles'), roleLines(details)),
      section(
        l10n.t('Owners'),
        details.owners.map((owner) => [owner.displayName || owner.id, owner.userPrincipalName ?? owner.id]),
      ),
      section(l10n.t('Links'), [
        [l10n.t('Entra admin center'), portalUrl(cloud, tenantId, appId)],
        [l10n.t('Admin consent'), adminConsentUrl(cloud, tenantId, appId)],
      ]),
    ]
      .join('\n\n')
      .concat('\n');
  } catch (error) {
    return `${toUserError(error).message}\n`;
  }
}

function identityLines({ application, servicePrincipal }: ApplicationDetails, tenant: string, tenantId: string) {
  const single = application.signInAudience === 'AzureADMyOrg';
  return [
    [l10n.t('Application (client) id'), application.appId],
    [l10n.t('Object id'), application.id],
    [
      l10n.t('Service principal id'),
      servicePrincipal?.id ?? l10n.t('none: the application cannot sign in; set-up creates one'),
    ],
    [l10n.t('Tenant'), tenant],
    [l10n.t('Directory (tenant) id'), tenantId],
    [l10n.t('Who can sign in'), single ? l10n.t('this tenant only') : (application.signInAudience ?? '')],
    [l10n.t('Created'), application.createdDateTime ?? ''],
  ].filter(([, value]) => value !== '');
}

async function certificateLines(rooms: Rooms, { application }: ApplicationDetails): Promise<readonly Line[]> {
  const now = rooms.clock.now();
  const { certificates } = await (await rooms.vault()).list();
  const here = new Set(certificates.filter((one) => one.hasPrivateKey).map(({ thumbprint }) => thumbprint));
  return application.keyCredentials.map((key) => {
    const { thumbprint, keyId, displayName, notAfter, notBefore, state } = describeKey(
      key,
      now,
      readSetting('expiringWithinDays'),
    );
    return [
      displayName || keyId,
      certificateState({ state, notAfter: notAfter ?? '', notBefore: notBefore ?? '' }, now),
      thumbprint !== null && here.has(thumbprint) ? l10n.t('key in vault') : '',
      thumbprint ?? '',
      l10n.t('key id {0}', keyId),
    ];
  });
}

async function permissionLines(
  rooms: Rooms,
  { permissions }: ApplicationDetails,
  resources: ReadonlyMap<string, ServicePrincipal>,
): Promise<readonly Line[]> {
  const catalog = await rooms.catalog();
  return permissions.map((state) => {
    const { name, resource, privilege } = nameState(state, resources.values(), catalog);
    const words =
      state.requested && state.granted
        ? l10n.t('granted')
        : state.granted
          ? l10n.t('granted, not requested')
          : l10n.t('requested, not granted');
    return [name, resource, words, privilegeWords(privilege)];
  });
}

function roleLines({ roles }: ApplicationDetails): readonly Line[] {
  return roles.map(({ roleDefinition, roleDefinitionId, directoryScopeId }) => [
    roleDefinition?.displayName ?? roleDefinitionId,
    directoryScopeId === undefined || directoryScopeId === '/'
      ? l10n.t('in the whole tenant')
      : l10n.t('only in {0}', directoryScopeId),
    roleMeaning({ templateId: roleDefinition?.templateId ?? roleDefinitionId }),
  ]);
}

function section(title: string, lines: readonly Line[]): string {
  const heading = lines.length > 0 && title !== l10n.t('Links') ? l10n.t('{0} ({1})', title, lines.length) : title;
  const body = lines.length === 0 ? `  ${l10n.t('none')}` : columns(lines, '  ');
  return `${heading}\n${body}`;
}

/** Lines with their values below one another. */
function columns(lines: readonly Line[], indent = ''): string {
  const cleaned = lines.map((line) => line.map(clean));
  const widths = (cleaned[0] ?? []).map((_, index) => Math.max(...cleaned.map((line) => line[index]?.length ?? 0)));
  return cleaned
    .map(
      (line) =>
        indent +
        line
          .map((value, index) => value.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd(),
    )
    .join('\n');
}

/** Names come from the tenant: what breaks lines or turns the writing direction becomes a space. */
function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
}
