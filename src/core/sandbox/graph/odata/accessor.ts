import type { GraphObject } from '../../model.ts';
import type { DirectoryStore } from '../directoryStore.ts';
import type { ComplexType, EntityType, Navigation, PropertyType } from '../entityType.ts';
import { malformed } from '../graphError.ts';

/** Something that has properties: an entity type, a complex type, or `undefined` where anything is allowed. */
export type Shape = EntityType | ComplexType | undefined;

export interface Accessor {
  readonly read: (object: unknown, store: DirectoryStore) => unknown;
  /** Undefined for a navigation or an open type. */
  readonly property?: PropertyType;
  readonly navigation?: Navigation;
  /** What elements or values of the path are made of. */
  readonly shape: Shape;
}

/**
 * How to read `path` from an object of `shape`. Throws a `GraphError` (400) that names the property when there is none;
 * `clause` is how that message begins.
 */
export function accessor(path: readonly string[], shape: Shape, clause: string): Accessor {
  let current: Accessor = { read: (object) => object, shape };
  for (const [index, name] of path.entries()) {
    if (index > 0 && current.property?.collection === true) {
      throw malformed(
        `${clause}: The parent value for a property access of a property '${name}' is not a single value.`,
      );
    }
    current = step(current, name, clause);
  }
  return current;
}

function step(parent: Accessor, name: string, clause: string): Accessor {
  const shape = parent.shape;
  const navigation = shape !== undefined && 'navigations' in shape ? own(shape.navigations, name) : undefined;
  if (navigation !== undefined) {
    return {
      read: (object, store) => {
        const source = parent.read(object, store);
        const linked = isObject(source) ? navigation.resolve(store, source as GraphObject) : [];
        return navigation.many ? linked : linked[0];
      },
      navigation,
      shape: navigation.target(),
    };
  }
  const property = shape === undefined ? undefined : own(shape.properties, name);
  if (shape !== undefined && property === undefined && shape.name !== 'directoryObject') {
    throw malformed(`${clause}: Could not find a property named '${name}' on type 'microsoft.graph.${shape.name}'.`);
  }
  const inner = property?.type;
  return {
    read: (object, store) => {
      const source = parent.read(object, store);
      return isObject(source) ? source[name] : undefined;
    },
    ...(property === undefined ? {} : { property }),
    shape: typeof inner === 'object' ? inner : undefined,
  };
}

function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
