import { operationError } from '../errors.ts';

const recent = new Map<string, RegExp>();

/**
 * A .NET-style pattern as a JavaScript one. Patterns that can take exponential time on the right text (a repeated group
 * that itself repeats, or repeated alternatives) are refused: the text comes from a tenant and the editor would stall.
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
  const regex = build(pattern, flags);
  if (recent.size > 50) {
    recent.clear();
  }
  recent.set(key, regex);
  return regex;
}

function build(pattern: string, flags: string): RegExp {
  const source = pattern
    .replace(/^\(\?i\)/, '')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$');
  for (const attempt of [flags, flags.replace('u', '')]) {
    try {
      return new RegExp(source, attempt);
    } catch {
      // Without the u flag JavaScript accepts the needless escapes that .NET accepts, such as \- or \@.
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
