import type { GraphObject } from '../model.ts';

/** Objects that can be counted and looked at one by one, whether they are stored or computed. */
export interface Source {
  readonly length: number;
  readonly at: (index: number) => GraphObject;
}

const none: GraphObject = { id: '' };

export function sourceOf(objects: readonly GraphObject[]): Source {
  return { length: objects.length, at: (index) => objects[index] ?? none };
}

/** One source after the other. */
export function concatenate(...sources: readonly Source[]): Source {
  return {
    length: sources.reduce((sum, source) => sum + source.length, 0),
    at: (index) => {
      let rest = index;
      for (const source of sources) {
        if (rest < source.length) {
          return source.at(rest);
        }
        rest -= source.length;
      }
      return none;
    },
  };
}

export function mapped(source: Source, change: (object: GraphObject) => GraphObject): Source {
  return { length: source.length, at: (index) => change(source.at(index)) };
}

export function* each(source: Source): Generator<GraphObject> {
  for (let index = 0; index < source.length; index++) {
    yield source.at(index);
  }
}
