import assert from 'node:assert/strict';
import { json } from '../../../test/support/scriptedTransport.ts';
import { signInBrowser } from '../../../test/support/signInBrowser.ts';
import { ExampleTenant, ids } from '../sandbox/identity/exampleTenant.ts';
import { abortError, systemClock } from '../shared/clock.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { MemoryKeyValueStore, MemoryLog, MemorySecretStore } from '../shared/memory.ts';
import type { HttpTransport, SecretKey } from '../shared/ports.ts';
import type { DeviceCode, SignInOccasion, SignInPrompts } from './administratorSignIn.ts';
import type { SampleTenantDoor } from './sampleDoor.ts';
import { TenantSessions, type TenantSessionsOptions } from './sessions.ts';

const cacheKey: SecretKey = `tenant/${ids.tenant}/tokenCache`;
const read = ['https://graph.microsoft.com/Application.Read.All'];
const write = ['https://graph.microsoft.com/AppRoleAssignment.ReadWrite.All'];

/** A user in front of a tenant: approves device codes and signs in in the browser, unless told otherwise. */
class Person implements SignInPrompts {
  readonly asked: SignInOccasion[] = [];
  readonly tenant: ExampleTenant;
  deviceCode: (code: DeviceCode, finished: AbortSignal) => Promise<void> = async (code) => {
    this.tenant.identity.approve(code.userCode);
  };
  browser: (url: string, finished: AbortSignal) => Promise<void> = async (url) => {
    this.page = await signInBrowser(url, this.tenant.fetch, { account: ids.administrator });
  };
  page = '';

  constructor(tenant: ExampleTenant) {
    this.tenant = tenant;
  }

  async openBrowser(url: string, occasion: SignInOccasion, finished: AbortSignal): Promise<void> {
    this.asked.push(occasion);
    await this.browser(url, finished);
  }

  async showDeviceCode(code: DeviceCode, occasion: SignInOccasion, finished: AbortSignal): Promise<void> {
    this.asked.push(occasion);
    await this.deviceCode(code, finished);
  }
}

function organization(displayName: string, initial: string): Response {
  const verifiedDomains = [
    { name: `${displayName.toLowerCase()}.com`, isInitial: false },
    { name: initial, isInitial: true },
  ];
  return json({ value: [{ id: ids.tenant, displayName, verifiedDomains }] });
}

/** Making its keys takes time, and nothing here changes it. */
let shared: ExampleTenant | undefined;

function setUp(changes: Partial<TenantSessionsOptions> = {}) {
  shared ??= new ExampleTenant(systemClock);
  const tenant = shared;
  const person = new Person(tenant);
  const secrets = new MemorySecretStore();
  const store = new MemoryKeyValueStore();
  const log = new MemoryLog();
  const requests: URL[] = [];
  const network = { down: false };
  const transport: HttpTransport = async (input, init) => {
    const url = new URL(new Request(input, init).url);
    requests.push(url);
    if (network.down) {
      throw new TypeError('fetch failed');
    }
    return url.hostname === 'graph.microsoft.com'
      ? organization('Contoso', 'contoso.onmicrosoft.com')
      : tenant.fetch(input, init);
  };
  const options: TenantSessionsOptions = {
    secrets,
    store,
    transport,
    clock: systemClock,
    log,
    prompts: person,
    ...changes,
  };
  const sessions = new TenantSessions(options);
  const again = () => new TenantSessions(options);
  return { tenant, person, secrets, store, log, requests, network, transport, sessions, again };
}

const byCode = { cloud: 'Global', method: 'deviceCode' } as const;
const byBrowser = { cloud: 'Global', method: 'browser' } as const;

function forgetAccessTokens(secrets: MemorySecretStore): void {
  const cache = JSON.parse(secrets.values.get(cacheKey) ?? '{}');
  secrets.values.set(cacheKey, JSON.stringify({ ...cache, AccessToken: {} }));
}

function forgetAllTokens(secrets: MemorySecretStore): void {
  const cache = JSON.parse(secrets.values.get(cacheKey) ?? '{}');
  secrets.values.set(cacheKey, JSON.stringify({ ...cache, AccessToken: {}, RefreshToken: {} }));
}

