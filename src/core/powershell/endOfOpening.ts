import { parseScript } from './parseScript.ts';
import type { Range, ScriptSyntax } from './types.ts';

/**
 * Offset behind what has to stay at the start of a script: `#Requires`, the help comment, `using` statements and the
 * script's own `param` block. It is the start of a line, or the end of the text.
 */
export function endOfOpening(text: string): number {
  const script = parseScript(text);
  const parameters = parameterBlock(script);
  const work = [...script.commands, ...script.assignments, ...script.functions]
    .map(({ range }) => range.start)
    .filter((start) => parameters === undefined || start >= parameters.end || start < parameters.start);
  const firstWork = Math.min(...work, text.length);
  const opening = [
    ...script.usings,
    ...script.requires,
    ...script.comments.filter(({ kind }) => kind === 'block'),
    ...(parameters ? [{ range: parameters }] : []),
  ]
    .map(({ range }) => range)
    .filter(({ start }) => start < firstWork);
  const end = Math.max(0, ...opening.map((range) => range.end));
  if (end === 0) {
    return 0;
  }
  const lineEnd = text.indexOf('\n', end);
  return lineEnd < 0 ? text.length : lineEnd + 1;
}

/** `param ( … )` of the script itself; undefined when it has none, or it is not closed. */
function parameterBlock({ text, parameters, strings, comments, functions }: ScriptSyntax): Range | undefined {
  const [first] = parameters;
  if (first === undefined || first.enclosingFunction !== undefined) {
    return undefined;
  }
  const keyword = /\bparam\s*\(/gi;
  const skipped = [...strings, ...comments].map(({ range }) => range);
  const inside = (offset: number) => skipped.find(({ start, end }) => offset >= start && offset < end);
  for (let match = keyword.exec(text); match && match.index < first.range.start; match = keyword.exec(text)) {
    const start = match.index;
    if (inside(start) || functions.some(({ range }) => range.start < start && start < range.end)) {
      continue;
    }
    let depth = 0;
    for (let offset = start + match[0].length - 1; offset < text.length; offset++) {
      offset = inside(offset)?.end ?? offset;
      depth += text[offset] === '(' ? 1 : text[offset] === ')' ? -1 : 0;
      if (depth === 0) {
        return { start, end: offset + 1 };
      }
    }
  }
  return undefined;
}
