import assert from 'node:assert/strict';
import { ManualClock } from '../../shared/memory.ts';
import { type AssertionOptions, ExampleTenant, ids, keyCredential, testCertificate } from './exampleTenant.ts';
import { decodeJwt } from './jwt.ts';

const start = new Date('2026-11-23T09:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;

function claims(body: Record<string, unknown>): Record<string, unknown> {
  return { ...decodeJwt(String(body.access_token))?.payload };
}

describe('The token service, signing in an application', () => {
  let clock: ManualClock;
  let tenant: ExampleTenant;

  beforeEach(() => {
    clock = new ManualClock(start);
    tenant = new ExampleTenant(clock);
  });

  async function refused(answer: Promise<{ status: number; body: Record<string, unknown> }>, code: number) {
    const { status, body } = await answer;
    assert.ok(status >= 400, `expected AADSTS${code}, got a token`);
    assert.match(String(body.error_description), new RegExp(`^AADSTS${code}: `));
    assert.deepEqual(body.error_codes, [code]);
    return body;
  }

  it('issues a token with the granted permissions and directory roles', async () => {
    const { status, body } = await tenant.signIn();
    assert.equal(status, 200);
    assert.equal(body.token_type, 'Bearer');
    const token = claims(body);
    assert.equal(token.aud, 'https://graph.microsoft.com');
    assert.deepEqual(token.roles, ['User.Read.All']);
    assert.ok((token.wids as string[]).includes(ids.exchangeAdministrator));
    assert.equal(token.idtyp, 'app');
    assert.equal(token.oid, ids.principal);
    assert.equal(token.tid, ids.tenant);
    const lifetime = Number(token.exp) - Number(token.iat);
    assert.ok(lifetime >= 3600 && lifetime < 5400);
  });

  it('puts the roles of the resource that was asked for into the token', async () => {
    const exchange = await tenant.signIn(undefined, { scope: 'https://outlook.office365.com/.default' });
    assert.deepEqual(claims(exchange.body).roles, ['Exchange.ManageAsApp']);
    const byId = await tenant.signIn(undefined, { scope: `${ids.exchange}/.default` });
    assert.equal(claims(byId.body).aud, ids.exchange);
  });

  it('accepts x5t and x5t#S256, RS256 and PS256, the domain and the issuer as audience', async () => {
    const sha1 = Buffer.from(tenant.certificate.thumbprint, 'hex').toString('base64url');
    const sha256 = Buffer.from(tenant.certificate.thumbprintSha256, 'hex').toString('base64url');
    const variants: AssertionOptions[] = [
      { header: { alg: 'PS256', 'x5t#S256': sha256 }, algorithm: 'PS256' },
      { header: { alg: 'RS256', 'x5t#S256': sha256 } },
      { header: { alg: 'RS256', x5t: Buffer.from(tenant.certificate.thumbprint, 'hex').toString('base64') } },
      { header: { alg: 'RS256', kid: tenant.certificate.thumbprint, x5t: sha1 } },
      { header: { alg: 'RS256', kid: tenant.certificate.thumbprint } },
      { claims: { aud: 'https://login.microsoftonline.com/example.onmicrosoft.com/oauth2/v2.0/token' } },
      { claims: { aud: `https://login.microsoftonline.com/${ids.tenant}/v2.0` } },
      { claims: { aud: `https://sts.windows.net/${ids.tenant}/` } },
    ];
    for (const variant of variants) {
      const { status, body } = await tenant.signIn(tenant.assertion(undefined, variant));
      assert.equal(status, 200, `${JSON.stringify(variant)}: ${String(body.error_description)}`);
    }
  });

  it('refuses a tampered signature and tampered claims', async () => {
    const [header, payload, signature = ''] = tenant.assertion().split('.');
    const other = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    await refused(tenant.signIn(`${header}.${payload}.${other}`), 700027);
    const changed = { ...decodeJwt(tenant.assertion())?.payload, exp: clock.now().getTime() };
    const forged = Buffer.from(JSON.stringify(changed)).toString('base64url');
    await refused(tenant.signIn(`${header}.${forged}.${signature}`), 700027);
  });

  it('refuses an unsigned assertion and one signed by another key', async () => {
    const x5t = Buffer.from(tenant.certificate.thumbprint, 'hex').toString('base64url');
    await refused(tenant.signIn(tenant.assertion(undefined, { header: { alg: 'none', x5t } })), 700027);
    await refused(tenant.signIn(tenant.assertion(undefined, { header: { alg: 'HS256', x5t } })), 700027);
    const stranger = testCertificate(start, new Date(start.getTime() + day), true);
    await refused(tenant.signIn(tenant.assertion(stranger, { header: { alg: 'RS256', x5t } })), 700027);
    await refused(tenant.signIn('not.a-jwt'), 50027);
    await refused(tenant.signIn(tenant.assertion(undefined, { header: { alg: 'RS256' } })), 50027);
  });

  it('names the thumbprint of a certificate that is not registered', async () => {
    const unknown = testCertificate(start, new Date(start.getTime() + day));
    const body = await refused(tenant.signIn(tenant.assertion(unknown)), 700027);
    assert.equal(body.error, 'invalid_client');
    assert.match(
      String(body.error_description),
      new RegExp(`Thumbprint of key used by client: '${unknown.thumbprint}'`),
    );
    assert.match(
      String(body.error_description),
      /Trace ID: [\w-]+ Correlation ID: [\w-]+ Timestamp: 2026-11-23 09:00:00Z$/,
    );
    assert.equal(body.error_uri, 'https://login.microsoftonline.com/error?code=700027');
  });

  it('refuses an assertion for another service, tenant or application', async () => {
    const audiences = [
      'https://login.microsoftonline.com/other.onmicrosoft.com/oauth2/v2.0/token',
      `https://evil.example/${ids.tenant}/oauth2/v2.0/token`,
      `https://login.microsoftonline.com/${ids.tenant}/oauth2/v2.0/authorize`,
      'https://graph.microsoft.com',
      'not a url',
    ];
    for (const aud of audiences) {
      await refused(tenant.signIn(tenant.assertion(undefined, { claims: { aud } })), 700023);
    }
    await refused(tenant.signIn(tenant.assertion(undefined, { claims: { iss: ids.appWithoutPrincipal } })), 700021);
    await refused(tenant.signIn(tenant.assertion(undefined, { claims: { sub: 'someone' } })), 700021);
  });

  it('allows five minutes of clock difference and no more', async () => {
    const seconds = start.getTime() / 1000;
    const accepted = [
      { nbf: seconds + 290, exp: seconds + 900 },
      { nbf: seconds - 900, exp: seconds - 290 },
    ];
    for (const times of accepted) {
      assert.equal((await tenant.signIn(tenant.assertion(undefined, { claims: times }))).status, 200);
    }
    const refusals = [
      { nbf: seconds + 310, exp: seconds + 900 },
      { nbf: seconds - 900, exp: seconds - 310 },
      { exp: undefined },
      { exp: 'tomorrow' },
    ];
    for (const times of refusals) {
      await refused(tenant.signIn(tenant.assertion(undefined, { claims: times })), 700024);
    }
  });

  it('refuses the same assertion twice for the same resource, but exchanges it for another', async () => {
    const assertion = tenant.assertion();
    assert.equal((await tenant.signIn(assertion)).status, 200);
    await refused(tenant.signIn(assertion), 50013);
    // MSAL keeps an assertion for its lifetime and sends it for every resource.
    assert.equal((await tenant.signIn(assertion, { scope: 'https://outlook.office365.com/.default' })).status, 200);
    const jti = String(decodeJwt(assertion)?.payload.jti);
    await refused(tenant.signIn(tenant.assertion(undefined, { claims: { jti, nbf: 0 } })), 50013);
  });

  it('does not count an assertion as used when the request was refused', async () => {
    const assertion = tenant.assertion();
    await refused(tenant.signIn(assertion, { scope: 'https://nothing.example/.default' }), 500011);
    assert.equal((await tenant.signIn(assertion)).status, 200);
  });

  it('refuses an expired certificate, and one that is not valid yet', async () => {
    const application = tenant.context.state.collections.applications?.['app-object'];
    const spans = [
      [new Date(start.getTime() - 30 * day), new Date(start.getTime() - day), 7000222],
      [new Date(start.getTime() + day), new Date(start.getTime() + 30 * day), 1000502],
    ] as const;
    for (const [notBefore, notAfter, code] of spans) {
      const certificate = testCertificate(notBefore, notAfter);
      application!.keyCredentials = [keyCredential(certificate, notBefore, notAfter)];
      const body = await refused(tenant.signIn(tenant.assertion(certificate)), code);
      assert.match(String(body.error_description), new RegExp(certificate.thumbprint));
    }
  });

  it('tells apart unknown tenant, application, service principal, resource and scope', async () => {
    const path = (name: string) => `/${name}/oauth2/v2.0/token`;
    await refused(tenant.post({}, path('nowhere.onmicrosoft.com')), 90002);
    await refused(tenant.post({}, path('nonsense')), 900023);
    await refused(tenant.post({}), 900144);
    await refused(tenant.post({ grant_type: 'password' }), 70003);
    await refused(tenant.signIn(undefined, { client_id: '99999999-9999-4999-8999-999999999999' }), 700016);
    const lonely = { iss: ids.appWithoutPrincipal, sub: ids.appWithoutPrincipal };
    await refused(
      tenant.signIn(tenant.assertion(undefined, { claims: lonely }), { client_id: ids.appWithoutPrincipal }),
      7000229,
    );
    await refused(tenant.signIn(undefined, { scope: 'https://management.azure.com/.default' }), 500011);
    await refused(tenant.signIn(undefined, { scope: 'https://graph.microsoft.com/User.Read' }), 1002012);
    await refused(tenant.signIn(undefined, { client_assertion: '' }), 7000218);
    const principal = tenant.context.state.collections.servicePrincipals?.[ids.principal];
    principal!.accountEnabled = false;
    await refused(tenant.signIn(), 7000112);
  });

  it('shows a new certificate and a new grant only once they are replicated', async () => {
    const { state } = tenant.context;
    const application = state.collections.applications?.['app-object'];
    const keyId = (application!.keyCredentials as { keyId: string }[])[0]!.keyId;
    state.visibleFrom[`token/${keyId}`] = start.getTime() + minute;
    state.visibleFrom['token/grant-user'] = start.getTime() + 2 * minute;
    await refused(tenant.signIn(), 700027);
    clock.advance(minute);
    assert.equal(claims((await tenant.signIn()).body).roles, undefined);
    clock.advance(minute);
    assert.deepEqual(claims((await tenant.signIn()).body).roles, ['User.Read.All']);
  });

  it('verifies its own tokens and nothing else', async () => {
    const { body } = await tenant.signIn();
    const { verifyToken } = tenant.identity;
    const audiences = ['https://graph.microsoft.com', ids.graph];
    const bearer = `Bearer ${String(body.access_token)}`;
    const caller = await verifyToken(bearer, audiences);
    assert.equal(caller?.kind, 'application');
    assert.deepEqual(caller?.roles, ['User.Read.All']);
    assert.equal(await verifyToken(bearer, ['https://outlook.office365.com']), undefined);
    assert.equal(await verifyToken(null, audiences), undefined);
    assert.equal(await verifyToken(`${bearer}x`, audiences), undefined);
    const [header, , signature] = String(body.access_token).split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims(body), roles: ['Directory.ReadWrite.All'] }));
    assert.equal(
      await verifyToken(`Bearer ${header}.${forged.toString('base64url')}.${signature}`, audiences),
      undefined,
    );
    clock.advance(90 * minute);
    assert.equal(await verifyToken(bearer, audiences), undefined);
  });

  it('keeps recognizing tokens after a restart, without a private key in the state', async () => {
    const { body } = await tenant.signIn();
    const saved = JSON.stringify(tenant.context.state);
    assert.doesNotMatch(saved, /PRIVATE KEY|"d":/);
    const restarted = new ExampleTenant(clock);
    Object.assign(restarted.context.state.collections, JSON.parse(saved).collections);
    const caller = await restarted.identity.verifyToken(`Bearer ${String(body.access_token)}`, [
      'https://graph.microsoft.com',
    ]);
    assert.equal(caller?.appId, ids.app);
  });
});
