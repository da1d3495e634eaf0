import { operationError } from '../errors.ts';
import { toDate } from '../language/convert.ts';
import { formatValue } from '../language/formatString.ts';
import { toText } from '../language/text.ts';
import { itemsOf, PsObject, SecureText, type Value } from '../language/values.ts';
import type { CommandCall, CommandDefinition } from './definition.ts';
import { effect } from './effect.ts';

export const convertToSecureString: CommandDefinition = {
  name: 'ConvertTo-SecureString',
  module: 'Microsoft.PowerShell.Security',
  parameters: [
    { name: 'String', kind: 'text', position: 0, mandatory: true },
    { name: 'AsPlainText', kind: 'switch' },
    { name: 'Force', kind: 'switch' },
  ],
  async *run(call) {
    if (!call.arguments.flag('AsPlainText')) {
      // Without it the text would have to be one that this Windows account encrypted.
      throw operationError('missingParameter', { command: call.name, parameter: 'AsPlainText' });
    }
    for await (const value of call.input ?? [call.arguments.value('String') ?? null]) {
      yield new SecureText(toText(value));
    }
  },
};

export const readHost: CommandDefinition = {
  name: 'Read-Host',
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Prompt', kind: 'any', position: 0, rest: true },
    { name: 'AsSecureString', kind: 'switch' },
    { name: 'MaskInput', kind: 'switch' },
  ],
  async *run(call) {
    const secure = call.arguments.flag('AsSecureString');
    const message = itemsOf(call.arguments.value('Prompt') ?? null)
      .map(toText)
      .join(' ');
    const text = await ask(call, secure || call.arguments.flag('MaskInput') ? 'secret' : 'text', message);
    yield secure ? new SecureText(text) : text;
  },
};

export const getCredential: CommandDefinition = {
  name: 'Get-Credential',
  module: 'Microsoft.PowerShell.Security',
  parameters: [
    { name: 'Credential', aliases: ['UserName'], kind: 'any', position: 0 },
    { name: 'Message', kind: 'text' },
    { name: 'Title', kind: 'text' },
  ],
  async *run(call) {
    const given = call.arguments.value('Credential') ?? null;
    if (given instanceof PsObject) {
      yield given;
      return;
    }
    const message = call.arguments.text('Message') ?? '';
    const userName = given === null ? await ask(call, 'userName', message) : toText(given);
    yield credential(userName, new SecureText(await ask(call, 'password', given === null ? '' : message)));
  },
};

/** A user name with its password, as Get-Credential gives it. */
export function credential(userName: string, password: SecureText): PsObject {
  return new PsObject(
    'System.Management.Automation.PSCredential',
    new Map<string, Value>([
      ['UserName', userName],
      ['Password', password],
    ]),
  );
}

async function ask(
  call: CommandCall,
  kind: 'text' | 'secret' | 'userName' | 'password',
  message: string,
): Promise<string> {
  const { prompt } = call.run.options;
  if (prompt === undefined) {
    throw operationError('promptNeeded', { command: call.name });
  }
  return prompt(message === '' ? { kind } : { kind, message }, call.run.signal);
}

export const getDate: CommandDefinition = {
  name: 'Get-Date',
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Date', aliases: ['LastWriteTime'], kind: 'any', position: 0 },
    { name: 'Format', kind: 'text' },
    { name: 'UFormat', kind: 'text' },
    { name: 'AsUTC', kind: 'switch' },
    ...['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second'].map((name) => ({ name, kind: 'number' as const })),
  ],
  async *run(call) {
    const { arguments: args } = call;
    const given = args.value('Date');
    const start = given === undefined || given === null ? call.run.options.clock.now() : toDate(given);
    const date = new Date(
      args.count('Year') ?? start.getFullYear(),
      (args.count('Month') ?? start.getMonth() + 1) - 1,
      args.count('Day') ?? start.getDate(),
      args.count('Hour') ?? start.getHours(),
      args.count('Minute') ?? start.getMinutes(),
      args.count('Second') ?? start.getSeconds(),
      start.getMilliseconds(),
    );
    if (args.has('UFormat')) {
      throw operationError('needsRealPowerShell', { command: 'Get-Date -UFormat' });
    }
    const format = args.text('Format');
    yield format === undefined ? date : formatValue(date, format);
  },
};

export const newObject: CommandDefinition = {
  name: 'New-Object',
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'TypeName', kind: 'text', position: 0, mandatory: true },
    { name: 'ArgumentList', aliases: ['Args'], kind: 'any', position: 1, rest: true },
    { name: 'Property', kind: 'any' },
  ],
  async *run(call) {
    const type = call.arguments.text('TypeName') ?? '';
    const made = await call.run.scope.host.construct(
      type,
      itemsOf(call.arguments.value('ArgumentList') ?? call.arguments.value('Property') ?? null),
    );
    if (made === undefined) {
      throw operationError('notInConsoleLanguage', { construct: `New-Object ${type.slice(0, 60)}` });
    }
    yield made;
  },
};

/** The modules whose commands the console has built in: importing one is nothing to do. */
const builtInModules =
  /^(?:ExchangeOnlineManagement|Microsoft\.Graph(?:\.[\w.]+)?|Microsoft\.Entra(?:\.[\w.]+)?|Microsoft\.PowerShell\.\w+|PKI)$/i;

export const importModule: CommandDefinition = {
  name: 'Import-Module',
  aliases: ['ipmo'],
  module: 'Microsoft.PowerShell.Core',
  parameters: [
    { name: 'Name', kind: 'any', position: 0, mandatory: true },
    { name: 'MinimumVersion', aliases: ['Version'], kind: 'text' },
    { name: 'RequiredVersion', kind: 'text' },
    { name: 'Force', kind: 'switch' },
    { name: 'Global', kind: 'switch' },
  ],
  run: (call) =>
    effect(async () => {
      for (const name of call.arguments.list('Name') ?? []) {
        if (!builtInModules.test(name)) {
          throw operationError('needsRealPowerShell', { command: `Import-Module ${name.slice(0, 60)}` });
        }
      }
    }),
};
