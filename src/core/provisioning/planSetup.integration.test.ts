import assert from 'node:assert/strict';
import { type SetupBench, setupBench } from '../../../test/support/setupBench.ts';
import { directoryRoles } from '../services/directoryRoles.ts';
import { resourceAppIds } from '../services/resources.ts';
import { isDomainError } from '../shared/errors.ts';
import { durationDays, longestLifetime } from './lifetimePolicy.ts';
import { planSetup } from './planSetup.ts';
import type { SetupRequest } from './types.ts';

const request: SetupRequest = {
  services: ['exchangeOnline'],
  application: { displayName: 'Night shift' },
  certificate: { subject: 'Night shift', months: 12 },
  permissions: [],
};

describe('planning a set-up', () => {
  let bench: SetupBench;

  before(async () => {
    bench = await setupBench();
  });

  const refusals: readonly [string, Partial<Record<keyof SetupRequest, unknown>>, string][] = [
    ['a service there is not', { services: ['yammer'] }, 'services/unknownService'],
    ['nothing at all', { services: [] }, 'provisioning/nothingChosen'],
    ['an empty name', { application: { displayName: '  ' } }, 'provisioning/nameMissing'],
    ['a name of 121 characters', { application: { displayName: 'x'.repeat(121) } }, 'provisioning/nameTooLong'],
    ['an application id that is none', { application: { appId: 'Mailbox report' } }, 'provisioning/invalidAppId'],
    [
      'an application that is not there',
      { application: { appId: '00000000-1111-4222-8333-444444444444' } },
      'provisioning/applicationMissing',
    ],
    [
      'a permission that the API lacks',
      { permissions: [{ resourceAppId: resourceAppIds.graph, permission: 'Calendar.Read' }] },
      'provisioning/permissionUnknown',
    ],
    [
      'a permission for users only',
      { permissions: [{ resourceAppId: resourceAppIds.graph, permission: 'openid' }] },
      'provisioning/permissionUnknown',
    ],
    [
      'an API that is none',
      { permissions: [{ resourceAppId: 'graph', permission: 'x' }] },
      'provisioning/invalidPermission',
    ],
    ['a role there is not', { role: 'Mailbox King' }, 'provisioning/roleUnknown'],
    [
      'a role id there is not',
      { services: ['graph'], role: '00000000-1111-4222-8333-444444444444' },
      'provisioning/roleUnknown',
    ],
    ['a role Exchange does not accept', { role: 'Teams Administrator' }, 'provisioning/roleNotAccepted'],
    ['Global Administrator', { role: 'global administrator' }, 'provisioning/roleForbidden'],
    [
      'Global Administrator by its id, for Graph',
      { services: ['graph'], role: directoryRoles.globalAdministrator.templateId.toUpperCase() },
      'provisioning/roleForbidden',
    ],
    ['no months', { certificate: { subject: 'x', months: 0 } }, 'certificates/monthsOutOfRange'],
    ['a thumbprint that is none', { certificate: { thumbprint: 'ABC' } }, 'provisioning/invalidThumbprint'],
    [
      'a certificate the vault lacks',
      { certificate: { thumbprint: '0123456789ABCDEF0123456789ABCDEF01234567' } },
      'provisioning/certificateMissing',
    ],
  ];
  for (const [what, change, reason] of refusals) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(
        planSetup({ ...request, ...change } as SetupRequest, bench.env),
        (error) => isDomainError(error) && error.reason === reason,
      );
    });
  }

  it('refuses certificates that can’t sign in', async () => {
    const good = await bench.env.certificates.generate({ subject: 'CN=Good', months: 1 });
    const states: readonly [object, string][] = [
      [{ hasPrivateKey: false }, 'NoPrivateKey'],
      [{ notAfter: '2020-01-01T00:00:00Z' }, 'Expired'],
      [{ notBefore: '2099-01-01T00:00:00Z' }, 'InvalidInput'],
      [{ keySize: 1024 }, 'NotSupported'],
    ];
    for (const [change, code] of states) {
      const certificates = { ...bench.env.certificates, describe: async () => ({ ...good, ...change }) };
      await assert.rejects(
        planSetup({ ...request, certificate: { thumbprint: good.thumbprint } }, { ...bench.env, certificates }),
        (error) => isDomainError(error) && error.code === code,
      );
    }
  });

  it('takes a thumbprint as a certificate dialog copies it', async () => {
    const good = await bench.env.certificates.generate({ subject: 'CN=Good', months: 1 });
    const pasted = `\u200E${(good.thumbprint.match(/../g) ?? []).join(' ').toLowerCase()}`;
    const plan = await planSetup({ ...request, certificate: { thumbprint: pasted } }, bench.env);
    assert.deepEqual(plan.request.certificate, { thumbprint: good.thumbprint });
  });

  it('changes nothing, and tells in words what would be granted', async () => {
    const start = bench.tenant.requests.length;
    const plan = await planSetup(
      {
        ...request,
        permissions: [{ resourceAppId: resourceAppIds.graph, permission: 'calendars.read' }],
        role: 'Global Reader',
      },
      bench.env,
    );
    assert.ok(bench.tenant.requests.slice(start).every((one) => one.method === 'GET' || one.path.endsWith('$batch')));
    assert.deepEqual(
      plan.steps.map((step) => [step.kind, step.change]),
      [
        ['certificate', 'create'],
        ['application', 'create'],
        ['uploadCertificate', 'create'],
        ['requestPermissions', 'create'],
        ['servicePrincipal', 'create'],
        ['grantPermission', 'create'],
        ['grantPermission', 'create'],
        ['assignRole', 'create'],
        ['prove', 'none'],
        ['prove', 'none'],
      ],
    );
    const grant = plan.steps.find((step) => step.kind === 'grantPermission');
    assert.equal(grant?.facts.displayName, 'Manage Exchange As Application');
    assert.equal(
      plan.steps.find((step) => step.facts.permission === 'Calendars.Read')?.facts.resource,
      'Microsoft Graph',
    );
  });

  it('notes what is easily overlooked', async () => {
    const plan = await planSetup({ ...request, services: ['exchangeOnline', 'azure', 'azureAD'] }, bench.env);
    assert.deepEqual(plan.notes.map((note) => note.kind).sort(), [
      'azureRoleElsewhere',
      'retiredService',
      'roleNeeded',
    ]);
  });

  it('has one key for one wish, however it is written', async () => {
    const permissions = ['Calendars.Read', 'User.Read.All'].map((permission) => ({
      resourceAppId: resourceAppIds.graph,
      permission,
    }));
    const a = await planSetup({ ...request, services: ['graph', 'exchangeOnline'], permissions }, bench.env);
    const b = await planSetup(
      { ...request, services: ['exchangeOnline', 'graph', 'graph'], permissions: [...permissions].reverse() },
      bench.env,
    );
    assert.equal(a.key, b.key);
    const c = await planSetup({ ...request, permissions }, bench.env);
    assert.notEqual(a.key, c.key);
  });

  it('can be cancelled', async () => {
    await assert.rejects(planSetup(request, bench.env, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });
});

