import assert from 'node:assert/strict';
import { clouds } from '../../src/core/identity/clouds.ts';
import { planSetup } from '../../src/core/provisioning/planSetup.ts';
import { setupScript } from '../../src/core/provisioning/setupScript.ts';
import type { SetupRequest } from '../../src/core/provisioning/types.ts';
import { resourceAppIds } from '../../src/core/services/resources.ts';
import { isDomainError } from '../../src/core/shared/errors.ts';
import { setupBench } from '../support/setupBench.ts';
import type { EngineParse } from './agreement.ts';
import { type Engine, engineOrSkip } from './engine.ts';
import { nastyNames } from './nastyNames.ts';

describe('set-ups exported as scripts, read by a real engine', () => {
  let engine: Engine;

  before(async function () {
    engine = await engineOrSkip(this);
  });
  after(() => engine?.stop());

  it('are the same commands whatever the application is called', async () => {
    const { env } = await setupBench();
    const request = (displayName: string): SetupRequest => ({
      services: ['exchangeOnline', 'securityCompliance', 'graph'],
      application: { displayName },
      certificate: { subject: 'CN=Set-up', months: 12 },
      permissions: [{ resourceAppId: resourceAppIds.graph, permission: 'Calendars.Read' }],
      role: 'Global Reader',
    });
    const commandsOf = async (displayName: string) => {
      const text = setupScript(await planSetup(request(displayName), env), clouds.Global);
      const { errors, commands } = await engine.ask<EngineParse>({ do: 'parse', text });
      assert.deepEqual(errors, [], displayName);
      return commands.map(({ name }) => name);
    };
    const usual = await commandsOf('Mailbox report');
    assert.ok(usual.includes('New-MgApplication') && usual.length > 30, String(usual.length));
    let compared = 0;
    for (const name of nastyNames) {
      try {
        assert.deepEqual(await commandsOf(name), usual, name);
        compared++;
      } catch (error) {
        // Names the directory would refuse are refused before anything is planned.
        assert.ok(isDomainError(error, 'InvalidInput'), String(error));
      }
    }
    assert.ok(compared >= 8, `only ${compared} names were compared`);
  });
});
