import type { Caller, SandboxContext } from '../model.ts';
import { isVisible } from '../replication.ts';

/** What a cmdlet is about; roles are cut along these lines. */
export type Area = 'connection' | 'recipients' | 'groups' | 'organization' | 'mailFlow' | 'roles' | 'compliance';

/** What a caller may do; `undefined` when no role of Exchange was found at all. */
export interface Rights {
  readonly read: ReadonlySet<Area>;
  readonly write: ReadonlySet<Area>;
}

const everything: readonly Area[] = [
  'connection',
  'recipients',
  'groups',
  'organization',
  'mailFlow',
  'roles',
  'compliance',
];

interface Grant {
  readonly read: readonly Area[];
  readonly write: readonly Area[];
}

const full: Grant = { read: everything, write: everything };
const readOnly: Grant = { read: everything, write: [] };
const protection: Grant = { read: everything, write: ['mailFlow', 'compliance'] };
const recipients: Grant = {
  read: ['connection', 'recipients', 'groups', 'organization'],
  write: ['recipients', 'groups'],
};
const helpDesk: Grant = { read: ['connection', 'recipients', 'groups'], write: [] };

/** Directory roles that Exchange Online accepts of an application (Microsoft Learn, "App-only authentication", table of roles). */
const exchangeOnlineRoles: Readonly<Record<string, Grant>> = {
  '62e90394-69f5-4237-9190-012177145e10': full, // Global Administrator
  '29232cdf-9323-42fd-ade2-1d097af3e4de': full, // Exchange Administrator
  '31392ffb-586c-42d1-9346-e59415a2cc4e': recipients, // Exchange Recipient Administrator
  '17315797-102d-40b4-93e0-432062caca18': protection, // Compliance Administrator
  '194ae4cb-b126-40b2-bd5b-6091b380977d': protection, // Security Administrator
  '729827e3-9c14-49f7-bb1b-9608f156bbb8': helpDesk, // Helpdesk Administrator
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': readOnly, // Global Reader
  '5d6b6bb7-de71-4623-b4af-96380a352509': readOnly, // Security Reader
};

/** And those of Security & Compliance. */
const complianceRoles: Readonly<Record<string, Grant>> = {
  '62e90394-69f5-4237-9190-012177145e10': full,
  '17315797-102d-40b4-93e0-432062caca18': full,
  '194ae4cb-b126-40b2-bd5b-6091b380977d': protection,
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': readOnly,
  '5d6b6bb7-de71-4623-b4af-96380a352509': readOnly,
};

/** Role groups of Exchange itself, for service principals that were made members (`Add-RoleGroupMember`). */
const roleGroups: Readonly<Record<string, Grant>> = {
  'Organization Management': full,
  'Recipient Management': recipients,
  'View-Only Organization Management': readOnly,
  'Help Desk': helpDesk,
  'Compliance Management': protection,
  'Hygiene Management': { read: everything, write: ['mailFlow'] },
};

/**
 * What the caller's directory roles and Exchange role groups allow in a service; undefined when none of them fits. A directory
 * role that has not reached Exchange yet does not count, although the token names it already.
 */
export function rightsOf(
  context: SandboxContext,
  caller: Caller,
  service: 'exchangeOnline' | 'securityCompliance',
): Rights | undefined {
  const table = service === 'exchangeOnline' ? exchangeOnlineRoles : complianceRoles;
  const grants = caller.wids
    .filter((role) => hasArrived(context, caller.principalId, role))
    .flatMap((role) => table[role] ?? []);
  if (service === 'exchangeOnline') {
    grants.push(...memberships(context, caller).flatMap((name) => roleGroups[name] ?? []));
  }
  return grants.length === 0
    ? undefined
    : { read: new Set(grants.flatMap((one) => one.read)), write: new Set(grants.flatMap((one) => one.write)) };
}

function hasArrived(context: SandboxContext, principalId: string, role: string): boolean {
  const assignments = Object.values(context.state.collections.roleAssignments ?? {}).filter(
    (one) => one.principalId === principalId && one.roleDefinitionId === role,
  );
  return assignments.length === 0 || assignments.some((one) => isVisible(context, 'exchange', one.id));
}

function memberships(context: SandboxContext, caller: Caller): string[] {
  const { exchange } = context.state;
  const own = (exchange.ServicePrincipal ?? []).filter(
    (one) => String(one.AppId).toLowerCase() === caller.appId.toLowerCase(),
  );
  const names = new Set(
    own.flatMap((one) =>
      [one.Identity, one.ObjectId, one.DisplayName, one.Name].map((name) => String(name).toLowerCase()),
    ),
  );
  return (exchange.RoleGroup ?? [])
    .filter(
      (group) =>
        Array.isArray(group.Members) && group.Members.some((member) => names.has(String(member).toLowerCase())),
    )
    .map((group) => String(group.Name));
}
