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
  if (!/secret|pass(?:w|ph)|pwd|\dQ~|basic /i.test(text)) {
    return [];
  }
  const found: SecretInText[] = [];
  for (const string of syntax.strings) {
    const content = contentOf(text, string);
    const whole = content && wholeSecret(text, string, content);
    if (whole !== undefined) {
      found.push(whole);
    } else if (content !== undefined && mayHoldParts.test(content.text)) {
      found.push(...partsOf(string, content));
    }
  }
  return found;
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

/** In every name that says it is a secret. */
const secretWord = /pass(?:w|ph)|secret/i;

/** In every text that holds a secret beside something else. */
const mayHoldParts = /secret|pass(?:w|ph)|pwd|^Basic /i;

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
  const match = secretWord.test(before) ? givenTo.exec(before) : null;
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
  return last === '=' || last === ']' ? text.slice(Math.max(0, at - 100), at) : '';
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
