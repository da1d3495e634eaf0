import { operationError } from '../errors.ts';
import { toText } from '../language/text.ts';
import { itemsOf, PsObject, propertiesOf, type Value } from '../language/values.ts';
import type { CommandCall, CommandDefinition, ParameterSpec } from './definition.ts';
import { effect } from './effect.ts';

const shared: readonly ParameterSpec[] = [
  { name: 'Delimiter', kind: 'text' },
  { name: 'NoTypeInformation', aliases: ['NTI'], kind: 'switch' },
  { name: 'IncludeTypeInformation', aliases: ['ITI'], kind: 'switch' },
  { name: 'UseCulture', kind: 'switch' },
  { name: 'InputObject', kind: 'any' },
];

export const convertToCsv: CommandDefinition = {
  name: 'ConvertTo-Csv',
  module: 'Microsoft.PowerShell.Utility',
  parameters: shared,
  run: csvLines,
};

export const exportCsv: CommandDefinition = {
  name: 'Export-Csv',
  aliases: ['epcsv'],
  module: 'Microsoft.PowerShell.Utility',
  changes: true,
  parameters: [
    { name: 'Path', aliases: ['FilePath', 'LiteralPath', 'PSPath'], kind: 'text', position: 0, mandatory: true },
    { name: 'Encoding', kind: 'text', values: ['utf8', 'utf8BOM', 'utf8NoBOM', 'unicode'] },
    { name: 'NoClobber', kind: 'switch' },
    { name: 'Force', kind: 'switch' },
    ...shared,
  ],
  run: exportToCsv,
};

/** Lines of CSV, every field quoted as PowerShell does; a collection is its items joined by blanks. */
async function* csvLines(call: CommandCall): AsyncGenerator<string> {
  const { arguments: args } = call;
  const delimiter = args.text('Delimiter') ?? ',';
  if (delimiter.length !== 1) {
    throw operationError('wrongArgument', { parameter: 'Delimiter', value: delimiter, expected: ', ;' });
  }
  const line = (fields: readonly Value[]) =>
    fields.map((field) => (field === null ? '' : quote(toText(field)))).join(delimiter);
  let columns: readonly string[] | undefined;
  for await (const value of call.input ?? itemsOf(args.value('InputObject') ?? null)) {
    const properties = propertiesOf(value);
    if (columns === undefined) {
      columns = properties.map(([name]) => name);
      if (args.flag('IncludeTypeInformation')) {
        yield `#TYPE ${value instanceof PsObject ? value.typeName : 'System.Object'}`;
      }
      yield line(columns);
    }
    yield line(
      columns.map((name) =>
        value instanceof PsObject
          ? (value.get(name) ?? null)
          : (properties.find(([each]) => each === name)?.[1] ?? null),
      ),
    );
  }
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function exportToCsv(call: CommandCall): AsyncIterable<Value> {
  return effect(() => writeCsv(call));
}

async function writeCsv(call: CommandCall): Promise<void> {
  const { arguments: args, run } = call;
  const path = args.text('Path') ?? '';
  if (args.flag('NoClobber') && (await run.files.exists(path))) {
    throw operationError('fileExists', { path: run.files.resolve(path) });
  }
  if (!(await run.shouldProcess(call, { kind: 'overwrite', target: run.files.resolve(path) }, false))) {
    return;
  }
  await run.files.write(path, encoded(csvLines(call), args.text('Encoding') ?? 'utf8', '\r\n'));
}

/** Lines as bytes, in pieces of some size. @throws operations/wrongArgument for an encoding the console does not write */
export async function* encoded(
  lines: AsyncIterable<string>,
  encoding: string,
  lineEnd: string,
): AsyncGenerator<Uint8Array> {
  const name = encoding.toLowerCase();
  const wide = name === 'unicode';
  if (!['utf8', 'utf8nobom', 'utf8bom', 'unicode', 'ascii', 'default'].includes(name)) {
    throw operationError('wrongArgument', {
      parameter: 'Encoding',
      value: encoding,
      expected: 'utf8, utf8BOM, utf8NoBOM, unicode',
    });
  }
  let pending = wide || name === 'utf8bom' ? '\ufeff' : '';
  for await (const line of lines) {
    pending += line + lineEnd;
    if (pending.length > 65_536) {
      yield Buffer.from(pending, wide ? 'utf16le' : 'utf8');
      pending = '';
    }
  }
  yield Buffer.from(pending, wide ? 'utf16le' : 'utf8');
}
