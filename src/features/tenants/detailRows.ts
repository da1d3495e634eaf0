import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import { commandId } from '../../contributions.ts';
import { keyState } from '../../core/directory/applicationCertificate.ts';
import type { ApplicationDetails } from '../../core/directory/applicationDetails.ts';
import { thumbprintOfKey } from '../../core/directory/keyCredential.ts';
import type { PermissionState } from '../../core/directory/permissions.ts';
import type { KeyCredential } from '../../core/directory/types.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { fromPerson, type Row, row } from '../../workbench/tree/row.ts';
import { dateAndDistance, stateIcon } from '../../workbench/words/certificateState.ts';
import { keyWords } from './applicationBadge.ts';

interface Context {
  readonly rooms: Rooms;
  readonly tenantId: string;
  readonly details: ApplicationDetails;
  /** The application's row. */
  readonly parent: Row;
}

const passed = new ThemeColor('testing.iconPassed');
const warning = new ThemeColor('problemsWarningIcon.foreground');

/** The four folders of an application, and a warning when it has no service principal. */
export async function detailRows(context: Context): Promise<readonly Row[]> {
  const { application, servicePrincipal, permissions, roles, owners } = context.details;
  const inVault = new Set(
    (await (await context.rooms.vault()).list()).certificates.map(({ thumbprint }) => thumbprint),
  );
  return [
    ...(servicePrincipal ? [] : [missingPrincipalRow(context)]),
    folder(context, 'certificates', counted(l10n.t('Certificates'), application.keyCredentials), (parent) =>
      application.keyCredentials.map((key) => certificateRow(context, key, inVault, parent)),
    ),
    folder(context, 'permissions', counted(l10n.t('API permissions'), permissions), (parent) =>
      permissions.map((permission) => permissionRow(context, permission, parent)),
    ),
    folder(context, 'roles', counted(l10n.t('Directory roles'), roles), (parent) => roleRows(context, parent)),
    folder(context, 'owners', counted(l10n.t('Owners'), owners), (parent) => ownerRows(context, parent)),
  ];
}

/** `Owners (2)`, with the count a row needs to know whether it opens. */
function counted(label: string, { length }: { readonly length: number }): { label: string; count: number } {
  return { label: l10n.t('{0} ({1})', label, length), count: length };
}

function identity({ tenantId, details }: Context) {
  return { tenantId, appId: details.application.appId };
}

const folderIcons = { certificates: 'shield', permissions: 'key', roles: 'account', owners: 'person' } as const;

function folder(
  context: Context,
  kind: keyof typeof folderIcons,
  { label, count }: { readonly label: string; readonly count: number },
  children: (parent: Row) => readonly Row[],
): Row {
  const open = kind === 'permissions' ? toGrant(context) : 0;
  const self: Row = row(
    {
      id: `${context.parent.id}/${kind}`,
      label,
      ...(open > 0 ? { description: l10n.t('{0} not granted', open) } : {}),
      icon: new ThemeIcon(folderIcons[kind]),
      flags: [kind, ...(open > 0 ? ['toGrant'] : [])],
      collapsible: count > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
      parent: context.parent,
      children: async () => children(self),
    },
    identity(context),
  );
  return self;
}

/** How many permissions are requested and not granted. */
function toGrant({ details }: Context): number {
  return details.permissions.filter(({ requested, granted }) => requested && !granted).length;
}

