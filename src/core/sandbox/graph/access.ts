import type { Caller, GraphObject } from '../model.ts';
import type { GraphCall } from './call.ts';
import { directoryRole } from './directoryRoleIds.ts';
import { linkedIds } from './directoryStore.ts';
import { denied, GraphError, mailboxDenied } from './graphError.ts';

/** Who may make a request. Permissions are those of Microsoft's reference, least and higher ones. */
export interface AccessRule {
  /** Application permissions, any of which suffices; `'none'` when an application can't call it, `'any'` when it needs none. */
  readonly application: readonly string[] | 'none' | 'any';
  /** Suffice when the calling application owns the target. */
  readonly applicationOwned?: readonly string[];
  /** Whether an application needs no permission for itself. */
  readonly selfSuffices?: boolean;
  /** What both kinds of caller need besides, any of which suffices. */
  readonly also?: readonly string[];
  /** Delegated permissions, any of which suffices. */
  readonly delegated: readonly string[] | 'any';
  /** Directory roles of the user, any of which suffices (Global Administrator always does); absent: any member. */
  readonly roles?: readonly string[];
  /** Whether a user who owns the target needs no role. */
  readonly ownerSuffices?: boolean;
  /** Data that lives in Exchange: refused in Exchange's words, and a user reaches only their own. */
  readonly mailbox?: boolean;
}

/** Throws a `GraphError` (403, or 400 for `/me` without a user) unless the caller may. `target` is what ownership is about. */
export function checkAccess(call: GraphCall, rule: AccessRule, target?: GraphObject): void {
  const refuse = () => (rule.mailbox === true ? mailboxDenied() : denied());
  const { caller } = call;
  if (caller.kind === 'application') {
    if (!applicationMay(caller, rule, target)) {
      throw refuse();
    }
    return;
  }
  // To act as the user is to be allowed in the directory what the user is allowed.
  const asUser = rule.mailbox !== true && caller.scopes.includes('Directory.AccessAsUser.All');
  if (rule.delegated !== 'any' && !asUser && !rule.delegated.some((scope) => caller.scopes.includes(scope))) {
    throw refuse();
  }
  if (!asUser && !hasAny(rule.also, caller.scopes)) {
    throw refuse();
  }
  if (rule.roles !== undefined && !hasDirectoryRole(caller, rule.roles)) {
    const owns = rule.ownerSuffices === true && target !== undefined && isOwner(caller, target);
    if (!owns) {
      throw refuse();
    }
  }
}

function applicationMay(caller: Caller, rule: AccessRule, target: GraphObject | undefined): boolean {
  if (rule.application === 'any') {
    return true;
  }
  if (rule.selfSuffices === true && target?.appId === caller.appId) {
    return true;
  }
  if (!hasAny(rule.also, caller.roles)) {
    return false;
  }
  if (rule.application !== 'none' && rule.application.some((permission) => caller.roles.includes(permission))) {
    return true;
  }
  const owned = rule.applicationOwned?.some((permission) => caller.roles.includes(permission)) === true;
  return owned && (target === undefined || isOwner(caller, target));
}

function hasAny(needed: readonly string[] | undefined, held: readonly string[]): boolean {
  return needed === undefined || needed.some((permission) => held.includes(permission));
}

export function isOwner(caller: Caller, target: GraphObject): boolean {
  return linkedIds(target, '$owners').includes(caller.principalId);
}

/** Whether the user holds one of `roles` (template ids) or is Global Administrator. */
export function hasDirectoryRole(caller: Caller, roles: readonly string[]): boolean {
  return caller.wids.includes(directoryRole.globalAdministrator) || roles.some((role) => caller.wids.includes(role));
}

/** Throws a `GraphError` (400) when an application asks for `/me`. */
export function requireUser(call: GraphCall): void {
  if (call.caller.kind === 'application') {
    throw new GraphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
  }
}
