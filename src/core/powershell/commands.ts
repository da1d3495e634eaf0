import { commandArgument } from './arguments.ts';
import { isDoubleQuote, isNewline, isWhitespace } from './characters.ts';
import { argumentOf, constantOf, type Known, knownString } from './knowledge.ts';
import { commandMode } from './modes.ts';
import type { CommandRecord, Parser } from './parser.ts';
import { redirection } from './pipelines.ts';
import { hashtable, wordValue } from './primaries.ts';
import * as Kind from './tokenKinds.ts';
import type { CommandElement } from './types.ts';

const noElements: readonly CommandElement[] = [];

/** Reads a command with its arguments; undefined when there is none. */
export function command(p: Parser): CommandRecord | undefined {
  const { mode, want } = p;
  p.setMode(commandMode);
  const found = commandInner(p);
  p.want = want;
  p.setMode(mode);
  return found;
}

function commandInner(p: Parser): CommandRecord | undefined {
  let kind = p.next();
  const { start } = p;
  let invocation: CommandRecord['invocation'] = 'plain';
  if (kind === Kind.dot || kind === Kind.ampersand) {
    invocation = kind === Kind.dot ? 'dot' : 'ampersand';
    kind = p.next();
  }
  if (kind <= Kind.rightCurly && endsCommand(kind) && invocation === 'plain') {
    p.unget();
    return undefined;
  }
  const index = p.commands.length;
  const record: CommandRecord = {
    name: undefined,
    nameRange: { start: 0, end: 0 },
    range: { start, end: start },
    invocation,
    elements: noElements,
    pipelinePosition: 0,
    pipelineLength: 1,
    enclosingFunction: p.functionName,
    depth: p.depth,
  };
  p.commands.push(record);
  p.want = true;
  const mark = p.elements.length;
  const count = commandElements(p, record, kind);
  if (p.elements.length > mark) {
    // Taken out at once: an array that grows takes room for many more.
    record.elements = p.elements.slice(mark);
    while (p.elements.length > mark) {
      p.elements.pop();
    }
  }
  if (count === 0) {
    if (invocation !== 'plain') {
      p.fail(start);
    }
    p.commands.length = index;
    return undefined;
  }
  (record.range as { end: number }).end = p.lastEnd;
  return record;
}

/** Reads the elements from the token `first` on, which was consumed; gives how many there are, the name included. */
function commandElements(p: Parser, record: CommandRecord, first: number): number {
  const named = record.invocation === 'plain';
  let kind = first;
  let count = 0;
  let sawDashes = false;
  let isFirst = true;
  for (;;) {
    const { start } = p;
    switch (kind) {
      case Kind.newLine:
        if (
          p.inConfiguration &&
          named &&
          count > 0 &&
          count < 3 &&
          namesResource(record.name) &&
          resourceBodyFollows(p)
        ) {
          p.skipNewlines();
          break;
        }
        p.unget();
        return count;
      case Kind.pipe:
      case Kind.rightCurly:
      case Kind.rightParen:
      case Kind.endOfInput:
      case Kind.semicolon:
      case Kind.chain:
      case Kind.ampersand:
        p.unget();
        return count;
      case Kind.decrement:
        if (sawDashes) {
          add(p, record, count, knownString('--', 'bare'), start);
        } else if (count > 0) {
          p.elements.push({ kind: 'parameter', name: '-', range: { start, end: p.end }, argument: undefined });
        } else {
          setRange(record.nameRange, start, p.end);
        }
        count++;
        sawDashes = true;
        break;
      case Kind.comma:
        p.fail(start);
        p.skipNewlines();
        break;
      case Kind.parameter:
        if (isFirst || sawDashes) {
          add(p, record, count, knownString(p.text.slice(start, p.end), 'bare'), start);
        } else {
          parameter(p, count);
        }
        count++;
        break;
      case Kind.redirectToFile:
      case Kind.redirectMerge:
      case Kind.redirectIn:
        if (isFirst) {
          add(p, record, count, knownString(p.text.slice(start, p.end), 'bare'), start);
          count++;
        } else {
          redirection(p, kind);
        }
        break;
      case Kind.leftCurly:
        if (p.inConfiguration && named && count > 0 && count < 3 && namesResource(record.name)) {
          p.resources.add(record);
        }
        if (p.resources.has(record) && record.name?.toLowerCase() !== 'node') {
          hashtable(p);
          p.forget();
          add(p, record, count++, undefined, start);
          break;
        }
        argument(p, record, count++, kind, named);
        break;
      default:
        if (kind === Kind.inlinescriptKeyword && isFirst && named && p.inWorkflow) {
          add(p, record, count++, knownString(p.text.slice(start, p.end), 'bare'), start);
          p.skipNewlines();
          break;
        }
        if (argument(p, record, count, kind, named)) {
          return count + 1;
        }
        count++;
    }
    isFirst = false;
    kind = p.next();
  }
}

