import type { Clock, KeyValueStore, Log, SecretStore } from '../shared/ports.ts';
import { describeCertificate } from './describe.ts';
import { certificatePem } from './encodeCertificate.ts';
import { certificateError } from './errors.ts';
import { checkFriendlyName } from './friendlyName.ts';
import { type InspectedEntry, inspectEntry, keyKind, type StoredKey, storedKey } from './inspectEntry.ts';
import { parseCertificate } from './parseCertificate.ts';
import { normalizeThumbprint } from './thumbprint.ts';
import type { Certificate, CertificateMaterial, DamagedEntry, SigningCertificate, VaultContents } from './types.ts';
import { fromRecord, mergeRecords, parseRecord, recordKey, recordPrefix, toRecord } from './vaultRecord.ts';
import { Yielding } from './yielding.ts';

export interface VaultOptions {
  readonly store: KeyValueStore;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Asked each time: the user may change the setting. */
  readonly expiringWithinDays: () => number;
}

type IntactEntry = Extract<InspectedEntry, { state: 'intact' }>;
type DamagedState = Extract<InspectedEntry, { state: 'damaged' }>;

/**
 * The certificates the user keeps. Certificates, chains and names are in the store, one key each; private keys and PFX
 * passwords in secret storage only. Nothing is cached: another window may have changed anything. A record is written before
 * its key and removed after it, so that whatever interrupts, no key is left that nobody sees.
 *
 * Thumbprints are taken as people paste them (any case, with separators). Methods that name one throw `thumbprintInvalid`,
 * `notInVault`, and `entryDamaged` when the entry is not what it should be.
 */
export class CertificateVault {
  readonly #options: VaultOptions;
  readonly #listeners = new Set<() => void>();
  #queue: Promise<void> = Promise.resolve();

  constructor(options: VaultOptions) {
    this.#options = options;
  }

  /** Calls `listener` after every change made through this object; gives the function that ends it. */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everything in the vault, damaged entries apart. Never throws because of an entry. */
  async list(): Promise<VaultContents> {
    await this.#queue;
    const certificates: Certificate[] = [];
    const damaged: DamagedEntry[] = [];
    const yielding = new Yielding();
    for (const key of await this.#options.store.keys(recordPrefix)) {
      const id = key.slice(recordPrefix.length);
      const entry = await this.#inspect(id);
      if (entry?.state === 'intact') {
        certificates.push(entry.certificate);
      } else if (entry?.state === 'damaged') {
        const { reason, certificate } = entry;
        this.#options.log.debug('An entry of the certificate vault is damaged.', { id, reason });
        damaged.push({ id, reason, ...(certificate && { certificate }) });
      }
      await yielding.pause();
    }
    certificates.sort((a, b) => a.subject.localeCompare(b.subject) || a.notAfter.localeCompare(b.notAfter));
    return { certificates, damaged };
  }

  async get(thumbprint: string): Promise<Certificate> {
    return (await this.#intact(thumbprint)).certificate;
  }

  /** Certificate, chain and friendly name, without the private key; also of an entry where only the key is damaged. */
  async material(thumbprint: string): Promise<CertificateMaterial> {
    await this.#queue;
    const { id, entry } = await this.#find(thumbprint);
    if (entry.state === 'intact') {
      return fromRecord(entry.record);
    }
    if (entry.record === undefined || entry.certificate === undefined) {
      throw damagedError(id, entry);
    }
    return fromRecord(entry.record);
  }

  /** The same with the private key, for writing a PFX. Throws `noKeyInVault`. */
  async materialWithKey(thumbprint: string): Promise<CertificateMaterial & { readonly privateKey: string }> {
    const { certificate, record } = await this.#intact(thumbprint);
    return { ...fromRecord(record), privateKey: await this.#privateKey(certificate) };
  }

  /** What signing in as an application takes. Throws `noKeyInVault`; an expired certificate is given as it is. */
  async signingCertificate(thumbprint: string): Promise<SigningCertificate> {
    const { certificate, record } = await this.#intact(thumbprint);
    return {
      thumbprint: certificate.thumbprint,
      thumbprintSha256: certificate.thumbprintSha256,
      certificatePem: certificatePem(fromRecord(record).certificate),
      privateKeyPem: await this.#privateKey(certificate),
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
    };
  }

  /**
   * Adds a certificate, or what it brings along for one that is there: a key, a longer chain, a name it had not. A damaged
   * entry of the same certificate is mended as far as this material goes. Throws `certificateUnreadable`, and `notRsa` or
   * `keyMismatch` for material that does not belong in the vault.
   */
  add(material: CertificateMaterial): Promise<Certificate> {
    return this.#change(async () => {
      const described = this.#describe(material);
      const id = described.thumbprint;
      const { store, secrets } = this.#options;
      const before = await this.#read(id);
      const record = {
        ...mergeRecords(toRecord(material), parseRecord(before)),
        hasPrivateKey: await this.#willHaveKey(id, material, before),
      };
      await store.set(recordKey(id), record);
      if (material.privateKey !== undefined) {
        try {
          await secrets.set(`certificate/${id}/privateKey`, material.privateKey);
        } catch (error) {
          await (before === undefined ? store.delete(recordKey(id)) : store.set(recordKey(id), before));
          throw error;
        }
      }
      return { ...described, friendlyName: record.friendlyName, hasPrivateKey: record.hasPrivateKey };
    });
  }

