import { parametersOf } from '../commands/binder.ts';
import type { ParameterSpec } from '../commands/definition.ts';
import { builtInCommand } from '../commands/registry.ts';
import { knownParameters } from '../exchange/knownParameters.ts';
import { exchangeSwitches } from '../exchange/parameters.ts';
import { resolveGraphChange } from '../graph/graphChanges.ts';
import { resolveGraphCmdlet } from '../graph/graphCmdlets.ts';
import { graphParameters } from '../graph/query.ts';
import type { CompletionList } from '../lineEditor/effects.ts';
import type { OperationSession } from '../session.ts';
import { type CompletionPlace, placeOf } from './place.ts';

const none: CompletionList = { start: 0, end: 0, candidates: [] };

/** Parameters of an Exchange cmdlet whose own ones are not known here. */
const anyExchange = ['Identity', 'ResultSize', 'Filter'];
const everyExchange = ['Confirm', 'WhatIf', 'ErrorAction', 'WarningAction'];

const values: Readonly<Record<string, readonly string[]>> = {
  resultsize: ['Unlimited', '10', '100', '1000'],
  recipienttypedetails: [
    'DiscoveryMailbox',
    'EquipmentMailbox',
    'GroupMailbox',
    'RoomMailbox',
    'SchedulingMailbox',
    'SharedMailbox',
    'TeamMailbox',
    'UserMailbox',
  ],
  accessrights: ['FullAccess', 'ReadPermission', 'SendAs', 'Editor', 'Author', 'Reviewer', 'AvailabilityOnly', 'Owner'],
  inheritancetype: ['All', 'Children', 'Descendents', 'None', 'SelfAndChildren'],
  automateprocessing: ['AutoAccept', 'AutoUpdate', 'None'],
  autoreplystate: ['Disabled', 'Enabled', 'Scheduled'],
  linktype: ['Aggregators', 'EventSubscribers', 'Members', 'Owners', 'Subscribers'],
  automapping: ['$false', '$true'],
  type: ['Equipment', 'Regular', 'Room', 'Shared'],
  folderscope: [
    'All',
    'Archive',
    'Calendar',
    'Contacts',
    'DeletedItems',
    'Drafts',
    'Inbox',
    'RecoverableItems',
    'SentItems',
  ],
  consistencylevel: ['eventual'],
  propertysets: [
    'All',
    'Archive',
    'Audit',
    'Custom',
    'Delivery',
    'Hold',
    'Minimum',
    'Moderation',
    'Policy',
    'Quota',
    'Resource',
    'Retention',
  ],
};

/** Completions at `cursor`: commands, parameters, values, variables, properties. Never asks the network. */
export async function complete(text: string, cursor: number, session: OperationSession): Promise<CompletionList> {
  const place = placeOf(text, cursor);
  const candidates = await candidatesFor(place, session);
  const prefix = place.word.toLowerCase();
  const fitting = [...new Set(candidates)].filter((candidate) => unquoted(candidate).toLowerCase().startsWith(prefix));
  return fitting.length === 0 ? none : { start: place.start, end: cursor, candidates: fitting };
}

async function candidatesFor(place: CompletionPlace, session: OperationSession): Promise<readonly string[]> {
  switch (place.kind) {
    case 'none':
      return [];
    case 'command':
      return session
        .commands()
        .filter(({ kind }) => kind === 'Cmdlet')
        .map(({ name }) => name);
    case 'variable':
      return [...session.variableNames(), 'true', 'false', 'null', ...(place.inBlock ? ['_'] : [])].map(
        (name) => `$${name}`,
      );
    case 'member':
      return (
        place.variable === '_' ? session.propertyNames(place.source ?? '') : session.variableProperties(place.variable)
      ).map((name) => `$${place.variable}.${name}`);
    case 'parameter':
      return parameterNames(place.command, session).map((name) => `-${name}`);
    case 'value':
      return (await valuesOf(place, session)).map(quotedIfNeeded);
  }
}

