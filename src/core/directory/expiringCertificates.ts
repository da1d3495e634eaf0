import { type ApplicationCertificate, describeKey } from './applicationCertificate.ts';
import { query } from './odata.ts';
import type { Application, Directory } from './types.ts';

const day = 24 * 60 * 60 * 1000;

/** A certificate of an application that has ended or will end soon. */
export interface ExpiringCertificate extends ApplicationCertificate {
  readonly appId: string;
  /** Name of the application. */
  readonly application: string;
}

/** Certificates of all applications that end within `withinDays`, expired ones included, the first to end first. */
export async function expiringCertificates(
  directory: Directory,
  { now, withinDays }: { readonly now: Date; readonly withinDays: number },
  signal?: AbortSignal,
): Promise<readonly ExpiringCertificate[]> {
  const path = `/applications${query({ $select: 'id,appId,displayName,keyCredentials', $top: 999 })}`;
  const found: ExpiringCertificate[] = [];
  for await (const page of directory.pages<Pick<Application, 'appId' | 'displayName' | 'keyCredentials'>>(
    { method: 'GET', path },
    signal,
  )) {
    for (const { appId, displayName, keyCredentials } of page) {
      for (const key of keyCredentials ?? []) {
        const certificate = describeKey(key, now, withinDays);
        const ends = Date.parse(certificate.notAfter ?? '');
        if (ends - now.getTime() <= withinDays * day) {
          found.push({ ...certificate, appId, application: displayName });
        }
      }
    }
  }
  return found.sort((a, b) => (a.notAfter ?? '').localeCompare(b.notAfter ?? ''));
}
