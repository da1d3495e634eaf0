import assert from 'node:assert/strict';
import { ManualClock, MemoryKeyValueStore, MemoryLog, MemorySecretStore } from '../shared/memory.ts';
import type { SecretKey } from '../shared/ports.ts';
import { proveSigning } from './signing.ts';
import { certificateFor } from './testing/certificateFor.ts';
import { reasonOf, type SampleMaterial, sampleCertificate } from './testing/sampleCertificates.ts';
import { thumbprintOf } from './thumbprint.ts';
import type { CertificateMaterial } from './types.ts';
import { CertificateVault } from './vault.ts';

/** As the editor's: can fail, and can be looked at. */
class TestSecrets extends MemorySecretStore {
  failing = false;

  override async get(key: SecretKey): Promise<string | undefined> {
    this.#check();
    return super.get(key);
  }

  override async set(key: SecretKey, value: string): Promise<void> {
    this.#check();
    return super.set(key, value);
  }

  #check(): void {
    if (this.failing) {
      throw new Error('The keyring is locked.');
    }
  }
}

describe('CertificateVault', () => {
  let store: MemoryKeyValueStore;
  let secrets: TestSecrets;
  let log: MemoryLog;
  let vault: CertificateVault;
  let sample: SampleMaterial;
  let other: SampleMaterial;
  let withoutKey: CertificateMaterial;
  let thumbprint: string;
  let recordKey: string;
  let secretKey: SecretKey;

  const open = () =>
    new CertificateVault({ store, secrets, log, clock: new ManualClock(new Date()), expiringWithinDays: () => 30 });

  before(async () => {
    [sample, other] = await Promise.all([sampleCertificate(), sampleCertificate('Nightly licences')]);
    withoutKey = { certificate: sample.certificate };
    thumbprint = thumbprintOf(sample.certificate);
    recordKey = `certificate/${thumbprint}`;
    secretKey = `certificate/${thumbprint}/privateKey`;
  });

  beforeEach(() => {
    store = new MemoryKeyValueStore();
    secrets = new TestSecrets();
    log = new MemoryLog();
    vault = open();
  });

  it('keeps certificates and gives them back, also after a restart', async () => {
    const added = await vault.add({ ...sample, chain: [other.certificate] });
    await vault.add(other);
    vault = open();
    const { certificates, damaged } = await vault.list();
    assert.deepEqual(
      certificates.map(({ subject }) => subject),
      ['CN=Mailbox report, O=Contoso', 'CN=Nightly licences, O=Contoso'],
    );
    assert.deepEqual(damaged, []);
    assert.deepEqual(certificates[0], added);
    assert.equal(added.hasPrivateKey, true);
    assert.equal(added.friendlyName, 'Mailbox report');
    const material = await vault.material(thumbprint);
    assert.deepEqual(Buffer.from(material.certificate), Buffer.from(sample.certificate));
    assert.deepEqual(
      material.chain?.map((der) => Buffer.from(der)),
      [Buffer.from(other.certificate)],
    );
    assert.equal(material.privateKey, undefined);
    assert.equal((await vault.materialWithKey(thumbprint)).privateKey, sample.privateKey);
  });

  it('gives a signer what it takes, for a thumbprint however it was pasted', async () => {
    await vault.add(sample);
    const pasted = `\u200e${thumbprint.toLowerCase().replace(/../g, '$& ')}`;
    const signing = await vault.signingCertificate(pasted);
    assert.equal(signing.thumbprint, thumbprint);
    assert.match(signing.thumbprintSha256, /^[0-9A-F]{64}$/);
    assert.match(signing.certificatePem, /^-----BEGIN CERTIFICATE-----\n/);
    await proveSigning(sample.certificate, signing.privateKeyPem);
  });

  it('lets no secret out of secret storage', async () => {
    await vault.add(sample);
    await vault.setPfxPassword(thumbprint, 'generated-password');
    const visible = JSON.stringify([...store.values]) + log.lines.join('\n') + JSON.stringify(await vault.list());
    const key = sample.privateKey.split('\n')[5] ?? '';
    assert.ok(key.length > 60);
    assert.ok(!visible.includes(key));
    assert.ok(!visible.includes('generated-password'));
  });

  it('adds the key of a certificate that was known without, and never loses one', async () => {
    assert.equal((await vault.add({ ...withoutKey, friendlyName: 'Mine' })).hasPrivateKey, false);
    assert.equal(await reasonOf(vault.signingCertificate(thumbprint)), 'noKeyInVault');
    assert.equal((await vault.add(sample)).hasPrivateKey, true);
    assert.equal((await vault.add(withoutKey)).hasPrivateKey, true);
    const { certificates } = await vault.list();
    assert.equal(certificates.length, 1);
    assert.equal(certificates[0]?.friendlyName, 'Mine');
    assert.equal(certificates[0]?.hasPrivateKey, true);
  });

  it('keeps the key when two windows add the same certificate at once, one without it', async () => {
    await Promise.all([vault.add(sample), open().add(withoutKey)]);
    const { certificates, damaged } = await open().list();
    assert.deepEqual(damaged, []);
    assert.equal(certificates[0]?.hasPrivateKey, true);
  });

  it('shows what another window did', async () => {
    const second = open();
    await vault.add(sample);
    assert.equal((await second.list()).certificates.length, 1);
    await second.delete(thumbprint);
    assert.equal((await vault.list()).certificates.length, 0);
    assert.equal(await reasonOf(vault.get(thumbprint)), 'notInVault');
    assert.equal(await reasonOf(vault.delete(thumbprint)), 'notInVault');
  });

  it('deletes a certificate with all its secrets, secrets first', async () => {
    await vault.add(sample);
    await vault.setPfxPassword(thumbprint, 'secret');
    assert.equal(await vault.pfxPassword(thumbprint), 'secret');
    const order: string[] = [];
    const deleteSecret = secrets.delete.bind(secrets);
    secrets.delete = async (key) => {
      order.push(key);
      await deleteSecret(key);
    };
    const deleteRecord = store.delete.bind(store);
    store.delete = async (key) => {
      order.push(key);
      await deleteRecord(key);
    };
    await vault.delete(thumbprint);
    assert.deepEqual(order, [secretKey, `certificate/${thumbprint}/pfxPassword`, recordKey]);
    assert.equal(secrets.values.size + store.values.size, 0);
  });

  it('leaves everything as it was when secret storage refuses the key', async () => {
    secrets.failing = true;
    await assert.rejects(vault.add(sample), /locked/);
    assert.equal(store.values.size, 0);
    secrets.failing = false;
    await vault.add({ ...withoutKey, friendlyName: 'Mine' });
    const before = store.values.get(recordKey);
    secrets.set = async () => {
      throw new Error('The keyring is full.');
    };
    await assert.rejects(vault.add(sample), /full/);
    assert.equal(store.values.get(recordKey), before);
  });

  it('renames, tells its listeners, and stops telling them', async () => {
    let changes = 0;
    const stop = vault.onDidChange(() => changes++);
    await vault.add(sample);
    assert.equal((await vault.rename(thumbprint, ' Köln ')).friendlyName, 'Köln');
    assert.equal((await vault.get(thumbprint)).friendlyName, 'Köln');
    assert.equal(await reasonOf(vault.rename(thumbprint, 'a\nb')), 'friendlyNameInvalid');
    assert.equal(changes, 2);
    stop();
    await vault.delete(thumbprint);
    assert.equal(changes, 2);
  });

  it('refuses what does not belong together', async () => {
    assert.equal(await reasonOf(vault.add({ ...sample, privateKey: other.privateKey })), 'keyMismatch');
    assert.equal(await reasonOf(vault.add({ certificate: Buffer.from('nonsense') })), 'certificateUnreadable');
    assert.equal(await reasonOf(vault.get('9CF0')), 'thumbprintInvalid');
    assert.equal(store.values.size, 0);
  });

  it('lists by state', async () => {
    const day = 24 * 60 * 60 * 1000;
    const made = await Promise.all(
      [-400, -350, -10, 1].map((days, index) => certificateFor(`CN=${index}`, new Date(Date.now() + days * day))),
    );
    for (const certificate of made) {
      await vault.add({ certificate });
    }
    const { certificates } = await vault.list();
    assert.deepEqual(
      certificates.map(({ state }) => state),
      ['expired', 'expiring', 'valid', 'notYetValid'],
    );
  });

  describe('an entry that was tampered with or half written', () => {
    const tampering: Readonly<Record<string, { readonly reason: string; readonly tamper: () => void }>> = {
      'JSON that breaks off': { reason: 'recordUnreadable', tamper: () => store.values.set(recordKey, '{"version":1') },
      'JSON of something else': { reason: 'recordUnreadable', tamper: () => store.values.set(recordKey, '{"a":[]}') },
      'bytes that are no certificate': {
        reason: 'certificateUnreadable',
        tamper: () => edit({ certificate: Buffer.from('nonsense').toString('base64') }),
      },
      'a certificate cut short': {
        reason: 'certificateUnreadable',
        tamper: () => edit({ certificate: Buffer.from(sample.certificate.subarray(0, 400)).toString('base64') }),
      },
      'another certificate': {
        reason: 'thumbprintMismatch',
        tamper: () => edit({ certificate: Buffer.from(other.certificate).toString('base64') }),
      },
      'no private key where one was promised': {
        reason: 'privateKeyMissing',
        tamper: () => secrets.values.delete(secretKey),
      },
      'a private key that breaks off': {
        reason: 'privateKeyUnreadable',
        tamper: () => secrets.values.set(secretKey, sample.privateKey.slice(0, 400)),
      },
      'another private key': {
        reason: 'privateKeyForeign',
        tamper: () => secrets.values.set(secretKey, other.privateKey),
      },
    };
    const edit = (change: object) =>
      store.values.set(recordKey, JSON.stringify({ ...JSON.parse(store.values.get(recordKey) ?? ''), ...change }));

    for (const [kind, { reason, tamper }] of Object.entries(tampering)) {
      it(`is shown as damaged and does not break the list: ${kind}`, async () => {
        await vault.add(sample);
        await vault.add(other);
        tamper();
        const { certificates, damaged } = await vault.list();
        assert.deepEqual(
          certificates.map(({ friendlyName }) => friendlyName),
          ['Nightly licences'],
        );
        assert.deepEqual(
          damaged.map((entry) => [entry.id, entry.reason]),
          [[thumbprint, reason]],
        );
        assert.equal(await reasonOf(vault.signingCertificate(thumbprint)), 'entryDamaged');
      });

      it(`can be deleted: ${kind}`, async () => {
        await vault.add(sample);
        tamper();
        await vault.delete(thumbprint);
        assert.deepEqual(await vault.list(), { certificates: [], damaged: [] });
        assert.equal(secrets.values.size + store.values.size, 0);
      });

      it(`is mended by importing the PFX again: ${kind}`, async () => {
        await vault.add(sample);
        tamper();
        await vault.add(sample);
        const { certificates, damaged } = await vault.list();
        assert.deepEqual(damaged, []);
        assert.equal(certificates[0]?.hasPrivateKey, true);
        await proveSigning(sample.certificate, (await vault.signingCertificate(thumbprint)).privateKeyPem);
      });
    }

    it('under a name that is no thumbprint can be deleted too', async () => {
      store.values.set('certificate/odd name', '{}');
      assert.equal((await vault.list()).damaged[0]?.id, 'odd name');
      await vault.delete('odd name');
      assert.deepEqual((await vault.list()).damaged, []);
    });

    it('is told from secret storage that does not answer', async () => {
      await vault.add(sample);
      secrets.failing = true;
      const { damaged } = await vault.list();
      assert.equal(damaged[0]?.reason, 'secretsUnavailable');
      assert.equal(damaged[0]?.certificate?.subject, 'CN=Mailbox report, O=Contoso');
      assert.ok((await vault.material(thumbprint)).certificate.length > 0);
      secrets.failing = false;
      assert.equal((await vault.list()).certificates.length, 1);
    });

    it('loses its foreign key when the certificate alone is imported again', async () => {
      await vault.add(sample);
      secrets.values.set(secretKey, other.privateKey);
      assert.equal((await vault.add(withoutKey)).hasPrivateKey, false);
      assert.deepEqual((await vault.list()).damaged, []);
      assert.equal(secrets.values.size, 0);
    });
  });
});
