import assert from 'node:assert/strict';
import { loadCatalog } from '../catalog/catalog.ts';
import { generateCertificate } from '../certificates/generate.ts';
import { CertificateVault } from '../certificates/vault.ts';
import { createApplication, getApplication, updateApplicationRequest } from '../directory/applications.ts';
import { createDirectory } from '../directory/client.ts';
import { grantPermission } from '../directory/consent.ts';
import { newKeyCredential } from '../directory/keyCredential.ts';
import { listApplications } from '../directory/listApplications.ts';
import { assignRole, findRole, listRoleDefinitions } from '../directory/roles.ts';
import { ensureServicePrincipal, findAppRole } from '../directory/servicePrincipals.ts';
import type { Application, Directory } from '../directory/types.ts';
import { signInAsApplication } from '../identity/application.ts';
import { clouds } from '../identity/clouds.ts';
import { TenantSessions } from '../identity/sessions.ts';
import type { Tenant } from '../identity/types.ts';
import { createSampleTenant, type SampleTenant } from '../sandbox/sampleTenant.ts';
import { resourceAppIds } from '../services/resources.ts';
import { systemClock } from '../shared/clock.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { ManualClock, MemoryKeyValueStore, MemoryLog, MemorySecretStore } from '../shared/memory.ts';
import type { CheckDoors } from './checks/doors.ts';
import { compareVersions } from './checks/moduleChecks.ts';
import { type CheckTarget, runCheck } from './checks/runCheck.ts';
import type { ExplanationId } from './entries/index.ts';
import { explain } from './explain.ts';

