import { atOnce, type Steps } from '../shared/slices.ts';
import { Parser } from './parser.ts';
import { requiresStatements } from './requires.ts';
import { scriptSteps } from './scriptBlocks.ts';
import * as Kind from './tokenKinds.ts';
import type {
  CommandInvocation,
  Comment,
  RequiresStatement,
  ScriptSyntax,
  StringKind,
  StringLiteral,
} from './types.ts';

/**
 * What a PowerShell script says, without running it: commands with their arguments, definitions, assignments. Takes any
 * text, half-typed or broken, in time linear in its length, and never throws. Agrees with PowerShell 7's own parser;
 * after a mistake it goes on reading as that does.
 */
export function parseScript(text: string): ScriptSyntax {
  return atOnce(parseSteps(text));
}

/** As {@link parseScript}, a statement of the script a step. */
export function* parseSteps(text: string): Steps<ScriptSyntax> {
  const parser = new Parser(text);
  yield* scriptSteps(parser);
  return new ParsedScript(parser);
}

/** Lists that few ask for are made when someone does. */
class ParsedScript implements ScriptSyntax {
  readonly text: string;
  readonly commands: readonly CommandInvocation[];
  readonly functions: ScriptSyntax['functions'];
  readonly parameters: ScriptSyntax['parameters'];
  readonly assignments: ScriptSyntax['assignments'];
  readonly usings: ScriptSyntax['usings'];
  readonly brokenAt: number | undefined;
  readonly #comments: readonly number[];
  readonly #strings: readonly number[];
  #commentList: readonly Comment[] | undefined;
  #stringList: readonly StringLiteral[] | undefined;
  #requires: readonly RequiresStatement[] | undefined;

  constructor(parser: Parser) {
    this.text = parser.text;
    const { commands, resources } = parser;
    this.commands = resources.size === 0 ? commands : commands.filter((command) => !resources.has(command));
    this.functions = parser.functions;
    this.parameters = parser.parameters;
    this.assignments = parser.assignments;
    this.usings = parser.usings;
    this.brokenAt = parser.brokenAt;
    this.#comments = parser.comments;
    this.#strings = parser.strings;
  }

  get comments(): readonly Comment[] {
    if (this.#commentList === undefined) {
      const list: Comment[] = [];
      for (let i = 0; i < this.#comments.length; i += 2) {
        const start = this.#comments[i] as number;
        const kind = this.text.charCodeAt(start) === 35 ? 'line' : 'block';
        list.push({ kind, range: { start, end: this.#comments[i + 1] as number } });
      }
      this.#commentList = list;
    }
    return this.#commentList;
  }

  get strings(): readonly StringLiteral[] {
    if (this.#stringList === undefined) {
      const list: StringLiteral[] = [];
      for (let i = 0; i < this.#strings.length; i += 3) {
        const range = { start: this.#strings[i] as number, end: this.#strings[i + 1] as number };
        list.push({ kind: stringKind(this.#strings[i + 2] as number), range });
      }
      this.#stringList = list;
    }
    return this.#stringList;
  }

  get requires(): readonly RequiresStatement[] {
    this.#requires ??= requiresStatements(this.text, this.comments);
    return this.#requires;
  }

  get signatureStart(): number | undefined {
    return this.comments.find(
      ({ kind, range }) => kind === 'line' && isSignature(this.text.slice(range.start, range.end)),
    )?.range.start;
  }
}

function isSignature(comment: string): boolean {
  return /^#\s*SIG\s*#\s*Begin\s+signature\s+block\s*$/i.test(comment);
}

function stringKind(kind: number): StringKind {
  switch (kind) {
    case Kind.singleQuoted:
      return 'single';
    case Kind.doubleQuoted:
      return 'double';
    case Kind.singleHere:
      return 'singleHere';
    default:
      return 'doubleHere';
  }
}
