import { operationError } from '../errors.ts';
import { readMember } from '../language/members.ts';
import { toText } from '../language/text.ts';
import { itemsOf, PsObject, propertiesOf, propertyOf, type Value } from '../language/values.ts';
import type { CommandCall, CommandDefinition } from './definition.ts';
import { project, readSelectors } from './properties.ts';

export const selectObject: CommandDefinition = {
  name: 'Select-Object',
  aliases: ['select'],
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Property', kind: 'any', position: 0, rest: true },
    { name: 'ExcludeProperty', kind: 'any' },
    { name: 'ExpandProperty', aliases: ['Expand'], kind: 'text' },
    { name: 'First', kind: 'number' },
    { name: 'Last', kind: 'number' },
    { name: 'Skip', kind: 'number' },
    { name: 'SkipLast', kind: 'number' },
    { name: 'Unique', kind: 'switch' },
    { name: 'InputObject', kind: 'any' },
  ],
  run: selectObjects,
};

async function* selectObjects(call: CommandCall): AsyncGenerator<Value> {
  const args = call.arguments;
  const selectors = readSelectors(args.value('Property') ?? (args.has('ExcludeProperty') ? '*' : undefined));
  const excluded = args.list('ExcludeProperty') ?? [];
  const expand = args.text('ExpandProperty');
  const seen = args.flag('Unique') ? new Set<string>() : undefined;
  for await (const value of pick(call)) {
    let result = value;
    if (selectors.length > 0) {
      const properties = await project(value, selectors, call.run.scope, excluded);
      result = new PsObject('Selected.System.Management.Automation.PSCustomObject', properties);
    }
    const results = expand === undefined ? [result] : await expanded(call, value, expand);
    for (const each of results) {
      const key = seen === undefined ? '' : identityOf(each);
      if (seen === undefined || !seen.has(key)) {
        seen?.add(key);
        yield each;
      }
    }
  }
}

/** `-First`, `-Last`, `-Skip` and `-SkipLast`; reading stops as soon as nothing more can be needed. */
async function* pick(call: CommandCall): AsyncGenerator<Value> {
  const { arguments: args } = call;
  const first = args.count('First');
  const last = args.count('Last');
  const keepBack = last ?? args.count('SkipLast') ?? 0;
  let skip = last === undefined ? (args.count('Skip') ?? 0) : 0;
  if (first === 0 && last === undefined) {
    return;
  }
  let given = 0;
  const tail: Value[] = [];
  for await (const value of call.input ?? itemsOf(args.value('InputObject') ?? null)) {
    if (skip > 0) {
      skip -= 1;
      continue;
    }
    if (first !== undefined && given < first) {
      given += 1;
      yield value;
      if (given === first && last === undefined) {
        return;
      }
      continue;
    }
    if (keepBack === 0) {
      if (first === undefined && last === undefined) {
        yield value;
      }
      continue;
    }
    tail.push(value);
    if (tail.length > keepBack) {
      const oldest = tail.shift();
      if (last === undefined && oldest !== undefined) {
        yield oldest;
      }
    }
  }
  if (last !== undefined) {
    yield* tail;
  }
}

async function expanded(call: CommandCall, value: Value, name: string): Promise<readonly Value[]> {
  if (propertyOf(value, name) === undefined) {
    await call.run.report(
      operationError('noSuchProperty', { property: name }),
      call.arguments.text('ErrorAction') ?? '',
    );
    return [];
  }
  return itemsOf(readMember(value, name));
}

function identityOf(value: Value): string {
  const properties = propertiesOf(value);
  return value instanceof PsObject
    ? JSON.stringify(properties.map(([name, item]) => [name, toText(item)]))
    : `${typeof value} ${toText(value)}`;
}
