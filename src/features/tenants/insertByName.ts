import type { Application } from '../../core/directory/types.ts';

/**
 * `applications`, which are in the order of their names, with one more in its place. One that belongs behind the pages
 * read so far is left out, unless they are `complete`.
 */
export function insertByName(
  applications: readonly Application[],
  added: Application,
  complete: boolean,
): readonly Application[] {
  const index = applications.findIndex(({ displayName }) => displayName.localeCompare(added.displayName) > 0);
  if (index < 0) {
    return complete ? [...applications, added] : applications;
  }
  return applications.toSpliced(index, 0, added);
}
