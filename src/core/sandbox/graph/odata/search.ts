import type { EntityType } from '../entityType.ts';
import { malformed } from '../graphError.ts';

/** `$search` of directory objects: `"displayName:report" OR "description:mail"`. */
export type Search =
  | { readonly kind: 'term'; readonly property: string; readonly words: readonly string[] }
  | { readonly kind: 'and' | 'or'; readonly left: Search; readonly right: Search };

/** Parses `$search`. Throws a `GraphError` (400) when a clause is not in double quotes or names no property. */
export function parseSearch(text: string): Search {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|\(|\)|[^\s"()]+/g) ?? [];
  let next = 0;
  const fail = () => malformed(`Syntax error: character '${text[0] ?? ''}' is not valid at position 0 in '${text}'.`);

  const term = (): Search => {
    const token = tokens[next];
    next += 1;
    if (token === '(') {
      const inner = disjunction();
      if (tokens[next] !== ')') {
        throw fail();
      }
      next += 1;
      return inner;
    }
    if (token === undefined || !token.startsWith('"') || token.length < 2) {
      throw fail();
    }
    const clause = token.slice(1, -1).replace(/\\(.)/g, '$1');
    const colon = clause.indexOf(':');
    if (colon <= 0) {
      throw malformed(`Search clause '${clause}' must have the form "property:value".`);
    }
    return { kind: 'term', property: clause.slice(0, colon).trim(), words: wordsOf(clause.slice(colon + 1)) };
  };
  const conjunction = (): Search => {
    let left = term();
    while (tokens[next] === 'AND' || tokens[next]?.startsWith('"') === true || tokens[next] === '(') {
      next += tokens[next] === 'AND' ? 1 : 0;
      left = { kind: 'and', left, right: term() };
    }
    return left;
  };
  const disjunction = (): Search => {
    let left = conjunction();
    while (tokens[next] === 'OR') {
      next += 1;
      left = { kind: 'or', left, right: conjunction() };
    }
    return left;
  };

  const search = disjunction();
  if (next < tokens.length) {
    throw fail();
  }
  return search;
}

/** Words as the directory indexes them: split at spaces, punctuation and changes of case. */
function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** A predicate for `search` on objects of `type`. Throws a `GraphError` (400) for a property that can't be searched. */
export function compileSearch(
  search: Search,
  type: EntityType,
): (object: Readonly<Record<string, unknown>>) => boolean {
  if (search.kind !== 'term') {
    const [left, right] = [compileSearch(search.left, type), compileSearch(search.right, type)];
    return search.kind === 'and'
      ? (object) => left(object) && right(object)
      : (object) => left(object) || right(object);
  }
  const property = ['displayName', ...(type.searchable ?? [])].find(
    (name) => name.toLowerCase() === search.property.toLowerCase(),
  );
  if (property === undefined) {
    throw malformed(`The property '${search.property}' of resource '${type.resource}' is not supported in $search.`);
  }
  return (object) => {
    const value = object[property];
    const text = typeof value === 'string' ? value : '';
    const words = [...wordsOf(text), ...wordsOf(text.toLowerCase())];
    return search.words.every((wanted) => words.some((word) => word.startsWith(wanted)));
  };
}