describe('tenant sessions', () => {
  it('sign in by device code, with the read permissions only', async () => {
    const { sessions, person } = setUp();
    const tenant = await sessions.signIn(byCode);
    assert.deepEqual(tenant, {
      tenantId: ids.tenant,
      domain: 'contoso.onmicrosoft.com',
      displayName: 'Contoso',
      cloud: 'Global',
      sample: false,
      account: 'admin@example.onmicrosoft.com',
    });
    assert.deepEqual(await sessions.list(), [tenant]);
    assert.equal(person.asked[0]?.purpose, 'signIn');
    assert.deepEqual(person.asked[0]?.scopes, [
      'https://graph.microsoft.com/Application.Read.All',
      'https://graph.microsoft.com/Directory.Read.All',
    ]);
  });

  it('show the code, where to enter it and how long it lives', async () => {
    const { sessions, person } = setUp();
    let seen: DeviceCode | undefined;
    person.deviceCode = async (code) => {
      seen = code;
      person.tenant.identity.approve(code.userCode);
    };
    await sessions.signIn(byCode);
    assert.match(seen?.userCode ?? '', /^\S{6,}$/);
    assert.match(seen?.verificationUri ?? '', /^https:/);
    assert.ok((seen?.expiresOn.getTime() ?? 0) > Date.now());
  });

  it('sign in in the browser, and show a plain page at the end', async () => {
    const { sessions, person } = setUp();
    const tenant = await sessions.signIn({ ...byBrowser, tenant: ids.tenant.toUpperCase() });
    assert.equal(tenant.account, 'admin@example.onmicrosoft.com');
    assert.match(person.page, /You are signed in/);
    assert.doesNotMatch(person.page, /<script|code=/);
  });

  it('say that the user declined in the browser', async () => {
    const { sessions, person, tenant, secrets } = setUp();
    let page: Promise<string> | undefined;
    person.browser = async (url) => {
      page = signInBrowser(url, tenant.fetch, { cancel: '1' });
      await page;
    };
    await assert.rejects(
      sessions.signIn(byBrowser),
      (error) => isDomainError(error, 'SignInFailed') && error.reason === 'identity/declined',
    );
    assert.match((await page) ?? '', /did not succeed/);
    assert.equal(secrets.values.size, 0);
  });

  it('end at once when cancelled while the browser is open, and stop listening', async () => {
    const { sessions, person, store, secrets } = setUp();
    const controller = new AbortController();
    let address = '';
    let finished: AbortSignal | undefined;
    person.browser = async (url, signal) => {
      address = new URL(url).searchParams.get('redirect_uri') ?? '';
      finished = signal;
      setImmediate(() => controller.abort());
      await new Promise(() => undefined);
    };
    await assert.rejects(sessions.signIn({ ...byBrowser, signal: controller.signal }), isAbort);
    assert.equal(finished?.aborted, true);
    assert.equal(store.values.size + secrets.values.size, 0);
    await closed(Number(new URL(address).port));
  });

  it('end when the prompt is dismissed, by either method', async () => {
    const { sessions, person } = setUp();
    const dismiss = async () => {
      throw abortError();
    };
    person.browser = dismiss;
    person.deviceCode = dismiss;
    await assert.rejects(sessions.signIn(byBrowser), isAbort);
    await assert.rejects(sessions.signIn(byCode), isAbort);
  });

  it('end at once when cancelled while a device code waits', async () => {
    const { sessions, person } = setUp();
    const controller = new AbortController();
    person.deviceCode = async () => {
      setImmediate(() => controller.abort());
    };
    const started = Date.now();
    await assert.rejects(sessions.signIn({ ...byCode, signal: controller.signal }), isAbort);
    assert.ok(Date.now() - started < 2000);
  });

  it('refuse what is no tenant before anybody is asked', async () => {
    const { sessions, person, requests } = setUp();
    for (const tenant of ['contoso', 'contoso.com/../common', 'a b.com']) {
      await assert.rejects(sessions.signIn({ ...byCode, tenant }), (error) => isDomainError(error, 'InvalidInput'));
    }
    await assert.rejects(sessions.signIn({ cloud: 'Custom', method: 'browser' }), (error) =>
      isDomainError(error, 'InvalidInput'),
    );
    assert.equal(person.asked.length + requests.length, 0);
  });

  it('say that the tenant does not exist, with the code', async () => {
    const { sessions, person } = setUp();
    for (const how of [byCode, byBrowser]) {
      await assert.rejects(
        sessions.signIn({ ...how, tenant: 'nowhere.example.com' }),
        (error) => isDomainError(error, 'SignInFailed') && error.params.aadsts === 'AADSTS90002',
      );
    }
    assert.equal(person.asked.length, 0);
  });

  it('say that nobody answers, and remember nothing', async () => {
    const { sessions, network, store } = setUp();
    network.down = true;
    await assert.rejects(sessions.signIn(byCode), (error) => isDomainError(error, 'Network'));
    assert.equal(store.values.size, 0);
  });

  it('give tokens silently, also in another window and by the refresh token', async () => {
    const { sessions, again, person, secrets } = setUp();
    await sessions.signIn(byCode);
    assert.ok(await sessions.tokens(ids.tenant).accessToken(read));
    const other = again();
    assert.ok(await other.tokens(ids.tenant).accessToken(read));
    forgetAccessTokens(secrets);
    assert.ok(await other.tokens(ids.tenant).accessToken(read));
    assert.equal(person.asked.length, 1);
  });

  it('leave a refused token when asked for a fresh one', async () => {
    const { sessions } = setUp();
    await sessions.signIn(byCode);
    const source = sessions.tokens(ids.tenant);
    const first = await source.accessToken(read);
    assert.equal(await source.accessToken(read), first);
    assert.notEqual(await source.accessToken(read, undefined, { forceRefresh: true }), first);
  });

  it('ask once, by the method of the sign-in, when several need a lapsed sign-in renewed', async () => {
    const { sessions, person, secrets } = setUp();
    await sessions.signIn(byCode);
    forgetAllTokens(secrets);
    const source = sessions.tokens(ids.tenant);
    const tokens = await Promise.all([source.accessToken(write), source.accessToken(write), source.accessToken(write)]);
    assert.ok(tokens.every((token) => token.length > 0));
    assert.equal(person.asked.length, 2);
    assert.equal(person.asked[1]?.purpose, 'lapsed');
    assert.deepEqual(person.asked[1]?.scopes, write);
    assert.equal(person.asked[1]?.account, 'admin@example.onmicrosoft.com');
  });

  it('ask for more access when a change needs it, for the account that is signed in', async () => {
    const { person, tenant, secrets, store, log } = setUp();
    let consented = false;
    const transport: HttpTransport = async (input, init) => {
      const request = new Request(input, init);
      if (new URL(request.url).hostname === 'graph.microsoft.com') {
        return organization('Contoso', 'contoso.onmicrosoft.com');
      }
      const body = new URLSearchParams(await request.clone().text());
      if (body.get('grant_type') === 'refresh_token' && body.get('scope')?.includes('ReadWrite') && !consented) {
        return json(
          { error: 'invalid_grant', error_description: 'AADSTS65001: no consent', suberror: 'consent_required' },
          400,
        );
      }
      return tenant.fetch(request);
    };
    const sessions = new TenantSessions({ secrets, store, transport, clock: systemClock, log, prompts: person });
    await sessions.signIn(byBrowser);
    const source = sessions.tokens(ids.tenant);
    await assert.rejects(
      source.accessToken(write, undefined, { interactive: false }),
      (error) => isDomainError(error, 'NotSignedIn') && error.params.aadsts === 'AADSTS65001',
    );
    let hint: string | null = null;
    const { browser } = person;
    person.browser = async (url, finished) => {
      hint = new URL(url).searchParams.get('login_hint');
      consented = true;
      await browser(url, finished);
    };
    assert.ok(await source.accessToken(write));
    assert.equal(person.asked[1]?.purpose, 'moreAccess');
    assert.equal(hint, 'admin@example.onmicrosoft.com');
    assert.ok(await source.accessToken(write));
    assert.equal(person.asked.length, 2);
  });

  it('refuse another account than the one that is signed in', async () => {
    const { sessions, person, secrets, tenant } = setUp();
    await sessions.signIn(byBrowser);
    forgetAllTokens(secrets);
    person.browser = async (url) => {
      await signInBrowser(url, tenant.fetch, { account: ids.user });
    };
    await assert.rejects(
      sessions.tokens(ids.tenant).accessToken(['https://graph.microsoft.com/User.Read']),
      (error) => isDomainError(error, 'SignInFailed') && error.reason === 'identity/otherAccount',
    );
    assert.ok(!secrets.values.get(cacheKey)?.includes(ids.user));
  });

  it('never ask on behalf of background work', async () => {
    const { sessions, person, secrets } = setUp();
    await sessions.signIn(byCode);
    forgetAllTokens(secrets);
    const source = sessions.tokens(ids.tenant, { interactive: false });
    await assert.rejects(source.accessToken(read), (error) => isDomainError(error, 'NotSignedIn'));
    assert.equal(person.asked.length, 1);
  });

  it('take a corrupt token cache for signed out, and log that without its contents', async () => {
    for (const corrupt of ['{"AccessToken":', '[]', '"text secret"', '{"AccessToken":"secret"}', '']) {
      const { sessions, person, secrets, log } = setUp();
      await sessions.signIn(byCode);
      secrets.values.set(cacheKey, corrupt);
      assert.ok(await sessions.tokens(ids.tenant).accessToken(read), corrupt);
      assert.equal(person.asked.length, 2, corrupt);
      assert.match(log.lines.join('\n'), /can not be read/);
      assert.doesNotMatch(log.lines.join('\n'), /secret/);
    }
  });

  it('skip a corrupt record and go on with the others', async () => {
    const { sessions, store, log } = setUp();
    const tenant = await sessions.signIn(byCode);
    store.values.set('tenant/broken', '{"tenant":{"tenantId":"x"}}');
    store.values.set('tenant/older', '7');
    assert.deepEqual(await sessions.list(), [tenant]);
    assert.match(log.lines.join('\n'), /tenant\/broken/);
    await assert.rejects(sessions.get('broken'), (error) => isDomainError(error, 'NotSignedIn'));
  });

  it('sign out of one tenant: its secrets go, the others stay', async () => {
    const { sessions, secrets, store } = setUp();
    await sessions.signIn(byCode);
    secrets.values.set('tenant/other/tokenCache', '{}');
    secrets.values.set('certificate/ABC/privateKey', 'key');
    const source = sessions.tokens(ids.tenant);
    await source.accessToken(read);
    let changes = 0;
    sessions.onDidChange(() => {
      changes++;
    });
    await sessions.signOut(ids.tenant);
    assert.deepEqual([...secrets.values.keys()], ['tenant/other/tokenCache', 'certificate/ABC/privateKey']);
    assert.equal(store.values.size, 0);
    assert.equal(changes, 1);
    await assert.rejects(source.accessToken(read), (error) => isDomainError(error, 'NotSignedIn'));
    await assert.rejects(sessions.signOut(ids.tenant), (error) => isDomainError(error, 'NotSignedIn'));
  });

  it('sign out while a token is being renewed: it does not come back', async () => {
    const { sessions, secrets } = setUp();
    await sessions.signIn(byCode);
    forgetAccessTokens(secrets);
    const pending = sessions.tokens(ids.tenant).accessToken(read);
    const outcome = Promise.allSettled([pending]);
    // Let the renewal begin.
    await new Promise((resolve) => setImmediate(resolve));
    await sessions.signOut(ids.tenant);
    await outcome;
    assert.equal(secrets.values.has(cacheKey), false);
  });

  it('keep the endpoints of a custom cloud, whatever the setting says later', async () => {
    const settings = { value: { authority: 'https://localhost:9443', graph: 'https://localhost:9443' } };
    const { tenant, person, secrets, store, log } = setUp();
    const asked: string[] = [];
    const transport: HttpTransport = async (input, init) => {
      const url = new URL(new Request(input, init).url);
      asked.push(url.origin);
      return url.pathname.startsWith('/v1.0/organization')
        ? organization('Local', 'local.onmicrosoft.com')
        : tenant.fetch(input, init);
    };
    const sessions = new TenantSessions({
      secrets,
      store,
      transport,
      clock: systemClock,
      log,
      prompts: person,
      customCloud: () => settings.value,
    });
    const signedIn = await sessions.signIn({ cloud: 'Custom', method: 'deviceCode', tenant: ids.tenant });
    assert.equal(signedIn.cloud, 'Custom');
    settings.value = { authority: 'https://evil.example', graph: 'https://evil.example' };
    assert.equal((await sessions.cloud(ids.tenant)).authority, 'https://localhost:9443');
    forgetAccessTokens(secrets);
    await sessions.tokens(ids.tenant).accessToken(['https://localhost:9443/Application.Read.All']);
    assert.deepEqual([...new Set(asked)], ['https://localhost:9443']);
  });

  it('keep two tenants apart', async () => {
    const { sessions, secrets, store } = setUp();
    const first = await sessions.signIn(byCode);
    const second = '99999999-9999-4999-8999-999999999999';
    const record = JSON.parse(store.values.get(`tenant/${ids.tenant}`) ?? '');
    store.values.set(
      `tenant/${second}`,
      JSON.stringify({ ...record, tenant: { ...record.tenant, tenantId: second, displayName: 'Adatum' } }),
    );
    assert.deepEqual(
      (await sessions.list()).map(({ displayName }) => displayName),
      ['Adatum', 'Contoso'],
    );
    await assert.rejects(sessions.tokens(second, { interactive: false }).accessToken(read), (error) =>
      isDomainError(error, 'NotSignedIn'),
    );
    await sessions.signOut(second);
    assert.ok(secrets.values.has(cacheKey));
    assert.deepEqual(await sessions.list(), [first]);
  });

  it('write no token, code or address with one into the log', async () => {
    const { sessions, log, secrets } = setUp();
    await sessions.signIn(byBrowser);
    const token = await sessions.tokens(ids.tenant).accessToken(read);
    const text = log.lines.join('\n');
    const { RefreshToken } = JSON.parse(secrets.values.get(cacheKey) ?? '{}');
    const [refresh] = Object.values(RefreshToken) as { secret: string }[];
    assert.ok(refresh?.secret);
    assert.ok(!text.includes(refresh.secret) && !text.includes(token));
    assert.doesNotMatch(text, /eyJ|code=|code_verifier|Bearer/);
  });
});

