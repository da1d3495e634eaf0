import type { GraphObject } from '../model.ts';
import type { DirectoryStore } from './directoryStore.ts';
import { type EntityType, typeNameOf } from './entityType.ts';
import { malformed } from './graphError.ts';
import { accessor } from './odata/accessor.ts';
import { compileFilter } from './odata/compileFilter.ts';
import type { Expand } from './odata/query.ts';

export interface Presentation {
  readonly select?: readonly string[];
  readonly expand?: readonly Expand[];
  /** An answer about one object: only there `$select=keyCredentials` brings the key itself. */
  readonly single: boolean;
  /** Whether every element names its type, as in collections of several types. */
  readonly typed?: boolean;
}

const expandFailed = 'Parsing OData Select and Expand failed';
/** Most elements that come back in an expanded navigation property. */
const maximumExpanded = 20;

/** Checks `$select` and `$expand` against `type` and returns how to show objects of it. Throws a `GraphError` (400). */
export function presenter(
  type: EntityType,
  presentation: Presentation,
): (object: GraphObject, store: DirectoryStore) => Record<string, unknown> {
  const { select, single } = presentation;
  const all = select === undefined || select.includes('*');
  const expansions = (presentation.expand ?? []).map((expand) => expansion(expand, type));
  for (const name of select ?? []) {
    const known =
      name === '*' || name.startsWith('@') || type.name === 'directoryObject' || type.navigations?.[name] !== undefined;
    if (!known) {
      accessor([name], type, expandFailed);
    }
  }
  // The directory returns what was asked for and nothing else; other services always say which object it is.
  const always = type.directoryObject === true ? [] : ['id'];
  return (object, store) => {
    const shown: Record<string, unknown> = {};
    const odataType = object['@odata.type'];
    if (presentation.typed === true && typeof odataType === 'string') {
      shown['@odata.type'] = odataType;
    }
    const names = all ? (type.defaults ?? Object.keys(object)) : always.concat(select);
    for (const name of names) {
      if (isShown(name, object, type, all)) {
        shown[name] = showValue(name, object[name], single && !all);
      }
    }
    for (const expand of expansions) {
      shown[expand.name] = expand.read(object, store);
    }
    return shown;
  };
}

function isShown(name: string, object: GraphObject, type: EntityType, all: boolean): boolean {
  if (name.startsWith('$') || name.startsWith('@') || name === '*') {
    return false;
  }
  const property = Object.hasOwn(type.properties, name) ? type.properties[name] : undefined;
  if (!(name in object)) {
    return property !== undefined && !(all && property.onSelectOnly === true) && type.navigations?.[name] === undefined;
  }
  return !(all && property?.onSelectOnly === true);
}

function showValue(name: string, value: unknown, withKey: boolean): unknown {
  if (name === 'keyCredentials' && Array.isArray(value)) {
    return withKey ? value : value.map((credential) => ({ ...credential, key: null }));
  }
  if (name === 'passwordCredentials' && Array.isArray(value)) {
    return value.map(({ $secretHash, ...credential }) => ({ ...credential, secretText: null }));
  }
  return value ?? null;
}

function expansion(
  expand: Expand,
  type: EntityType,
): { name: string; read: (object: GraphObject, store: DirectoryStore) => unknown } {
  const navigation = type.navigations?.[expand.name];
  if (navigation === undefined) {
    if (Object.hasOwn(type.properties, expand.name)) {
      throw malformed(
        `${expandFailed}: Property '${expand.name}' on type 'microsoft.graph.${type.name}' is not a navigation property or complex property. Only navigation properties can be expanded.`,
      );
    }
    throw malformed(
      `${expandFailed}: Could not find a property named '${expand.name}' on type 'microsoft.graph.${type.name}'.`,
    );
  }
  const target = navigation.target();
  const show = presenter(target, {
    ...(expand.select === undefined ? {} : { select: expand.select }),
    single: false,
    typed: target.name === 'directoryObject',
  });
  const matches = expand.filter === undefined ? () => true : compileFilter(expand.filter, target, { advanced: true });
  return {
    name: expand.name,
    read: (object, store) => {
      const linked = navigation.resolve(store, object).filter((element) => matches(element, store));
      const shown = linked
        .slice(0, Math.min(expand.top ?? maximumExpanded, maximumExpanded))
        .map((element) => show(element, store));
      return navigation.many ? shown : (shown[0] ?? null);
    },
  };
}

/** Keeps the elements of the type an address casts to (`…/microsoft.graph.user`). */
export function ofType(objects: readonly GraphObject[], cast: string | undefined): readonly GraphObject[] {
  return cast === undefined
    ? objects
    : objects.filter((object) => typeNameOf(object)?.toLowerCase() === cast.toLowerCase());
}
