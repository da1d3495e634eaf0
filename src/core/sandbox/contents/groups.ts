import type { GraphObject } from '../model.ts';
import { sampleDomain, sampleId } from './ids.ts';
import { personId, samplePeople } from './people.ts';

export interface SampleGroup {
  readonly alias: string;
  readonly displayName: string;
  readonly kind: 'security' | 'unified' | 'distribution' | 'dynamic';
  readonly description?: string;
  readonly owners: readonly string[];
  readonly members: readonly string[];
  /** Channels beyond General, for a group that has a team. */
  readonly channels?: readonly string[];
  readonly assignableToRole?: boolean;
}

const department = (...names: readonly string[]) =>
  samplePeople.filter((person) => names.includes(person.department ?? '')).map(({ alias }) => alias);

export const sampleGroups: readonly SampleGroup[] = [
  {
    alias: 'marketing',
    displayName: 'Marketing',
    kind: 'unified',
    description: 'Campaigns and events',
    owners: ['miriam'],
    members: department('Marketing'),
    channels: ['Campaigns', 'Events'],
  },
  {
    alias: 'engineering',
    displayName: 'Engineering',
    kind: 'unified',
    description: 'Product development',
    owners: ['lee'],
    members: department('Engineering', 'R&D'),
    channels: ['Design', 'Releases', 'Incidents'],
  },
  {
    alias: 'retail',
    displayName: 'Retail',
    kind: 'unified',
    owners: ['adele'],
    members: department('Retail'),
    channels: ['Store openings'],
  },
  {
    alias: 'leadership',
    displayName: 'Leadership',
    kind: 'unified',
    description: 'Private',
    owners: ['patti', 'admin'],
    members: ['patti', 'nestor', 'lee', 'miriam'],
    channels: [],
  },
  {
    alias: 'legal',
    displayName: 'Legal',
    kind: 'unified',
    owners: ['joni'],
    members: department('Legal'),
    channels: ['Contracts'],
  },
  {
    alias: 'newsletter',
    displayName: 'Newsletter',
    kind: 'unified',
    owners: ['megan'],
    members: ['megan', 'alex', 'zoe'],
  },
  {
    alias: 'it-admins',
    displayName: 'IT Administrators',
    kind: 'security',
    owners: ['admin'],
    members: department('IT'),
    assignableToRole: true,
  },
  {
    alias: 'vpn-users',
    displayName: 'VPN Users',
    kind: 'security',
    owners: ['allan'],
    members: samplePeople.filter(({ office }) => office !== undefined).map(({ alias }) => alias),
  },
  {
    alias: 'finance-readers',
    displayName: 'Finance Readers',
    kind: 'security',
    owners: [],
    members: department('Finance'),
  },
  {
    alias: 'sales-staff',
    displayName: 'Sales Staff (dynamic)',
    kind: 'dynamic',
    owners: [],
    members: department('Sales'),
  },
  {
    alias: 'all-staff',
    displayName: 'All Staff',
    kind: 'distribution',
    owners: ['admin'],
    members: samplePeople.filter(({ kind, guest }) => kind === 'user' && guest !== true).map(({ alias }) => alias),
  },
  {
    alias: 'managers',
    displayName: 'Managers',
    kind: 'distribution',
    owners: ['diego'],
    members: [...new Set(samplePeople.flatMap(({ manager }) => manager ?? []))],
  },
  {
    alias: 'tulsa',
    displayName: 'Tulsa Office',
    kind: 'distribution',
    owners: ['lidia'],
    members: samplePeople.filter(({ office }) => office === 'Tulsa').map(({ alias }) => alias),
  },
];

export function groupId(alias: string): string {
  return sampleId(`group/${alias}`);
}

export function groupObject(group: SampleGroup, now: Date): GraphObject {
  const { alias, displayName, kind } = group;
  const mail = kind === 'unified' || kind === 'distribution' ? `${alias}@${sampleDomain}` : null;
  const created = new Date(now.getTime() - (displayName.length * 41 + 90) * 86_400_000)
    .toISOString()
    .replace(/\.\d+/, '');
  return {
    '@odata.type': '#microsoft.graph.group',
    id: groupId(alias),
    deletedDateTime: null,
    classification: null,
    createdDateTime: created,
    description: group.description ?? null,
    displayName,
    groupTypes: kind === 'unified' ? ['Unified'] : kind === 'dynamic' ? ['DynamicMembership'] : [],
    isAssignableToRole: group.assignableToRole ?? null,
    mail,
    mailEnabled: mail !== null,
    mailNickname: alias,
    membershipRule: kind === 'dynamic' ? '(user.department -eq "Sales")' : null,
    membershipRuleProcessingState: kind === 'dynamic' ? 'On' : null,
    onPremisesSyncEnabled: null,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    renewedDateTime: created,
    resourceProvisioningOptions: group.channels === undefined ? [] : ['Team'],
    securityEnabled: kind === 'security' || kind === 'dynamic',
    visibility: kind === 'unified' ? (alias === 'leadership' ? 'Private' : 'Public') : null,
    $owners: group.owners.map(personId),
    $members: group.members.map(personId),
  };
}

/** Teams of the groups that have one, and their channels. */
export function teamObjects(now: Date): { readonly teams: GraphObject[]; readonly channels: GraphObject[] } {
  const withTeam = sampleGroups.filter(({ channels }) => channels !== undefined);
  const teams = withTeam.map((group): GraphObject => {
    const { createdDateTime, description, displayName, visibility } = groupObject(group, now);
    return {
      id: groupId(group.alias),
      createdDateTime,
      displayName,
      description,
      visibility: String(visibility).toLowerCase(),
      isArchived: false,
      webUrl: `https://teams.microsoft.com/l/team/${sampleId(`thread/${group.alias}`)}/conversations?groupId=${groupId(group.alias)}`,
      memberSettings: { allowCreateUpdateChannels: true, allowDeleteChannels: true, allowAddRemoveApps: true },
      messagingSettings: { allowUserEditMessages: true, allowUserDeleteMessages: true, allowTeamMentions: true },
      funSettings: { allowGiphy: true, giphyContentRating: 'moderate', allowStickersAndMemes: true },
      guestSettings: { allowCreateUpdateChannels: false, allowDeleteChannels: false },
    };
  });
  const channels = withTeam.flatMap((group) =>
    ['General', ...(group.channels ?? [])].map(
      (displayName): GraphObject => ({
        id: `19:${sampleId(`channel/${group.alias}/${displayName}`).replaceAll('-', '')}@thread.tacv2`,
        createdDateTime: groupObject(group, now).createdDateTime,
        displayName,
        description: null,
        membershipType: 'standard',
        isFavoriteByDefault: displayName === 'General',
        email: '',
        webUrl: `https://teams.microsoft.com/l/channel/${sampleId(`channel/${group.alias}/${displayName}`)}`,
        $team: groupId(group.alias),
      }),
    ),
  );
  return { teams, channels };
}
