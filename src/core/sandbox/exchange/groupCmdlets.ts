import { randomUUID } from 'node:crypto';
import type { GraphObject } from '../model.ts';
import { alreadyExists, notFound } from './adminApiError.ts';
import { type Cmdlet, type CmdletCall, type CmdletOutput, discard, objects, store } from './cmdlet.ts';
import { findStored, select } from './finding.ts';
import { findRecipient } from './recipientCmdlets.ts';
import { mapped, sourceOf } from './source.ts';

const list = ['Anr', 'Filter', 'Identity', 'ResultSize', 'SortBy', 'OrganizationalUnit', 'RecipientTypeDetails'];
const member = ['Identity', 'Member', 'BypassSecurityGroupManagerCheck', 'Force'];

export const groupCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-DistributionGroup',
    area: 'groups',
    parameters: [
      ...list,
      'ManagedBy',
      'IncludeGrantSendOnBehalfToWithDisplayNames',
      'IncludeManagedByWithDisplayNames',
    ],
    run: (call) => listGroups(call, 'DistributionGroup'),
  },
  {
    name: 'Get-DynamicDistributionGroup',
    area: 'groups',
    parameters: [...list, 'ManagedBy'],
    run: (call) => listGroups(call, 'DynamicDistributionGroup'),
  },
  {
    name: 'Get-UnifiedGroup',
    area: 'groups',
    parameters: [
      ...list,
      'IncludeAllProperties',
      'IncludeBookmarkObject',
      'IncludeSoftDeletedGroups',
      'IncludeMetadata',
    ],
    run: (call) => listGroups(call, 'UnifiedGroup'),
  },
  {
    name: 'Get-DistributionGroupMember',
    area: 'groups',
    parameters: ['Identity', 'ResultSize', 'IncludeSoftDeletedObjects'],
    mandatory: ['Identity'],
    run: listMembers,
  },
  {
    name: 'New-DistributionGroup',
    area: 'groups',
    write: true,
    parameters: [
      'Alias',
      'DisplayName',
      'Description',
      'ManagedBy',
      'MemberDepartRestriction',
      'MemberJoinRestriction',
      'Members',
      'ModeratedBy',
      'ModerationEnabled',
      'Name',
      'Notes',
      'OrganizationalUnit',
      'PrimarySmtpAddress',
      'RequireSenderAuthenticationEnabled',
      'RoomList',
      'Type',
    ],
    mandatory: ['Name'],
    run: newGroup,
  },
  {
    name: 'Remove-DistributionGroup',
    area: 'groups',
    write: true,
    parameters: ['Identity', 'BypassSecurityGroupManagerCheck', 'Force'],
    mandatory: ['Identity'],
    run: removeGroup,
  },
  {
    name: 'Add-DistributionGroupMember',
    area: 'groups',
    write: true,
    parameters: member,
    mandatory: ['Identity', 'Member'],
    run: addMember,
  },
  {
    name: 'Remove-DistributionGroupMember',
    area: 'groups',
    write: true,
    parameters: member,
    mandatory: ['Identity', 'Member'],
    run: removeMember,
  },
];

function listGroups(call: CmdletCall, noun: string): CmdletOutput {
  const groups = objects(call, noun);
  // The members are kept with the group; only `Get-DistributionGroupMember` shows them.
  const shown = ({ Members: _, ...group }: GraphObject): GraphObject => group;
  return select(call, mapped(sourceOf(groups), shown), (identity) => {
    const found = findStored(groups, identity);
    return found && shown(found);
  });
}

function listMembers(call: CmdletCall): CmdletOutput {
  const group = groupOf(call);
  const members = membersOf(group).flatMap((name) => resolve(call, name) ?? []);
  return { source: sourceOf(members), limit: call.parameters.resultSize() };
}

