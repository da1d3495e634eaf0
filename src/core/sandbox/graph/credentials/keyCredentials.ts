import { randomUUID, X509Certificate } from 'node:crypto';
import type { DirectoryStore } from '../directoryStore.ts';
import { badRequest, type GraphError } from '../graphError.ts';
import { checkLifetime } from './lifetimePolicy.ts';

/** A `keyCredential` as it is stored: complete, with its key. */
export interface StoredKeyCredential {
  readonly customKeyIdentifier: string;
  readonly displayName: string | null;
  readonly endDateTime: string;
  /** Base64 of the DER certificate. */
  readonly key: string;
  readonly keyId: string;
  readonly startDateTime: string;
  readonly type: string;
  readonly usage: string;
}

export type IncomingKeyCredential = {
  readonly [Property in keyof StoredKeyCredential]?: StoredKeyCredential[Property] | null;
};

const maximumDisplayName = 90;

/**
 * The collection after a write of `incoming`, which replaces it: an entry is kept by sending back its `keyId` (without
 * its key), an entry that is left out is gone, an entry with a new or no `keyId` is added. Throws a `GraphError` (400) for
 * changes to an existing entry and for certificates Graph refuses.
 */
export function replaceKeyCredentials(
  current: readonly StoredKeyCredential[],
  incoming: readonly IncomingKeyCredential[],
  store: DirectoryStore,
): StoredKeyCredential[] {
  const byId = new Map(current.map((credential) => [credential.keyId, credential]));
  const seen = new Set<string>();
  return incoming.map((entry) => {
    const keyId = entry.keyId?.toLowerCase();
    if (keyId !== undefined) {
      if (seen.has(keyId)) {
        throw badRequest(`Multiple credentials with the same KeyId '${keyId}' are not allowed.`);
      }
      seen.add(keyId);
    }
    const existing = keyId === undefined ? undefined : byId.get(keyId);
    return existing === undefined ? newKeyCredential(entry, store) : keptKeyCredential(existing, entry);
  });
}

function keptKeyCredential(existing: StoredKeyCredential, entry: IncomingKeyCredential): StoredKeyCredential {
  const changed =
    differs(entry.key, existing.key) ||
    differs(entry.type, existing.type) ||
    differs(entry.usage, existing.usage) ||
    differs(entry.customKeyIdentifier, existing.customKeyIdentifier) ||
    differsInTime(entry.startDateTime, existing.startDateTime) ||
    differsInTime(entry.endDateTime, existing.endDateTime);
  if (changed) {
    throw badRequest(`Update to existing credential with KeyId '${existing.keyId}' is not allowed.`);
  }
  return { ...existing, displayName: shortened(entry.displayName ?? existing.displayName) };
}

function differs(sent: string | null | undefined, stored: string): boolean {
  return sent !== undefined && sent !== null && sent !== stored;
}

function differsInTime(sent: string | null | undefined, stored: string): boolean {
  return sent !== undefined && sent !== null && seconds(sent) !== seconds(stored);
}

function seconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

/** A new entry with everything Graph fills in from the certificate. Throws a `GraphError` (400) when Graph would refuse it. */
export function newKeyCredential(entry: IncomingKeyCredential, store: DirectoryStore): StoredKeyCredential {
  const { key } = entry;
  if (key === undefined || key === null || key === '') {
    throw refused('KeyCredentialsInvalidValue', 'Key credential value is invalid.');
  }
  if (entry.type !== 'AsymmetricX509Cert') {
    throw refused('KeyCredentialsInvalidType', 'Key credential type is invalid.');
  }
  if (entry.usage !== 'Verify') {
    throw refused('KeyCredentialsInvalidUsage', 'Key credential usage is invalid.');
  }
  const certificate = readCertificate(key);
  const [notBefore, notAfter] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  const start = entry.startDateTime ? Date.parse(entry.startDateTime) : notBefore;
  const end = entry.endDateTime ? Date.parse(entry.endDateTime) : notAfter;
  if (seconds(iso(start)) < seconds(iso(notBefore))) {
    throw refused('KeyCredentialsInvalidStartDate', 'Key credential start date is invalid.');
  }
  const now = store.context.clock.now().getTime();
  if (end <= now || end <= start || seconds(iso(end)) > seconds(iso(notAfter))) {
    throw refused('KeyCredentialsInvalidEndDate', 'Key credential end date is invalid.');
  }
  checkLifetime(store, start, end);
  return {
    customKeyIdentifier: entry.customKeyIdentifier || thumbprint(certificate),
    displayName: shortened(entry.displayName ?? subjectOf(certificate)),
    endDateTime: iso(end),
    key: certificate.raw.toString('base64'),
    keyId: entry.keyId?.toLowerCase() ?? randomUUID(),
    startDateTime: iso(start),
    type: entry.type,
    usage: entry.usage,
  };
}

function readCertificate(key: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(key, 'base64'));
  } catch {
    throw refused('KeyCredentialsInvalidValue', 'Key credential value is invalid.');
  }
}

/** Base64 of the SHA-1 thumbprint. */
export function thumbprint(certificate: X509Certificate): string {
  return Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex').toString('base64');
}

/** `CN=Mailbox report, O=Contoso`: most specific part first, as Windows writes names. */
function subjectOf(certificate: X509Certificate): string {
  return certificate.subject.split('\n').reverse().join(', ');
}

function shortened(displayName: string | null): string | null {
  return displayName === null ? null : displayName.slice(0, maximumDisplayName);
}

function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function refused(code: string, message: string): GraphError {
  return badRequest(message, code, [{ code: 'InvalidValue', message, target: 'keyCredentials' }]);
}
