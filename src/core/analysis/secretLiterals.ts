import type { Constant, HashtableConstant, Knowledge, Range } from '../powershell/types.ts';
import { bindArguments } from './boundArguments.ts';
import { constructorArguments } from './constructorArguments.ts';
import { isLabel, isPlaceholder } from './placeholder.ts';
import type { ScriptModel } from './scriptModel.ts';
import type { ScriptCommand } from './types.ts';
import type { Viewpoint } from './values.ts';

/** A secret that stands in the script as text. */
export interface SecretLiteral {
  readonly kind: 'password' | 'clientSecret';
  /** What gives it away. */
  readonly where: 'secureString' | 'parameter' | 'table' | 'variable' | 'credential' | 'certificateFile';
  /** The parameter, key, variable or type, as written. */
  readonly name: string;
  /** Of the literal. */
  readonly range: Range;
}

const secretName = /(?:client|app|application|aad)_?-?secret(?:_?value|_?text)?$/i;
const passwordName = /(?:password|passwd|passphrase)$/i;
const notAPassword =
  /^(?:force|reset|change|must|no|is|has|use|show|generate|require|prompt|ask|get|test|validate|expire)/i;

const found = new WeakMap<ScriptModel, readonly SecretLiteral[]>();

/** The passwords and client secrets written into a script, each once, in order. Empty for tests. */
export function secretLiterals(script: ScriptModel): readonly SecretLiteral[] {
  let literals = found.get(script);
  if (literals === undefined) {
    literals = isTest(script) ? [] : new Collector(script).collect();
    found.set(script, literals);
  }
  return literals;
}

function isTest({ context, commands }: ScriptModel): boolean {
  return (
    /\.tests?\.ps1$/i.test(context.path ?? '') ||
    (commands.some(({ lower }) => lower === 'describe') && commands.some(({ lower }) => lower === 'should'))
  );
}

class Collector {
  readonly #script: ScriptModel;
  readonly #literals = new Map<number, SecretLiteral>();

  constructor(script: ScriptModel) {
    this.#script = script;
  }

  collect(): readonly SecretLiteral[] {
    const { commands, syntax } = this.#script;
    for (const command of commands) {
      if (command.lower === 'convertto-securestring') {
        this.#secureString(command);
      } else if (command.lower === 'new-object') {
        this.#newObject(command);
      } else if (command.kind !== 'program') {
        this.#parameters(command);
      }
      for (const element of command.invocation.elements) {
        const argument = element.kind === 'splat' ? undefined : element.argument;
        this.#tables(argument?.value);
      }
    }
    this.#constructors();
    for (const { variable, member, compound, argument } of syntax.assignments) {
      if (!compound) {
        this.#named(member ?? variable, argument, 'variable');
      }
      this.#tables(argument.value);
    }
    for (const { name, default: value } of syntax.parameters) {
      if (value !== undefined) {
        this.#named(name, value, 'variable');
      }
    }
    return [...this.#literals.values()].sort((left, right) => left.range.start - right.range.start);
  }

  /** `ConvertTo-SecureString 'literal' -AsPlainText`, the literal as argument, in a variable or from the pipeline. */
  #secureString({ invocation }: ScriptCommand): void {
    const bound = bindArguments(invocation, this.#script.values, {
      parameters: ['string', 'asplaintext', 'force', 'key', 'securekey'],
      switches: new Set(['asplaintext', 'force']),
      aliases: { a: 'asplaintext', f: 'force', s: 'string' },
      positional: ['string'],
    });
    const plain = bound.get('asplaintext');
    if (plain === undefined || (plain.value?.value?.kind === 'boolean' && !plain.value.value.value)) {
      return;
    }
    const target = this.#script.text.slice(Math.max(0, invocation.range.start - 80), invocation.range.start);
    const assigned = /\$(?:\w+:)?(\w+)\s*=\s*\(?\s*$/.exec(target)?.[1] ?? '';
    const value = bound.get('string')?.value ?? this.#piped(invocation.range.start, invocation.pipelinePosition);
    this.#literal(value, viewOf(invocation), assigned, 'secureString');
  }

