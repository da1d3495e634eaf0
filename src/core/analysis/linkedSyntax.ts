import { parseSteps } from '../powershell/parseScript.ts';
import type { ScriptSyntax } from '../powershell/types.ts';
import type { Steps } from '../shared/slices.ts';

/** How much text is kept, in UTF-16 units: the syntax of a script takes several times the room of its text. */
const mostKept = 1_000_000;

/** By text, the one used last at the end. */
const kept = new Map<string, ScriptSyntax>();
let keptLength = 0;

/** The syntax of a script, without keeping it: most are read once. */
export function* syntaxSteps(text: string): Steps<ScriptSyntax> {
  return kept.get(text) ?? (yield* parseSteps(text));
}

/** The syntax of an imported script. Many scripts import the same one, and ask again with every key that is pressed. */
export function* linkedSyntax(text: string): Steps<ScriptSyntax> {
  const known = kept.get(text);
  const syntax = known ?? (yield* parseSteps(text));
  if (!kept.delete(text)) {
    keptLength += text.length;
  }
  kept.set(text, syntax);
  for (const oldest of kept.keys()) {
    if (keptLength <= mostKept) {
      break;
    }
    kept.delete(oldest);
    keptLength -= oldest.length;
  }
  return syntax;
}
