import assert from 'node:assert/strict';
import { createSampleTenant, type SampleTenant } from '../../src/core/sandbox/sampleTenant.ts';
import { systemClock } from '../../src/core/shared/clock.ts';
import { MemoryKeyValueStore, MemoryLog, MemorySecretStore } from '../../src/core/shared/memory.ts';
import { addPermission } from '../../src/features/applications/addPermission.ts';
import { assignRole } from '../../src/features/applications/assignRole.ts';
import { createApplication } from '../../src/features/applications/createApplication.ts';
import { grantConsent } from '../../src/features/applications/grantPermission.ts';
import { CommandOptions } from '../../src/workbench/commandOptions.ts';
import { remedyFor } from '../../src/workbench/remedies.ts';
import { Rooms } from '../../src/workbench/rooms.ts';
import { toUserError } from '../../src/workbench/userError.ts';

const exchange = '00000002-0000-0ff1-ce00-000000000000';
const graph = '00000003-0000-0000-c000-000000000000';

describe('A change that the administrator may not make', () => {
  let sample: SampleTenant;

  before(async () => {
    sample = await createSampleTenant({ clock: systemClock, log: new MemoryLog() });
  });

  /** The rooms as somebody of the tenant finds them. */
  async function roomsOf(account: string): Promise<Rooms> {
    const rooms = new Rooms({
      secrets: new MemorySecretStore(),
      store: new MemoryKeyValueStore(),
      clock: systemClock,
      log: new MemoryLog(),
      transport: sample.transport,
      signInPrompts: {
        openBrowser: async () => assert.fail('no browser here'),
        showDeviceCode: async ({ userCode }) => assert.ok(sample.approve(userCode, account)),
      },
    });
    const sessions = await rooms.sessions();
    await sessions.signIn({ cloud: 'Global', tenant: sample.domain, method: 'deviceCode' });
    return rooms;
  }

  function appId(displayName: string): string {
    const all = Object.values(sample.state.collections.applications ?? {});
    return String(all.find((one) => one.displayName === displayName)?.appId);
  }

  const options = (values: object) => new CommandOptions({ tenantId: sample.tenantId, ...values });

  /** What somebody reads who is refused: the role it takes, and the link for an administrator. */
  const refusal = (role: string, application?: string) => (error: unknown) => {
    const shown = toUserError(error);
    assert.equal(shown.name, 'Forbidden');
    assert.match(shown.message, new RegExp(`directory role ${role}`));
    const remedy = remedyFor(error);
    if (application !== undefined) {
      assert.equal(remedy?.command, 'copyAdminConsentLink');
      assert.deepEqual({ ...remedy?.options }, { ...remedy?.options, tenantId: sample.tenantId, appId: application });
    }
    return true;
  };

  it('names the role it takes and offers the admin consent link', async () => {
    const rooms = await roomsOf(sample.helpdesk);
    const application = appId('Calendar report');
    await assert.rejects(
      addPermission(rooms, options({ appId: application, resourceAppId: graph, permission: 'Mail.Send' })),
      refusal('Cloud Application Administrator', application),
    );
    await assert.rejects(
      assignRole(rooms, options({ appId: application, role: 'Global Reader' })),
      refusal('Privileged Role Administrator', application),
    );
    await assert.rejects(
      createApplication(rooms, options({ displayName: 'Not for everyone' })),
      refusal('Cloud Application Administrator'),
    );
  });

  it('is made as far as the rights go, and the rest is named', async () => {
    const rooms = await roomsOf(`appadmin@${sample.domain}`);
    const application = appId('Calendar report');
    const permission = { appId: application, resourceAppId: exchange, permission: 'Exchange.ManageAsApp' };
    assert.deepEqual(await addPermission(rooms, options(permission)), { configured: true, granted: false });
    await assert.rejects(
      grantConsent(rooms, options({ appId: application })),
      refusal('Privileged Role Administrator', application),
    );
    assert.deepEqual(await addPermission(rooms, options(permission)), { configured: true, granted: true });
  });
});
