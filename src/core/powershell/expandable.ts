import { isDoubleQuote, isSingleQuote, isVariablePart, isVariableStart } from './characters.ts';
import { type Known, knownText } from './knowledge.ts';
import { nestedExpression } from './nested.ts';
import type { Parser } from './parser.ts';
import { hereStringContent, variableName } from './primaries.ts';
import { skipBraced } from './scanStrings.ts';
import type { TemplatePart } from './types.ts';

/** What is being expanded: decides which quotes end it or stand for one. */
const quoted = 0;
const here = 1;
const word = 2;

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads the commands in a double-quoted string, and says what it is worth when `p.want` is set. */
export function expandString(p: Parser, start: number, end: number): Known | undefined {
  const { text } = p;
  const close = end - start > 1 && isDoubleQuote(text.charCodeAt(end - 1)) ? end - 1 : end;
  return expand(p, start + 1, close, quoted, true);
}

/** Reads the commands in a here-string, and says what it is worth when `p.want` is set. */
export function expandHere(p: Parser, start: number, end: number): Known | undefined {
  const content = hereStringContent(p.text, start, end);
  const from = p.text.indexOf(content, start + 2);
  const first = content === '' ? end : from;
  return expand(p, first, first + content.length, here, true);
}

/** What a bare word stands for; a command's name does not expand, and keeps its dollar signs. */
export function expandWord(p: Parser, start: number, end: number, expands: boolean): Known | undefined {
  return expand(p, start, end, word, expands);
}

function expand(p: Parser, from: number, to: number, context: number, expands: boolean): Known | undefined {
  const { text, want } = p;
  const parts: TemplatePart[] = [];
  let literal = '';
  let run = from;
  let i = from;
  let inDoubleQuotes = context === quoted;
  let inSingleQuotes = false;
  const flush = () => {
    literal += text.slice(run, i);
  };
  const addPart = (part: TemplatePart) => {
    if (literal !== '') {
      parts.push(literal);
      literal = '';
    }
    parts.push(part);
  };
  while (i < to) {
    const c = text.charCodeAt(i);
    if (inSingleQuotes) {
      if (isSingleQuote(c)) {
        const doubled = i + 1 < to && isSingleQuote(text.charCodeAt(i + 1));
        flush();
        run = i + 1;
        i += doubled ? 2 : 1;
        inSingleQuotes = doubled;
      } else {
        i++;
      }
    } else if (c === 96 && i + 1 < p.limit) {
      flush();
      const [value, length] = escapeAt(text, i);
      literal += value;
      i += length;
      run = i;
    } else if (c === 36) {
      const next = text.charCodeAt(i + 1);
      if (next === 40) {
        flush();
        const close = p.parentheses.closing(text, i + 1, p.limit);
        const end = close < 0 ? p.limit : close + 1;
        if (expands) {
          const known = nestedExpression(p, i, end, context === here);
          addPart(known?.kind === 'variable' ? { variable: known.name } : undefined);
        } else {
          literal += text.slice(i, end);
        }
        i = end;
        run = i;
      } else if (next === 123 || (i + 1 < to && isVariableStart(next))) {
        flush();
        const end = variableEnd(p, i, context !== word || inDoubleQuotes);
        if (!expands) {
          literal += text.slice(i, end);
        } else if (want) {
          addPart({ variable: variableName(text, i, end) });
        }
        i = end;
        run = i;
      } else {
        i++;
      }
    } else if (context !== here && isDoubleQuote(c)) {
      flush();
      const doubled = inDoubleQuotes && i + 1 < to && isDoubleQuote(text.charCodeAt(i + 1));
      run = i + 1;
      i += doubled ? 2 : 1;
      if (!doubled) {
        inDoubleQuotes = !inDoubleQuotes;
      }
    } else if (context === word && !inDoubleQuotes && isSingleQuote(c)) {
      flush();
      i++;
      run = i;
      inSingleQuotes = true;
    } else {
      i++;
    }
  }
  if (!want) {
    return undefined;
  }
  i = Math.max(run, to);
  flush();
  if (literal !== '' || parts.length === 0) {
    parts.push(literal);
  }
  return knownText(parts, context === quoted ? 'double' : context === here ? 'doubleHere' : 'bare');
}

/** What the backtick at `at` and what follows it stand for, and how many characters that takes. */
function escapeAt(text: string, at: number): readonly [value: string, length: number] {
  const character = text.charAt(at + 1);
  if (character === 'u') {
    const code = /^\{([0-9A-Fa-f]{1,6})\}/.exec(text.slice(at + 2, at + 10));
    const value = code === null ? Number.NaN : Number.parseInt(code[1] as string, 16);
    return code !== null && value <= 0x10ffff ? [String.fromCodePoint(value), 2 + code[0].length] : ['u', 2];
  }
  return [escapes[character] ?? character, 2];
}

/** Offset after the variable at `dollar` in expandable text. */
function variableEnd(p: Parser, dollar: number, inString: boolean): number {
  const { text, limit } = p;
  let i = dollar + 1;
  const first = text.charCodeAt(i);
  if (first === 123) {
    return skipBraced(p, i + 1, inString);
  }
  i++;
  if (first === 36 || first === 63 || first === 94) {
    return i;
  }
  for (; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (!isVariablePart(c) && (c !== 58 || p.charAt(i + 1) === 58)) {
      break;
    }
  }
  return i;
}
