import type { Known } from './knowledge.ts';
import { Scanner } from './scanner.ts';
import type {
  Assignment,
  CommandElement,
  CommandInvocation,
  FunctionDefinition,
  ParameterDeclaration,
  Range,
  UsingStatement,
} from './types.ts';

/** A command while its pipeline is still being read. */
export type CommandRecord = { -readonly [Key in keyof CommandInvocation]: CommandInvocation[Key] };

/** What the expression read last is, as the target of an assignment. */
export const otherShape = 0;
export const variableShape = 1;
export const memberShape = 2;

/** Nesting deeper than this is not read: it would exhaust the stack, and no script has it. */
const deepest = 300;

/** The state of one parse: the scanner, where in the script it is, and what has been found. */
export class Parser extends Scanner {
  readonly commands: CommandRecord[] = [];
  /** Elements of the commands that are being read, inner ones last. */
  readonly elements: CommandElement[] = [];
  readonly functions: FunctionDefinition[] = [];
  readonly parameters: ParameterDeclaration[] = [];
  readonly assignments: Assignment[] = [];
  readonly usings: UsingStatement[] = [];
  /** Start, end and token kind of each string, one after the other. */
  readonly strings: number[] = [];

  /** Whether what is known of an expression will be asked for. */
  want = false;
  known: Known | undefined;
  shape = otherShape;
  variableStart = 0;
  variableEnd = 0;
  memberName: string | undefined;

  /** Whether a comma separates what is being read, and makes no array. */
  commaSeparates = false;
  functionName: string | undefined;
  depth = 0;
  inWorkflow = false;
  inConfiguration = false;
  /** What looks like a command in a configuration, and is one of its resources. */
  readonly resources = new Set<CommandRecord>();
  /** Where the `$( )` of a string that is being read starts. */
  nestedStart = 0;
  #nesting = 0;

  /** Start and end of the attribute list read last, and whether it ends with an attribute: see `attributeList`. */
  attributesStart = -1;
  attributesEnd = -1;
  attributesKind = 0;

  /** Notes that one more construct is open; false, and nothing left to read, when it is one too many. */
  enter(): boolean {
    if (++this.#nesting > deepest) {
      this.fail(this.peeked ? this.start : this.pos);
      this.resync(this.limit);
      this.#nesting--;
      return false;
    }
    return true;
  }

  leave(): void {
    this.#nesting--;
  }

  /** Drops what is known of the expression read last; what shape it has stays. */
  forget(): void {
    this.known = undefined;
  }

  /** Drops what is known of the expression read last, its shape as well. */
  forgetShape(): void {
    this.known = undefined;
    this.shape = otherShape;
  }

  slice(range: Range): string {
    return this.text.slice(range.start, range.end);
  }

  /** The next token's first character, without reading the token if that has not been done. */
  peekChar(): number {
    if (this.peeked) {
      return this.start < this.limit ? this.text.charCodeAt(this.start) : -1;
    }
    const { text, limit } = this;
    let i = this.pos;
    while (i < limit) {
      const c = text.charCodeAt(i);
      if (c !== 32 && c !== 9) {
        break;
      }
      i++;
    }
    this.pos = i;
    return i < limit ? text.charCodeAt(i) : -1;
  }

  /** Consumes the next token when it is of this kind; else notes a mistake. */
  expect(kind: number): boolean {
    if (this.next() === kind) {
      return true;
    }
    this.unget();
    this.fail(this.start);
    return false;
  }
}
