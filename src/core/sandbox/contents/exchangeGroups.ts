import type { GraphObject } from '../model.ts';
import { groupId, type SampleGroup, sampleGroups } from './groups.ts';
import { organizationUnit, sampleId } from './ids.ts';
import { address, hasMailbox, personName, samplePeople } from './people.ts';

/** When a recipient was made: some time ago, always the same for the same name. */
export function createdUtc(name: string, now: Date): string {
  return new Date(now.getTime() - (name.length * 29 + 120) * 86_400_000).toISOString();
}

/** Who belongs to the groups that have an address: `Group` is the Guid, `Member` an address. */
export function groupMembers(): GraphObject[] {
  const withMailbox = new Set(samplePeople.filter(hasMailbox).map(({ alias }) => alias));
  return sampleGroups
    .filter(({ kind }) => kind === 'distribution' || kind === 'unified')
    .flatMap(({ alias, members }) =>
      members
        .filter((member) => withMailbox.has(member))
        .map((member) => ({
          id: sampleId(`exchange member/${alias}/${member}`),
          Group: sampleId(`exchange group/${alias}`),
          Member: address(member),
        })),
    );
}

/** A distribution list or Microsoft 365 group. */
export function mailGroup(group: SampleGroup, now: Date): GraphObject {
  const { alias, displayName, kind } = group;
  const mail = address(alias);
  const unified = kind === 'unified';
  return {
    id: sampleId(`exchange group/${alias}`),
    Identity: displayName,
    Id: displayName,
    Name: alias,
    Alias: alias,
    DisplayName: displayName,
    PrimarySmtpAddress: mail,
    WindowsEmailAddress: mail,
    EmailAddresses: [`SMTP:${mail}`],
    RecipientType: 'MailUniversalDistributionGroup',
    RecipientTypeDetails: unified ? 'GroupMailbox' : 'MailUniversalDistributionGroup',
    GroupType: 'Universal',
    Guid: sampleId(`exchange group/${alias}`),
    ExternalDirectoryObjectId: groupId(alias),
    DistinguishedName: `CN=${alias},${organizationUnit}`,
    ManagedBy: group.owners.map(personName),
    HiddenFromAddressListsEnabled: false,
    RequireSenderAuthenticationEnabled: true,
    MemberJoinRestriction: 'Closed',
    MemberDepartRestriction: 'Open',
    ...(unified
      ? { AccessType: alias === 'leadership' ? 'Private' : 'Public', GroupMemberCount: group.members.length }
      : {}),
    WhenCreatedUTC: createdUtc(displayName, now),
    WhenChangedUTC: createdUtc(displayName, now),
  };
}

export function contact(alias: string, displayName: string, external: string): GraphObject {
  return {
    id: sampleId(`contact/${alias}`),
    Identity: displayName,
    Id: displayName,
    Name: displayName,
    Alias: alias,
    DisplayName: displayName,
    PrimarySmtpAddress: external,
    ExternalEmailAddress: `SMTP:${external}`,
    EmailAddresses: [`SMTP:${external}`],
    RecipientType: 'MailContact',
    RecipientTypeDetails: 'MailContact',
    Guid: sampleId(`contact/${alias}`),
    DistinguishedName: `CN=${displayName},${organizationUnit}`,
    HiddenFromAddressListsEnabled: false,
  };
}
