import assert from 'node:assert/strict';
import { clouds } from '../identity/clouds.ts';
import { identityError } from '../identity/errors.ts';
import { serviceById } from '../services/index.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { hostingError } from './errors.ts';
import { type PreflightOptions, preflight } from './preflight.ts';

const exchange = serviceById('exchangeOnline');
const token = (changes: { roles?: string[]; wids?: string[] } = {}) => ({
  accessToken: 'secret',
  expiresOn: new Date(),
  roles: ['Exchange.ManageAsApp'],
  wids: [exchange.roles[0]?.templateId.toUpperCase() ?? ''],
  ...changes,
});

const options = (changes: Partial<PreflightOptions> = {}): PreflightOptions => ({
  services: [exchange],
  facts: {
    cloud: clouds.Global,
    tenantId: 't',
    domain: 'contoso.onmicrosoft.com',
    appId: 'a',
    thumbprint: 'AB',
    applicationName: 'Mailbox report',
  },
  certificate: { notBefore: '2026-01-01T00:00:00Z', notAfter: '2027-01-01T00:00:00Z' },
  now: new Date('2026-11-23T09:00:00Z'),
  proveKey: async () => undefined,
  clockSkew: async () => 1000,
  signIn: async () => token(),
  moduleProblem: () => undefined,
  ...changes,
});

const problems = async (changes: Partial<PreflightOptions> = {}) =>
  (await preflight(options(changes))).flatMap(({ check, state, error }) =>
    state === 'passed' ? [] : [`${check} ${state} ${isDomainError(error) ? error.reason : ''}`],
  );

describe('Checks before connecting', () => {
  it('pass when everything is there', async () => {
    assert.deepEqual(await problems(), []);
    assert.deepEqual(
      (await preflight(options())).map(({ check }) => check),
      ['validity', 'key', 'clock', 'signIn', 'permission', 'role', 'module'],
    );
  });

  it('look at everything, whatever fails first', async () => {
    assert.deepEqual(
      await problems({
        now: new Date('2027-01-01T00:00:01Z'),
        proveKey: async () => {
          throw hostingError('keyCannotSign');
        },
        clockSkew: async () => -6 * 60_000,
        signIn: async () => token({ roles: [], wids: [] }),
        moduleProblem: () => hostingError('moduleMissing'),
      }),
      [
        'validity failed hosting/certificateExpired',
        'key failed hosting/keyCannotSign',
        'clock failed hosting/clockBehind',
        'permission failed hosting/permissionMissing',
        'role doubtful hosting/roleMissing',
        'module failed hosting/moduleMissing',
      ],
    );
  });

  it('let the last second and a tolerable clock pass', async () => {
    assert.deepEqual(await problems({ now: new Date('2027-01-01T00:00:00.999Z'), clockSkew: async () => 299_000 }), []);
    assert.deepEqual(await problems({ now: new Date('2025-12-31T23:59:59Z') }), [
      'validity failed hosting/certificateNotYetValid',
    ]);
    assert.deepEqual(await problems({ clockSkew: async () => 301_000 }), ['clock failed hosting/clockAhead']);
    assert.deepEqual(await problems({ clockSkew: async () => undefined }), ['clock unknown ']);
  });

  it('tell a refused sign-in as what it is, once for each resource', async () => {
    let asked = 0;
    const refused = async () => {
      asked++;
      throw identityError('certificateNotRegistered', { aadsts: 'AADSTS700027' });
    };
    assert.deepEqual(await problems({ services: [serviceById('graph'), serviceById('entra')], signIn: refused }), [
      'signIn failed identity/certificateNotRegistered',
    ]);
    assert.equal(asked, 1);
  });

  it('ask for nothing a service does not need', async () => {
    const none = async () => token({ roles: [], wids: [] });
    assert.deepEqual(await problems({ services: [serviceById('graph'), serviceById('azureAD')], signIn: none }), []);
  });

  it('stop when they are cancelled', async () => {
    const controller = new AbortController();
    const signIn = async () => {
      controller.abort();
      throw new Error('the transport noticed');
    };
    await assert.rejects(preflight(options({ signIn, signal: controller.signal })), isAbort);
  });
});
