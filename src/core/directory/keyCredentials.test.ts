import assert from 'node:assert/strict';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { ApplicationInGraph } from '../../../test/support/applicationInGraph.ts';
import { brokenConnection } from '../../../test/support/scriptedTransport.ts';
import { generateCertificate } from '../certificates/generate.ts';
import { thumbprintOf } from '../certificates/thumbprint.ts';
import type { CertificateMaterial } from '../certificates/types.ts';
import { clouds } from '../identity/clouds.ts';
import { isDomainError } from '../shared/errors.ts';
import { ManualClock, MemoryLog } from '../shared/memory.ts';
import type { HttpTransport } from '../shared/ports.ts';
import { createDirectory } from './client.ts';
import { newKeyCredential, thumbprintOfKey } from './keyCredential.ts';
import { addKeyCredential, removeKeyCredential } from './keyCredentials.ts';
import { keyProof } from './rollKeys.ts';
import type { KeyCredential } from './types.ts';

const smallCertificate = Buffer.from(
  'MIIB/jCCAWegAwIBAgIUMdh4VbktDL8WOMVhX98Z5OvVol4wDQYJKoZIhvcNAQELBQAwEDEOMAwGA1UEAwwFc21hbGwwIBcNMjYx' +
    'MTIzMjEyMjEwWhgPMjEyNjEwMzAyMTIyMTBaMBAxDjAMBgNVBAMMBXNtYWxsMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCm' +
    'haVfx5ZjqoaWzdFVqh2nJUJ0TEdd91s+8Fsul6Vaeq2csFh429FQB+NPiEFD7NUjuMk6F+Xub0qlFIkHpB1bIqDZpLy0W3BxAMJr' +
    'xzn1AXFgg6QwgYBt/4KKtNcshqafepfsq3Y9JdecCpZ4dibtAcBly63R0IEr6cm2aN3d3wIDAQABo1MwUTAdBgNVHQ4EFgQU5WZt' +
    '6QetwBRX53UWqzzq4ix0zrQwHwYDVR0jBBgwFoAU5WZt6QetwBRX53UWqzzq4ix0zrQwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG' +
    '9w0BAQsFAAOBgQBX7nwT3UCtKS5OiJB1GeqQO7omTIVWi5ItOaO/S8U5l/DRcJPagfRI3F66+zDh4gBFmgWCIpyi6bYdkF79mNI+' +
    '2WYFtn+TgbQnD5IJ6eq/svFXmq57iUYWHMXhFVt7KMadBAmOJtxy+7siXYPrMhhZbmtCFGcw9M2KecZKL92Heg==',
  'base64',
);
const ellipticCertificate = Buffer.from(
  'MIIBeDCCAR2gAwIBAgIUVWlbrcNIRAjLugPyRrCIcURAHWgwCgYIKoZIzj0EAwIwEDEOMAwGA1UEAwwFY3VydmUwIBcNMjYxMTIz' +
    'MjEyMjEwWhgPMjEyNjEwMzAyMTIyMTBaMBAxDjAMBgNVBAMMBWN1cnZlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2lLrTqWO' +
    'pgI7NqIs8kDh/fkh1U1W0mXNXWlpJ6koy6bKYB6t+t/Bq5GxtDdxJO8I0a2lTC+W8wOQ0Fw/hhP7+KNTMFEwHQYDVR0OBBYEFGNf' +
    'mcWKHaGsz0tlBJpFBShZO151MB8GA1UdIwQYMBaAFGNfmcWKHaGsz0tlBJpFBShZO151MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI' +
    'zj0EAwIDSQAwRgIhAKLvf4OfyLkUBAp195hJ6Yu/14T6bIX7M7k4DfYTRcX1AiEAuStahsPTO0dlQvMXkgDaQvtYgPQXYXVUzrlE' +
    'o8ujKDc=',
  'base64',
);

function stored(keyId: string): KeyCredential {
  const key = Buffer.from(`certificate ${keyId}`).toString('base64');
  return { keyId, type: 'AsymmetricX509Cert', usage: 'Verify', key, displayName: keyId };
}

function setUp(keys: readonly KeyCredential[], wrap: (transport: HttpTransport) => HttpTransport = (inner) => inner) {
  const graph = new ApplicationInGraph(keys);
  const clock = new ManualClock();
  const directory = createDirectory({
    cloud: clouds.Global,
    tokens: { accessToken: async () => 'token' },
    transport: wrap(graph.transport),
    clock,
    log: new MemoryLog(),
  });
  return { graph, clock, directory };
}

