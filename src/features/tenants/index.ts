import { type Disposable, window } from 'vscode';
import { contextKeys as keys, viewIds } from '../../contributions.ts';
import { onSettingChanged } from '../../workbench/adapters/settings.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import { offerDueRemovals } from '../../workbench/plannedRemovals.ts';
import { withViewProgress } from '../../workbench/progress.ts';
import { focusedRow } from '../../workbench/tree/focusedRow.ts';
import { RowTree } from '../../workbench/tree/rowTree.ts';
import { actOnSelected } from './actOnSelected.ts';
import { ApplicationLists } from './applicationLists.ts';
import { copyId } from './copyId.ts';
import { askFilter, askSearch } from './narrowing.ts';
import { openInPortal } from './openInPortal.ts';
import { openSampleTenant } from './openSampleTenant.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { TenantRows } from './tenantRows.ts';

/** Signing in and out, and the explorer of tenants and their applications. */
export function registerTenants(parts: Parts): Disposable {
  const { rooms, commands, contextKeys, log, terminals } = parts;
  const lists = new ApplicationLists(rooms);
  const rows = new TenantRows(rooms, lists, terminals);
  const tree = new RowTree(() => withViewProgress(viewIds.tenants, () => rows.roots()), log, 'refresh');
  const view = window.createTreeView(viewIds.tenants, { treeDataProvider: tree, showCollapseAll: true });

  const updateKeys = async () => {
    const tenants = await (await rooms.sessions()).list();
    await contextKeys.set(keys.hasTenants, tenants.length > 0);
    await contextKeys.set(keys.tenantsReady, true);
    if (tenants.length > 0) {
      await contextKeys.set(keys.doneTenant, true);
    }
  };
  const showSearch = async () => {
    view.message = rows.narrowing() ?? '';
    await contextKeys.set(keys.searching, lists.search !== '');
  };
  const restart = () => {
    lists.restart();
    tree.refresh();
  };
  void showSearch();
  // Which welcome text shows depends on stored tenants; reading them needs neither network nor a heavy import.
  void rooms.store.keys('tenant/').then(async (stored) => {
    await contextKeys.set(keys.hasTenants, stored.length > 0);
    await contextKeys.set(keys.tenantsReady, true);
  });

  return disposeAll([
    tree,
    view,
    // Someone who looks at the explorer has a moment for what is due.
    view.onDidChangeVisibility(({ visible }) => visible && void offerDueRemovals(rooms)),
    rooms.onTenantsChanged(() => {
      restart();
      void updateKeys();
    }),
    rooms.onVaultChanged(() => tree.refresh()),
    rooms.onDirectoryChanged(({ tenantId, appId }) => {
      lists.forget(tenantId, appId);
      // The application's own row changes with its certificates, so its parent draws it.
      tree.refresh(rows.tenantId(tenantId));
    }),
    // The mark of an open terminal is part of the application's row.
    terminals.onDidChange(({ tenantId }) => tree.refresh(rows.tenantId(tenantId))),
    onSettingChanged('applicationFilter', () => {
      restart();
      void showSearch();
    }),
    onSettingChanged('expiringWithinDays', () => tree.refresh()),
    commands.register('openSampleTenant', (options) => openSampleTenant(rooms, options)),
    commands.register('signIn', (options) => signIn(rooms, options)),
    commands.register('signOut', (options) => signOut(rooms, options)),
    commands.register('listTenants', () => listTenants(parts), 'query'),
    commands.register('filterApplications', (options) => askFilter(options)),
    commands.register('searchApplications', async (options) => {
      lists.search = await askSearch(options, lists.search);
      tree.refresh();
      await showSearch();
    }),
    commands.register('clearSearch', async () => {
      lists.search = '';
      tree.refresh();
      await showSearch();
    }),
    commands.register('actOnSelected', async (options) => actOnSelected(options, await focusedRow(tree, view))),
    commands.register('loadMore', (options) => loadMore(options, lists, tree, rows)),
    commands.register('refresh', (options) => refresh(options, lists, tree, rows)),
    commands.register('openInPortal', (options) => openInPortal(rooms, options)),
    commands.register('copyId', (options) => copyId(options)),
  ]);
}

async function listTenants({ rooms }: Parts) {
  const tenants = await (await rooms.sessions()).list();
  return tenants.map(({ tenantId, domain, cloud, sample, account }) => ({ tenantId, domain, cloud, sample, account }));
}

async function loadMore(
  options: CommandOptions,
  lists: ApplicationLists,
  tree: RowTree,
  rows: TenantRows,
): Promise<void> {
  const tenantId = options.text('tenantId');
  if (tenantId !== undefined) {
    await withViewProgress(viewIds.tenants, () => lists.more(tenantId));
    tree.refresh(rows.tenantId(tenantId));
  }
}

/** Reads again the smallest part that was meant: an application, a tenant, or everything. */
async function refresh(
  options: CommandOptions,
  lists: ApplicationLists,
  tree: RowTree,
  rows: TenantRows,
): Promise<void> {
  const tenantId = options.text('tenantId');
  if (tenantId === undefined) {
    lists.forgetAll();
    tree.refresh();
  } else {
    lists.forget(tenantId, options.text('appId'));
    tree.refresh(rows.tenantId(tenantId));
  }
}