function newGroup(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const name = parameters.text('Name') ?? '';
  const alias = parameters.text('Alias') ?? name.replace(/[^\w.-]/g, '');
  const address = parameters.text('PrimarySmtpAddress') ?? `${alias}@${context.state.domain}`;
  const groups = objects(call, 'DistributionGroup');
  if ([name, alias, address].some((key) => findStored(groups, key) !== undefined)) {
    throw alreadyExists(`The object '${name}' already exists.`);
  }
  const security = parameters.text('Type')?.toLowerCase() === 'security';
  const guid = randomUUID();
  const group = store(call, 'DistributionGroup', {
    id: guid,
    Identity: name,
    Id: name,
    Name: name,
    Alias: alias,
    DisplayName: parameters.text('DisplayName') ?? name,
    PrimarySmtpAddress: address,
    EmailAddresses: [`SMTP:${address}`],
    GroupType: security ? 'Universal, SecurityEnabled' : 'Universal',
    RecipientType: security ? 'MailUniversalSecurityGroup' : 'MailUniversalDistributionGroup',
    RecipientTypeDetails: parameters.flag('RoomList')
      ? 'RoomList'
      : security
        ? 'MailUniversalSecurityGroup'
        : 'MailUniversalDistributionGroup',
    ManagedBy: parameters.has('ManagedBy') ? parameters.list('ManagedBy') : ['Organization Management'],
    RequireSenderAuthenticationEnabled: true,
    HiddenFromAddressListsEnabled: false,
    Guid: guid,
    ExternalDirectoryObjectId: randomUUID(),
    WhenCreatedUTC: context.clock.now().toISOString(),
  });
  for (const one of parameters.list('Members')) {
    join(call, group, findRecipient(call, one));
  }
  return { source: sourceOf([group]) };
}

function removeGroup(call: CmdletCall): CmdletOutput {
  const group = groupOf(call);
  discard(call, 'DistributionGroup', (one) => one === group);
  return { source: sourceOf([]) };
}

function addMember(call: CmdletCall): CmdletOutput {
  const group = groupOf(call);
  const recipient = findRecipient(call, call.parameters.text('Member') ?? '');
  if (memberOf(call, group, recipient) !== undefined) {
    throw alreadyExists(
      `The recipient "${String(recipient.Identity)}" is already a member of the group "${String(group.Identity)}".`,
    );
  }
  join(call, group, recipient);
  return { source: sourceOf([]) };
}

function removeMember(call: CmdletCall): CmdletOutput {
  const group = groupOf(call);
  const name = call.parameters.text('Member') ?? '';
  const membership = memberOf(call, group, findRecipient(call, name));
  if (membership === undefined) {
    throw notFound(name);
  }
  group.Members = membersOf(group).filter((one) => one !== membership);
  call.context.changed();
  return { source: sourceOf([]) };
}

function groupOf(call: CmdletCall): GraphObject {
  const identity = call.parameters.text('Identity') ?? '';
  const group = findStored([...objects(call, 'DistributionGroup'), ...objects(call, 'UnifiedGroup')], identity);
  if (group === undefined) {
    throw notFound(identity);
  }
  return group;
}

/** Names of the members, usually their addresses. */
function membersOf(group: GraphObject): string[] {
  return Array.isArray(group.Members) ? group.Members.map(String) : [];
}

/** The name under which `recipient` is a member; undefined when it is none. */
function memberOf(call: CmdletCall, group: GraphObject, recipient: GraphObject): string | undefined {
  return membersOf(group).find((name) => resolve(call, name)?.Guid === recipient.Guid);
}

function join(call: CmdletCall, group: GraphObject, recipient: GraphObject): void {
  group.Members = [...membersOf(group), String(recipient.PrimarySmtpAddress ?? recipient.Identity)];
  call.context.changed();
}

function resolve(call: CmdletCall, name: string): GraphObject | undefined {
  try {
    return findRecipient(call, name);
  } catch {
    return undefined; // A member that was deleted: groups forget those.
  }
}
