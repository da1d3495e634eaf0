import assert from 'node:assert/strict';
import { CertificateVault } from '../certificates/vault.ts';
import { createApplication, getApplication } from '../directory/applications.ts';
import { createDirectory } from '../directory/client.ts';
import { addKeyCredential } from '../directory/keyCredentials.ts';
import { ensureServicePrincipal } from '../directory/servicePrincipals.ts';
import type { Application, Directory } from '../directory/types.ts';
import { clouds } from '../identity/clouds.ts';
import { identityError } from '../identity/errors.ts';
import { ExampleSession } from '../sandbox/exampleSession.ts';
import { isDomainError } from '../shared/errors.ts';
import { MemoryKeyValueStore, MemorySecretStore } from '../shared/memory.ts';
import type { SetupCertificates } from './environment.ts';
import { type RotationRequest, rotateCertificate } from './rotateCertificate.ts';
import { setupCertificates } from './setupCertificates.ts';

describe('Rotating a certificate', () => {
  let session: ExampleSession;
  let directory: Directory;
  let vault: CertificateVault;
  let certificates: SetupCertificates;
  let application: Application;
  let oldKeyId: string;

  beforeEach(async () => {
    session = await ExampleSession.open();
    const { clock, log, tenant, token } = session;
    const transport = tenant.transport;
    directory = createDirectory({
      cloud: clouds.Global,
      tokens: { accessToken: async () => token },
      transport,
      clock,
      log,
    });
    const stores = { store: new MemoryKeyValueStore(), secrets: new MemorySecretStore() };
    vault = new CertificateVault({ ...stores, clock, log, expiringWithinDays: () => 30 });
    certificates = setupCertificates(vault, clock, async () => false);
    const created = await createApplication(directory, { displayName: 'Nightly report' });
    await ensureServicePrincipal(directory, created.appId);
    const old = await certificates.generate({ subject: 'CN=Nightly report', months: 1 });
    const key = await addKeyCredential(directory, created.id, await certificates.der(old.thumbprint), {
      displayName: old.subject,
      clock,
    });
    oldKeyId = key.keyId;
    application = await getApplication(directory, created.appId);
  });

  /** A token endpoint that hears of the new certificate after so many questions. */
  const knownAfter = (refusals: number) => {
    let asked = 0;
    return async (thumbprint: string) => {
      await vault.signingCertificate(thumbprint);
      if (asked++ < refusals) {
        throw identityError('certificateNotRegistered', { thumbprint });
      }
    };
  };

  const request = (more: Partial<RotationRequest> = {}): RotationRequest => ({
    directory,
    application,
    oldKeyId,
    certificate: { subject: 'CN=Nightly report', months: 12 },
    removeOld: false,
    certificates,
    prove: knownAfter(0),
    clock: session.clock,
    proofLimit: 600_000,
    ...more,
  });

  const keyIds = async () =>
    (await getApplication(directory, application.appId)).keyCredentials.map(({ keyId }) => keyId).sort();

  it('puts the new certificate beside the old one, proven', async () => {
    const { newKeyId, certificate } = await rotateCertificate(request());
    assert.deepEqual(await keyIds(), [oldKeyId, newKeyId].sort());
    assert.equal(certificate.hasPrivateKey, true);
  });

  it('takes the old one off when asked to, after the proof', async () => {
    const { newKeyId } = await rotateCertificate(request({ removeOld: true }));
    assert.deepEqual(await keyIds(), [newKeyId]);
  });

  it('waits until the token endpoint knows the new certificate', async () => {
    let waited = 0;
    await rotateCertificate(
      request({
        removeOld: true,
        prove: knownAfter(8),
        onStep: (_step, elapsed) => {
          waited = Math.max(waited, elapsed);
        },
      }),
    );
    assert.ok(waited >= 60_000, `waited ${waited} ms`);
  });

  it('keeps the old one when the new one is not proven in time', async () => {
    await assert.rejects(
      rotateCertificate(request({ removeOld: true, prove: knownAfter(1000), proofLimit: 60_000 })),
      (error) => isDomainError(error, 'Incomplete'),
    );
    assert.ok((await keyIds()).includes(oldKeyId));
  });

  it('keeps the old one when it is cancelled while proving', async () => {
    const controller = new AbortController();
    const onStep = (step: string) => step === 'prove' && controller.abort();
    await assert.rejects(
      rotateCertificate(request({ removeOld: true, prove: knownAfter(1000), onStep, signal: controller.signal })),
      {
        name: 'AbortError',
      },
    );
    assert.ok((await keyIds()).includes(oldKeyId));
  });

  it('refuses a key that is not there before anything is made', async () => {
    await assert.rejects(rotateCertificate(request({ oldKeyId: crypto.randomUUID() })), (error) =>
      isDomainError(error, 'NotFound'),
    );
    assert.equal((await vault.list()).certificates.length, 1);
  });
});
