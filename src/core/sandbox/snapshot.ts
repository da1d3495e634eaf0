import { isObject } from './graph/odata/accessor.ts';
import type { GraphObject, SampleState } from './model.ts';

/** Items that are made anew around the current date when a tenant is opened again, so that its calendars are never empty. */
export type FreshItems = Readonly<Record<'events' | 'messages', readonly GraphObject[]>>;

/** What Microsoft's own services offer is not saved: it comes with the product. */
const shipped = ['appRoles', 'oauth2PermissionScopes'];

type ResourceLookup = (
  appId: string,
) => Promise<{ readonly appRoles: readonly object[]; readonly oauth2PermissionScopes: readonly object[] } | undefined>;

/** The state as plain JSON, detached from the tenant that goes on. */
export function snapshotOf(state: SampleState): unknown {
  const copy = structuredClone(state) as SampleState;
  for (const principal of Object.values(copy.collections.servicePrincipals ?? {})) {
    if (principal.appOwnerOrganizationId !== state.tenantId) {
      for (const property of shipped) {
        delete principal[property];
      }
    }
  }
  for (const set of ['events', 'messages']) {
    for (const item of Object.values(copy.collections[set] ?? {})) {
      if (item.$sample === true) {
        delete copy.collections[set]?.[item.id];
      }
    }
  }
  return copy;
}

/** The state a snapshot holds; undefined when it is none, or of another version. */
export async function readSnapshot(
  snapshot: unknown,
  resource: ResourceLookup,
  fresh: () => FreshItems,
): Promise<SampleState | undefined> {
  if (!isState(snapshot)) {
    return undefined;
  }
  const state = structuredClone(snapshot);
  for (const principal of Object.values(state.collections.servicePrincipals ?? {})) {
    if (principal.appRoles === undefined) {
      const known = await resource(String(principal.appId));
      principal.appRoles = known?.appRoles ?? [];
      principal.oauth2PermissionScopes = known?.oauth2PermissionScopes ?? [];
    }
  }
  for (const [set, items] of Object.entries(fresh())) {
    state.collections[set] = { ...Object.fromEntries(items.map((item) => [item.id, item])), ...state.collections[set] };
  }
  return state;
}

function isState(value: unknown): value is SampleState {
  return (
    isObject(value) &&
    value.version === 1 &&
    typeof value.tenantId === 'string' &&
    typeof value.domain === 'string' &&
    typeof value.displayName === 'string' &&
    isObject(value.collections) &&
    isCollection(value.collections.applications) &&
    isCollection(value.collections.users) &&
    Object.values(value.collections).every(isCollection) &&
    isObject(value.exchange) &&
    Object.values(value.exchange).every((list) => Array.isArray(list) && list.every(isGraphObject)) &&
    isObject(value.visibleFrom) &&
    Object.values(value.visibleFrom).every((from) => typeof from === 'number')
  );
}

function isCollection(value: unknown): boolean {
  return isObject(value) && Object.entries(value).every(([id, object]) => isGraphObject(object) && object.id === id);
}

function isGraphObject(value: unknown): value is GraphObject {
  return isObject(value) && typeof value.id === 'string';
}
