import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Application } from '../../core/directory/types.ts';
import type { Tenant } from '../../core/identity/types.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { ConnectedTerminals } from '../../workbench/connectedTerminals.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { fromPerson, type Row, row } from '../../workbench/tree/row.ts';
import { applicationBadge } from './applicationBadge.ts';
import type { ApplicationLists } from './applicationLists.ts';
import { detailRows } from './detailRows.ts';
import { filterLabel } from './narrowing.ts';
import { terminalMark } from './terminalMark.ts';

/** The explorer's rows: tenant → application → certificates, permissions, roles, owners. */
export class TenantRows {
  readonly #rooms: Rooms;
  readonly #lists: ApplicationLists;
  readonly #terminals: ConnectedTerminals;

  constructor(rooms: Rooms, lists: ApplicationLists, terminals: ConnectedTerminals) {
    this.#rooms = rooms;
    this.#lists = lists;
    this.#terminals = terminals;
  }

  tenantId(tenantId: string): string {
    return `tenant/${tenantId}`;
  }

  applicationId(tenantId: string, appId: string): string {
    return `${this.tenantId(tenantId)}/application/${appId}`;
  }

  /** What the list is narrowed to, for the view's message; undefined when it shows all. */
  narrowing(): string | undefined {
    const filter = readSetting('applicationFilter');
    const { search } = this.#lists;
    if (search !== '') {
      return l10n.t('{0} matching “{1}”', filterLabel(filter), search);
    }
    return filter === 'all' ? undefined : filterLabel(filter);
  }

  async roots(): Promise<readonly Row[]> {
    // Nobody signed in: nothing of MSAL or Graph is loaded for an empty view.
    if ((await this.#rooms.store.keys('tenant/')).length === 0) {
      return [];
    }
    const tenants = await (await this.#rooms.sessions()).list();
    return tenants.map((tenant) => this.#tenantRow(tenant, tenants.length === 1));
  }

  #tenantRow(tenant: Tenant, only: boolean): Row {
    const { tenantId, domain, account } = tenant;
    const self: Row = row(
      {
        id: this.tenantId(tenantId),
        label: tenantLabel(tenant),
        description: `${domain} · ${account}`,
        tooltip: [
          tenantLabel(tenant),
          domain,
          l10n.t('Tenant id {0}', tenantId),
          l10n.t('Signed in as {0}', account),
          ...(tenant.sample ? [l10n.t('Built into the extension; nothing leaves this computer')] : []),
        ].join('\n'),
        icon: new ThemeIcon(tenant.sample ? 'beaker' : 'organization'),
        flags: ['tenant', ...(tenant.sample ? ['sample'] : [])],
        collapsible: only ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
        parent: undefined,
        children: () => whileSignedIn(tenant, self, () => this.#applicationRows(tenant, self)),
      },
      { tenantId, domain },
    );
    return self;
  }

  async #applicationRows(tenant: Tenant, parent: Row): Promise<readonly Row[]> {
    const { applications, cursor } = await this.#lists.list(tenant.tenantId);
    const rows = applications.map((application) => this.#applicationRow(tenant, application, parent));
    if (cursor !== undefined) {
      return [...rows, loadMoreRow(tenant.tenantId, parent, rows.length)];
    }
    return rows.length > 0 ? rows : [emptyRow(parent, this.narrowing() !== undefined)];
  }

  #applicationRow(tenant: Tenant, application: Application, parent: Row): Row {
    const { tenantId } = tenant;
    const { appId, id: objectId, displayName } = application;
    const badge = applicationBadge(application, this.#rooms.clock.now(), readSetting('expiringWithinDays'));
    const mark = terminalMark(this.#terminals.list({ tenantId, appId }));
    const self: Row = row(
      {
        id: this.applicationId(tenantId, appId),
        label: displayName,
        description: [badge.words, mark?.words].filter(Boolean).join(' · '),
        tooltip: [
          displayName,
          badge.tooltip,
          ...(mark ? [mark.tooltip] : []),
          l10n.t('Application id {0}', appId),
          l10n.t('Object id {0}', objectId),
        ].join('\n'),
        accessibilityLabel: [displayName, badge.tooltip, mark?.words].filter(Boolean).join(', '),
        // What asks for attention comes before what is open.
        icon: (badge.words === '' && mark?.icon) || badge.icon,
        flags: ['application', ...(mark ? ['terminal'] : [])],
        collapsible: TreeItemCollapsibleState.Collapsed,
        parent,
        children: () =>
          whileSignedIn(tenant, self, async () =>
            detailRows({
              rooms: this.#rooms,
              tenantId,
              details: await this.#lists.details(tenantId, appId),
              parent: self,
            }),
          ),
      },
      { tenantId, appId, objectId },
    );
    return self;
  }
}

/** The rows below `parent`, or the one that signs in again when the sign-in to the tenant has lapsed. */
async function whileSignedIn(
  tenant: Tenant,
  parent: Row,
  rows: () => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  try {
    return await rows();
  } catch (error) {
    if (isDomainError(error, 'NotSignedIn')) {
      return [lapsedRow(tenant, parent)];
    }
    throw error;
  }
}

function lapsedRow({ tenantId, cloud, account }: Tenant, parent: Row): Row {
  return row(
    {
      id: `${parent.id}/lapsed`,
      label: l10n.t('Sign in again'),
      description: l10n.t('the sign-in has lapsed'),
      tooltip: l10n.t('The sign-in of {0} has lapsed. Select to sign in again.', account),
      icon: new ThemeIcon('account', new ThemeColor('problemsWarningIcon.foreground')),
      flags: ['lapsed'],
      collapsible: TreeItemCollapsibleState.None,
      command: {
        command: commandId('signIn'),
        title: l10n.t('Sign In Again'),
        arguments: [fromPerson({ tenant: tenantId, cloud })],
      },
      parent,
    },
    { tenantId },
  );
}

function loadMoreRow(tenantId: string, parent: Row, shown: number): Row {
  return row(
    {
      id: `${parent.id}/more`,
      label: l10n.t('Load more…'),
      // A filter that Graph does not know can leave nothing of the pages read so far.
      description: shown === 0 ? l10n.t('none among those read so far') : l10n.t('{0} shown', shown),
      icon: new ThemeIcon('ellipsis'),
      flags: ['loadMore'],
      collapsible: TreeItemCollapsibleState.None,
      command: { command: commandId('loadMore'), title: l10n.t('Load More'), arguments: [{ tenantId }] },
      parent,
    },
    { tenantId },
  );
}

function emptyRow(parent: Row, narrowed: boolean): Row {
  return row(
    {
      id: `${parent.id}/none`,
      label: narrowed ? l10n.t('No application matches') : l10n.t('No applications yet'),
      flags: ['none'],
      collapsible: TreeItemCollapsibleState.None,
      parent,
    },
    {},
  );
}
