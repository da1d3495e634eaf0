import { DefaultWriter, propertyColumns } from '../format/formatter.ts';
import { listText } from '../format/list.ts';
import { type TableOptions, TableWriter } from '../format/table.ts';
import { viewOf } from '../format/views.ts';
import { Hashtable, itemsOf, PsObject, Rendered, type Value } from '../language/values.ts';
import type { CommandCall, CommandDefinition } from './definition.ts';
import { project, readSelectors, type Selector } from './properties.ts';

export const formatTable: CommandDefinition = {
  name: 'Format-Table',
  aliases: ['ft'],
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Property', kind: 'any', position: 0, rest: true },
    { name: 'AutoSize', kind: 'switch' },
    { name: 'Wrap', kind: 'switch' },
    { name: 'HideTableHeaders', kind: 'switch' },
    { name: 'InputObject', kind: 'any' },
  ],
  run: formatAsTable,
};

export const formatList: CommandDefinition = {
  name: 'Format-List',
  aliases: ['fl'],
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Property', kind: 'any', position: 0, rest: true },
    { name: 'InputObject', kind: 'any' },
  ],
  run: formatAsList,
};

async function* formatAsTable(call: CommandCall): AsyncGenerator<Value> {
  const { arguments: args } = call;
  const selectors = readSelectors(args.value('Property'));
  let writer: TableWriter | undefined;
  for await (const value of objects(call)) {
    if (!(value instanceof PsObject)) {
      yield plainLine(call, value);
      continue;
    }
    const object =
      selectors.length === 0 ? value : new PsObject(value.typeName, await project(value, selectors, call.run.scope));
    if (writer === undefined) {
      const view = selectors.length === 0 ? viewOf(value.typeName) : undefined;
      const options: TableOptions = {
        width: call.run.width,
        colour: call.run.colour,
        wrap: args.flag('Wrap'),
        autoSize: args.flag('AutoSize'),
        hideHeaders: args.flag('HideTableHeaders'),
        ...(view?.heading === undefined ? {} : { heading: view.heading }),
      };
      const columns = view?.kind === 'table' ? view.columns : propertyColumns(object);
      writer = new TableWriter(
        columns.map((column) => ({ ...column, ...layoutOf(selectors, column.label) })),
        options,
      );
    }
    const text = writer.add(object);
    if (text !== '') {
      yield new Rendered(text);
    }
  }
  const rest = writer?.finish() ?? '';
  if (rest !== '') {
    yield new Rendered(rest);
  }
}

/** Width, alignment and format that `@{ n = …; width = … }` asks for. */
function layoutOf(selectors: readonly Selector[], label: string) {
  const selector = selectors.find((each) => each.kind === 'calculated' && each.label === label);
  return selector?.kind === 'calculated' ? selector.column : {};
}

async function* formatAsList(call: CommandCall): AsyncGenerator<Value> {
  const selectors = readSelectors(call.arguments.value('Property'));
  let any = false;
  for await (const value of objects(call)) {
    if (!(value instanceof PsObject)) {
      yield plainLine(call, value);
      continue;
    }
    const object =
      selectors.length === 0 ? value : new PsObject(value.typeName, await project(value, selectors, call.run.scope));
    any = true;
    yield new Rendered(listText(object, propertyColumns(object), call.run));
  }
  if (any) {
    yield new Rendered('\n');
  }
}

/** The input, tables as one object for each entry. */
async function* objects(call: CommandCall): AsyncGenerator<Value> {
  for await (const value of call.input ?? itemsOf(call.arguments.value('InputObject') ?? null)) {
    if (value instanceof Hashtable) {
      for (const [name, item] of value.entries()) {
        yield new PsObject(
          'System.Collections.DictionaryEntry',
          new Map<string, Value>([
            ['Name', name],
            ['Value', item],
          ]),
        );
      }
    } else {
      yield value;
    }
  }
}

function plainLine(call: CommandCall, value: Value): Rendered {
  const writer = new DefaultWriter(call.run);
  return new Rendered(writer.add(value) + writer.finish());
}
