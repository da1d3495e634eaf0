import type { Range, ScriptSyntax, StringLiteral } from '../powershell/types.ts';
import { isGeneratedSecret, kindOf, looksSecret, nameKind, type SecretKind } from './secretNames.ts';

/** A secret that a string of the script holds. */
export interface SecretInText {
  readonly kind: SecretKind;
  readonly where: 'table' | 'variable' | 'credential';
  /** What says that it is one, as written. */
  readonly name: string;
  readonly range: Range;
}

/**
 * Secrets that strings hold: those that are given to a name (`$Password = '…'`, `@{ client_secret = '…' }`), and those
 * inside text (a form, JSON, a connection string, a basic authorization). Strings with variables in them are not secrets.
 */
export function secretsInText(syntax: ScriptSyntax): readonly SecretInText[] {
  const { text } = syntax;
  const signs = Array.from(text.matchAll(secretSign), ({ index }) => index);
  const found: SecretInText[] = [];
  for (const string of signs.length === 0 ? [] : syntax.strings) {
    const near = hasBetween(signs, string.range.start - reach, string.range.end);
    const content = near ? contentOf(text, string) : undefined;
    if (content !== undefined) {
      const whole = wholeSecret(text, string, content);
      found.push(...(whole === undefined ? partsOf(string, content) : [whole]));
    }
  }
  return found;
}

/** In every name that says it is a secret, and in every text that holds one beside something else. */
const secretSign = /secret|pass(?:w|ph)|pwd|\dQ~|basic /gi;

/** How far in front of a string its name may start. */
const reach = 100;

/** Whether one of `offsets` (in order) is at `start` or behind it, and before `end`. */
function hasBetween(offsets: readonly number[], start: number, end: number): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) < start) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return (offsets[low] ?? end) < end;
}

interface Content extends Range {
  readonly text: string;
}

/** What stands between the quotes; undefined for a string too short to hold anything. */
function contentOf(text: string, { kind, range }: StringLiteral): Content | undefined {
  const quote = kind === 'singleHere' || kind === 'doubleHere' ? 2 : 1;
  const start = range.start + quote;
  const end = range.end - quote;
  return end - start < 3 ? undefined : { text: text.slice(start, end), start, end };
}

/** The name a string is given to, right before it: `Name =`, `'name' =`, `.Name =`, `['name'] =`, with a cast or without. */
const givenTo = /(\$(?:\w+:)?|\.|\[)?["']?([A-Za-z][\w-]*)["']?\]?\s*=\s*(?:\[[\w.]+\]\s*)*$/;

/** What follows a string that is part of something else. */
const goesOn = /^[^\S\r\n]*(?:[+|.[]|-[a-z])/i;

function wholeSecret(text: string, { kind, range }: StringLiteral, content: Content): SecretInText | undefined {
  const constant = kind === 'single' || (kind === 'double' && !/[$`]/.test(content.text));
  if (!constant) {
    return undefined;
  }
  const before = textBefore(text, range.start);
  if (isGeneratedSecret(content.text)) {
    return { kind: 'clientSecret', where: 'variable', name: givenTo.exec(before)?.[2] ?? '', range };
  }
  const match = givenTo.exec(before);
  const name = match?.[2] ?? '';
  const named = nameKind(name);
  if (named === undefined || !looksSecret(content.text) || goesOn.test(text.slice(range.end, range.end + 20))) {
    return undefined;
  }
  return { kind: named, where: match?.[1] === undefined ? 'table' : 'variable', name, range };
}

/** What stands in front of a string that is given to something; empty for one that is not, as most are. */
function textBefore(text: string, at: number): string {
  let before = at - 1;
  while (before >= 0 && text.charCodeAt(before) <= 32) {
    before--;
  }
  const last = text.charAt(before);
  return last === '=' || last === ']' ? text.slice(Math.max(0, at - reach), at) : '';
}

/** Secrets inside a longer text. */
function partsOf({ kind }: StringLiteral, content: Content): readonly SecretInText[] {
  const found: SecretInText[] = [];
  const add = (name: string, value: string, at: number, given = kindOf(name, value)) => {
    if (looksSecret(value) && !/[$`]/.test(value)) {
      const start = content.start + at;
      found.push({ kind: given, where: 'table', name, range: { start, end: start + value.length } });
    }
  };
  const { text } = content;
  for (const match of text.matchAll(/(?:^|[&?\s"'])(client_?secret|password)=([^&"'\s;]+)/gi)) {
    const [all, name = '', value = ''] = match;
    // A password stands in many texts; the form of a token request is one that is sent.
    if (nameKind(name) === 'clientSecret' || /grant_type=/i.test(text)) {
      add(name, value, match.index + all.length - value.length);
    }
  }
  if (/(?:server|data source|user ?id|uid|initial catalog)\s*=/i.test(text)) {
    for (const match of text.matchAll(/(?:^|;)\s*(password|pwd)\s*=\s*([^;"'\s]+)/gi)) {
      const [all, name = '', value = ''] = match;
      add(name, value, match.index + all.length - value.length, 'password');
    }
  }
  if (kind !== 'double') {
    for (const match of text.matchAll(/"([\w.-]+)"\s*:\s*"([^"\\\r\n]+)"/g)) {
      const [all, name = '', value = ''] = match;
      if (nameKind(name) !== undefined) {
        add(name, value, match.index + all.length - 1 - value.length);
      }
    }
  }
  const basic = /^Basic ([A-Za-z\d+/]{8,}={0,2})$/.exec(text);
  if (basic?.[1] !== undefined && /^[\x20-\x7E]+:[\x20-\x7E]{3,}$/.test(decoded(basic[1]))) {
    const start = content.start + 'Basic '.length;
    found.push({ kind: 'password', where: 'table', name: 'Basic', range: { start, end: content.end } });
  }
  return found;
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}