function certificateRow(context: Context, key: KeyCredential, inVault: ReadonlySet<string>, parent: Row): Row {
  const now = context.rooms.clock.now();
  const state = keyState(key, now, readSetting('expiringWithinDays'));
  const thumbprint = thumbprintOfKey(key);
  const here = thumbprint !== undefined && inVault.has(thumbprint);
  const words = keyWords(key, state, now);
  return row(
    {
      id: `${parent.id}/${key.keyId}`,
      label: key.displayName || thumbprint || (key.keyId ?? ''),
      description: here ? l10n.t('{0} · key in vault', words) : words,
      tooltip: [
        key.displayName ?? '',
        thumbprint === undefined ? '' : l10n.t('Thumbprint {0}', thumbprint),
        l10n.t('Valid until {0}', dateAndDistance(key.endDateTime ?? '', now)),
        l10n.t('Key id {0}', key.keyId ?? ''),
        here
          ? l10n.t('Its private key is in the vault of this computer')
          : l10n.t('Its private key is not on this computer'),
      ]
        .filter(Boolean)
        .join('\n'),
      icon: stateIcon(state),
      flags: ['appCertificate', ...(here ? ['inVault'] : [])],
      collapsible: TreeItemCollapsibleState.None,
      parent,
    },
    { ...identity(context), ...(key.keyId ? { keyId: key.keyId } : {}), ...(thumbprint ? { thumbprint } : {}) },
  );
}

function permissionRow(context: Context, permission: PermissionState, parent: Row): Row {
  const { requested, granted, resourceName } = permission;
  const state =
    requested && granted
      ? l10n.t('granted · {0}', resourceName)
      : granted
        ? l10n.t('granted, not requested · {0}', resourceName)
        : l10n.t('requested, not granted · {0}', resourceName);
  return row(
    {
      id: `${parent.id}/${permission.resourceAppId ?? permission.resourceId}/${permission.appRoleId}`,
      label: permission.permission,
      description: state,
      tooltip: [permission.permission, state, l10n.t('App role {0}', permission.appRoleId)].join('\n'),
      icon:
        requested && granted
          ? new ThemeIcon('pass-filled', passed)
          : granted
            ? new ThemeIcon('pass', warning)
            : new ThemeIcon('circle-large-outline', warning),
      flags: ['permission', granted ? 'granted' : 'notGranted', requested ? 'requested' : 'notRequested'],
      collapsible: TreeItemCollapsibleState.None,
      parent,
    },
    {
      ...identity(context),
      permission: permission.permission,
      ...(permission.resourceAppId ? { resourceAppId: permission.resourceAppId } : {}),
    },
  );
}

function roleRows(context: Context, parent: Row): readonly Row[] {
  return context.details.roles.map((assignment) =>
    row(
      {
        id: `${parent.id}/${assignment.id}`,
        label: assignment.roleDefinition?.displayName ?? assignment.roleDefinitionId,
        ...(assignment.directoryScopeId === undefined || assignment.directoryScopeId === '/'
          ? {}
          : { description: l10n.t('only in {0}', assignment.directoryScopeId) }),
        icon: new ThemeIcon('account'),
        flags: ['role'],
        collapsible: TreeItemCollapsibleState.None,
        parent,
      },
      { ...identity(context), role: assignment.roleDefinition?.templateId ?? assignment.roleDefinitionId },
    ),
  );
}

function ownerRows(context: Context, parent: Row): readonly Row[] {
  return context.details.owners.map((owner) =>
    row(
      {
        id: `${parent.id}/${owner.id}`,
        label: owner.displayName || owner.id,
        description: owner.userPrincipalName ?? l10n.t('service principal'),
        icon: new ThemeIcon(owner.userPrincipalName === undefined ? 'gear' : 'person'),
        flags: ['owner'],
        collapsible: TreeItemCollapsibleState.None,
        parent,
      },
      { ...identity(context), ownerId: owner.id },
    ),
  );
}

function missingPrincipalRow(context: Context): Row {
  return row(
    {
      id: `${context.parent.id}/noPrincipal`,
      label: l10n.t('No service principal in this tenant'),
      description: l10n.t('it cannot sign in; set-up creates one'),
      icon: new ThemeIcon('warning', warning),
      flags: ['noPrincipal'],
      collapsible: TreeItemCollapsibleState.None,
      command: {
        command: commandId('setUp'),
        title: l10n.t('Set Up Certificate Sign-In'),
        arguments: [fromPerson(identity(context))],
      },
      parent: context.parent,
    },
    identity(context),
  );
}
