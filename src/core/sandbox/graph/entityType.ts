import type { GraphObject } from '../model.ts';
import type { DirectoryStore } from './directoryStore.ts';

/** How a property looks in JSON. `Guid`, `DateTimeOffset` and `Binary` are strings of that form. */
export type Primitive = 'String' | 'Guid' | 'Boolean' | 'DateTimeOffset' | 'Binary' | 'Int';

export interface PropertyType {
  readonly type: Primitive | ComplexType | 'Open';
  readonly collection?: boolean;
  /** Set by the service; a client that sends it is refused. */
  readonly readOnly?: boolean;
  readonly values?: readonly string[];
  readonly maximumLength?: number;
  /** Comes back only when it is named in `$select`. */
  readonly onSelectOnly?: boolean;
}

export interface ComplexType {
  readonly name: string;
  readonly properties: Readonly<Record<string, PropertyType>>;
}

export interface Navigation {
  readonly target: () => EntityType;
  readonly many: boolean;
  readonly resolve: (store: DirectoryStore, object: GraphObject) => readonly GraphObject[];
}

/** A resource type of Microsoft Graph, as much of it as the sample tenant serves. */
export interface EntityType {
  /** As in `#microsoft.graph.application`. */
  readonly name: string;
  /** As error messages name it. */
  readonly resource: string;
  /** Collection of the state and entity set of the address. */
  readonly set: string;
  readonly properties: Readonly<Record<string, PropertyType>>;
  readonly navigations?: Readonly<Record<string, Navigation>>;
  /** What comes back without `$select`; everything when absent. */
  readonly defaults?: readonly string[];
  /** Properties other than `id` that address an object: `applications(appId='…')`. */
  readonly alternateKeys?: readonly string[];
  /** Properties other than `displayName` that `$search` accepts. */
  readonly searchable?: readonly string[];
  /** Whether the directory answers its queries: advanced operators then take `ConsistencyLevel: eventual` and `$count=true`. */
  readonly directoryObject?: boolean;
}

/** The type of `object` when several can occur in one collection, from its `@odata.type`. */
export function typeNameOf(object: GraphObject): string | undefined {
  const type = object['@odata.type'];
  return typeof type === 'string' ? type.replace(/^#microsoft\.graph\./, '') : undefined;
}