const idsIn = (graph: ApplicationInGraph) => graph.keys.map(({ keyId }) => keyId).sort();

describe('certificates of an application', () => {
  let material: Required<Pick<CertificateMaterial, 'certificate' | 'privateKey'>>;
  const add = ({ directory, clock }: ReturnType<typeof setUp>) =>
    addKeyCredential(directory, 'object-id', material.certificate, { displayName: 'CN=Report', clock });
  const remove = ({ directory, clock }: ReturnType<typeof setUp>, keyId: string) =>
    removeKeyCredential(directory, 'object-id', keyId, { clock });

  before(async () => {
    material = await generateCertificate({ subject: 'CN=Report' }, { clock: new ManualClock() });
  });

  it('are added to those that are there, in two calls', async () => {
    const world = setUp([stored('one'), stored('two')]);
    const added = await add(world);
    assert.equal(world.graph.calls, 2);
    assert.equal(world.graph.keys.length, 3);
    assert.equal(added.customKeyIdentifier, Buffer.from(thumbprintOf(material.certificate), 'hex').toString('base64'));
    const entry = world.graph.keys.find(({ keyId }) => keyId === added.keyId);
    assert.equal(entry?.key, Buffer.from(material.certificate).toString('base64'));
    const certificate = new X509Certificate(material.certificate);
    assert.equal(entry?.endDateTime, new Date(certificate.validTo).toISOString());
  });

  it('keep what somebody adds between our reading and our writing', async () => {
    const world = setUp([stored('one')]);
    world.graph.onOperation = (operation, count) => {
      if (operation === 'GET' && count === 2) {
        world.graph.keys.push(stored('foreign'));
      }
    };
    const { keyId } = await add(world);
    assert.deepEqual(idsIn(world.graph), ['foreign', 'one', keyId].sort());
    assert.equal(world.graph.keys.find((key) => key.keyId === 'foreign')?.key, stored('foreign').key);
  });

  it('leave out what somebody removes between our reading and our writing', async () => {
    const world = setUp([stored('one'), stored('two')]);
    world.graph.onOperation = (operation, count) => {
      if (operation === 'GET' && count === 2) {
        world.graph.keys = [stored('one')];
      }
    };
    const { keyId } = await add(world);
    assert.deepEqual(idsIn(world.graph), ['one', keyId].sort());
  });

  it('are written again when somebody overwrites them right after us', async () => {
    const world = setUp([stored('one')]);
    world.graph.onOperation = (_, count) => {
      if (count === 4) {
        world.graph.keys = [stored('one'), stored('foreign')];
      }
    };
    const { keyId } = await add(world);
    assert.deepEqual(idsIn(world.graph), ['foreign', 'one', keyId].sort());
  });

  it('wait for a replica that lags behind, without writing twice', async () => {
    const world = setUp([stored('one')]);
    let writes = 0;
    world.graph.onOperation = (operation) => {
      writes += operation === 'PATCH' ? 1 : 0;
      if (operation === 'PATCH') {
        world.graph.staleReads.push([stored('one')], [stored('one')]);
      }
    };
    await add(world);
    assert.equal(writes, 1);
  });

  it('are given up on loudly when somebody keeps changing them', async () => {
    const world = setUp([stored('one')]);
    world.graph.onOperation = (operation, count) => {
      if (operation === 'PATCH') {
        return;
      }
      world.graph.keys = [stored('one'), stored(`foreign ${count}`)];
    };
    await assert.rejects(add(world), (error) => isDomainError(error, 'Conflict'));
    assert.ok(idsIn(world.graph).includes('one'));
  });

  it('are never written on the ground of an answer without the list', async () => {
    const world = setUp([stored('one')]);
    const { transport } = world.graph;
    const directory = createDirectory({
      cloud: clouds.Global,
      tokens: { accessToken: async () => 'token' },
      transport: async (input, init) => {
        const response = await transport(input, init);
        const text = (await response.text()).replaceAll('keyCredentials', 'other');
        return new Response(text, { status: response.status, headers: response.headers });
      },
      clock: world.clock,
      log: new MemoryLog(),
    });
    await assert.rejects(add({ ...world, directory }), (error) => isDomainError(error, 'Network'));
    assert.deepEqual(idsIn(world.graph), ['one']);
  });

  it('are there once when the answer to the write is lost', async () => {
    let lost = 0;
    const world = setUp([stored('one')], (inner) => async (input, init) => {
      const response = await inner(input, init);
      if (String(input).includes('$batch') && lost++ === 0) {
        throw brokenConnection();
      }
      return response;
    });
    const { keyId } = await add(world);
    assert.deepEqual(idsIn(world.graph), ['one', keyId].sort());
  });

  it('are refused as duplicates, by contents or by thumbprint', async () => {
    const own = newKeyCredential(material.certificate, {
      displayName: 'x',
      now: new ManualClock().now(),
      keyId: 'own',
    });
    const thumbprint = thumbprintOf(material.certificate);
    const forms: KeyCredential[] = [
      own,
      { ...own, customKeyIdentifier: 'bm90IGEgdGh1bWJwcmludA==' },
      { ...own, key: null },
      { ...own, key: null, customKeyIdentifier: thumbprint },
      { ...own, key: null, customKeyIdentifier: Buffer.from(thumbprint.toLowerCase()).toString('base64') },
    ];
    for (const form of forms) {
      assert.equal(thumbprintOfKey(form), thumbprint);
      const world = setUp([form]);
      await assert.rejects(
        add(world),
        (error) => isDomainError(error, 'AlreadyExists') && error.params.thumbprint === thumbprint,
      );
      assert.deepEqual(idsIn(world.graph), ['own']);
    }
  });

  it('are refused when expired, too small, not RSA or no certificate, before anything is sent', async () => {
    const { graph, directory } = setUp([]);
    const later = new ManualClock('2040-01-01T00:00:00Z');
    const attempt = (der: Uint8Array, clock = new ManualClock()) =>
      addKeyCredential(directory, 'object-id', der, { displayName: 'x', clock });
    await assert.rejects(attempt(material.certificate, later), (error) => isDomainError(error, 'Expired'));
    await assert.rejects(
      attempt(smallCertificate),
      (error) => isDomainError(error, 'NotSupported') && error.params.keySize === 1024,
    );
    await assert.rejects(attempt(ellipticCertificate), (error) => isDomainError(error, 'NotSupported'));
    await assert.rejects(attempt(Buffer.from('nonsense')), (error) => isDomainError(error, 'InvalidInput'));
    assert.equal(graph.calls, 0);
  });

  it('are removed by key id, whatever its case, and nothing else is', async () => {
    const world = setUp([stored('ONE'), stored('two')]);
    await remove(world, 'one');
    assert.deepEqual(idsIn(world.graph), ['two']);
  });

  it('are not removed when there is no such key: the last one least of all', async () => {
    const world = setUp([stored('one'), stored('two')]);
    await assert.rejects(remove(world, 'three'), (error) => isDomainError(error, 'NotFound'));
    assert.deepEqual(idsIn(world.graph), ['one', 'two']);
  });

  it('are removed although somebody adds one at the same time, which stays', async () => {
    const world = setUp([stored('one'), stored('two')]);
    world.graph.onOperation = (_, count) => {
      if (count === 2) {
        world.graph.keys.push(stored('foreign'));
      }
    };
    await remove(world, 'one');
    assert.deepEqual(idsIn(world.graph), ['foreign', 'two']);
  });

  it('are rolled with a proof the certificate verifies', () => {
    const now = new Date('2026-11-23T09:00:00Z');
    const thumbprint = thumbprintOf(material.certificate);
    const proof = keyProof(
      'object-id',
      {
        thumbprint,
        thumbprintSha256: '',
        certificatePem: '',
        privateKeyPem: material.privateKey,
        notBefore: '',
        notAfter: '',
      },
      now,
    );
    const [header = '', claims = '', signature = ''] = proof.split('.');
    const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    assert.equal(Buffer.from(decode(header).x5t, 'base64url').toString('hex').toUpperCase(), thumbprint);
    assert.deepEqual(decode(claims), {
      aud: '00000003-0000-0000-c000-000000000000',
      iss: 'object-id',
      nbf: now.getTime() / 1000,
      exp: now.getTime() / 1000 + 600,
    });
    const key = createPublicKey(
      new X509Certificate(material.certificate).publicKey.export({ type: 'spki', format: 'pem' }),
    );
    assert.ok(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url')));
  });
});