function parameterNames(command: string, session: OperationSession): readonly string[] {
  const definition = builtInCommand(command);
  if (definition !== undefined) {
    return parametersOf(definition).map(({ name }) => name);
  }
  const change = resolveGraphChange(command, session.options.catalog);
  if (change !== undefined) {
    const ids = [...change.path.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1] ?? '');
    const reference = change.reference === undefined ? [] : [change.reference];
    const body = change.method === 'DELETE' || reference.length > 0 ? [] : ['BodyParameter', 'AdditionalProperties'];
    return [...ids, ...reference, ...body, 'Confirm', 'WhatIf', 'ErrorAction'];
  }
  const target = resolveGraphCmdlet(command, session.options.catalog);
  if (target !== undefined) {
    const holes = [...target.path.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1] ?? '');
    return [...holes, ...(target.itemParameter === undefined ? [] : [target.itemParameter]), ...graphParameters];
  }
  const own = knownParameters(command)?.map(({ name }) => name) ?? anyExchange;
  const changes = !/^(?:Get|Search|Test)-/i.test(command);
  return [...own, ...everyExchange.filter((name) => changes || !/Confirm|WhatIf/.test(name))];
}

async function valuesOf(
  place: Extract<CompletionPlace, { kind: 'value' }>,
  session: OperationSession,
): Promise<readonly string[]> {
  const { command, parameter } = place;
  const definition = builtInCommand(command);
  const spec = definition === undefined ? undefined : specOf(parametersOf(definition), parameter, place.position);
  const name = (spec?.name ?? parameter ?? '').toLowerCase();
  if (
    parameter !== undefined &&
    (spec?.kind === 'switch' || (definition === undefined && isExchangeSwitch(command, name)))
  ) {
    return [];
  }
  const { options } = session;
  if (/thumbprint$/.test(name)) {
    return (await options.vault.list()).certificates.map(({ thumbprint }) => thumbprint);
  }
  if (/^(?:appid|clientid|applicationid)$/.test(name)) {
    return options.application === undefined ? [] : [options.application.appId];
  }
  if (/^(?:organization|tenant|tenantid)$/.test(name)) {
    return name === 'tenantid'
      ? [options.tenant.tenantId, options.tenant.domain]
      : [options.tenant.domain, options.tenant.tenantId];
  }
  if (/^(?:property|properties|select|expandproperty|excludeproperty|sort)$/.test(name)) {
    return session.propertyNames(place.source ?? command);
  }
  if (name === 'name' && /^(?:Get-Help|Get-Command|help|gcm|man)$/i.test(command)) {
    return session.commands().map((info) => info.name);
  }
  if (name === 'path' && spec?.values !== undefined) {
    const { certificates } = await options.vault.list();
    return [...spec.values, ...certificates.map(({ thumbprint }) => `${spec.values?.[0]}\\${thumbprint}`)];
  }
  return spec?.values ?? values[name] ?? [];
}

function isExchangeSwitch(command: string, parameter: string): boolean {
  const known = knownParameters(command)?.find(({ name }) => name.toLowerCase() === parameter);
  return known?.isSwitch ?? exchangeSwitches.has(parameter);
}

function specOf(
  specs: readonly ParameterSpec[],
  parameter: string | undefined,
  position: number,
): ParameterSpec | undefined {
  if (parameter === undefined) {
    return specs.find((spec) => spec.position === position || (spec.rest && (spec.position ?? 0) <= position));
  }
  const lower = parameter.toLowerCase();
  return (
    specs.find(
      (spec) => spec.name.toLowerCase() === lower || spec.aliases?.some((alias) => alias.toLowerCase() === lower),
    ) ?? specs.find((spec) => spec.name.toLowerCase().startsWith(lower))
  );
}

function quotedIfNeeded(value: string): string {
  return /^[\p{L}\p{N}_.:@*\\/-]+$/u.test(value) ? value : `'${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

function unquoted(candidate: string): string {
  return candidate.replace(/^['"]/, '');
}
