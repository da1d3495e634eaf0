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

export type HashtableConstant = Extract<Constant, { kind: 'hashtable' }>;

/** A piece of text that is partly known: text, the value of a plain variable, or undefined for anything else. */
export type TemplatePart = string | { readonly variable: string } | undefined;

/** What is known of an expression. */
export interface Knowledge {
  /** Undefined when it depends on running the script. */
  readonly value: Constant | undefined;
  /** The variable this is, `tenant` for `$tenant`; undefined for anything more than a plain variable. */
  readonly variable: string | undefined;
  /** The parts of an expandable string or a concatenation that is not constant. */
  readonly template: readonly TemplatePart[] | undefined;
}

export interface HashtableEntry extends Knowledge {
  /** Undefined when it depends on running the script. */
  readonly key: string | undefined;
  readonly keyRange: Range;
  readonly valueRange: Range;
}

/** One element after the command name, in written order. */
export type CommandElement = ParameterElement | ArgumentElement | SplatElement;

export interface ParameterElement {
  readonly kind: 'parameter';
  /** As written, without the dash; abbreviations are kept. */
  readonly name: string;
  readonly range: Range;
  /** The value after `-Name:`; undefined when it is a separate element or absent. */
  readonly argument: Argument | undefined;
}

export interface ArgumentElement {
  readonly kind: 'argument';
  readonly argument: Argument;
  readonly range: Range;
}

export interface SplatElement {
  readonly kind: 'splat';
  /** Variable name without `@`. */
  readonly name: string;
  readonly range: Range;
}

export interface Argument extends Knowledge {
  readonly range: Range;
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
  readonly enclosingFunction: string | undefined;
  /** Depth of enclosing script blocks and functions. */
  readonly depth: number;
}

export interface FunctionDefinition {
  readonly kind: 'function' | 'filter' | 'workflow' | 'configuration' | 'method' | 'class' | 'enum';
  /** As written, `script:Get-Thing` for `function script:Get-Thing`. */
  readonly name: string;
  readonly nameRange: Range;
  readonly range: Range;
}

/** A parameter a script, function or script block declares. */
export interface ParameterDeclaration {
  /** Without `$`. */
  readonly name: string;
  readonly range: Range;
  /** As written between the brackets, `string`; the last one where there are several. */
  readonly type: string | undefined;
  /** Names of its attributes as written, `Parameter`, `ValidateSet`. */
  readonly attributes: readonly string[];
  readonly default: Argument | undefined;
  readonly enclosingFunction: string | undefined;
}

/** `$name = …`, `$name += …`, `$name.member = …`, `$name['member'] = …`, `$name.Add('member', …)`, `foreach ($name in …)`. */
export interface Assignment {
  /** As written, without `$`, with a scope where there is one: `script:tenant`. */
  readonly variable: string;
  readonly variableRange: Range;
  /** The property or key that is set; undefined when it is the variable itself. */
  readonly member: string | undefined;
  /** Whether the old value is kept and changed: `+=` and the like. */
  readonly compound: boolean;
  readonly range: Range;
  /** What is assigned; nothing is known of it in a loop. */
  readonly argument: Argument;
  readonly enclosingFunction: string | undefined;
}

export interface RequiredModule {
  readonly name: string;
  /** At least this version. */
  readonly minimumVersion?: string;
  readonly maximumVersion?: string;
  /** Exactly this version. */
  readonly requiredVersion?: string;
}

/** One `#Requires` line. */
export interface RequiresStatement {
  readonly range: Range;
  readonly modules: readonly RequiredModule[];
  /** `-Version` */
  readonly version?: string;
  readonly editions: readonly string[];
  /** `-RunAsAdministrator` */
  readonly elevated: boolean;
}

export interface UsingStatement {
  readonly kind: 'module' | 'assembly' | 'namespace' | 'type' | 'command';
  /** Undefined when it is not a plain name. */
  readonly name: string | undefined;
  /** The table of `using module @{ … }`. */
  readonly specification?: HashtableConstant;
  readonly range: Range;
}

export interface StringLiteral {
  readonly kind: StringKind;
  /** With its quotes. */
  readonly range: Range;
}

export interface Comment {
  readonly kind: 'line' | 'block';
  readonly range: Range;
}

/** What a script says, without running it. */
export interface ScriptSyntax {
  readonly text: string;
  /** Every command invocation, by offset; an enclosing one comes first. */
  readonly commands: readonly CommandInvocation[];
  readonly functions: readonly FunctionDefinition[];
  readonly parameters: readonly ParameterDeclaration[];
  readonly assignments: readonly Assignment[];
  readonly usings: readonly UsingStatement[];
  readonly requires: readonly RequiresStatement[];
  readonly comments: readonly Comment[];
  /** Quoted strings and here-strings, outer ones first. */
  readonly strings: readonly StringLiteral[];
  /** Where `# SIG # Begin signature block` is: after it there is no script any more. */
  readonly signatureStart: number | undefined;
  /** Offset of the first mistake; undefined when the whole text is a script. */
  readonly brokenAt: number | undefined;
}

export type TokenKind =
  | 'command'
  | 'parameter'
  | 'variable'
  | 'string'
  | 'number'
  | 'word'
  | 'keyword'
  | 'operator'
  | 'punctuation'
  | 'comment';

export interface Token extends Range {
  readonly kind: TokenKind;
}
