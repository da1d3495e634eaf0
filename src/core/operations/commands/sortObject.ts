import { compareValues, valuesEqual } from '../language/operators.ts';
import { itemsOf, type Value } from '../language/values.ts';
import type { CommandCall, CommandDefinition } from './definition.ts';
import { readSelectors, selected } from './properties.ts';

export const sortObject: CommandDefinition = {
  name: 'Sort-Object',
  aliases: ['sort'],
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Property', kind: 'any', position: 0, rest: true },
    { name: 'Descending', kind: 'switch' },
    { name: 'Unique', kind: 'switch' },
    { name: 'CaseSensitive', kind: 'switch' },
    { name: 'Top', kind: 'number' },
    { name: 'InputObject', kind: 'any' },
  ],
  run: sortObjects,
};

interface Keyed {
  readonly value: Value;
  readonly keys: readonly Value[];
}

async function* sortObjects(call: CommandCall): AsyncGenerator<Value> {
  const { arguments: args } = call;
  const selectors = readSelectors(args.value('Property'));
  const caseSensitive = args.flag('CaseSensitive');
  const all: Keyed[] = [];
  for await (const value of call.input ?? itemsOf(args.value('InputObject') ?? null)) {
    const keys: Value[] = [];
    for (const selector of selectors) {
      keys.push(await selected(value, selector, call.run.scope));
    }
    all.push({ value, keys: selectors.length === 0 ? [value] : keys });
  }
  const directions = (selectors.length === 0 ? [undefined] : selectors).map((selector) =>
    (selector?.descending ?? args.flag('Descending')) ? -1 : 1,
  );
  all.sort((a, b) => {
    for (const [index, direction] of directions.entries()) {
      const order = compareLoosely(a.keys[index] ?? null, b.keys[index] ?? null, caseSensitive) * direction;
      if (order !== 0) {
        return order;
      }
    }
    return 0;
  });
  const top = args.count('Top') ?? Number.POSITIVE_INFINITY;
  let given = 0;
  let previous: Keyed | undefined;
  for (const item of all) {
    if (given >= top) {
      return;
    }
    const last = previous;
    if (
      !args.flag('Unique') ||
      last === undefined ||
      !item.keys.every((key, index) => valuesEqual(key, last.keys[index] ?? null, caseSensitive))
    ) {
      yield item.value;
      given += 1;
      previous = item;
    }
  }
}

/** An order for any two values: of different kinds, as text. */
function compareLoosely(a: Value, b: Value, caseSensitive: boolean): number {
  try {
    return compareValues(a, b, caseSensitive);
  } catch {
    return compareValues(String(a), String(b), caseSensitive);
  }
}
