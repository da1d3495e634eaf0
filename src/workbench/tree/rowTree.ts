import {
  type Disposable,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import { type CommandName, commandId } from '../../contributions.ts';
import type { Log } from '../../core/shared/ports.ts';
import { isCancellation } from '../cancelled.ts';
import { toUserError } from '../userError.ts';
import { fromPerson, type Row, row } from './row.ts';

/** VS Code gathers refreshes for 200 ms before it asks for rows (milliseconds). */
const refreshPause = 350;
const longestDrawing = 5000;

/** Draws {@link Row}s. A branch that fails says so in place and can be tried again; it never takes the tree with it. */
export class RowTree implements TreeDataProvider<Row>, Disposable {
  readonly #roots: () => Promise<readonly Row[]>;
  readonly #log: Log;
  readonly #retry: CommandName;
  readonly #changed = new EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** Branches being read. */
  #reading = 0;
  #lastActive = 0;
  /** The rows the editor knows, so that a refresh names the very object it was given. */
  readonly #known = new Map<string, Row>();

  /** @param retry reads a failed branch again; called with `tenantId` and `appId` of the row above it, as far as it has them */
  constructor(roots: () => Promise<readonly Row[]>, log: Log, retry: CommandName) {
    this.#roots = roots;
    this.#log = log;
    this.#retry = retry;
  }

  /** Draws the branch of the row with this id again, or everything. */
  refresh(id?: string): void {
    this.#lastActive = Date.now();
    this.#changed.fire(id === undefined ? undefined : this.#known.get(id));
  }

  /** The row with this id, if the editor has asked for it. */
  find(id: string): Row | undefined {
    return this.#known.get(id);
  }

  /** Resolves when the editor has drawn what was refreshed: before that it knows no selection. */
  async drawn(): Promise<void> {
    const end = Date.now() + longestDrawing;
    while ((this.#reading > 0 || Date.now() - this.#lastActive < refreshPause) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async getChildren(parent?: Row): Promise<Row[]> {
    this.#reading += 1;
    try {
      const rows = parent ? ((await parent.children?.()) ?? []) : await this.#roots();
      for (const each of rows) {
        this.#known.set(each.id, each);
      }
      return [...rows];
    } catch (error) {
      if (!isCancellation(error)) {
        this.#log.warn('A branch of the tree could not be read.', { row: parent?.id, error });
      }
      return [failedRow(parent, error, this.#retry)];
    } finally {
      this.#reading -= 1;
      this.#lastActive = Date.now();
    }
  }

  getParent(element: Row): Row | undefined {
    return element.parent;
  }

  getTreeItem(element: Row): TreeItem {
    const item = new TreeItem(element.label, element.collapsible);
    item.id = element.id;
    item.contextValue = element.flags.join(' ');
    item.accessibilityInformation = {
      label: element.accessibilityLabel ?? [element.label, element.description].filter(Boolean).join(', '),
    };
    if (element.description !== undefined) {
      item.description = element.description;
    }
    if (element.tooltip !== undefined) {
      item.tooltip = element.tooltip;
    }
    if (element.icon !== undefined) {
      item.iconPath = element.icon;
    }
    if (element.command !== undefined) {
      item.command = element.command;
    }
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function failedRow(
  parent: (Row & { tenantId?: string; appId?: string }) | undefined,
  error: unknown,
  retry: CommandName,
): Row {
  const message = isCancellation(error) ? l10n.t('Reading was cancelled.') : toUserError(error).message;
  const options = {
    ...(parent?.tenantId === undefined ? {} : { tenantId: parent.tenantId }),
    ...(parent?.appId === undefined ? {} : { appId: parent.appId }),
  };
  return row(
    {
      id: `${parent?.id ?? ''}/failed`,
      label: message,
      description: l10n.t('select to try again'),
      tooltip: message,
      icon: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
      flags: ['failed'],
      collapsible: TreeItemCollapsibleState.None,
      command: { command: commandId(retry), title: l10n.t('Try Again'), arguments: [fromPerson(options)] },
      parent,
    },
    options,
  );
}
