import { operationError } from '../errors.ts';
import { readMember } from '../language/members.ts';
import { applyBinary } from '../language/operators.ts';
import { toText } from '../language/text.ts';
import { isTruthy, itemsOf, ScriptBlockValue, type Value } from '../language/values.ts';
import type { CommandCall, CommandDefinition } from './definition.ts';
import { blockValue } from './scriptBlock.ts';

const operators =
  'EQ NE GT GE LT LE Like NotLike Match NotMatch Contains NotContains In NotIn CEQ CNE CLike CNotLike CMatch CNotMatch CContains'.split(
    ' ',
  );

export const whereObject: CommandDefinition = {
  name: 'Where-Object',
  aliases: ['?', 'where'],
  module: 'Microsoft.PowerShell.Core',
  parameters: [
    { name: 'FilterScript', kind: 'any', position: 0 },
    { name: 'Property', kind: 'text' },
    { name: 'Value', kind: 'any', position: 1 },
    { name: 'Not', kind: 'switch' },
    { name: 'InputObject', kind: 'any' },
    ...operators.map((name) => ({ name, kind: 'any' as const })),
  ],
  run: whereObjects,
};

async function* whereObjects(call: CommandCall): AsyncGenerator<Value> {
  const holds = condition(call);
  for await (const value of call.input ?? itemsOf(call.arguments.value('InputObject') ?? null)) {
    if (await holds(value)) {
      yield value;
    }
  }
}

function condition(call: CommandCall): (value: Value) => Promise<boolean> | boolean {
  const { arguments: args } = call;
  const filter = args.value('FilterScript');
  if (filter instanceof ScriptBlockValue) {
    return async (value) => isTruthy(await blockValue(filter, value, call.run.scope));
  }
  const property = args.text('Property') ?? (filter === undefined ? undefined : toText(filter));
  if (property === undefined) {
    throw operationError('missingParameter', { command: call.name, parameter: 'FilterScript' });
  }
  const operator = operators.find((name) => args.has(name));
  if (operator === undefined) {
    return (value) => isTruthy(readMember(value, property)) !== args.flag('Not');
  }
  const right = args.value(operator) ?? null;
  return (value) => isTruthy(applyBinary(operator.toLowerCase(), readMember(value, property), right));
}
