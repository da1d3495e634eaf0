import { operationError } from '../errors.ts';
import type { ViewColumn } from '../format/views.ts';
import { toNumber } from '../language/convert.ts';
import type { Scope } from '../language/evaluator.ts';
import { readMember } from '../language/members.ts';
import { toText } from '../language/text.ts';
import { Hashtable, itemsOf, PsObject, propertiesOf, ScriptBlockValue, type Value } from '../language/values.ts';
import { hasWildcard, matchesWildcard } from '../language/wildcard.ts';
import { blockValue } from './scriptBlock.ts';

/** One entry of a `-Property` list. */
export type Selector =
  | { readonly kind: 'name'; readonly name: string; readonly descending?: boolean }
  | {
      readonly kind: 'calculated';
      readonly label: string;
      readonly block: ScriptBlockValue;
      readonly descending?: boolean;
      /** How a table shows it. */
      readonly column?: Pick<ViewColumn, 'width' | 'align' | 'format'>;
    };

/** Reads a `-Property` argument: names, wildcards, script blocks and `@{ n = '…'; e = { … } }`. */
export function readSelectors(value: Value | undefined): readonly Selector[] {
  return itemsOf(value ?? null).map((item) => {
    if (item instanceof ScriptBlockValue) {
      return { kind: 'calculated', label: item.text.trim(), block: item };
    }
    return item instanceof Hashtable ? calculated(item) : { kind: 'name', name: toText(item) };
  });
}

function calculated(table: Hashtable): Selector {
  let label: string | undefined;
  let expression: Value = null;
  let descending: boolean | undefined;
  const column: { width?: number; align?: 'left' | 'right' | 'center'; format?: string } = {};
  for (const [key, value] of table.entries()) {
    const name = key.toLowerCase();
    if ('name'.startsWith(name) || 'label'.startsWith(name)) {
      label = toText(value);
    } else if ('expression'.startsWith(name)) {
      expression = value;
    } else if (name === 'descending' || name === 'ascending') {
      descending = (value === true) === (name === 'descending');
    } else if ('alignment'.startsWith(name)) {
      column.align = alignment(toText(value));
    } else if ('width'.startsWith(name)) {
      column.width = Math.max(1, Math.min(Math.trunc(toNumber(value)), 1000));
    } else if ('formatstring'.startsWith(name)) {
      column.format = toText(value);
    } else {
      throw operationError('wrongArgument', {
        parameter: 'Property',
        value: key.slice(0, 60),
        expected: 'Name, Expression',
      });
    }
  }
  const order = { ...(descending === undefined ? {} : { descending }), column };
  if (expression instanceof ScriptBlockValue) {
    return { kind: 'calculated', label: label ?? expression.text.trim(), block: expression, ...order };
  }
  if (expression === null) {
    throw operationError('wrongArgument', { parameter: 'Property', value: label ?? '', expected: 'Expression' });
  }
  const name = toText(expression);
  return label === undefined
    ? { kind: 'name', name, ...order }
    : { kind: 'calculated', label, block: memberBlock(name), ...order };
}

function alignment(text: string): 'left' | 'right' | 'center' {
  const found = (['left', 'right', 'center'] as const).find((name) => name === text.toLowerCase());
  if (found === undefined) {
    throw operationError('wrongArgument', {
      parameter: 'Property',
      value: text.slice(0, 60),
      expected: 'Left, Right, Center',
    });
  }
  return found;
}

/** `{ $_.Name }`. */
function memberBlock(name: string): ScriptBlockValue {
  const member = {
    kind: 'member' as const,
    target: { kind: 'variable' as const, name: '_' },
    name,
    isStatic: false,
    start: 0,
  };
  return new ScriptBlockValue(` $_.${name} `, [{ pipeline: [{ kind: 'expression', expression: member }] }]);
}

/** The selected properties of an object, in the order asked for; a plain name that it lacks is there, empty. */
export async function project(
  value: Value,
  selectors: readonly Selector[],
  scope: Scope,
  excluded: readonly string[] = [],
): Promise<Map<string, Value>> {
  const result = new Map<string, Value>();
  const add = (name: string, item: Value) => {
    if (!excluded.some((pattern) => matchesWildcard(name, pattern)) && !result.has(name)) {
      result.set(name, item);
    }
  };
  for (const selector of selectors) {
    if (selector.kind === 'calculated') {
      add(selector.label, await quietly(selector.block, value, scope));
    } else if (hasWildcard(selector.name)) {
      for (const [name, item] of propertiesOf(value)) {
        if (matchesWildcard(name, selector.name)) {
          add(name, item);
        }
      }
    } else {
      const spelled = value instanceof PsObject ? (value.nameOf(selector.name) ?? selector.name) : selector.name;
      add(spelled, readMember(value, spelled));
    }
  }
  return result;
}

/** A calculated property that fails is empty, as in PowerShell; what the console can't do at all is still said. */
async function quietly(block: ScriptBlockValue, value: Value, scope: Scope): Promise<Value> {
  try {
    return await blockValue(block, value, scope);
  } catch (error) {
    if (
      error instanceof Error &&
      /notInConsoleLanguage|noSuchMethod|unknownCommand|AbortError/.test(`${error.name} ${error.message}`)
    ) {
      throw error;
    }
    return null;
  }
}

/** The value a selector picks, for sorting and grouping. */
export async function selected(value: Value, selector: Selector, scope: Scope): Promise<Value> {
  return selector.kind === 'calculated' ? blockValue(selector.block, value, scope) : readMember(value, selector.name);
}