describe('Checks of explained errors', () => {
  const clock = systemClock;
  const log = new MemoryLog();
  let sample: SampleTenant;
  let directory: Directory;
  let tenant: Tenant;
  let vault: CertificateVault;
  let thumbprint: string;
  let foreign: string;
  let der: Uint8Array;
  let application: Application;
  let doors: CheckDoors;
  let installed: readonly { name: string; versions: readonly string[] }[] = [];

  before(async () => {
    sample = await createSampleTenant({ clock, log });
    const secrets = new MemorySecretStore();
    const sessions = new TenantSessions({
      secrets,
      store: new MemoryKeyValueStore(),
      transport: async () => assert.fail('nothing leaves the computer'),
      clock,
      log,
      prompts: {
        openBrowser: async () => assert.fail('nobody is asked'),
        showDeviceCode: async () => assert.fail('nobody is asked'),
      },
    });
    await sessions.openSample(sample);
    tenant = await sessions.get(sample.tenantId);
    directory = createDirectory({
      cloud: clouds.Global,
      tokens: sessions.tokens(sample.tenantId),
      transport: sample.transport,
      clock,
      log,
    });
    vault = new CertificateVault({
      store: new MemoryKeyValueStore(),
      secrets,
      clock,
      log,
      expiringWithinDays: () => 30,
    });
    const mine = await generateCertificate({ subject: 'CN=Mine' }, { clock });
    der = mine.certificate;
    ({ thumbprint } = await vault.add(mine));
    ({ thumbprint: foreign } = await vault.add({ certificate: await certificateOfAnother(directory) }));
    application = await createApplication(directory, { displayName: 'Explained' });
    doors = {
      clock,
      tenants: () => sessions.list(),
      directory: async () => directory,
      cloud: async () => clouds.Global,
      transport: async () => sample.transport,
      vault: async () => vault,
      catalog: loadCatalog,
      modules: async (names) => installed.filter(({ name }) => names.includes(name)),
      signIn: async (identity, resource) =>
        signInAsApplication({
          ...identity,
          cloud: clouds.Global,
          certificate: await vault.signingCertificate(identity.thumbprint),
          resource,
          transport: sample.transport,
          log,
          clock,
        }),
    };
  });

  /** As if the minutes had passed that Entra takes to tell all its servers. */
  function replicate() {
    for (const id of Object.keys(sample.state.visibleFrom)) {
      delete (sample.state.visibleFrom as Record<string, unknown>)[id];
    }
  }

  /** Explains the text, runs the check of that error and gives what it found. */
  async function settle(id: ExplanationId, text: string, target: CheckTarget = {}) {
    const explanation = explain(text).find((each) => each.id === id);
    assert.ok(explanation?.check, `${id} in ${text}`);
    const whole = { tenant, appId: application.appId, ...target };
    return runCheck(id, explanation.check, whole, doors);
  }

  const finding = async (...call: Parameters<typeof settle>) => {
    const result = await settle(...call);
    return [result.outcome, result.finding, result.fix];
  };

  it('find an application, or say in which tenants it is not', async () => {
    const text = (appId: string) =>
      `AADSTS700016: Application with identifier '${appId}' was not found in the directory`;
    assert.deepEqual(await finding('applicationNotFound', text(application.appId)), [
      'passed',
      'applicationHere',
      undefined,
    ]);
    const nobody = '99999999-9999-4999-8999-999999999999';
    const result = await settle('applicationNotFound', text(nobody), { appId: nobody });
    assert.deepEqual([result.finding, result.params.tenants], ['applicationNowhere', tenant.displayName]);
  });

  it('follow a certificate from nowhere to expired', async () => {
    const text = `AADSTS700027: not registered. Thumbprint of key used by client: '${thumbprint}'`;
    assert.deepEqual(await finding('certificateNotRegistered', text), [
      'failed',
      'certificateNone',
      'uploadAnotherCertificate',
    ]);
    const key = newKeyCredential(der, { displayName: 'Mine', now: clock.now() });
    await directory.request({
      method: 'PATCH',
      path: `/applications/${application.id}`,
      body: { keyCredentials: [key] },
    });
    await directory.request({ method: 'POST', path: '/servicePrincipals', body: { appId: application.appId } });
    replicate();
    assert.deepEqual(await finding('certificateNotRegistered', text), ['passed', 'certificateOn', undefined]);
    assert.deepEqual(await finding('certificateNotRegistered', text.replace(thumbprint, foreign)), [
      'failed',
      'certificateOff',
      'uploadCertificate',
    ]);
    assert.deepEqual(await finding('certificateNotRegistered', 'AADSTS700027: no'), [
      'passed',
      'certificateFits',
      'insertConnection',
    ]);
  });

  it('prove the private key, or say it is missing', async () => {
    const text = 'Keyset does not exist';
    assert.deepEqual(await finding('keysetMissing', text, { thumbprint }), ['passed', 'keySigns', 'exportPfx']);
    assert.deepEqual(await finding('keysetMissing', text, { thumbprint: foreign }), [
      'failed',
      'keyMissing',
      'importCertificate',
    ]);
    const nowhere = { thumbprint: 'A'.repeat(40) };
    assert.deepEqual(await finding('keysetMissing', text, nowhere), [
      'unknown',
      'certificateNotHere',
      'importCertificate',
    ]);
    assert.deepEqual(await finding('certificateOutsideValidity', 'AADSTS1000502: x', { thumbprint }), [
      'passed',
      'certificateValid',
      undefined,
    ]);
  });

  it('tell a permission that is missing, requested, granted', async () => {
    const text = 'OperationStopped: UnAuthorized\nConnect-ExchangeOnline';
    assert.deepEqual(await finding('exchangeUnauthorized', text), ['failed', 'permissionMissing', 'setUp']);
    const resource = await ensureServicePrincipal(directory, resourceAppIds.exchangeOnline, { roles: true });
    const role = findAppRole(resource, 'Exchange.ManageAsApp');
    await directory.request(
      updateApplicationRequest(application.id, {
        requiredResourceAccess: [
          { resourceAppId: resourceAppIds.exchangeOnline, resourceAccess: [{ id: role.id, type: 'Role' }] },
        ],
      }),
    );
    assert.deepEqual(await finding('exchangeUnauthorized', text), [
      'failed',
      'permissionRequestedOnly',
      'grantConsent',
    ]);
    const consent = 'AADSTS65001: The user or administrator has not consented to use the application';
    assert.deepEqual(await finding('consentMissing', consent), ['failed', 'consentIncomplete', 'grantConsent']);
    const principal = await ensureServicePrincipal(directory, application.appId);
    sample.faults.replicationDelay.token = 600_000;
    await grantPermission(directory, { principalId: principal.id, resourceId: resource.id, appRoleId: role.id });
    sample.faults.replicationDelay.token = 0;
    assert.deepEqual(await finding('exchangeUnauthorized', text), ['failed', 'permissionNotInToken', undefined]);
    replicate();
    assert.deepEqual(await finding('exchangeUnauthorized', text), ['passed', 'permissionGranted', undefined]);
    assert.deepEqual(await finding('consentMissing', consent), ['passed', 'consentComplete', undefined]);
  });

  it('take the permission of a Graph cmdlet from the catalog', async () => {
    const text = 'Get-MgUser : Insufficient privileges to complete the operation.';
    const result = await settle('graphRequestDenied', text);
    assert.deepEqual([result.finding, result.fix], ['permissionMissing', 'addPermission']);
    assert.match(String(result.params.permission), /User\.Read/);
    const unknown = await settle('graphRequestDenied', 'Insufficient privileges to complete the operation.');
    assert.equal(unknown.outcome, 'unknown');
  });

  it('tell a role that is missing, unsuitable, assigned', async () => {
    const text = `The role assigned to application ${application.appId} isn't supported in this scenario.`;
    assert.deepEqual(await finding('exchangeRoleMissing', text), ['failed', 'roleMissing', 'assignRole']);
    const roles = await listRoleDefinitions(directory);
    const principal = await ensureServicePrincipal(directory, application.appId);
    await assignRole(directory, principal.id, findRole(roles, 'SharePoint Administrator').id);
    assert.deepEqual(await finding('exchangeRoleMissing', text), ['failed', 'roleNotSufficient', 'assignRole']);
    await assignRole(directory, principal.id, findRole(roles, 'Exchange Administrator').id);
    replicate();
    const result = await settle('exchangeRoleMissing', text);
    assert.deepEqual([result.finding, result.params.role], ['roleHeld', 'Exchange Administrator']);
  });

  it('look at the service principal', async () => {
    const text = 'AADSTS7000112: Application is disabled.';
    assert.deepEqual(await finding('applicationDisabled', text), ['passed', 'principalThere', undefined]);
    const principal = await ensureServicePrincipal(directory, application.appId);
    sample.state.collections.servicePrincipals![principal.id]!.accountEnabled = false;
    assert.deepEqual(await finding('applicationDisabled', text), ['failed', 'principalDisabled', 'openInPortal']);
    const blocked = await settle('blockedByConditionalAccess', 'AADSTS53003: blocked', { thumbprint });
    assert.deepEqual([blocked.finding, blocked.error?.reason], ['signInFails', 'identity/applicationDisabled']);
    sample.state.collections.servicePrincipals![principal.id]!.accountEnabled = true;
    const works = await settle('blockedByConditionalAccess', 'AADSTS53003: blocked', { thumbprint });
    assert.equal(works.finding, 'signInWorks');
    const nobody = { appId: '99999999-9999-4999-8999-999999999999' };
    assert.deepEqual(await finding('servicePrincipalMissing', 'AADSTS7000229: x', nobody), [
      'failed',
      'principalMissing',
      'setUp',
    ]);
  });

  it('look for an API by its address', async () => {
    const text = (name: string) =>
      `AADSTS500011: The resource principal named ${name} was not found in the tenant named x.`;
    assert.equal((await settle('resourceNotFound', text('https://graph.microsoft.com'))).finding, 'resourceThere');
    assert.equal((await settle('resourceNotFound', text('https://api.example.com'))).finding, 'resourceUnknown');
    assert.equal(
      (await settle('resourceNotFound', text('99999999-9999-4999-8999-999999999999'))).finding,
      'resourceMissing',
    );
  });

  it('measure the clock, and say when the service is out of reach', async () => {
    const text = 'AADSTS700024: Client assertion is not within its valid time range.';
    assert.deepEqual(await finding('assertionOutsideLifetime', text), ['passed', 'clockRight', undefined]);
    const wrong = { ...doors, clock: new ManualClock(new Date(clock.now().getTime() + 20 * 60_000)) };
    const [explanation] = explain(text);
    const result = await runCheck('assertionOutsideLifetime', explanation!.check!, { tenant }, wrong);
    assert.deepEqual([result.finding, result.params.minutes], ['clockAhead', 20]);
    sample.faults.queue.push({ match: /openid-configuration/, answer: 'network' });
    assert.deepEqual(await finding('hostUnreachable', 'No such host is known. (login.microsoftonline.com:443)'), [
      'failed',
      'unreachable',
      undefined,
    ]);
  });

  it('ask the cloud for a tenant, and compare the organization', async () => {
    const text = (name: string) => `AADSTS90002: Tenant '${name}' not found.`;
    assert.equal((await settle('tenantNotFound', text(sample.domain))).finding, 'tenantFound');
    assert.equal((await settle('tenantNotFound', text('nobody.example.com'))).finding, 'tenantNowhere');
    assert.equal((await settle('tenantNotFound', text('no domain'))).finding, 'tenantUnknown');
    const organization = (name: string) =>
      `does not belong to partition 'x' that current AD session is bound to. Connect-ExchangeOnline -Organization ${name}`;
    assert.equal((await settle('organizationWrong', organization(sample.domain))).finding, 'organizationRight');
    assert.equal((await settle('organizationWrong', organization('contoso.com'))).finding, 'organizationOther');
  });

  it('compare module versions', async () => {
    const text = 'open a new session using Connect-IPPSSession with the -EnableSearchOnlySession flag';
    installed = [];
    assert.deepEqual(await finding('searchOnlySession', text), ['failed', 'moduleMissing', 'installModule']);
    installed = [{ name: 'ExchangeOnlineManagement', versions: ['3.10.0', '3.4.0'] }];
    assert.deepEqual(await finding('searchOnlySession', text), ['passed', 'moduleFine', undefined]);
    installed = [{ name: 'ExchangeOnlineManagement', versions: ['3.8.0'] }];
    assert.deepEqual(await finding('searchOnlySession', text), ['failed', 'moduleTooOld', 'updateModule']);
    installed = [...installed, { name: 'Microsoft.Graph.Authentication', versions: ['2.30.0'] }];
    const conflict = await settle('assemblyConflict', "Method not found: 'Microsoft.Identity.Client.X.WithLogging'");
    assert.deepEqual(
      [conflict.finding, conflict.params.modules],
      ['modulesTogether', 'ExchangeOnlineManagement 3.8.0, Microsoft.Graph.Authentication 2.30.0'],
    );
    assert.ok(compareVersions('3.10.0', '3.9.2') > 0 && compareVersions('3.9', '3.9.0') === 0);
    assert.ok(compareVersions('2.0.4-Preview5', '2.0.4') === 0);
  });

  it('refuse to run without what they need, and stop when cancelled', async () => {
    const [explanation] = explain('Keyset does not exist');
    assert.ok(explanation?.check);
    await assert.rejects(runCheck('keysetMissing', explanation.check, {}, doors), (error) =>
      isDomainError(error, 'InvalidInput'),
    );
    await assert.rejects(
      runCheck('keysetMissing', explanation.check, { thumbprint }, doors, AbortSignal.abort()),
      isAbort,
    );
  });
});

/** A certificate somebody else has the key of. */
async function certificateOfAnother(directory: Directory): Promise<Uint8Array> {
  const { applications } = await listApplications(directory, { filter: 'withCertificates' });
  const { keyCredentials } = await getApplication(directory, applications[0]!.appId);
  return Buffer.from(keyCredentials[0]!.key!, 'base64');
}
