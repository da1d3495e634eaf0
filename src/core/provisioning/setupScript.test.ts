import assert from 'node:assert/strict';
import { setupBench } from '../../../test/support/setupBench.ts';
import { cloudById, clouds } from '../identity/clouds.ts';
import { parseScript } from '../powershell/parseScript.ts';
import { resourceAppIds } from '../services/resources.ts';
import { planSetup } from './planSetup.ts';
import { setupScript } from './setupScript.ts';
import type { SetupRequest } from './types.ts';

const request: SetupRequest = {
  services: ['exchangeOnline', 'securityCompliance'],
  application: { displayName: 'O\'Brien’s $(Stop-Computer) `night` #> "shift"' },
  certificate: { subject: 'CN=Night shift', months: 12 },
  permissions: [{ resourceAppId: resourceAppIds.graph, permission: 'Calendars.Read' }],
  role: 'Global Reader',
};

describe('the set-up as a script', () => {
  it('runs exactly the commands of the plan, whatever names it carries', async () => {
    const { env } = await setupBench();
    const plan = await planSetup(request, env);
    const script = setupScript(plan, clouds.Global);
    const names = new Set(parseScript(script).commands.map((command) => command.name));
    for (const name of [
      'Connect-MgGraph',
      'New-SelfSignedCertificate',
      'New-MgApplication',
      'Update-MgApplication',
      'New-MgServicePrincipal',
      'New-MgServicePrincipalAppRoleAssignedTo',
      'New-MgRoleManagementDirectoryRoleAssignment',
    ]) {
      assert.ok(names.has(name), name);
    }
    assert.ok(!names.has('Stop-Computer'));
    const create = parseScript(script).commands.find((command) => command.name === 'New-MgApplication');
    const value = create?.elements.find((element) => element.kind === 'argument');
    assert.ok(value?.kind === 'argument' && value.argument.value?.kind === 'string');
    assert.equal('displayName' in request.application && request.application.displayName, value.argument.value.value);
  });

  it('carries the public certificate where there is one, and no key', async () => {
    const { env, secrets } = await setupBench();
    const { thumbprint } = await env.certificates.generate({ subject: 'CN=Night shift', months: 12 });
    const script = setupScript(await planSetup({ ...request, certificate: { thumbprint } }, env), clouds.Global);
    const der = Buffer.from(await env.certificates.der(thumbprint)).toString('base64');
    assert.ok(script.includes(der));
    assert.doesNotMatch(script, /PRIVATE KEY|New-SelfSignedCertificate/);
    for (const secret of secrets.values.values()) {
      assert.ok(!script.includes(secret.split('\n')[3] ?? secret));
    }
  });

  it('signs in to the right cloud with no more than the steps take', async () => {
    const { env } = await setupBench();
    const { application, certificate } = request;
    const plan = await planSetup({ services: ['graph'], application, certificate, permissions: [] }, env);
    const script = setupScript(plan, cloudById('USGov'));
    assert.match(script, /Connect-MgGraph .*-Environment 'USGov'/);
    assert.doesNotMatch(script, /RoleManagement\.ReadWrite\.Directory|AppRoleAssignment\.ReadWrite\.All/);
  });
});
