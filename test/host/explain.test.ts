import assert from 'node:assert/strict';
import { call, rejectsWith } from './support/call.ts';

interface Result {
  id: string;
  title: string;
  cause: string;
  remedy: string;
  facts: Record<string, string>;
  check?: string;
  fixes: { title: string; command?: string; options?: Record<string, unknown>; powershell?: string }[];
  checked?: { outcome: string; sentence: string };
}

const nobody = '99999999-9999-4999-8999-999999999999';
const notFound = `Connect-MgGraph: AADSTS700016: Application with identifier '${nobody}' was not found in the directory 'Contoso'.`;

describe('Explaining errors', () => {
  let tenantId: string;

  before(async () => {
    ({ tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true }));
  });

  after(async () => {
    await call('signOut', { tenantId });
  });

  it('says what happened, why and what to do, in sentences', async () => {
    const [first, ...others] = await call<Result[]>('explainError', {
      text: `\u001b[31;1mOperationStopped: The role assigned to application ${nobody} isn't\r\n     | supported in this scenario.\u001b[0m\r\nGet-MgUser: Authentication needed. Please call Connect-MgGraph.`,
    });
    assert.equal(first?.id, 'exchangeRoleMissing');
    assert.equal(first.facts.appId, nobody);
    assert.deepEqual(
      others.map(({ id }) => id),
      ['graphNotConnected'],
    );
    for (const { title, cause, remedy, check } of [first, ...others]) {
      assert.match(title, /^[A-Z][^.]+$/);
      for (const sentence of [cause, remedy, check]) {
        assert.match(sentence!, /^[A-Z-].+\.$/);
      }
    }
    const [fix] = first.fixes;
    assert.equal(fix?.command, 'assignRole');
    assert.equal(fix.options?.appId, nobody);
  });

  it('runs the check in the tenant somebody is signed in to', async () => {
    const [first] = await call<Result[]>('explainError', { text: notFound, check: true, tenantId });
    assert.equal(first?.checked?.outcome, 'failed');
    assert.match(first.checked.sentence, new RegExp(nobody));
    const [application] = await call<{ appId: string; displayName: string }[]>('listApplications', {
      tenantId,
      limit: 1,
    });
    const [found] = await call<Result[]>('explainError', {
      text: notFound.replace(nobody, application!.appId),
      check: true,
      tenantId,
    });
    assert.equal(found?.checked?.outcome, 'passed');
    assert.ok(found.checked.sentence.includes(application!.displayName));
  });

  it('looks for modules on this computer without starting anything', async () => {
    const text = "The term 'Connect-ExchangeOnline' is not recognized as a name of a cmdlet";
    const [first] = await call<Result[]>('explainError', { text, check: true });
    assert.equal(first?.id, 'moduleNotInstalled');
    assert.match(first.checked!.sentence, /ExchangeOnlineManagement/);
    assert.match(first.fixes[0]!.powershell!, /^Install-Module -Name 'ExchangeOnlineManagement'/);
  });

  it('finds nothing in ordinary text, and refuses none', async () => {
    assert.deepEqual(await call('explainError', { text: 'Name  Alias' }), []);
    await rejectsWith('InvalidInput', call('explainError', { text: ' ' }));
    await rejectsWith('InvalidInput', call('explainError', { check: true }));
    await rejectsWith('InvalidInput', call('explainError', { text: 'Keyset does not exist', check: true }));
  });
});
