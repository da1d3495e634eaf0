/**
 * Whether `text` matches a PowerShell wildcard pattern (`*`, `?`, `[a-z]`, backtick escapes), without regard to case.
 * Takes time proportional to text × pattern at worst: a pattern can't stall the caller.
 */
export function matchesWildcard(text: string, pattern: string): boolean {
  const tokens = wildcardTokens(pattern);
  const subject = text.toLowerCase();
  let position = 0;
  let token = 0;
  let star = -1;
  let resume = 0;
  while (position < subject.length) {
    const current = tokens[token];
    if (current === '*') {
      star = token;
      token += 1;
      resume = position;
    } else if (current !== undefined && typeof current !== 'string' && current(subject.charAt(position))) {
      token += 1;
      position += 1;
    } else if (star >= 0) {
      token = star + 1;
      resume += 1;
      position = resume;
    } else {
      return false;
    }
  }
  while (tokens[token] === '*') {
    token += 1;
  }
  return token === tokens.length;
}

/** Whether the text is a pattern at all. */
export function hasWildcard(text: string): boolean {
  return /[*?[]/.test(text);
}

type Token = '*' | ((character: string) => boolean);

const recent = new Map<string, readonly Token[]>();

function wildcardTokens(pattern: string): readonly Token[] {
  const known = recent.get(pattern);
  if (known !== undefined) {
    return known;
  }
  const tokens: Token[] = [];
  const lower = pattern.toLowerCase();
  for (let index = 0; index < lower.length; index += 1) {
    const character = lower.charAt(index);
    const close = character === '[' ? lower.indexOf(']', index + 2) : -1;
    if (character === '*') {
      tokens.push('*');
    } else if (character === '?') {
      tokens.push(() => true);
    } else if (close > 0) {
      tokens.push(characterClass(lower.slice(index + 1, close)));
      index = close;
    } else {
      const literal = character === '`' && index + 1 < lower.length ? lower.charAt(++index) : character;
      tokens.push((candidate) => candidate === literal);
    }
  }
  if (recent.size > 50) {
    recent.clear();
  }
  recent.set(pattern, tokens);
  return tokens;
}

function characterClass(body: string): Token {
  const ranges: [string, string][] = [];
  for (let index = 0; index < body.length; index += 1) {
    if (body[index + 1] === '-' && index + 2 < body.length) {
      ranges.push([body.charAt(index), body.charAt(index + 2)]);
      index += 2;
    } else {
      ranges.push([body.charAt(index), body.charAt(index)]);
    }
  }
  return (candidate) => ranges.some(([from, to]) => candidate >= from && candidate <= to);
}
