import { operationError } from '../errors.ts';
import { toNumber } from '../language/convert.ts';
import { compareValues } from '../language/operators.ts';
import { toText } from '../language/text.ts';
import { itemsOf, PsObject, plain, propertyOf, type Value } from '../language/values.ts';
import type { CommandCall, CommandDefinition } from './definition.ts';
import { readSelectors, selected } from './properties.ts';

export const measureObject: CommandDefinition = {
  name: 'Measure-Object',
  aliases: ['measure'],
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Property', kind: 'text', position: 0, rest: true },
    { name: 'Sum', kind: 'switch' },
    { name: 'Average', kind: 'switch' },
    { name: 'Maximum', kind: 'switch' },
    { name: 'Minimum', kind: 'switch' },
    { name: 'AllStats', kind: 'switch' },
    { name: 'InputObject', kind: 'any' },
  ],
  run: measureObjects,
};

interface Totals {
  count: number;
  sum: number;
  largest: Value;
  smallest: Value;
}

async function* measureObjects(call: CommandCall): AsyncGenerator<Value> {
  const { arguments: args } = call;
  const wants = (name: string) => args.flag(name) || args.flag('AllStats');
  const names = args.list('Property') ?? [undefined];
  const totals = names.map((): Totals => ({ count: 0, sum: 0, largest: null, smallest: null }));
  for await (const value of call.input ?? itemsOf(args.value('InputObject') ?? null)) {
    for (const [index, name] of names.entries()) {
      const item = name === undefined ? value : propertyOf(value, name);
      const total = totals[index];
      if (total !== undefined && item !== undefined && item !== null) {
        addTo(total, plain(item), wants('Sum') || wants('Average'), wants('Maximum') || wants('Minimum'));
      }
    }
  }
  for (const [index, name] of names.entries()) {
    const total = totals[index] ?? { count: 0, sum: 0, largest: null, smallest: null };
    if (name !== undefined && total.count === 0) {
      throw operationError('noSuchProperty', { property: name });
    }
    yield new PsObject(
      'Microsoft.PowerShell.Commands.GenericMeasureInfo',
      new Map<string, Value>([
        ['Count', total.count],
        ['Average', wants('Average') && total.count > 0 ? total.sum / total.count : null],
        ['Sum', wants('Sum') ? total.sum : null],
        ['Maximum', wants('Maximum') ? total.largest : null],
        ['Minimum', wants('Minimum') ? total.smallest : null],
        ['StandardDeviation', null],
        ['Property', name ?? null],
      ]),
    );
  }
}

function addTo(total: Totals, value: Value, sums: boolean, compares: boolean): void {
  total.count += 1;
  if (sums) {
    total.sum += toNumber(value);
  }
  if (compares) {
    total.largest = total.largest === null || compareValues(value, total.largest) > 0 ? value : total.largest;
    total.smallest = total.smallest === null || compareValues(value, total.smallest) < 0 ? value : total.smallest;
  }
}

export const groupObject: CommandDefinition = {
  name: 'Group-Object',
  aliases: ['group'],
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Property', kind: 'any', position: 0, rest: true },
    { name: 'NoElement', kind: 'switch' },
    { name: 'InputObject', kind: 'any' },
  ],
  run: groupObjects,
};

async function* groupObjects(call: CommandCall): AsyncGenerator<Value> {
  const selectors = readSelectors(call.arguments.value('Property'));
  const keepItems = !call.arguments.flag('NoElement');
  const groups = new Map<string, { readonly name: string; count: number; readonly items: Value[] }>();
  for await (const value of call.input ?? itemsOf(call.arguments.value('InputObject') ?? null)) {
    const keys: string[] = [];
    for (const selector of selectors) {
      keys.push(toText(await selected(value, selector, call.run.scope)));
    }
    const name = selectors.length === 0 ? toText(value) : keys.join(', ');
    const group = groups.get(name.toLowerCase()) ?? { name, count: 0, items: [] };
    group.count += 1;
    if (keepItems) {
      group.items.push(value);
    }
    groups.set(name.toLowerCase(), group);
  }
  const ordered = [...groups.values()].sort((a, b) => compareValues(a.name, b.name));
  for (const { name, count, items } of ordered) {
    const properties = new Map<string, Value>([
      ['Count', count],
      ['Name', name],
    ]);
    if (keepItems) {
      properties.set('Group', items);
    }
    yield new PsObject(`Microsoft.PowerShell.Commands.GroupInfo${keepItems ? '' : 'NoElement'}`, properties);
  }
}
