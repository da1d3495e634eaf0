import type { Argument, Knowledge, Range } from '../powershell/types.ts';
import { bindArguments, type Signature } from './boundArguments.ts';
import { secretArguments } from './constructorArguments.ts';
import type { ScriptModel } from './scriptModel.ts';
import { isSecret, kindOf, nameKind, type SecretKind } from './secretNames.ts';
import { secretsInText } from './secretText.ts';
import type { ScriptCommand } from './types.ts';
import { innermostFunction, type Viewpoint } from './values.ts';

/** A secret that stands in the script as text. */
export interface SecretLiteral {
  readonly kind: SecretKind;
  /** What gives it away. */
  readonly where: 'secureString' | 'parameter' | 'table' | 'variable' | 'credential' | 'certificateFile';
  /** The parameter, key, variable or type, as written. */
  readonly name: string;
  /** Of the literal. */
  readonly range: Range;
}

const secureStringSignature: Signature = {
  parameters: ['string', 'asplaintext', 'force', 'key', 'securekey'],
  switches: new Set(['asplaintext', 'force']),
  aliases: { a: 'asplaintext', f: 'force', s: 'string' },
  positional: ['string'],
};

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

type Located = Knowledge & { readonly range: Range };

class Collector {
  readonly #script: ScriptModel;
  readonly #literals = new Map<number, SecretLiteral>();

  constructor(script: ScriptModel) {
    this.#script = script;
  }

  collect(): readonly SecretLiteral[] {
    for (const command of this.#script.commands) {
      if (command.lower === 'convertto-securestring') {
        this.#secureString(command);
      } else if (command.kind !== 'program' || /\.ps1$/i.test(command.name)) {
        this.#parameters(command);
      } else if (/^(?:az|m365|o365|pac)(?:\.(?:exe|cmd))?$/.test(command.lower)) {
        this.#commandLine(command);
      }
    }
    this.#constructors();
    this.#characters();
    this.#tokenRequests();
    for (const { kind, where, name, range } of secretsInText(this.#script.syntax)) {
      this.#add({ kind, where, name, range });
    }
    return [...this.#literals.values()].sort((left, right) => left.range.start - right.range.start);
  }

  /** `ConvertTo-SecureString 'literal' -AsPlainText`, the literal as argument, in a variable or from the pipeline. */
  #secureString({ invocation }: ScriptCommand): void {
    const bound = bindArguments(invocation, this.#script.values, secureStringSignature);
    const plain = bound.get('asplaintext');
    if (plain === undefined || (plain.value?.value?.kind === 'boolean' && !plain.value.value.value)) {
      return;
    }
    const piped = this.#piped(invocation.range.start, invocation.pipelinePosition);
    const value = bound.get('string')?.value ?? piped?.value;
    const receiver = this.#receiver(piped?.start ?? invocation.range.start);
    this.#literal(value, viewOf(invocation), receiver, 'secureString');
  }

  /** `'literal' |`, `('literal') |` or `$variable |` in front of a command, and where that starts. */
  #piped(start: number, position: number): { readonly value: Located; readonly start: number } | undefined {
    if (position !== 1) {
      return undefined;
    }
    const before = this.#script.text.slice(Math.max(0, start - 200), start);
    const match = /(\(\s*)?(?:\$(\w+)|'([^'\r\n]*)'|"([^"$`\r\n]*)")\s*\)?\s*\|\s*$/.exec(before);
    if (match === null) {
      return undefined;
    }
    const [all, opening = '', variable, single, double] = match;
    const from = start - before.length + match.index;
    const text = single ?? double;
    const length = text === undefined ? (variable?.length ?? 0) + 1 : text.length + 2;
    // A parenthesis that is not closed before the pipe belongs to what is around the pipeline.
    const enclosed = /\)\s*\|\s*$/.test(all);
    const at = from + opening.length;
    return {
      value: {
        value: text === undefined ? undefined : { kind: 'string', value: text, quote: 'single' },
        variable,
        template: undefined,
        range: { start: at, end: at + length },
      },
      start: enclosed ? from : at,
    };
  }

  /** Name of the variable or parameter that gets what starts at `offset`; that of a client secret where an application signs in. */
  #receiver(offset: number): string {
    const before = this.#script.text.slice(Math.max(0, offset - 160), offset);
    const name = /(?:\$(?:\w+:)?(\w+)\s*=|\s-(\w+)[:\s])\s*(?:\[\w+\]\s*)?[(\s]*$/.exec(before);
    if (name !== null) {
      return name[1] ?? name[2] ?? '';
    }
    const user =
      /Credential["']?\]?(?:::new)?\s*(?:-ArgumentList\s*)?@?\(?\s*(?:\$(?:\w+:)?(\w+)|["'][\da-f]{8}-[\da-f-]{27}["'])\s*,[\s(]*$/i.exec(
        before,
      );
    return user !== null && /^$|(?:client|app|application)_?(?:id|guid)?$/i.test(user[1] ?? '') ? 'clientSecret' : '';
  }

