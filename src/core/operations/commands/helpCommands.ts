import { operationError } from '../errors.ts';
import { knownParameters } from '../exchange/knownParameters.ts';
import { neutralise } from '../format/neutralise.ts';
import { toText } from '../language/text.ts';
import {
  itemsOf,
  PsObject,
  propertiesOf,
  Rendered,
  ScriptBlockValue,
  SecureText,
  type Value,
} from '../language/values.ts';
import { hasWildcard, matchesWildcard } from '../language/wildcard.ts';
import { parametersOf } from './binder.ts';
import type { CommandDefinition, CommandInfo, ParameterSpec } from './definition.ts';
import { effect } from './effect.ts';
import { helpAddress } from './helpAddress.ts';

export const getCommand: CommandDefinition = {
  name: 'Get-Command',
  aliases: ['gcm'],
  module: 'Microsoft.PowerShell.Core',
  parameters: [
    { name: 'Name', kind: 'text', position: 0 },
    { name: 'Module', kind: 'text' },
    { name: 'Noun', kind: 'text' },
    { name: 'Verb', kind: 'text' },
    { name: 'Syntax', kind: 'switch' },
  ],
  async *run(call) {
    const { arguments: args } = call;
    const names = args.list('Name') ?? ['*'];
    const fits = (text: string, patterns: readonly string[] | undefined) =>
      patterns === undefined || patterns.some((pattern) => matchesWildcard(text, pattern));
    for (const name of names) {
      let found = false;
      for (const info of call.run.commands()) {
        const [verb = '', noun = ''] = info.name.split('-');
        // Aliases show when they are asked for by name.
        if (
          matchesWildcard(info.name, name) &&
          (info.kind === 'Cmdlet' || !hasWildcard(name)) &&
          fits(info.module, args.list('Module')) &&
          fits(verb, args.list('Verb')) &&
          fits(noun, args.list('Noun'))
        ) {
          found = true;
          yield args.flag('Syntax') ? syntaxOf(info) : commandObject(info);
        }
      }
      if (!found && !hasWildcard(name)) {
        await call.run.report(operationError('unknownCommand', { command: name }), args.text('ErrorAction') ?? '');
      }
    }
  },
};

function commandObject(info: CommandInfo): PsObject {
  return new PsObject(
    'System.Management.Automation.CmdletInfo',
    new Map<string, Value>([
      ['CommandType', info.kind],
      ['Name', info.target === undefined ? info.name : `${info.name} -> ${info.target}`],
      ['Version', ''],
      ['Source', info.module],
    ]),
  );
}

export const getHelp: CommandDefinition = {
  name: 'Get-Help',
  aliases: ['help', 'man'],
  module: 'Microsoft.PowerShell.Core',
  parameters: [
    { name: 'Name', kind: 'text', position: 0 },
    ...['Full', 'Detailed', 'Examples', 'Online'].map((name) => ({ name, kind: 'switch' as const })),
    { name: 'Parameter', kind: 'text' },
  ],
  async *run(call) {
    const name = call.arguments.text('Name') ?? 'Get-Help';
    const all = call.run.commands();
    const matching = all.filter((info) => matchesWildcard(info.name, name));
    if (matching.length === 0) {
      throw operationError('unknownCommand', { command: name });
    }
    if (matching.length > 1) {
      yield* matching.filter(({ kind }) => kind === 'Cmdlet').map(commandObject);
      return;
    }
    const [first] = matching;
    const info = first?.target === undefined ? first : all.find((each) => each.name === first.target);
    if (info !== undefined) {
      yield new Rendered(helpText(info, all, call.arguments.text('Parameter')));
    }
  },
};

function helpText(info: CommandInfo, all: readonly CommandInfo[], parameter: string | undefined): string {
  const sections: string[] = ['', 'NAME', `    ${info.name}`, '', 'SYNTAX', `    ${syntaxOf(info)}`, ''];
  if (info.definition !== undefined) {
    const shown = parametersOf(info.definition).filter(
      ({ name }) => parameter === undefined || matchesWildcard(name, parameter),
    );
    sections.push('PARAMETERS', ...shown.map((spec) => `    ${parameterSyntax(spec)}`), '');
  }
  const aliases = all.filter(({ target }) => target === info.name).map(({ name }) => name);
  if (aliases.length > 0) {
    sections.push('ALIASES', ...aliases.map((alias) => `    ${alias}`), '');
  }
  sections.push('RELATED LINKS', `    ${helpAddress(info)}`, '', '');
  return sections.join('\n');
}