describe('the tenant’s policy for certificates', () => {
  const policy = (maxLifetime: string, more = {}) => ({
    isEnabled: true,
    applicationRestrictions: {
      keyCredentials: [{ restrictionType: 'asymmetricKeyLifetime', maxLifetime, ...more }],
    },
  });
  const now = new Date('2026-11-23T00:00:00Z');

  it('limits new applications, and old ones from the date it names', () => {
    assert.equal(longestLifetime(policy('P180D'), undefined, now), 180);
    const since = { restrictForAppsCreatedAfterDateTime: '2025-01-01T00:00:00Z' };
    assert.equal(longestLifetime(policy('P180D', since), '2024-06-01T00:00:00Z', now), undefined);
    assert.equal(longestLifetime(policy('P180D', since), '2025-06-01T00:00:00Z', now), 180);
    assert.equal(longestLifetime(policy('P180D', { state: 'disabled' }), undefined, now), undefined);
    assert.equal(longestLifetime({ ...policy('P180D'), isEnabled: false }, undefined, now), undefined);
  });

  it('reads durations', () => {
    assert.equal(durationDays('P1Y'), 365);
    assert.equal(durationDays('P4DT12H'), 4.5);
    assert.equal(durationDays('P6M'), 180);
    assert.equal(durationDays('P'), undefined);
    assert.equal(durationDays('six months'), undefined);
  });
});
