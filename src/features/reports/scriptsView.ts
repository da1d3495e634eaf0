import { type Disposable, l10n, type QuickPickItem, ThemeIcon, window } from 'vscode';
import { viewIds } from '../../contributions.ts';
import type { ServiceId } from '../../core/services/types.ts';
import type { Log } from '../../core/shared/ports.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import { askOne, type Choice } from '../../workbench/prompts/prompts.ts';
import { RowTree } from '../../workbench/tree/rowTree.ts';
import type { ScriptFilter } from './scriptRows.ts';
import type { WorkspaceScripts } from './workspaceScripts.ts';

/** The view of the workspace's scripts. Nothing is listed or checked before it is seen. */
export class ScriptsView implements Disposable {
  readonly #scripts: WorkspaceScripts;
  readonly #view: { message?: string | undefined };
  readonly #tree: RowTree;
  readonly #owned: Disposable;
  readonly #onListed: () => void;
  #filter: ScriptFilter = 'all';

  /** @param onListed called when the view knows which scripts there are: before, an empty one means nothing */
  constructor(scripts: WorkspaceScripts, log: Log, onListed: () => void) {
    this.#scripts = scripts;
    this.#onListed = onListed;
    this.#tree = new RowTree(() => this.#rows(), log, 'checkAllScripts');
    const view = window.createTreeView(viewIds.scripts, { treeDataProvider: this.#tree, showCollapseAll: false });
    this.#view = view;
    this.#owned = disposeAll([
      this.#tree,
      view,
      scripts.onDidChange(() => this.#tree.refresh()),
      view.onDidChangeVisibility(({ visible }) => {
        scripts.wanted = visible;
      }),
    ]);
    scripts.wanted = view.visible;
  }

  /** Asks which scripts to list. */
  async askFilter(): Promise<void> {
    const { services } = await import('../../core/services/index.ts');
    const { shortServiceName } = await import('./scriptRows.ts');
    const all = await this.#scripts.list();
    const used = new Set<ServiceId>(all.flatMap(({ summary }) => summary?.services ?? []));
    const item = (label: string, icon: string, value: ScriptFilter): Choice<ScriptFilter> & QuickPickItem => ({
      label,
      ...(value === this.#filter ? { description: l10n.t('now') } : {}),
      iconPath: new ThemeIcon(icon),
      value,
    });
    this.#filter = await askOne<ScriptFilter>(l10n.t('Filter Scripts'), l10n.t('Which scripts are listed?'), [
      item(l10n.t('All scripts'), 'files', 'all'),
      item(l10n.t('With findings'), 'warning', 'findings'),
      ...services.filter(({ id }) => used.has(id)).map(({ id }) => item(shortServiceName(id), 'cloud', id)),
    ]);
    this.#view.message =
      this.#filter === 'all'
        ? undefined
        : this.#filter === 'findings'
          ? l10n.t('Scripts with findings')
          : l10n.t('Scripts that use {0}', shortServiceName(this.#filter));
    this.#tree.refresh();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #rows() {
    const { scriptRows } = await import('./scriptRows.ts');
    const rows = scriptRows(await this.#scripts.list(), this.#filter);
    this.#onListed();
    return rows;
  }
}
