import type { Command, ThemeIcon, TreeItemCollapsibleState } from 'vscode';

const rowMark = Symbol('row');

/**
 * One row of a tree. Apart from what is drawn, a row carries the options of the commands in its menu (`tenantId`,
 * `appId`, `keyId`, `thumbprint` …) under their contract names, so that menu and palette are one path.
 */
export interface Row {
  readonly [rowMark]: true;
  /** Made of the ids of its ancestors: the same thing in two places is two rows. */
  readonly id: string;
  readonly label: string;
  /** The state in words. */
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon?: ThemeIcon;
  /** Small flags, matched as whole words by when-clauses. */
  readonly flags: readonly string[];
  readonly collapsible: TreeItemCollapsibleState;
  readonly command?: Command;
  /** What a screen reader says; label and description when absent. */
  readonly accessibilityLabel?: string;
  readonly parent: Row | undefined;
  readonly children?: () => Promise<readonly Row[]>;
}

/** Makes a row; `options` are the command options it stands for. */
export function row<Options extends object>(content: Omit<Row, typeof rowMark>, options: Options): Row & Options {
  return { ...options, ...content, [rowMark]: true };
}

/** Options behind a button that a person chose: the command asks and tells as it does from a menu. */
export function fromPerson<Options extends object>(options: Options): Options {
  return { ...options, [rowMark]: true };
}

/** Whether a command's argument is a row of one of our trees, or otherwise {@link fromPerson}. */
export function isRow(value: object): boolean {
  return rowMark in value;
}