function endsCommand(kind: number): boolean {
  return kind !== Kind.leftParen && kind !== Kind.leftCurly && kind !== Kind.comma;
}

/** Resources are named by one word; commands that take a block rarely are. */
function namesResource(name: string | undefined): boolean {
  return name !== undefined && /^(?!(?:foreach|where)$)\w+$/i.test(name);
}

/** In a configuration a resource's block may start on the next line. */
function resourceBodyFollows(p: Parser): boolean {
  let i = p.pos;
  while (isWhitespace(p.charAt(i)) || isNewline(p.charAt(i))) {
    i++;
  }
  return p.charAt(i) === 123;
}

function setRange(range: object, start: number, end: number): void {
  const writable = range as { start: number; end: number };
  writable.start = start;
  writable.end = end;
}

/** Adds the element that ends at the token consumed last: the command's name when it is the first. */
function add(p: Parser, record: CommandRecord, count: number, known: Known | undefined, start: number): void {
  const end = p.lastEnd;
  if (count === 0) {
    setRange(record.nameRange, start, end);
    record.name = known?.kind === 'string' ? known.value : undefined;
    return;
  }
  const range = { start, end };
  const element: CommandElement =
    known?.kind === 'splat'
      ? { kind: 'splat', name: known.name, range }
      : { kind: 'argument', argument: argumentOf(known, range), range };
  p.elements.push(element);
}

/** Reads an argument that starts with the token consumed last; true when the command ends with it. */
function argument(p: Parser, record: CommandRecord, count: number, kind: number, named: boolean): boolean {
  const { start } = p;
  const isName = count === 0;
  const found = isName && named ? commandName(p, kind) : commandArgument(p, !isName, kind);
  if (!found) {
    p.next();
    p.fail(start);
  }
  add(p, record, count, p.known, start);
  if (
    p.known?.kind === 'string' &&
    p.known.value === '--%' &&
    isText(kind) &&
    (!p.peeked || p.kind === Kind.parameter)
  ) {
    verbatimArgument(p, record);
    return true;
  }
  return false;
}

/** `--%` works in quotes as well. */
function isText(kind: number): boolean {
  return kind === Kind.word || (kind >= Kind.singleQuoted && kind <= Kind.doubleHere);
}

/** The name of a command that no `&` or `.` precedes: a word is taken as it is. */
function commandName(p: Parser, kind: number): boolean {
  if (kind === Kind.word) {
    p.known = wordValue(p, false);
    return true;
  }
  return commandArgument(p, false, kind);
}

/** After `--%`, everything up to the end of the line or a pipe is one argument. */
function verbatimArgument(p: Parser, record: CommandRecord): void {
  let i = p.pos;
  while (isWhitespace(p.charAt(i))) {
    i++;
  }
  const start = i;
  let quoted = false;
  for (; i < p.limit; i++) {
    const c = p.text.charCodeAt(i);
    if (isNewline(c)) {
      break;
    }
    if (isDoubleQuote(c)) {
      quoted = !quoted;
    } else if (!quoted && (c === 124 || (c === 38 && p.charAt(i + 1) === 38))) {
      break;
    }
  }
  p.resync(i);
  p.lastEnd = i;
  add(p, record, 1, knownString(p.text.slice(start, i), 'bare'), start);
}

/** A parameter and, when it ends with a colon, its argument. */
function parameter(p: Parser, count: number): void {
  const { start, end, flag } = p;
  const name = p.text.slice(start + 1, flag ? end - 1 : end);
  const range = { start, end };
  if (!flag || p.peek() === Kind.comma) {
    pushElement(p, count, { kind: 'parameter', name, range, argument: undefined });
    return;
  }
  const kind = p.next();
  const argumentStart = p.start;
  if (!commandArgument(p, true, kind)) {
    p.fail(end);
    pushElement(p, count, { kind: 'parameter', name, range, argument: undefined });
    return;
  }
  range.end = p.lastEnd;
  const known = constantOf(p.known) === undefined && p.known?.kind === 'splat' ? undefined : p.known;
  pushElement(p, count, {
    kind: 'parameter',
    name,
    range,
    argument: argumentOf(known, { start: argumentStart, end: p.lastEnd }),
  });
}

function pushElement(p: Parser, count: number, element: CommandElement): void {
  if (count > 0) {
    p.elements.push(element);
  }
}
