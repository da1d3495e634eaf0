import type { Caller, SandboxContext } from '../model.ts';
import { isVisible } from '../replication.ts';
import { type Area, everything, type Grant } from './areas.ts';
import { grantOfRole } from './managementRoles.ts';
import { rolesOfApplication } from './roleAssignments.ts';

/** What a caller may do; `undefined` when no role of Exchange was found at all. */
export interface Rights {
  readonly read: ReadonlySet<Area>;
  readonly write: ReadonlySet<Area>;
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

/**
 * What the caller's directory roles, and the management roles Exchange itself gave it, allow in a service; undefined when none of
 * them fits. A directory
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
  if (caller.kind === 'application') {
    const held = rolesOfApplication({ context, service }, caller.appId).map((role) => grantOfRole(service, role));
    grants.push(...held.filter(({ read }) => read.length > 0));
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
