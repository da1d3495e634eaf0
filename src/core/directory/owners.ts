import { collect } from './collect.ts';
import { query, segment } from './odata.ts';
import type { Directory } from './types.ts';

/** A user or service principal that owns an application. */
export interface Owner {
  readonly id: string;
  readonly displayName: string;
  /** Users only. */
  readonly userPrincipalName?: string;
}

/** Owners of an application. */
export async function listOwners(
  directory: Directory,
  objectId: string,
  signal?: AbortSignal,
): Promise<readonly Owner[]> {
  const path = `/applications/${segment(objectId)}/owners${query({ $select: 'id,displayName,userPrincipalName' })}`;
  return collect<Owner>(directory, { method: 'GET', path }, signal);
}
