import { thumbprintOfKey } from './keyCredential.ts';
import { query } from './odata.ts';
import type { Application, Directory } from './types.ts';

/**
 * Names of the tenant's applications that carry the certificate with this SHA-1 thumbprint. Graph has no filter for it, so
 * this pages through all applications; give it a `signal` with a time limit. The application `exceptAppId` does not count.
 */
export async function applicationsWithCertificate(
  directory: Directory,
  thumbprint: string,
  signal?: AbortSignal,
  exceptAppId?: string,
): Promise<readonly string[]> {
  const path = `/applications${query({ $select: 'id,appId,displayName,keyCredentials', $top: 999 })}`;
  const names: string[] = [];
  for await (const page of directory.pages<Pick<Application, 'appId' | 'displayName' | 'keyCredentials'>>(
    { method: 'GET', path },
    signal,
  )) {
    names.push(
      ...page
        .filter(
          ({ appId, keyCredentials }) =>
            appId !== exceptAppId && keyCredentials?.some((key) => thumbprintOfKey(key) === thumbprint),
        )
        .map(({ displayName }) => displayName),
    );
  }
  return names;
}
