import type { Uri } from 'vscode';
import type { Parts } from '../../workbench/parts.ts';

/** What the set-up is built from. */
export interface SetUpParts extends Parts {
  readonly extensionUri: Uri;
}
