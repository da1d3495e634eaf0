import assert from 'node:assert/strict';
import {
  constants,
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { SampleCertificates } from '../contents/sampleCertificates.ts';
import { applicationNamed, ExampleSession } from '../exampleSession.ts';
import { selfSigned } from '../selfSigned.ts';

const day = 86_400_000;
const audience = '00000002-0000-0000-c000-000000000000';

describe('key credentials', () => {
  let session: ExampleSession;
  let certificates: SampleCertificates;
  let id: string;
  const now = () => session.clock.now().getTime();
  const certificate = (name: string, start = -1, end = 300) =>
    certificates.certificate(name, new Date(now() + start * day), new Date(now() + end * day), name);
  const entry = (der: Uint8Array, more: object = {}) => ({
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: Buffer.from(der).toString('base64'),
    ...more,
  });
  const stored = async () => (await session.get(`/applications/${id}?$select=keyCredentials`)).body.keyCredentials;
  const write = (keyCredentials: unknown) => session.patch(`/applications/${id}`, { keyCredentials });

  before(async () => {
    certificates = await SampleCertificates.create();
  });

  beforeEach(async () => {
    session = await ExampleSession.open();
    const created = await session.post('/applications', {
      displayName: 'Keys',
      keyCredentials: [entry(certificate('first'))],
    });
    assert.equal(created.status, 201);
    assert.equal(created.body.keyCredentials[0].key, null);
    id = created.body.id;
  });

  it('take dates, name and thumbprint from the certificate', async () => {
    const [credential] = await stored();
    const parsed = new X509Certificate(Buffer.from(credential.key, 'base64'));
    assert.equal(credential.customKeyIdentifier, createHash('sha1').update(parsed.raw).digest('base64'));
    assert.equal(credential.displayName, 'CN=first');
    assert.equal(Date.parse(credential.endDateTime), Date.parse(parsed.validTo));
    assert.equal(Date.parse(credential.startDateTime), Date.parse(parsed.validFrom));
    assert.match(credential.keyId, /^[0-9a-f-]{36}$/);
  });

  it('show the key only when it is selected on one object', async () => {
    assert.equal((await session.get(`/applications/${id}`)).body.keyCredentials[0].key, null);
    const listed = await session.get(`/applications?$filter=displayName eq 'Keys'&$select=keyCredentials`);
    assert.equal(listed.body.value[0].keyCredentials[0].key, null);
    assert.equal(typeof (await stored())[0].key, 'string');
  });

  it('are replaced as a collection; what comes back with its id is kept', async () => {
    const [first] = await stored();
    assert.equal((await write([{ ...first, key: null }, entry(certificate('second'))])).status, 204);
    const both = await stored();
    assert.deepEqual(
      both.map(({ displayName }: { displayName: string }) => displayName),
      ['CN=first', 'CN=second'],
    );
    assert.equal(both[0].key, first.key);
    assert.equal((await write([{ keyId: both[1].keyId, type: 'AsymmetricX509Cert', usage: 'Verify' }])).status, 204);
    assert.deepEqual(
      (await stored()).map(({ keyId }: { keyId: string }) => keyId),
      [both[1].keyId],
    );
    assert.equal((await write([])).status, 204);
    assert.deepEqual(await stored(), []);
  });

  it('refuse another key, or other dates, under an existing id, and keep everything then', async () => {
    const [first] = await stored();
    const another = entry(certificate('other')).key;
    for (const change of [{ key: another }, { endDateTime: '2026-12-01T00:00:00Z' }, { usage: 'Sign' }]) {
      const { status, body } = await write([{ ...first, key: null, ...change }]);
      assert.equal(status, 400);
      assert.equal(body.error.message, `Update to existing credential with KeyId '${first.keyId}' is not allowed.`);
    }
    assert.deepEqual(await stored(), [first]);
    assert.equal((await write([first, { ...first, key: null }])).status, 400);
  });

  it('refuse a bare object, strings, and unknown properties', async () => {
    for (const wrong of [entry(certificate('x')), ['x'], null, 'x']) {
      const { status, body } = await write(wrong);
      assert.equal(status, 400);
      assert.equal(body.error.message, 'Property keyCredentials in payload has a value that does not match schema.');
    }
    assert.match(
      (await write([entry(certificate('x'), { thumbprint: 'AB' })])).body.error.message,
      /'thumbprint' does not exist on type 'microsoft.graph.keyCredential'/,
    );
    assert.equal(
      (await write([entry(certificate('x'), { keyId: 'not a guid' })])).body.error.message,
      "Invalid value specified for property 'keyId' of resource 'Application'.",
    );
    assert.equal((await stored()).length, 1);
  });

  it('refuse expired certificates, rubbish, and dates outside the certificate', async () => {
    const code = async (wrong: object) => (await write([wrong])).body.error.code;
    assert.equal(await code(entry(certificate('old', -30, -1))), 'KeyCredentialsInvalidEndDate');
    assert.equal(await code(entry(Buffer.from('not a certificate'))), 'KeyCredentialsInvalidValue');
    assert.equal(await code({ type: 'AsymmetricX509Cert', usage: 'Verify' }), 'KeyCredentialsInvalidValue');
    assert.equal(await code(entry(certificate('x'), { type: 'Password' })), 'KeyCredentialsInvalidType');
    assert.equal(await code(entry(certificate('x'), { usage: 'Sign' })), 'KeyCredentialsInvalidUsage');
    assert.equal(
      await code(entry(certificate('x'), { endDateTime: '2029-01-01T00:00:00Z' })),
      'KeyCredentialsInvalidEndDate',
    );
    assert.equal(
      await code(entry(certificate('x'), { startDateTime: '2020-01-01T00:00:00Z' })),
      'KeyCredentialsInvalidStartDate',
    );
    assert.equal((await write([entry(certificate('x'), { endDateTime: '2026-12-24T00:00:00Z' })])).status, 204);
    assert.equal((await stored())[0].endDateTime, '2026-12-24T00:00:00Z');
  });

  it('are limited by the app management policy of the tenant', async () => {
    const policy = session.tenant.state.collections.policies!.defaultAppManagementPolicy!;
    policy.isEnabled = true;
    policy.applicationRestrictions = {
      keyCredentials: [{ restrictionType: 'asymmetricKeyLifetime', maxLifetime: 'P180D', state: 'enabled' }],
    };
    assert.equal(
      (await write([entry(certificate('long'))])).body.error.code,
      'CredentialInvalidLifetimeAsPerAppPolicy',
    );
    assert.equal((await write([entry(certificate('short', 0, 179))])).status, 204);
  });

  describe('rolled with a proof', () => {
    let keys: { privateKey: KeyObject; publicKey: KeyObject };
    let der: Buffer;
    const proof = (claims: object = {}, algorithm = 'RS256', key = keys.privateKey) => {
      const seconds = Math.floor(now() / 1000);
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const data = `${part({ alg: algorithm, typ: 'JWT' })}.${part({ aud: audience, iss: id, nbf: seconds, exp: seconds + 600, ...claims })}`;
      const signature =
        algorithm === 'PS256'
          ? sign('sha256', Buffer.from(data), {
              key,
              padding: constants.RSA_PKCS1_PSS_PADDING,
              saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
            })
          : createSign('RSA-SHA256').update(data).sign(key);
      return `${data}.${signature.toString('base64url')}`;
    };
    const add = (signed: unknown, name = 'rolled') =>
      session.post(`/applications/${id}/addKey`, {
        keyCredential: entry(certificate(name)),
        passwordCredential: null,
        proof: signed,
      });

    before(() => {
      keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
    });

    beforeEach(async () => {
      der = Buffer.from(
        selfSigned(keys, { name: 'Example', notBefore: new Date(now() - day), notAfter: new Date(now() + 30 * day) }),
      );
      assert.equal((await write([entry(der)])).status, 204);
    });

    it('add a key next to the others, and remove one', async () => {
      const added = await add(proof());
      assert.equal(added.status, 200);
      assert.equal(added.body.key, null);
      assert.match(added.body['@odata.context'], /#microsoft.graph.keyCredential$/);
      assert.equal((await add(proof({}, 'PS256'), 'with PS256')).status, 200);
      assert.equal((await stored()).length, 3);
      const removed = await session.post(`/applications/${id}/removeKey`, { keyId: added.body.keyId, proof: proof() });
      assert.equal(removed.status, 204);
      assert.equal((await stored()).length, 2);
      assert.equal(
        (await session.post(`/applications/${id}/removeKey`, { keyId: added.body.keyId, proof: proof() })).status,
        400,
      );
    });

    it('are refused when the proof is wrong in any way', async () => {
      const seconds = Math.floor(now() / 1000);
      const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
      const malformed = [
        undefined,
        'nonsense',
        'a.b.c',
        `${proof()}x`,
        proof().replace(/\.[^.]+$/, '.'),
        proof({ aud: 'https://graph.microsoft.com' }),
        proof({ iss: '11111111-1111-1111-1111-111111111111' }),
        proof({ exp: seconds + 3600 }),
        proof({ nbf: undefined }),
        proof({}, 'none'),
        proof({}, 'RS256', other),
      ];
      for (const [index, wrong] of malformed.entries()) {
        const { status, body } = await add(wrong);
        assert.equal(`${status} ${body.error?.code}`, '401 Authentication_MissingOrMalformed', `proof ${index}`);
      }
      const late = await add(proof({ nbf: seconds - 700, exp: seconds - 100 }));
      assert.equal(late.body.error.code, 'Authentication_ExpiredToken');
      assert.equal((await stored()).length, 1);
    });

    it('need a certificate that is still valid', async () => {
      session.tenant.state.collections.applications![id]!.keyCredentials = [
        { ...(await stored())[0], endDateTime: new Date(now() - day).toISOString() },
      ];
      assert.equal((await add(proof())).status, 401);
    });
  });

  it('of an application with several certificates are all there', async () => {
    const { id: room } = await applicationNamed(session, 'Room booking sync');
    const { body } = await session.get(`/applications/${room}?$select=keyCredentials`);
    assert.equal(body.keyCredentials.length, 3);
  });
});
