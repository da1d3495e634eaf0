import { createHash } from 'node:crypto';
import type { CheckedRequest } from './types.ts';

const tag = 'EntraCertAuth';
const keyTag = `${tag}:`;

/**
 * Tags of an application that a set-up creates. They go out with the request that creates it, so that it is found again
 * when the answer is lost and when the journal is.
 */
export function markerTags(key: string): readonly string[] {
  return [tag, keyTag + key];
}

/** Whether a set-up created the application. */
export function isTagged(tags: readonly string[] | undefined): boolean {
  return tags?.includes(tag) ?? false;
}

/** Whether the set-up with this key created the application. */
export function isOurs(tags: readonly string[] | undefined, key: string): boolean {
  return tags?.includes(keyTag + key) ?? false;
}

/** The key of a request: the same for the same wish, whatever the order it was written in. */
export function requestKey(request: CheckedRequest): string {
  const { application, certificate } = request;
  const wish = [
    'appId' in application ? ['id', application.appId] : ['name', application.displayName],
    'thumbprint' in certificate
      ? ['thumbprint', certificate.thumbprint]
      : ['subject', certificate.subject, certificate.months, certificate.keySize ?? null],
    [...request.services].sort(),
    request.permissions.map(({ resourceAppId, permission }) => `${resourceAppId}:${permission.toLowerCase()}`).sort(),
    request.role ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 16);
}
