import { randomUUID } from 'node:crypto';
import type { GraphObject, SandboxContext } from '../model.ts';
import { isVisible, markCreated } from '../replication.ts';

/**
 * The collections of the sample tenant as Graph's readers and writers see them: what has not been replicated yet is
 * not there. Properties that start with `$` are links the service keeps; they never reach a client.
 */
export class DirectoryStore {
  readonly context: SandboxContext;

  constructor(context: SandboxContext) {
    this.context = context;
  }

  all(set: string): GraphObject[] {
    const objects = Object.values(this.context.state.collections[set] ?? {});
    if (Object.keys(this.context.state.visibleFrom).length === 0) {
      return objects;
    }
    return objects.filter((object) => isVisible(this.context, 'graph', object.id));
  }

  get(set: string, id: string): GraphObject | undefined {
    const collection = this.context.state.collections[set];
    const object = collection !== undefined && Object.hasOwn(collection, id) ? collection[id] : undefined;
    return object !== undefined && isVisible(this.context, 'graph', object.id) ? object : undefined;
  }

  /** A directory object of any kind (user, group, service principal, application, directory role). */
  directoryObject(id: string): GraphObject | undefined {
    for (const set of ['users', 'groups', 'servicePrincipals', 'applications', 'directoryRoles']) {
      const object = this.get(set, id);
      if (object !== undefined) {
        return object;
      }
    }
    return undefined;
  }

  find(set: string, predicate: (object: GraphObject) => boolean): GraphObject | undefined {
    return this.all(set).find(predicate);
  }

  /** Also finds what readers do not see yet: uniqueness is checked where the data is written. */
  findWritten(set: string, predicate: (object: GraphObject) => boolean): GraphObject | undefined {
    return Object.values(this.context.state.collections[set] ?? {}).find(predicate);
  }

  insert(set: string, object: GraphObject): GraphObject {
    const collection = this.context.state.collections[set] ?? {};
    this.context.state.collections[set] = collection;
    collection[object.id] = object;
    markCreated(this.context, object.id);
    this.context.changed();
    return object;
  }

  update(set: string, id: string, changes: Readonly<Record<string, unknown>>): GraphObject {
    const object = this.context.state.collections[set]?.[id];
    if (object === undefined) {
      throw new Error(`No ${set} ${id} to update`);
    }
    Object.assign(object, changes);
    this.context.changed();
    return object;
  }

  remove(set: string, id: string): void {
    const collection = this.context.state.collections[set];
    if (collection !== undefined) {
      delete collection[id];
      this.context.changed();
    }
  }

  newId(): string {
    return randomUUID();
  }

  /** The current time as Graph writes it, whole seconds in UTC. */
  timestamp(): string {
    return `${this.context.clock.now().toISOString().slice(0, 19)}Z`;
  }
}

/** The ids a `$` link property holds. */
export function linkedIds(object: GraphObject, link: string): readonly string[] {
  const ids = object[link];
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
