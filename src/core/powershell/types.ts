/** Half-open range of UTF-16 offsets into the text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type StringKind = 'bare' | 'single' | 'double' | 'singleHere' | 'doubleHere';

/** A value known without running the script. */
export type Constant =
  | { readonly kind: 'string'; readonly value: string; readonly quote: StringKind }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'array'; readonly items: readonly (Constant | undefined)[] }
  | { readonly kind: 'hashtable'; readonly entries: readonly HashtableEntry[] };

export interface HashtableEntry {
  readonly key: string | undefined;
  readonly keyRange: Range;
  readonly valueRange: Range;
  /** Undefined when it depends on running the script. */
  readonly value: Constant | undefined;
}

/** One element after the command name, in written order. */
export type CommandElement =
  | {
      readonly kind: 'parameter';
      /** As written, without the dash; abbreviations are kept. */
      readonly name: string;
      readonly range: Range;
      /** The value after `-Name:`; undefined when it is a separate element or absent. */
      readonly argument?: Argument;
    }
  | { readonly kind: 'argument'; readonly argument: Argument; readonly range: Range }
  | { readonly kind: 'splat' /** Variable name without `@`. */; readonly name: string; readonly range: Range };

export interface Argument {
  readonly range: Range;
  /** Undefined when it depends on running the script. */
  readonly value: Constant | undefined;
  /** The variable this argument is, `tenant` for `$tenant`; undefined for anything more than a plain variable. */
  readonly variable?: string;
  /** Constant text with holes for an expandable string or concatenation: parts of the string, `undefined` a hole. */
  readonly template?: readonly (string | undefined)[];
}

/** A command invocation, in the order PowerShell's own parser lists them. */
export interface CommandInvocation {
  /** The name as the parser sees it; undefined for `& $expression`. */
  readonly name: string | undefined;
  readonly nameRange: Range;
  readonly range: Range;
  readonly invocation: 'plain' | 'ampersand' | 'dot';
  readonly elements: readonly CommandElement[];
  /** Index in its pipeline, and how many elements that pipeline has. */
  readonly pipelinePosition: number;
  readonly pipelineLength: number;
  /** Name of the innermost enclosing function, undefined at script level. */
  readonly enclosingFunction?: string;
  /** Depth of enclosing script blocks and functions. */
  readonly depth: number;
}
