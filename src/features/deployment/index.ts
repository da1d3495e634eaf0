import type { Disposable } from 'vscode';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';

/** Brings certificates to where scripts run. */
export function registerDeployment(_parts: Parts): Disposable {
  return disposeAll([]);
}
