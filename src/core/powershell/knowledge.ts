import type { Argument, Constant, HashtableEntry, Knowledge, Range, StringKind, TemplatePart } from './types.ts';

/** What the parser knows of the expression it read last. */
export type Known =
  | Constant
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'splat'; readonly name: string }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] };

const trueConstant: Constant = { kind: 'boolean', value: true };
const falseConstant: Constant = { kind: 'boolean', value: false };
const nullConstant: Constant = { kind: 'null' };

/** The variable `name`, or the constant it always is. */
export function knownVariable(name: string): Known {
  if (name.length === 4 || name.length === 5) {
    switch (name.toLowerCase()) {
      case 'true':
        return trueConstant;
      case 'false':
        return falseConstant;
      case 'null':
        return nullConstant;
    }
  }
  return { kind: 'variable', name };
}

/** A text, and the quotes it was written in. */
export function knownString(value: string, quote: StringKind): Constant {
  return { kind: 'string', value, quote };
}

/** Text made of parts: constant when nothing is missing. */
export function knownText(parts: readonly TemplatePart[], quote: StringKind): Known {
  if (parts.length === 0) {
    return knownString('', quote);
  }
  const [first] = parts;
  return parts.length === 1 && typeof first === 'string' ? knownString(first, quote) : { kind: 'template', parts };
}

/**
 * `left + right`, which is known when `left` is text. A long sum is made in place: `grows` says that `left` is what this
 * function gave before, and nobody else has it.
 */
export function knownSum(left: Known | undefined, right: Known | undefined, grows: boolean): Known | undefined {
  if (left?.kind === 'string' && right?.kind === 'string') {
    return knownString(left.value + right.value, left.quote);
  }
  if (left?.kind !== 'string' && left?.kind !== 'template') {
    return undefined;
  }
  const parts = grows && left.kind === 'template' ? (left.parts as TemplatePart[]) : [...partsOf(left)];
  for (const part of partsOf(right)) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') {
      parts[parts.length - 1] = last + part;
    } else {
      parts.push(part);
    }
  }
  return { kind: 'template', parts };
}

function partsOf(known: Known | undefined): readonly TemplatePart[] {
  switch (known?.kind) {
    case 'string':
      return [known.value];
    case 'template':
      return known.parts;
    case 'variable':
      return [{ variable: known.name }];
    default:
      return [undefined];
  }
}

/** The value, where it is the same in every run. */
export function constantOf(known: Known | undefined): Constant | undefined {
  switch (known?.kind) {
    case 'variable':
    case 'splat':
    case 'template':
      return undefined;
    default:
      return known;
  }
}

/** What is known, as expressions carry it. */
export function knowledgeOf(known: Known | undefined): Knowledge {
  return {
    value: constantOf(known),
    variable: known?.kind === 'variable' ? known.name : undefined,
    template: known?.kind === 'template' ? known.parts : undefined,
  };
}

/** The same for an argument of a command. */
export function argumentOf(known: Known | undefined, range: Range): Argument {
  return {
    range,
    value: constantOf(known),
    variable: known?.kind === 'variable' ? known.name : undefined,
    template: known?.kind === 'template' ? known.parts : undefined,
  };
}

/** The same for an entry of a hashtable; `key` is undefined where only a run shows it. */
export function entryOf(
  key: string | undefined,
  keyRange: Range,
  known: Known | undefined,
  valueRange: Range,
): HashtableEntry {
  return {
    key,
    keyRange,
    valueRange,
    value: constantOf(known),
    variable: known?.kind === 'variable' ? known.name : undefined,
    template: known?.kind === 'template' ? known.parts : undefined,
  };
}
