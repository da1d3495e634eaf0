import type { Directory, GraphRequest } from './types.ts';

/** All items of a collection that is known to be small: grants, owners, roles. */
export async function collect<T>(
  directory: Directory,
  request: GraphRequest,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of directory.pages<T>(request, signal)) {
    items.push(...page);
  }
  return items;
}
