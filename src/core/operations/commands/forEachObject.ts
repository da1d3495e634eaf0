import { operationError } from '../errors.ts';
import type { Statement } from '../language/ast.ts';
import { runStatements } from '../language/evaluator.ts';
import { callMethod, readMember } from '../language/members.ts';
import { toText } from '../language/text.ts';
import { itemsOf, propertyOf, ScriptBlockValue, type Value } from '../language/values.ts';
import type { CommandCall, CommandDefinition } from './definition.ts';

export const forEachObject: CommandDefinition = {
  name: 'ForEach-Object',
  aliases: ['%', 'foreach'],
  module: 'Microsoft.PowerShell.Core',
  parameters: [
    { name: 'Process', kind: 'any', position: 0 },
    { name: 'MemberName', kind: 'text' },
    { name: 'ArgumentList', kind: 'any', position: 1, rest: true },
    { name: 'InputObject', kind: 'any' },
  ],
  run: forEachObjects,
};

async function* forEachObjects(call: CommandCall): AsyncGenerator<Value> {
  const { arguments: args } = call;
  const process = args.value('Process');
  const member = args.text('MemberName') ?? (process === undefined ? undefined : toText(process));
  if (member === undefined) {
    throw operationError('missingParameter', { command: call.name, parameter: 'Process' });
  }
  for await (const item of call.input ?? itemsOf(args.value('InputObject') ?? null)) {
    if (process instanceof ScriptBlockValue) {
      yield* runStatements(process.body as readonly Statement[], { ...call.run.scope, item });
    } else {
      const given = itemsOf(args.value('ArgumentList') ?? null);
      const found = propertyOf(item, member);
      const value = found ?? (/^[a-z]+$/i.test(member) ? methodResult(item, member, given) : readMember(item, member));
      yield* value === null ? [null] : itemsOf(value);
    }
  }
}

/** `ForEach-Object ToUpper` calls the method; a name that is neither property nor method gives null. */
function methodResult(item: Value, member: string, args: readonly Value[]): Value {
  try {
    return callMethod(item, member, args);
  } catch {
    return null;
  }
}