  /** `[NetworkCredential]::new('user', 'literal')`, `New-Object X509Certificate2($path, $password)`, `$x.Import(…)`. */
  #constructors(): void {
    const { syntax } = this.#script;
    for (const { name, kind, certificate, range, enclosingFunction } of secretArguments(syntax)) {
      const secret = this.#written(range, { at: range.start, enclosingFunction });
      if (secret !== undefined && isSecret(secret.text)) {
        const given = kindOf(secret.variable, secret.text) === 'clientSecret' ? 'clientSecret' : kind;
        this.#add({ kind: given, where: certificate ? 'certificateFile' : 'credential', name, range: secret.range });
      }
    }
  }

  /** `'literal'.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }`, and a pair of name and password as bytes. */
  #characters(): void {
    const { text } = this.#script;
    if (/\.AppendChar\(/i.test(text)) {
      const characters =
        /(\$\w+|'[^'\r\n]+'|"[^"$`\r\n]+")\)?(?:\.ToCharArray\(\)|\s*-as\s*\[char\[\]\])[\s\S]{0,80}?\.AppendChar\(/gi;
      this.#expressions(characters, (secret) => (isSecret(secret) ? 'secureString' : undefined));
    }
    if (/\bBasic\b/i.test(text)) {
      const bytes = /GetBytes\(\s*(\$\w+|'[^'\r\n]+'|"[^"$`\r\n]+")\s*\)/gi;
      this.#expressions(bytes, (pair) =>
        /^[^:\s]+:[^:\s]+$/.test(pair) && isSecret(pair.slice(pair.indexOf(':') + 1)) ? 'credential' : undefined,
      );
    }
  }

  /** `client_secret = $variable` of a token request says what the variable holds. */
  #tokenRequests(): void {
    this.#expressions(/client_?secret["']?\s*[=:]\s*["']?(\$\w+)/gi, (secret) =>
      isSecret(secret) ? 'clientSecret' : undefined,
    );
  }

  /** Looks at the literals and variables that the first group of `pattern` finds in the script's text. */
  #expressions(
    pattern: RegExp,
    judge: (text: string) => 'secureString' | 'credential' | 'clientSecret' | undefined,
  ): void {
    const { text, syntax } = this.#script;
    for (const match of text.matchAll(pattern)) {
      const start = match.index + match[0].indexOf(match[1] ?? '');
      const range = { start, end: start + (match[1]?.length ?? 0) };
      if (syntax.comments.some((comment) => comment.range.start <= start && start < comment.range.end)) {
        continue;
      }
      const secret = this.#written(range, { at: start, enclosingFunction: innermostFunction(syntax, start) });
      const where = secret === undefined ? undefined : judge(secret.text);
      if (secret === undefined || where === undefined) {
        continue;
      }
      const name = secret.variable === '' ? 'Basic' : secret.variable;
      if (where === 'clientSecret') {
        this.#add({ kind: 'clientSecret', where: 'variable', name, range: secret.range });
      } else {
        const kind = kindOf(secret.variable, secret.text);
        this.#add({ kind, where: where === 'credential' ? 'variable' : where, name, range: secret.range });
      }
    }
  }

  /** The text of the literal that stands in `range`, or that the variable there has. */
  #written(
    range: Range,
    view: Viewpoint,
  ): { readonly text: string; readonly variable: string; readonly range: Range } | undefined {
    const written = this.#script.text.slice(range.start, range.end);
    const literal = /^(['"])([^'"$`]*)\1$/.exec(written)?.[2];
    if (literal !== undefined) {
      return { text: literal, variable: '', range };
    }
    const variable = /^\$\{?((?:\w+:)?\w+)\}?$/.exec(written)?.[1];
    const located =
      variable === undefined
        ? undefined
        : this.#script.values.located({ value: undefined, variable, template: undefined }, view);
    return variable === undefined || located?.range === undefined || located.value.kind !== 'string'
      ? undefined
      : { text: located.value.value, variable, range: located.range };
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

  /** `az login --service-principal --password literal`, `m365 login --secret literal`. */
  #commandLine({ invocation, lower }: ScriptCommand): void {
    const { elements } = invocation;
    const isServicePrincipal = /--(?:service-principal|authType\s+secret)/i.test(
      this.#script.text.slice(invocation.range.start, invocation.range.end),
    );
    for (const [index, element] of elements.entries()) {
      const next = elements[index + 1];
      const option = element.kind === 'splat' ? '' : this.#script.text.slice(element.range.start, element.range.end);
      const takes = /^--(?:password|secret|client-?secret)$/i.test(option) || (option === '-p' && lower === 'az');
      if (takes && next?.kind === 'argument') {
        const name = isServicePrincipal || /secret/i.test(option) ? 'clientSecret' : 'password';
        this.#literal(next.argument, viewOf(invocation), name, 'parameter', option.replace(/^-+/, ''));
      }
    }
  }

  /** @param name says what kind of secret it is; @param shown the name to show instead */
  #literal(
    knowledge: Located | Argument | undefined,
    view: Viewpoint,
    name: string,
    where: SecretLiteral['where'],
    shown?: string,
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
      const own = where === 'secureString' && carrier !== '' ? carrier : name;
      this.#add({ kind, where, name: shown ?? own, range: located.range ?? knowledge.range });
    }
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
