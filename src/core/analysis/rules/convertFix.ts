import { isConvertible } from '../convertible.ts';
import type { ScriptModel } from '../scriptModel.ts';
import type { Fix } from '../types.ts';

/** The offer to convert the script, where it has something to convert. */
export function convertFix(script: ScriptModel): readonly Fix[] {
  return script.connections.some(isConvertible) ? [{ kind: 'convert' }] : [];
}
