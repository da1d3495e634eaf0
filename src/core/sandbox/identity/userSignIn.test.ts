import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ManualClock } from '../../shared/memory.ts';
import { ExampleTenant, ids } from './exampleTenant.ts';
import { decodeJwt } from './jwt.ts';

const commandLineTools = '14d82eec-204b-4c2f-b7e8-296a70dab67e';
const scope = 'https://graph.microsoft.com/Application.ReadWrite.All openid profile offline_access';
const verifier = 'a-verifier-of-enough-length-for-a-real-client-0123456789';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const redirectUri = 'http://localhost:53123';

describe('The token service, signing in a user', () => {
  let clock: ManualClock;
  let tenant: ExampleTenant;

  beforeEach(() => {
    clock = new ManualClock('2026-11-23T09:00:00Z');
    tenant = new ExampleTenant(clock);
  });

  async function authorize(changes: Readonly<Record<string, string>> = {}): Promise<Response> {
    const parameters = new URLSearchParams({
      client_id: commandLineTools,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope,
      state: 'the-state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    });
    return tenant.fetch(`https://login.microsoftonline.com/${ids.tenant}/oauth2/v2.0/authorize?${parameters}`, {
      headers: { accept: 'text/html' },
    });
  }

  async function code(changes: Readonly<Record<string, string>> = {}): Promise<string> {
    const answer = await authorize({ login_hint: 'admin@example.onmicrosoft.com', ...changes });
    const location = new URL(answer.headers.get('location') ?? '');
    assert.equal(location.searchParams.get('state'), 'the-state');
    return location.searchParams.get('code') ?? '';
  }

  function redeem(code: string, changes: Readonly<Record<string, string>> = {}) {
    return tenant.post({
      grant_type: 'authorization_code',
      client_id: commandLineTools,
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      scope,
      client_info: '1',
      ...changes,
    });
  }

  function startDevice() {
    return tenant.post({ client_id: commandLineTools, scope }, `/${ids.tenant}/oauth2/v2.0/devicecode`);
  }

  function poll(deviceCode: unknown) {
    return tenant.post({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: commandLineTools,
      device_code: String(deviceCode),
    });
  }

  it('shows the accounts of the sample tenant, administrators first, and says that it is a sample', async () => {
    const answer = await authorize();
    const html = await answer.text();
    assert.equal(answer.status, 200);
    assert.match(html, /This is the sample tenant/);
    assert.ok(html.indexOf('Zoe Admin') < html.indexOf('Ada User'));
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  });

  it('never puts what a request brought along into the page as HTML', async () => {
    const html = await (await authorize({ state: '"><script>alert(1)</script>', scope: '<img src=x> openid' })).text();
    assert.doesNotMatch(html, /<script|<img/);
  });

  it('exchanges a code for tokens of the account that was chosen', async () => {
    const { status, body } = await redeem(await code());
    assert.equal(status, 200);
    const access = decodeJwt(String(body.access_token))?.payload;
    assert.equal(access?.scp, 'Application.ReadWrite.All');
    assert.equal(access?.upn, 'admin@example.onmicrosoft.com');
    assert.match(JSON.stringify(access?.wids), /62e90394-69f5-4237-9190-012177145e10/);
    const id = decodeJwt(String(body.id_token))?.payload;
    assert.equal(id?.aud, commandLineTools);
    assert.equal(id?.iss, `https://login.microsoftonline.com/${ids.tenant}/v2.0`);
    assert.deepEqual(JSON.parse(Buffer.from(String(body.client_info), 'base64url').toString()), {
      uid: ids.administrator,
      utid: ids.tenant,
    });
  });

  it('redeems a code once, for the right verifier and address, and not for long', async () => {
    const errors = async (answer: ReturnType<typeof redeem>) => (await answer).body.error_codes;
    const once = await code();
    assert.deepEqual(await errors(redeem(once, { code_verifier: 'wrong' })), [501481]);
    assert.deepEqual(await errors(redeem(once, { redirect_uri: 'http://localhost:1' })), [500112]);
    assert.equal((await redeem(once)).status, 200);
    assert.deepEqual(await errors(redeem(once)), [54005]);
    assert.deepEqual(await errors(redeem('invented')), [70000]);
    const late = await code();
    clock.advance(11 * 60_000);
    assert.deepEqual(await errors(redeem(late)), [70008]);
  });

  it('sends nobody to an address that is not registered', async () => {
    const answer = await authorize({
      redirect_uri: 'https://evil.example/',
      login_hint: 'admin@example.onmicrosoft.com',
    });
    assert.equal(answer.headers.get('location'), null);
    assert.match(await answer.text(), /AADSTS50011/);
  });

  it('goes through a device sign-in: pending, approved, redeemed once', async () => {
    const { body } = await startDevice();
    assert.equal((await poll(body.device_code)).body.error, 'authorization_pending');
    assert.equal(tenant.identity.approve('WRONG'), false);
    assert.equal(tenant.identity.approve(String(body.user_code).toLowerCase()), true);
    const signedIn = await poll(body.device_code);
    assert.equal(signedIn.status, 200);
    assert.equal(decodeJwt(String(signedIn.body.access_token))?.payload.oid, ids.administrator);
    assert.deepEqual((await poll(body.device_code)).body.error_codes, [54005]);
  });

  it('lets a device sign-in expire and be declined', async () => {
    const declined = await startDevice();
    const form = new URLSearchParams({ otc: String(declined.body.user_code), cancel: '1' });
    await tenant.fetch(String(declined.body.verification_uri), { method: 'POST', body: form });
    assert.equal((await poll(declined.body.device_code)).body.error, 'authorization_declined');
    const late = await startDevice();
    clock.advance(901_000);
    assert.equal(tenant.identity.approve(String(late.body.user_code)), false);
    assert.equal((await poll(late.body.device_code)).body.error, 'expired_token');
  });

  it('does not let a user without a role consent to what concerns everyone', async () => {
    const { body } = await startDevice();
    const form = new URLSearchParams({ otc: String(body.user_code), account: ids.user });
    const page = await tenant.fetch(String(body.verification_uri), { method: 'POST', body: form });
    assert.equal(page.status, 403);
    assert.match(await page.text(), /AADSTS65001/);
    assert.equal((await poll(body.device_code)).body.error, 'authorization_pending');
  });

  it('renews tokens with a refresh token, also after a restart, and never stores it', async () => {
    const { body } = await redeem(await code());
    const token = String(body.refresh_token);
    const saved = JSON.stringify(tenant.context.state);
    assert.ok(!saved.includes(token));
    const restarted = new ExampleTenant(clock);
    Object.assign(restarted.context.state.collections, JSON.parse(saved).collections);
    const request = { grant_type: 'refresh_token', client_id: commandLineTools, refresh_token: token };
    const renewed = await restarted.post({ ...request, scope: 'https://graph.microsoft.com/Directory.Read.All' });
    assert.equal(decodeJwt(String(renewed.body.access_token))?.payload.scp, 'Directory.Read.All');
    assert.notEqual(renewed.body.refresh_token, token);
    const elsewhere = await restarted.post({ ...request, client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' });
    assert.deepEqual(elsewhere.body.error_codes, [70000]);
    clock.advance(91 * 24 * 60 * 60_000);
    assert.deepEqual((await restarted.post(request)).body.error_codes, [70008]);
  });

  it('refuses scopes of two resources and malformed ones', async () => {
    const start = (scope: string) =>
      tenant.post({ client_id: commandLineTools, scope }, `/${ids.tenant}/oauth2/v2.0/devicecode`);
    const two = await start('https://graph.microsoft.com/User.Read https://outlook.office365.com/Mail.Read');
    assert.deepEqual(two.body.error_codes, [28000]);
    assert.deepEqual((await start('https://graph.microsoft.com/User.Read!')).body.error_codes, [70011]);
  });

  it('grants an application what it asks for, on the admin consent page', async () => {
    const application = tenant.context.state.collections.applications?.['lonely-object'];
    application!.requiredResourceAccess = [
      { resourceAppId: ids.graph, resourceAccess: [{ id: 'role-mail', type: 'Role' }] },
    ];
    const url = `https://login.microsoftonline.com/${ids.tenant}/adminconsent?client_id=${ids.appWithoutPrincipal}`;
    assert.match(await (await tenant.fetch(url)).text(), /Mail\.Read/);
    const accept = (account: string) => tenant.fetch(url, { method: 'POST', body: new URLSearchParams({ account }) });
    assert.equal((await accept(ids.user)).status, 403);
    assert.equal((await accept(ids.administrator)).status, 200);
    const lonely = { iss: ids.appWithoutPrincipal, sub: ids.appWithoutPrincipal };
    const { body } = await tenant.signIn(tenant.assertion(undefined, { claims: lonely }), {
      client_id: ids.appWithoutPrincipal,
    });
    assert.deepEqual(decodeJwt(String(body.access_token))?.payload.roles, ['Mail.Read']);
  });
});
