import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { brokenConnection, json } from '../../../test/support/scriptedTransport.ts';
import type { SigningCertificate } from '../certificates/types.ts';
import { ExampleTenant, ids, type TestCertificate, testCertificate } from '../sandbox/identity/exampleTenant.ts';
import { systemClock } from '../shared/clock.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { ManualClock, MemoryLog } from '../shared/memory.ts';
import type { HttpTransport } from '../shared/ports.ts';
import { readRefusal, refusalError } from './aadsts.ts';
import { type ApplicationSignIn, signInAsApplication } from './application.ts';
import { measureClockSkew } from './clockSkew.ts';
import { clouds } from './clouds.ts';
import { retryAfter } from './retryAfter.ts';
import { tokenClaims } from './tokenClaims.ts';

function signing(certificate: TestCertificate): SigningCertificate {
  return {
    thumbprint: certificate.thumbprint,
    thumbprintSha256: certificate.thumbprintSha256,
    certificatePem: certificate.pem,
    privateKeyPem: certificate.privateKeyPem,
    notBefore: '',
    notAfter: '',
  };
}

describe('signing in as an application', () => {
  let tenant: ExampleTenant;
  let log: MemoryLog;

  // MSAL dates its assertions by the real clock.
  before(() => {
    tenant = new ExampleTenant(systemClock);
  });

  beforeEach(() => {
    log = new MemoryLog();
  });

  const signIn = (changes: Partial<ApplicationSignIn> = {}) =>
    signInAsApplication({
      cloud: clouds.Global,
      tenantId: ids.tenant,
      appId: ids.app,
      certificate: signing(tenant.certificate),
      resource: 'https://graph.microsoft.com',
      transport: tenant.fetch,
      log,
      clock: systemClock,
      ...changes,
    });

  const refusedWith = (reason: string, aadsts: string) => (error: unknown) => {
    assert.ok(isDomainError(error, 'SignInFailed'), String(error));
    assert.equal(error.reason, `identity/${reason}`);
    assert.equal(error.params.aadsts, aadsts);
    assert.ok(error.params.traceId);
    assert.ok(error.params.correlationId);
    return true;
  };

  it('gives a token with the permissions and roles it carries', async () => {
    const token = await signIn();
    assert.deepEqual(token.roles, ['User.Read.All']);
    assert.ok(token.wids.includes(ids.exchangeAdministrator));
    assert.ok(token.expiresOn.getTime() > Date.now());
    assert.equal(tokenClaims(token.accessToken).tenantId, ids.tenant);
  });

  it('asks again every time, so that a new grant shows', async () => {
    const exchange = await signIn({ resource: 'https://outlook.office365.com' });
    assert.deepEqual(exchange.roles, ['Exchange.ManageAsApp']);
    assert.notEqual((await signIn()).accessToken, (await signIn()).accessToken);
  });

  it('says for each refusal what is wrong', async () => {
    await assert.rejects(
      signIn({ appId: '99999999-9999-4999-8999-999999999999' }),
      refusedWith('applicationNotFound', 'AADSTS700016'),
    );
    const now = Date.now();
    const stranger = testCertificate(new Date(now - 60_000), new Date(now + 86_400_000), true);
    await assert.rejects(
      signIn({ certificate: signing(stranger) }),
      refusedWith('certificateNotRegistered', 'AADSTS700027'),
    );
    await assert.rejects(
      signIn({ appId: ids.appWithoutPrincipal }),
      refusedWith('servicePrincipalMissing', 'AADSTS7000229'),
    );
    await assert.rejects(signIn({ tenantId: 'nowhere.example.com' }), refusedWith('tenantNotFound', 'AADSTS90002'));
    await assert.rejects(
      signIn({ resource: 'https://management.azure.com' }),
      refusedWith('resourceNotFound', 'AADSTS500011'),
    );
  });

  it('knows every code of the table, and takes others as they are', () => {
    const reasonOf = (number: number) =>
      refusalError(
        readRefusal(400, {
          error: 'invalid_client',
          error_description: `AADSTS${number}: Prose. Trace ID: t-1 Correlation ID: c-1 Timestamp: now`,
        }),
      );
    const expected: Readonly<Record<number, string>> = {
      700016: 'applicationNotFound',
      700027: 'certificateNotRegistered',
      700024: 'assertionOutsideLifetime',
      50012: 'assertionInvalid',
      1000502: 'certificateOutsideValidity',
      7000229: 'servicePrincipalMissing',
      7000222: 'credentialExpired',
      7000215: 'clientSecretInvalid',
      90002: 'tenantNotFound',
      500011: 'resourceNotFound',
      53003: 'blockedByConditionalAccess',
      530035: 'blockedBySecurityDefaults',
      65001: 'consentMissing',
      50034: 'userNotFound',
      123456: 'refused',
    };
    for (const [number, reason] of Object.entries(expected)) {
      const error = reasonOf(Number(number));
      assert.equal(error.reason, `identity/${reason}`);
      assert.equal(error.params.aadsts, `AADSTS${number}`);
      assert.equal(error.params.traceId, 't-1');
      assert.equal(error.params.correlationId, 'c-1');
      assert.doesNotMatch(JSON.stringify(error.params), /Prose/);
    }
  });

  it('refuses input that would end up in an address, before anything is sent', async () => {
    const transport: HttpTransport = async () => assert.fail('nothing may be sent');
    for (const changes of [{ tenantId: 'contoso' }, { tenantId: '../x' }, { appId: 'not an id' }]) {
      await assert.rejects(signIn({ transport, ...changes }), (error) => isDomainError(error, 'InvalidInput'));
    }
  });

  it('says that a key can not sign, and nothing about the key', async () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    for (const privateKeyPem of [
      '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----',
      '',
      String(elliptic),
    ]) {
      await assert.rejects(
        signIn({ certificate: { ...signing(tenant.certificate), privateKeyPem } }),
        (error) => isDomainError(error, 'SignInFailed') && !String(error.stack).includes('secret'),
      );
    }
  });

  it('tells an unreachable service from one that answers nonsense', async () => {
    await assert.rejects(
      signIn({ transport: async () => Promise.reject(brokenConnection('ENOTFOUND')) }),
      (error) => isDomainError(error, 'Network') && error.params.host === 'login.microsoftonline.com',
    );
    await assert.rejects(
      signIn({ transport: async () => new Response('<html>log in to this hotel</html>') }),
      (error) => isDomainError(error, 'Network') && error.reason === 'identity/notASignInService',
    );
  });

  it('waits when the service asks for it, and gives up in the end', async () => {
    let throttled = 0;
    const clock = new ManualClock();
    const token = await signIn({
      clock,
      transport: async (input, init) =>
        throttled++ < 2 ? json({ error: 'slow' }, 429, { 'retry-after': '3' }) : tenant.fetch(input, init),
    });
    assert.ok(token.accessToken);
    assert.equal(clock.now().getTime() - new ManualClock().now().getTime(), 6000);
    await assert.rejects(signIn({ clock, transport: async () => json({ error: 'slow' }, 503) }), (error) =>
      isDomainError(error, 'Throttled'),
    );
  });

  it('ends with an AbortError, before and during the request', async () => {
    await assert.rejects(signIn({ signal: AbortSignal.abort() }), isAbort);
    const controller = new AbortController();
    const hanging: HttpTransport = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        setImmediate(() => controller.abort());
      });
    await assert.rejects(signIn({ transport: hanging, signal: controller.signal }), isAbort);
  });

  it('logs neither tokens nor keys', async () => {
    const token = await signIn();
    await assert.rejects(signIn({ appId: ids.appWithoutPrincipal }));
    const text = log.lines.join('\n');
    assert.match(text, /AADSTS7000229/);
    assert.ok(!text.includes(token.accessToken.slice(0, 20)));
    assert.doesNotMatch(text, /PRIVATE KEY|client_assertion|eyJ/);
  });
});

