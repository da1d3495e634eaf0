import type { KeyCredential } from './types.ts';

/** What somebody else did to a list of key credentials. */
export interface KeyChanges {
  readonly added: readonly KeyCredential[];
  /** Key ids, lower case. */
  readonly removed: readonly string[];
}

/** Key ids are GUIDs, compared without regard to case. */
export function idOf(credential: KeyCredential): string {
  return (credential.keyId ?? '').toLowerCase();
}

/** How `now` differs from `before`, by key id. */
export function changesBetween(before: readonly KeyCredential[], now: readonly KeyCredential[]): KeyChanges {
  const ids = new Set(before.map(idOf));
  const idsNow = new Set(now.map(idOf));
  return {
    added: now.filter((credential) => !ids.has(idOf(credential))),
    removed: [...ids].filter((id) => !idsNow.has(id)),
  };
}

export function isEmpty({ added, removed }: KeyChanges): boolean {
  return added.length === 0 && removed.length === 0;
}

/** `list` with somebody else's changes carried out on it as well. */
export function applyChanges(list: readonly KeyCredential[], { added, removed }: KeyChanges): readonly KeyCredential[] {
  const kept = list.filter((credential) => !removed.includes(idOf(credential)));
  const ids = new Set(kept.map(idOf));
  return [...kept, ...added.filter((credential) => !ids.has(idOf(credential)))];
}

/**
 * The collection as it goes into the PATCH, which replaces the stored one: an entry the directory has is kept by its key
 * id alone (`key` null), one it does not have is sent with its certificate.
 *
 * @param wanted everything that shall be there afterwards
 * @param stored what is there now
 */
export function toReplacement(
  wanted: readonly KeyCredential[],
  stored: readonly KeyCredential[],
): readonly KeyCredential[] {
  const ids = new Set(stored.map(idOf));
  return wanted.map((credential) => (ids.has(idOf(credential)) ? { ...credential, key: null } : credential));
}