describe('the sample tenant session', () => {
  function door(tenant: ExampleTenant): SampleTenantDoor {
    return {
      tenantId: ids.tenant,
      transport: async (input, init) => {
        const url = new URL(new Request(input, init).url);
        return url.hostname === 'graph.microsoft.com'
          ? organization('Sample', 'sample.onmicrosoft.com')
          : tenant.fetch(input, init);
      },
      approve: (code) => tenant.identity.approve(code),
    };
  }

  const offline: HttpTransport = async () => assert.fail('the sample tenant needs no network');

  it('opens without a question and without the network, labelled as a sample', async () => {
    const { sessions, person, tenant } = setUp({ transport: offline });
    const started = Date.now();
    const opened = await sessions.openSample(door(tenant));
    assert.ok(Date.now() - started < 2000);
    assert.equal(opened.sample, true);
    assert.equal(opened.cloud, 'Global');
    assert.equal(person.asked.length, 0);
    const answer = await sessions.transportFor(ids.tenant)('https://graph.microsoft.com/v1.0/organization');
    assert.equal(answer.status, 200);
  });

  it('works again after a restart, although its tokens mean nothing any more', async () => {
    const first = setUp({ transport: offline });
    await first.sessions.openSample(door(first.tenant));
    forgetAccessTokens(first.secrets);
    // A new process: another tenant object with other keys, which knows none of the refresh tokens.
    const restarted = new ExampleTenant(systemClock);
    const sessions = new TenantSessions({
      secrets: first.secrets,
      store: first.store,
      transport: offline,
      clock: systemClock,
      log: first.log,
      prompts: first.person,
      sample: async () => door(restarted),
    });
    assert.equal((await sessions.list())[0]?.sample, true);
    assert.ok(await sessions.tokens(ids.tenant, { interactive: false }).accessToken(read));
    assert.equal((await sessions.transportFor(ids.tenant)('https://graph.microsoft.com/v1.0/me')).status, 200);
    assert.equal(first.person.asked.length, 0);
  });
});

/** Waits until nothing listens on a loopback port any more; fails after a second. */
async function closed(port: number): Promise<void> {
  for (const end = Date.now() + 1000; Date.now() < end; ) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
    } catch {
      return;
    }
  }
  assert.fail('The loopback server still listens');
}
