import { operationError } from '../errors.ts';

const recent = new Map<string, RegExp>();

/**
 * A .NET pattern as a JavaScript one with the flags given (`u` is always there). Patterns that can take exponential time
 * on the right text (a repeated group that itself repeats, or repeated alternatives) are refused: the text comes from a
 * tenant and the editor would stall.
 *
 * @throws operations/regexRefused, operations/notInConsoleLanguage for .NET's own constructs, operations/wrongArgument
 */
export function compileRegex(pattern: string, flags: string): RegExp {
  const key = `${flags}/${pattern}`;
  const known = recent.get(key);
  if (known !== undefined) {
    known.lastIndex = 0;
    return known;
  }
  if (pattern.length > 500 || mayStall(pattern)) {
    throw operationError('regexRefused');
  }
  const ignoreCase = /^\(\?i\)/.test(pattern);
  const source = translate(ignoreCase ? pattern.slice(4) : pattern);
  let regex: RegExp;
  try {
    regex = new RegExp(source, ignoreCase && !flags.includes('i') ? `${flags}i` : flags);
  } catch {
    throw operationError('wrongArgument', { value: pattern.slice(0, 80), expected: 'regular expression' });
  }
  if (recent.size > 50) {
    recent.clear();
  }
  recent.set(key, regex);
  return regex;
}

const wordCharacters = '\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}';
/** What stands for a class of characters; .NET's know all of Unicode. */
const classes: Readonly<Record<string, readonly [outside: string, inside: string | undefined]>> = {
  w: [`[${wordCharacters}]`, wordCharacters],
  W: [`[^${wordCharacters}]`, undefined],
  d: ['\\p{Nd}', '\\p{Nd}'],
  D: ['\\P{Nd}', '\\P{Nd}'],
  s: ['\\s', '\\s'],
  S: ['\\S', '\\S'],
};
const anchors: Readonly<Record<string, string>> = {
  A: '^',
  z: '$',
  Z: '(?=\\n?$)',
  b: `(?:(?<=[${wordCharacters}])(?![${wordCharacters}])|(?<![${wordCharacters}])(?=[${wordCharacters}]))`,
  B: `(?:(?<=[${wordCharacters}])(?=[${wordCharacters}])|(?<![${wordCharacters}])(?![${wordCharacters}]))`,
};
const controls: Readonly<Record<string, string>> = { a: '\\x07', e: '\\x1b' };

/** The pattern as JavaScript writes it in Unicode mode. */
function translate(pattern: string): string {
  let result = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (character === '\\') {
      const [text, end] = escaped(pattern, index + 1, false);
      result += text;
      index = end;
    } else if (character === '[') {
      const [text, end] = characterClass(pattern, index);
      result += text;
      index = end;
    } else if (character === '$') {
      result += '(?=\\n?$)';
    } else if (character === '{' && !/^\{\d+(?:,\d*)?\}/.test(pattern.slice(index))) {
      result += '\\{';
    } else if (character === '}' && !/\{\d+(?:,\d*)?$/.test(pattern.slice(0, index))) {
      result += '\\}';
    } else if (character === ']') {
      result += '\\]';
    } else if (/^\((?:\?(?![:=!]|<[=!]|<[\p{L}_][\p{L}\p{N}_]*>)|\*)/u.test(pattern.slice(index))) {
      throw operationError('notInConsoleLanguage', { construct: pattern.slice(index, index + 4) });
    } else {
      result += character;
    }
  }
  return result;
}

/** The escape whose letter is at `index`; with it the offset of its last character. */
function escaped(pattern: string, index: number, inClass: boolean): readonly [string, number] {
  const letter = pattern.charAt(index);
  const known = classes[letter];
  if (known !== undefined) {
    const text = inClass ? known[1] : known[0];
    if (text === undefined) {
      throw operationError('notInConsoleLanguage', { construct: `[\\${letter}]` });
    }
    return [text, index];
  }
  const anchor = inClass ? undefined : anchors[letter];
  if (anchor !== undefined) {
    return [anchor, index];
  }
  const long = /^(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[pP]\{\w+\}|k<\w+>|[1-9])/i.exec(pattern.slice(index))?.[0];
  if (long !== undefined) {
    return [`\\${long}`, index + long.length - 1];
  }
  if (/[tnrfv0]/.test(letter)) {
    return [`\\${letter}`, index];
  }
  const control = controls[letter];
  if (control !== undefined) {
    return [control, index];
  }
  if (letter === '' || /[\p{L}\p{N}_]/u.test(letter)) {
    throw letter === 'G'
      ? operationError('notInConsoleLanguage', { construct: '\\G' })
      : operationError('wrongArgument', { value: pattern.slice(0, 80), expected: 'regular expression' });
  }
  return [/[\^$.*+?()[\]{}|\\/-]/.test(letter) && (inClass || letter !== '-') ? `\\${letter}` : letter, index];
}

function characterClass(pattern: string, start: number): readonly [string, number] {
  let index = start + 1;
  let text = '[';
  if (pattern.charAt(index) === '^') {
    text += '^';
    index += 1;
  }
  for (let first = true; index < pattern.length; index += 1, first = false) {
    const character = pattern.charAt(index);
    if (character === ']' && !first) {
      return [`${text}]`, index];
    }
    if (character === '\\') {
      const [piece, end] = escaped(pattern, index + 1, true);
      text += piece;
      index = end;
    } else if (character === '[' || character === ']') {
      if (pattern.startsWith('-[', index - 1) || pattern.startsWith('[:', index)) {
        throw operationError('notInConsoleLanguage', { construct: '[ -[ ]]' });
      }
      text += `\\${character}`;
    } else {
      text += character;
    }
  }
  throw operationError('wrongArgument', { value: pattern.slice(0, 80), expected: 'regular expression' });
}

/** Whether a group that repeats holds a repetition or an alternative, or repetitions of overlapping things pile up. */
function mayStall(pattern: string): boolean {
  const text = pattern.replace(/\\./g, 'x').replace(/\[(?:[^\]])*\]/g, 'x');
  const open: boolean[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '(') {
      open.push(false);
    } else if (character === ')') {
      const risky = open.pop() ?? false;
      const repeats = /^(?:[*+]|\{\d+,\d*\})/.test(text.slice(index + 1));
      if (risky && repeats) {
        return true;
      }
      if (open.length > 0 && (risky || repeats)) {
        open[open.length - 1] = true;
      }
    } else if (
      open.length > 0 &&
      (character === '|' || character === '*' || character === '+' || /^\{\d+,/.test(text.slice(index)))
    ) {
      open[open.length - 1] = true;
    }
  }
  return (text.match(/[*+]/g) ?? []).length > 8;
}
