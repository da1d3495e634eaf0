import type { Range, ScriptSyntax } from '../powershell/types.ts';
import type { SecretKind } from './secretNames.ts';
import { innermostFunction } from './values.ts';

/** An argument of .NET code that is a password or a client secret. */
export interface SecretArgument {
  /** The type without its namespace, or the method. */
  readonly name: string;
  readonly kind: SecretKind;
  /** A certificate's is the password of its file. */
  readonly certificate: boolean;
  /** Without the blanks around it. */
  readonly range: Range;
  readonly enclosingFunction: string | undefined;
}

interface Taker {
  readonly name: RegExp;
  /** Position of the argument, from 0. */
  readonly position: number;
  readonly kind: SecretKind;
}

/** Types of .NET, ADAL, MSAL and Azure.Identity by their name without namespace. */
const takers: readonly Taker[] = [
  { name: /^(?:Network|PS|UserPassword|User|UsernamePassword)Credential$/i, position: 1, kind: 'password' },
  { name: /^X509Certificate2?(?:Collection)?$/i, position: 1, kind: 'password' },
  { name: /^ClientCredential$/i, position: 1, kind: 'clientSecret' },
  { name: /^ClientSecretCredential$/i, position: 2, kind: 'clientSecret' },
];

const calls =
  /\[([\w.]*(?:Credential|X509Certificate2?(?:Collection)?))\]::new\(|\bNew-Object\s+(?:-TypeName\s+)?["']?([\w.]*(?:Credential|X509Certificate2?(?:Collection)?))["']?\s*(?:-ArgumentList\s*)?(?:@?\(|(?=["'$]))|\.(Import|WithClientSecret)\(/gi;

/** Arguments handed to .NET directly; the parser lists commands, not what is inside of an expression. */
export function secretArguments(syntax: ScriptSyntax): readonly SecretArgument[] {
  const { text } = syntax;
  if (!/\]::new\(|New-Object|\.Import\(|\.WithClientSecret\(/i.test(text)) {
    return [];
  }
  const certificates = /X509Certificate/i.test(text);
  const found: SecretArgument[] = [];
  for (const match of text.matchAll(calls)) {
    const { index } = match;
    const method = match[3]?.toLowerCase();
    const type = match[1] ?? match[2] ?? '';
    const name = method === undefined ? type.slice(type.lastIndexOf('.') + 1) : (match[3] ?? '');
    const taker =
      method === 'import'
        ? ({ position: 1, kind: 'password' } as const)
        : method === 'withclientsecret'
          ? ({ position: 0, kind: 'clientSecret' } as const)
          : takers.find((candidate) => candidate.name.test(name));
    const isComment = syntax.comments.some(({ range }) => range.start <= index && index < range.end);
    if (taker === undefined || isComment || (method === 'import' && !certificates)) {
      continue;
    }
    const range = argumentAt(text, index + match[0].length, taker.position);
    if (range !== undefined) {
      found.push({
        name: method === 'import' ? 'X509Certificate2' : name,
        kind: taker.kind,
        certificate: method === 'import' || /^X509/i.test(name),
        range,
        enclosingFunction: innermostFunction(syntax, index),
      });
    }
  }
  return found;
}

/** Range of the argument at `position`, without the blanks around it; undefined when there is none. */
function argumentAt(text: string, from: number, position: number): Range | undefined {
  let depth = 0;
  let commas = 0;
  let start = from;
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
    } else if (depth === 0 && character === ',') {
      if (commas === position) {
        return trimmed(text, start, index);
      }
      commas++;
      start = index + 1;
    } else if (depth === 0 && (')]};|'.includes(character) || endsStatement(text, index, start))) {
      return commas === position ? trimmed(text, start, index) : undefined;
    } else if (')]}'.includes(character)) {
      depth--;
    }
  }
  return commas === position && start < text.length && from + 1000 >= text.length
    ? trimmed(text, start, text.length)
    : undefined;
}

/** A line break after an argument; behind a comma, an opening parenthesis or a backtick the list goes on. */
function endsStatement(text: string, index: number, start: number): boolean {
  return /[\r\n]/.test(text.charAt(index)) && text.slice(start, index).trim() !== '';
}

function trimmed(text: string, start: number, end: number): Range {
  const slice = text.slice(start, end);
  const left = slice.length - slice.trimStart().length;
  return { start: start + left, end: start + left + slice.trim().length };
}