  /** `'literal' |` or `$variable |` in front of a command. */
  #piped(start: number, position: number): (Knowledge & { readonly range: Range }) | undefined {
    if (position !== 1) {
      return undefined;
    }
    const before = this.#script.text.slice(Math.max(0, start - 200), start);
    const match = /(?:\$(\w+)|'([^'\r\n]*)'|"([^"$`\r\n]*)")\s*\|\s*$/.exec(before);
    if (match === null) {
      return undefined;
    }
    const at = start - before.length + match.index;
    const range = { start: at, end: at + match[0].replace(/\s*\|\s*$/, '').length };
    const text = match[2] ?? match[3];
    return {
      value: text === undefined ? undefined : { kind: 'string', value: text, quote: 'single' },
      variable: match[1],
      template: undefined,
      range,
    };
  }

  #newObject({ invocation }: ScriptCommand): void {
    const bound = bindArguments(invocation, this.#script.values, {
      parameters: ['typename', 'argumentlist', 'property', 'comobject', 'strict'],
      switches: new Set(['strict']),
      aliases: { args: 'argumentlist' },
      positional: ['typename', 'argumentlist'],
    });
    const type = bound.get('typename')?.value?.value;
    const list = bound.get('argumentlist')?.value;
    const second = list?.value?.kind === 'array' ? list.value.items[1] : undefined;
    if (type?.kind === 'string' && list !== undefined && second?.kind === 'string') {
      const range = this.#literalIn(list.range, second.value);
      if (range !== undefined) {
        this.#ofType(type.value, second.value, range);
      }
    }
  }

  /** `[NetworkCredential]::new('user', 'literal')`, `$certificate.Import($path, 'literal', …)`. */
  #constructors(): void {
    for (const { type, literal, range } of constructorArguments(this.#script.syntax)) {
      this.#ofType(type, literal, range);
    }
  }

  #ofType(type: string, literal: string, range: Range): void {
    const where = /X509Certificate2?(?:Collection)?$/i.test(type)
      ? 'certificateFile'
      : /(?:PSCredential|NetworkCredential)$/i.test(type)
        ? 'credential'
        : undefined;
    if (where !== undefined && isSecret(literal)) {
      this.#add({ kind: kindOf('', literal), where, name: type.slice(type.lastIndexOf('.') + 1), range });
    }
  }

  /** `-Password 'literal'`, `-ClientSecret 'literal'`. */
  #parameters({ invocation }: ScriptCommand): void {
    const { elements } = invocation;
    for (const [index, element] of elements.entries()) {
      if (element.kind !== 'parameter' || nameKind(element.name) === undefined) {
        continue;
      }
      const next = elements[index + 1];
      const argument = element.argument ?? (next?.kind === 'argument' ? next.argument : undefined);
      this.#literal(argument, viewOf(invocation), element.name, 'parameter');
    }
  }

  #tables(value: Constant | undefined): void {
    if (value?.kind === 'hashtable') {
      this.#table(value);
    } else if (value?.kind === 'array') {
      for (const item of value.items) {
        this.#tables(item);
      }
    }
  }

  #table(table: HashtableConstant): void {
    for (const entry of table.entries) {
      if (entry.key !== undefined) {
        this.#named(entry.key, { value: entry.value, range: entry.valueRange }, 'table');
      }
      this.#tables(entry.value);
    }
  }

  /** A value that only its name says to be a secret: it has to look like one, too. */
  #named(
    name: string,
    { value, range }: { readonly value: Constant | undefined; readonly range: Range },
    where: 'table' | 'variable',
  ): void {
    const kind = nameKind(name);
    if (
      kind === undefined ||
      value?.kind !== 'string' ||
      !isSecret(value.value) ||
      isLabel(value.value) ||
      !looksChosen(value.value)
    ) {
      return;
    }
    this.#add({ kind, where, name: name.replace(/^\w+:/, ''), range });
  }

  #literal(
    knowledge: (Knowledge & { readonly range: Range }) | undefined,
    view: Viewpoint,
    name: string,
    where: SecretLiteral['where'],
  ): void {
    const located = knowledge === undefined ? undefined : this.#script.values.located(plain(knowledge), view);
    if (knowledge === undefined || located === undefined) {
      return;
    }
    const { value } = located;
    const text = value.kind === 'string' ? value.value : value.kind === 'number' ? String(value.value) : '';
    if (isSecret(text)) {
      const carrier = plain(knowledge).variable ?? '';
      const kind = kindOf(carrier, text) === 'clientSecret' ? 'clientSecret' : kindOf(name, text);
      const shown = where === 'secureString' && carrier !== '' ? carrier : name;
      this.#add({ kind, where, name: shown, range: located.range ?? knowledge.range });
    }
  }

  #literalIn(range: Range, value: string): Range | undefined {
    const { text, syntax } = this.#script;
    return syntax.strings.find(
      (string) =>
        string.range.start >= range.start &&
        string.range.end <= range.end &&
        text.slice(string.range.start + 1, string.range.end - 1) === value,
    )?.range;
  }

  #add(literal: SecretLiteral): void {
    if (!this.#literals.has(literal.range.start)) {
      this.#literals.set(literal.range.start, literal);
    }
  }
}

function viewOf(invocation: ScriptCommand['invocation']): Viewpoint {
  return { at: invocation.range.start, enclosingFunction: invocation.enclosingFunction };
}

/** `"$password"` is the variable itself. */
function plain(knowledge: Knowledge): Knowledge {
  const [only] = knowledge.template ?? [];
  return knowledge.template?.length === 1 && typeof only === 'object'
    ? { value: undefined, variable: only.variable, template: undefined }
    : knowledge;
}

/** What a name says its value is. */
function nameKind(name: string): SecretLiteral['kind'] | undefined {
  // Most names are too short, or end in another letter than any of ours (password, passphrase, secret, value, text).
  if (name.length < 6 || !/[det]$/i.test(name)) {
    return undefined;
  }
  const bare = name.replace(/^\w+:/, '');
  if (secretName.test(bare)) {
    return 'clientSecret';
  }
  return passwordName.test(bare) && !notAPassword.test(bare) ? 'password' : undefined;
}

/** Microsoft's client secrets have a tilde as their sixth to ninth character: `abc8Q~…`. */
function kindOf(name: string, text: string): SecretLiteral['kind'] {
  return nameKind(name) === 'clientSecret' || /^[\w.~-]{3}\dQ~[\w.~-]{31,37}$/.test(text) ? 'clientSecret' : 'password';
}

function isSecret(text: string): boolean {
  return text.length >= 3 && !isPlaceholder(text);
}

/** Not a label, a path, an address or a type name: something with a digit or a sign in it, and without spaces. */
function looksChosen(text: string): boolean {
  return (
    text.length >= 6 &&
    !/\s|:\/\/|^[A-Za-z]:\\|^\.{0,2}[\\/]|\.(?:txt|xml|json|csv|clixml|key|pfx|cred)$|^[\w.-]{2,}@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i.test(
      text,
    ) &&
    /[^A-Za-z]/.test(text) &&
    !/^[A-Za-z]+(?:[-_.:][A-Za-z]*)+$/.test(text)
  );
}
