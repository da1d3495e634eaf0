import { stripVTControlCharacters } from 'node:util';
import { formatDefault } from '../format/formatter.ts';
import { neutralise } from '../format/neutralise.ts';
import { toText } from '../language/text.ts';
import { itemsOf, Rendered, type Value } from '../language/values.ts';
import { encoded } from './csv.ts';
import type { CommandCall, CommandDefinition, ParameterSpec } from './definition.ts';
import { effect } from './effect.ts';

const inputObject: ParameterSpec = { name: 'InputObject', kind: 'any', position: 0, rest: true };

export const writeOutput: CommandDefinition = {
  name: 'Write-Output',
  aliases: ['echo', 'write'],
  module: 'Microsoft.PowerShell.Utility',
  parameters: [inputObject, { name: 'NoEnumerate', kind: 'switch' }],
  run: passOn,
};

async function* passOn(call: CommandCall): AsyncGenerator<Value> {
  yield* inputOf(call);
}

export const writeHost: CommandDefinition = {
  name: 'Write-Host',
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Object', kind: 'any', position: 0, rest: true },
    { name: 'NoNewline', kind: 'switch' },
    { name: 'ForegroundColor', kind: 'text' },
    { name: 'BackgroundColor', kind: 'text' },
    { name: 'Separator', kind: 'text' },
  ],
  run: writeToHost,
};

function writeToHost(call: CommandCall): AsyncIterable<Value> {
  return effect(async () => {
    const end = call.arguments.flag('NoNewline') ? '' : '\n';
    for await (const value of call.input ?? [call.arguments.value('Object') ?? null]) {
      const text = itemsOf(value)
        .map(toText)
        .join(call.arguments.text('Separator') ?? ' ');
      await call.run.write(neutralise(text, true) + end);
    }
  });
}

export const outNull: CommandDefinition = {
  name: 'Out-Null',
  module: 'Microsoft.PowerShell.Core',
  parameters: [inputObject],
  run: swallow,
};

function swallow(call: CommandCall): AsyncIterable<Value> {
  return effect(async () => {
    for await (const _ of inputOf(call)) {
      // Read to the end, so that what comes before takes effect.
    }
  });
}

export const outHost: CommandDefinition = {
  name: 'Out-Host',
  aliases: ['oh'],
  module: 'Microsoft.PowerShell.Core',
  parameters: [inputObject, { name: 'Paging', kind: 'switch' }],
  run: renderAll,
};

async function* renderAll(call: CommandCall): AsyncGenerator<Value> {
  for await (const text of formatDefault(inputOf(call), call.run)) {
    yield new Rendered(text);
  }
}

export const outString: CommandDefinition = {
  name: 'Out-String',
  module: 'Microsoft.PowerShell.Utility',
  parameters: [inputObject, { name: 'Stream', kind: 'switch' }, { name: 'Width', kind: 'number' }],
  run: toOneString,
};

async function* toOneString(call: CommandCall): AsyncGenerator<Value> {
  let whole = '';
  for await (const text of plainText(call)) {
    whole += text;
  }
  if (call.arguments.flag('Stream')) {
    yield* whole.replace(/\n$/, '').split('\n');
  } else {
    yield whole;
  }
}

/** The formatted input without colours, at `-Width` or the terminal's. */
async function* plainText(call: CommandCall): AsyncGenerator<string> {
  const width = call.arguments.count('Width') ?? call.run.width();
  for await (const text of formatDefault(inputOf(call), { width: () => width, colour: false })) {
    yield stripVTControlCharacters(text);
  }
}

export const outFile: CommandDefinition = {
  name: 'Out-File',
  module: 'Microsoft.PowerShell.Utility',
  changes: true,
  parameters: [
    { name: 'FilePath', aliases: ['Path', 'LiteralPath'], kind: 'text', position: 0, mandatory: true },
    { name: 'Encoding', kind: 'text', position: 1, values: ['utf8', 'utf8BOM', 'utf8NoBOM', 'unicode'] },
    { name: 'Force', kind: 'switch' },
    { name: 'Width', kind: 'number' },
    { name: 'InputObject', kind: 'any' },
  ],
  run: (call) => writeFile(call, 'FilePath', plainText(call), ''),
};

export const setContent: CommandDefinition = {
  name: 'Set-Content',
  module: 'Microsoft.PowerShell.Management',
  changes: true,
  parameters: [
    { name: 'Path', aliases: ['LiteralPath'], kind: 'text', position: 0, mandatory: true },
    { name: 'Value', kind: 'any', position: 1 },
    { name: 'Encoding', kind: 'text', values: ['utf8', 'utf8BOM', 'utf8NoBOM', 'unicode'] },
    { name: 'Force', kind: 'switch' },
  ],
  run: (call) => writeFile(call, 'Path', texts(call), '\n'),
};

async function* texts(call: CommandCall): AsyncGenerator<string> {
  for await (const value of call.input ?? itemsOf(call.arguments.value('Value') ?? null)) {
    yield toText(value);
  }
}

function writeFile(
  call: CommandCall,
  parameter: string,
  lines: AsyncIterable<string>,
  lineEnd: string,
): AsyncIterable<Value> {
  return effect(async () => {
    const path = call.arguments.text(parameter) ?? '';
    if (await call.run.shouldProcess(call, { kind: 'overwrite', target: call.run.files.resolve(path) }, false)) {
      await call.run.files.write(path, encoded(lines, call.arguments.text('Encoding') ?? 'utf8', lineEnd));
    }
  });
}

async function* inputOf(call: CommandCall): AsyncGenerator<Value> {
  yield* call.input ?? itemsOf(call.arguments.value('InputObject') ?? null);
}