  /** Gives the certificate another friendly name. Throws `friendlyNameInvalid`. */
  rename(thumbprint: string, friendlyName: string): Promise<Certificate> {
    return this.#change(async () => {
      const name = checkFriendlyName(friendlyName);
      const { id, entry } = await this.#find(thumbprint);
      if (entry.state === 'damaged') {
        throw damagedError(id, entry);
      }
      await this.#options.store.set(recordKey(id), { ...entry.record, friendlyName: name });
      return { ...entry.certificate, friendlyName: name };
    });
  }

  /** Removes an entry with its key and PFX password, secrets first. Takes the id of a damaged entry too. */
  delete(id: string): Promise<void> {
    return this.#change(async () => {
      const { store, secrets } = this.#options;
      const keys = await store.keys(recordPrefix);
      const entry = [id, normalizeThumbprint(id)].find((name) => name !== undefined && keys.includes(recordKey(name)));
      if (entry === undefined) {
        throw certificateError('notInVault', { thumbprint: id });
      }
      await secrets.delete(`certificate/${entry}/privateKey`);
      await secrets.delete(`certificate/${entry}/pfxPassword`);
      await store.delete(recordKey(entry));
    });
  }

  /** Keeps the generated password of a PFX that was exported. */
  async setPfxPassword(thumbprint: string, password: string): Promise<void> {
    const { certificate } = await this.#intact(thumbprint);
    await this.#options.secrets.set(`certificate/${certificate.thumbprint}/pfxPassword`, password);
  }

  /** The password kept by {@link setPfxPassword}; undefined when none was generated. */
  async pfxPassword(thumbprint: string): Promise<string | undefined> {
    const { certificate } = await this.#intact(thumbprint);
    return this.#options.secrets.get(`certificate/${certificate.thumbprint}/pfxPassword`);
  }

  #describe(material: CertificateMaterial): Certificate {
    const described = describeCertificate(material.certificate, {
      ...this.#describeOptions(),
      hasPrivateKey: material.privateKey !== undefined,
    });
    const { algorithm } = parseCertificate(material.certificate).publicKey;
    if (algorithm !== 'RSA') {
      throw certificateError('notRsa', { file: described.subject, algorithm });
    }
    if (material.privateKey !== undefined && keyKind(material.certificate, material.privateKey) !== 'own') {
      throw certificateError('keyMismatch', { file: described.subject });
    }
    return described;
  }

  #describeOptions() {
    return { now: this.#options.clock.now(), expiringWithinDays: this.#options.expiringWithinDays() };
  }

  /** Whether the entry will have its key after adding; a stored key that is no use to this certificate is removed. */
  async #willHaveKey(id: string, material: CertificateMaterial, before: unknown): Promise<boolean> {
    if (material.privateKey !== undefined) {
      return true;
    }
    const { secrets, log } = this.#options;
    let stored: StoredKey;
    try {
      stored = await storedKey(id, material.certificate, secrets);
    } catch {
      log.warn('Secret storage did not answer; what the vault says of the key stays as it was.', { id });
      return parseRecord(before)?.hasPrivateKey ?? false;
    }
    if (stored === 'foreign' || stored === 'unreadable') {
      await secrets.delete(`certificate/${id}/privateKey`);
    }
    return stored === 'own';
  }

  async #privateKey({ thumbprint, subject }: Certificate): Promise<string> {
    const privateKey = await this.#options.secrets.get(`certificate/${thumbprint}/privateKey`);
    if (privateKey === undefined) {
      throw certificateError('noKeyInVault', { thumbprint, subject });
    }
    return privateKey;
  }

  async #intact(thumbprint: string): Promise<IntactEntry> {
    await this.#queue;
    const { id, entry } = await this.#find(thumbprint);
    if (entry.state === 'damaged') {
      throw damagedError(id, entry);
    }
    return entry;
  }

  async #find(thumbprint: string): Promise<{ readonly id: string; readonly entry: InspectedEntry }> {
    const id = normalizeThumbprint(thumbprint);
    if (id === undefined) {
      throw certificateError('thumbprintInvalid', { thumbprint });
    }
    const entry = await this.#inspect(id);
    if (entry === undefined) {
      throw certificateError('notInVault', { thumbprint: id });
    }
    return { id, entry };
  }

  /** Undefined when there is no such entry. */
  async #inspect(id: string): Promise<InspectedEntry | undefined> {
    const value = await this.#read(id);
    return value === undefined ? undefined : inspectEntry(id, value, this.#options.secrets, this.#describeOptions());
  }

  /** The stored value; undefined when there is none, null when there is one that the store can't read. */
  async #read(id: string): Promise<unknown> {
    const { store, log } = this.#options;
    const key = recordKey(id);
    try {
      const value = await store.get(key);
      return value === undefined && (await store.keys(key)).includes(key) ? null : value;
    } catch {
      log.debug('The store could not read an entry of the certificate vault.', { id });
      return null;
    }
  }

  /** One change after another: two at once could each write what they read before the other's. */
  #change<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work);
    this.#queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result.then((value) => {
      for (const listener of this.#listeners) {
        listener();
      }
      return value;
    });
  }
}

function damagedError(thumbprint: string, { reason, cause }: DamagedState): Error {
  return certificateError('entryDamaged', { thumbprint, reason }, cause);
}