describe('what comes back from a sign-in', () => {
  it('reads a token as far as it can be read', () => {
    const jwt = (payload: unknown) => `x.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.y`;
    assert.deepEqual(tokenClaims(jwt({ roles: ['b', 'a', 3], wids: 'no' })), { roles: ['a', 'b'], wids: [] });
    for (const token of ['', 'opaque', 'a.b.c', jwt(null), jwt([1])]) {
      assert.deepEqual(tokenClaims(token), { roles: [], wids: [] });
    }
  });

  it('understands Retry-After in both forms', () => {
    const now = new Date('2026-11-23T09:00:00Z');
    assert.equal(retryAfter('7', now), 7000);
    assert.equal(retryAfter('Mon, 23 Nov 2026 09:00:30 GMT', now), 30_000);
    assert.equal(retryAfter('Mon, 23 Nov 2026 08:00:00 GMT', now), 0);
    assert.equal(retryAfter('soon', now), undefined);
    assert.equal(retryAfter(null, now), undefined);
  });

  it('tells how wrong the clock is, and is no failure when nobody answers', async () => {
    const clock = new ManualClock('2026-11-23T09:10:00Z');
    const transport: HttpTransport = async () => json({}, 200, { date: 'Mon, 23 Nov 2026 09:00:00 GMT' });
    assert.equal(await measureClockSkew(clouds.Global, { transport, clock }), 600_000);
    const offline: HttpTransport = async () => Promise.reject(brokenConnection());
    assert.equal(await measureClockSkew(clouds.Global, { transport: offline, clock }), undefined);
    await assert.rejects(measureClockSkew(clouds.Global, { transport, clock, signal: AbortSignal.abort() }), isAbort);
  });
});
