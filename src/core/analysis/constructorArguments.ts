import type { Range, ScriptSyntax } from '../powershell/types.ts';

/** A literal that is the second argument of a constructor or of a certificate's `Import`. */
export interface ConstructorArgument {
  /** As written: `Net.NetworkCredential`; `X509Certificate2` for `Import`. */
  readonly type: string;
  readonly literal: string;
  readonly range: Range;
}

const calls = /\[([\w.]*(?:NetworkCredential|PSCredential|X509Certificate2(?:Collection)?))\]::new\(|\.Import\(/gi;

/** Password literals handed to .NET directly; the parser lists commands, not method calls. */
export function constructorArguments(syntax: ScriptSyntax): readonly ConstructorArgument[] {
  const { text } = syntax;
  if (!/\]::new\(|\.Import\(/i.test(text)) {
    return [];
  }
  const certificates = /X509Certificate/i.test(text);
  const found: ConstructorArgument[] = [];
  for (const match of text.matchAll(calls)) {
    const { index } = match;
    const isComment = syntax.comments.some(({ range }) => range.start <= index && index < range.end);
    if (isComment || (match[1] === undefined && !certificates)) {
      continue;
    }
    const second = secondArgument(text, index + match[0].length);
    const literal = second && /^(['"])([^'"$`]*)\1$/.exec(text.slice(second.start, second.end))?.[2];
    if (second !== undefined && literal !== undefined) {
      found.push({ type: match[1] ?? 'X509Certificate2', literal, range: second });
    }
  }
  return found;
}

/** Range of the second argument, without the blanks around it; undefined when there is none. */
function secondArgument(text: string, from: number): Range | undefined {
  let depth = 0;
  let start: number | undefined;
  for (let index = from; index < Math.min(text.length, from + 1000); index++) {
    const character = text.charAt(index);
    if (character === "'" || character === '"') {
      const end = text.indexOf(character, index + 1);
      if (end === -1) {
        return undefined;
      }
      index = end;
    } else if ('([{'.includes(character)) {
      depth++;
    } else if (')]}'.includes(character) || (character === ',' && depth === 0)) {
      if (character === ',' && start === undefined) {
        start = index + 1;
      } else if (depth === 0) {
        return start === undefined ? undefined : trimmed(text, start, index);
      } else {
        depth--;
      }
    }
  }
  return undefined;
}

function trimmed(text: string, start: number, end: number): Range {
  const slice = text.slice(start, end);
  const left = slice.length - slice.trimStart().length;
  return { start: start + left, end: start + left + slice.trim().length };
}
