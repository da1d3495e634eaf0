import { operationError } from '../errors.ts';
import { fromJson, toJson } from '../language/json.ts';
import { toText } from '../language/text.ts';
import { itemsOf, type Value } from '../language/values.ts';
import type { CommandCall, CommandDefinition } from './definition.ts';

export const convertToJson: CommandDefinition = {
  name: 'ConvertTo-Json',
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'InputObject', kind: 'any', position: 0 },
    { name: 'Depth', kind: 'number' },
    { name: 'Compress', kind: 'switch' },
    { name: 'AsArray', kind: 'switch' },
  ],
  run: toJsonText,
};

async function* toJsonText(call: CommandCall): AsyncGenerator<Value> {
  const { arguments: args } = call;
  const depth = args.count('Depth') ?? 2;
  if (depth > 100) {
    throw operationError('wrongArgument', { parameter: 'Depth', value: depth, expected: '0-100' });
  }
  const given = args.value('InputObject');
  const values: unknown[] = [];
  if (call.input === undefined) {
    values.push(toJson(given ?? null, depth));
  } else {
    for await (const value of call.input) {
      values.push(toJson(value, depth));
    }
  }
  if (values.length === 0) {
    return;
  }
  const whole = values.length === 1 && !args.flag('AsArray') ? values[0] : values;
  yield JSON.stringify(whole, undefined, args.flag('Compress') ? undefined : 2);
}

export const convertFromJson: CommandDefinition = {
  name: 'ConvertFrom-Json',
  module: 'Microsoft.PowerShell.Utility',
  parameters: [{ name: 'InputObject', kind: 'text', position: 0 }],
  run: fromJsonText,
};

async function* fromJsonText(call: CommandCall): AsyncGenerator<Value> {
  const lines: string[] = [];
  for await (const value of call.input ?? itemsOf(call.arguments.value('InputObject') ?? null)) {
    lines.push(toText(value));
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(lines.join('\n'));
  } catch {
    throw operationError('cannotConvert', { value: '', type: 'JSON' });
  }
  yield* itemsOf(fromJson(parsed, 'System.Management.Automation.PSCustomObject'));
}
