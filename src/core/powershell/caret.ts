import type { CommandInvocation, Range, ScriptSyntax, StringKind } from './types.ts';

/** What is being written at the caret; `range` is the word to replace, `prefix` the part of it before the caret. */
export type CaretContext =
  | { readonly kind: 'command'; readonly range: Range; readonly prefix: string }
  | { readonly kind: 'parameter'; readonly range: Range; readonly prefix: string; readonly command: CommandInvocation }
  | {
      readonly kind: 'argument';
      readonly range: Range;
      /** Without the opening quote. */
      readonly prefix: string;
      readonly command: CommandInvocation;
      /** The parameter the argument follows, as written; undefined when none does. */
      readonly parameter: string | undefined;
      /** Index among the arguments that follow no parameter. */
      readonly position: number;
      readonly quote: StringKind;
    }
  | { readonly kind: 'variable'; readonly range: Range; readonly prefix: string }
  | { readonly kind: 'none' };

const nothing: CaretContext = { kind: 'none' };

/** What could be completed at `caret`, an offset into the text of `syntax`. */
export function caretContext(syntax: ScriptSyntax, caret: number): CaretContext {
  if (syntax.comments.some(({ kind, range }) => isInside(range, caret, kind === 'line'))) {
    return nothing;
  }
  const string = syntax.strings.findLast(
    ({ range }) => range.start < caret && caret < range.end + (isOpen(syntax, range) ? 1 : 0),
  );
  const literal = string?.kind === 'single' || string?.kind === 'singleHere';
  const variable = literal ? undefined : variableAt(syntax.text, caret);
  if (variable !== undefined) {
    return variable;
  }
  const command = commandAt(syntax, caret);
  if (command === undefined) {
    return string === undefined ? commandStart(syntax.text, caret) : nothing;
  }
  if (caret <= command.nameRange.end) {
    return { kind: 'command', range: command.nameRange, prefix: syntax.text.slice(command.nameRange.start, caret) };
  }
  return inArguments(syntax, command, caret);
}

function isInside(range: Range, caret: number, toLineEnd: boolean): boolean {
  return range.start < caret && (toLineEnd ? caret <= range.end : caret < range.end);
}

/** Whether the string has no closing quote, so that its end is still inside. */
function isOpen({ text, brokenAt }: ScriptSyntax, range: Range): boolean {
  return range.end === text.length && brokenAt !== undefined && brokenAt <= range.start;
}

function variableAt(text: string, caret: number): CaretContext | undefined {
  const match = /\$(?:\{[^}\n]*|[\w:]*)$/.exec(text.slice(Math.max(0, caret - 128), caret));
  if (match === null) {
    return undefined;
  }
  const rest = /^\w*/.exec(text.slice(caret, caret + 128))?.[0].length ?? 0;
  const prefix = match[0].replace(/^\$\{?/, '');
  return { kind: 'variable', range: { start: caret - match[0].length, end: caret + rest }, prefix };
}

/** The innermost command that the caret is in, or after with nothing but space in between. */
function commandAt({ commands, text }: ScriptSyntax, caret: number): CommandInvocation | undefined {
  return commands.findLast(
    ({ range }) =>
      range.start <= caret &&
      (caret <= range.end || /^[ \t]*$/.test(text.slice(range.end, Math.min(caret, range.end + 200)))),
  );
}

/** An empty place where a command can start. */
function commandStart(text: string, caret: number): CaretContext {
  const before = text.slice(0, caret).trimEnd();
  return before === '' || /[|;{}(\n&]$/.test(before) || /\n\s*$/.test(text.slice(before.length, caret))
    ? { kind: 'command', range: { start: caret, end: caret }, prefix: '' }
    : nothing;
}

function inArguments({ text }: ScriptSyntax, command: CommandInvocation, caret: number): CaretContext {
  let parameter: string | undefined;
  let position = 0;
  for (const element of command.elements) {
    const { range } = element;
    if (range.start > caret || (range.start === caret && range.end > caret)) {
      break;
    }
    if (caret > range.end) {
      if (element.kind === 'parameter') {
        parameter = element.argument === undefined ? element.name : undefined;
      } else {
        position += element.kind === 'argument' && parameter === undefined ? 1 : 0;
        parameter = undefined;
      }
      continue;
    }
    const written = text.slice(range.start, caret);
    if (element.kind === 'splat') {
      return { kind: 'variable', range, prefix: written.slice(1) };
    }
    if (element.kind === 'parameter') {
      return element.argument === undefined || caret < element.argument.range.start
        ? parameterOrValue(command, element.name, range, written, position)
        : argumentContext(text, command, element.name, element.argument.range, caret, position);
    }
    if (/^[-\u2013-\u2015]$/.test(written) && range.end === caret) {
      return { kind: 'parameter', range, prefix: '', command };
    }
    return argumentContext(text, command, parameter, range, caret, position);
  }
  return argumentContext(text, command, parameter, { start: caret, end: caret }, caret, position);
}

function parameterOrValue(
  command: CommandInvocation,
  name: string,
  range: Range,
  written: string,
  position: number,
): CaretContext {
  if (!written.endsWith(':')) {
    return { kind: 'parameter', range, prefix: written.slice(1), command };
  }
  const empty = { start: range.end, end: range.end };
  return { kind: 'argument', range: empty, prefix: '', command, parameter: name, position, quote: 'bare' };
}

/** Within a list, the item at the caret counts. */
function argumentContext(
  text: string,
  command: CommandInvocation,
  parameter: string | undefined,
  range: Range,
  caret: number,
  position: number,
): CaretContext {
  let { start } = range;
  let quote = '';
  for (let i = range.start; i < caret; i++) {
    const c = text.charAt(i);
    if (quote !== '') {
      quote = c === quote ? '' : quote;
    } else if (c === '"' || c === "'") {
      quote = c;
      start = i;
    } else if (c === ',' || c === ' ') {
      start = i + 1;
    }
  }
  const first = text.charAt(start);
  const quoted = first === '"' || first === "'";
  return {
    kind: 'argument',
    range: { start, end: Math.max(range.end, caret) },
    prefix: text.slice(start + (quoted && start < caret ? 1 : 0), caret),
    command,
    parameter,
    position,
    quote: quoted ? (first === '"' ? 'double' : 'single') : 'bare',
  };
}