function syntaxOf(info: CommandInfo): string {
  const known = knownParameters(info.name);
  const parameters =
    info.definition === undefined
      ? known === undefined
        ? ['…']
        : [
            ...known.map(({ name, isSwitch }) =>
              name === 'Identity' ? '[[-Identity] <String>]' : `[-${name}${isSwitch ? '' : ' <Object>'}]`,
            ),
            '[<CommonParameters>]',
          ]
      : [
          ...info.definition.parameters.map(parameterSyntax),
          ...(info.definition.changes ? ['[-WhatIf]', '[-Confirm]'] : []),
          '[<CommonParameters>]',
        ];
  return [info.name, ...parameters].join(' ');
}

function parameterSyntax(spec: ParameterSpec): string {
  const name = spec.position === undefined ? `-${spec.name}` : `[-${spec.name}]`;
  const type =
    spec.kind === 'switch'
      ? ''
      : spec.kind === 'number'
        ? ' <Int32>'
        : spec.kind === 'text'
          ? ` <String${spec.rest ? '[]' : ''}>`
          : ' <Object>';
  return spec.mandatory ? `${name}${type}` : `[${name}${type}]`;
}

export const getMember: CommandDefinition = {
  name: 'Get-Member',
  aliases: ['gm'],
  module: 'Microsoft.PowerShell.Utility',
  parameters: [
    { name: 'Name', kind: 'text', position: 0 },
    { name: 'MemberType', kind: 'text' },
    { name: 'InputObject', kind: 'any' },
  ],
  async *run(call) {
    const seen = new Set<string>();
    const wanted = call.arguments.list('Name') ?? ['*'];
    for await (const value of call.input ?? itemsOf(call.arguments.value('InputObject') ?? null)) {
      const typeName = typeNameOf(value);
      if (!seen.has(typeName)) {
        seen.add(typeName);
        yield new Rendered(`\n   TypeName: ${neutralise(typeName)}\n`);
        const members = propertiesOf(value).filter(([name]) =>
          wanted.some((pattern) => matchesWildcard(name, pattern)),
        );
        for (const [name, item] of members.toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))) {
          const shown = toText(item);
          const definition = `${shortType(item)} ${name}=${shown.length > 60 ? `${shown.slice(0, 59)}…` : shown}`;
          yield new PsObject(
            'Microsoft.PowerShell.Commands.MemberDefinition',
            new Map<string, Value>([
              ['Name', name],
              ['MemberType', 'NoteProperty'],
              ['Definition', definition],
            ]),
          );
        }
      }
    }
  },
};

function typeNameOf(value: Value): string {
  if (value instanceof PsObject) {
    return value.typeName;
  }
  return value === null ? 'null' : `System.${shortType(value)}`;
}

function shortType(value: Value): string {
  if (value === null) {
    return 'object';
  }
  if (value instanceof Date) {
    return 'DateTime';
  }
  if (Array.isArray(value)) {
    return 'Object[]';
  }
  if (value instanceof SecureText) {
    return 'Security.SecureString';
  }
  if (value instanceof ScriptBlockValue) {
    return 'Management.Automation.ScriptBlock';
  }
  if (value instanceof PsObject) {
    return 'PSCustomObject';
  }
  return typeof value === 'string'
    ? 'string'
    : typeof value === 'number'
      ? Number.isInteger(value)
        ? 'int'
        : 'double'
      : typeof value === 'boolean'
        ? 'bool'
        : 'object';
}

export const getHistory: CommandDefinition = {
  name: 'Get-History',
  aliases: ['h', 'history', 'ghy'],
  module: 'Microsoft.PowerShell.Core',
  parameters: [
    { name: 'Id', kind: 'number', position: 0 },
    { name: 'Count', kind: 'number', position: 1 },
  ],
  async *run(call) {
    const id = call.arguments.count('Id');
    const numbered = call.run.history
      .map((line, index) => ({ line, id: index + 1 }))
      .filter((entry) => id === undefined || entry.id === id);
    for (const entry of numbered.slice(-(call.arguments.count('Count') ?? numbered.length) || numbered.length)) {
      yield new PsObject(
        'Microsoft.PowerShell.Commands.HistoryInfo',
        new Map<string, Value>([
          ['Id', entry.id],
          ['CommandLine', entry.line],
        ]),
      );
    }
  },
};

export const clearHost: CommandDefinition = {
  name: 'Clear-Host',
  aliases: ['cls', 'clear'],
  module: 'Microsoft.PowerShell.Core',
  parameters: [],
  run: (call) =>
    effect(async () => {
      await call.run.clear();
    }),
};

export const exit: CommandDefinition = {
  name: 'exit',
  module: '',
  parameters: [{ name: 'Code', kind: 'number', position: 0 }],
  run: (call) =>
    effect(async () => {
      call.run.exit();
    }),
};
