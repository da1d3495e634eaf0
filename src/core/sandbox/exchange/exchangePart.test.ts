import assert from 'node:assert/strict';
import { ManualClock, MemoryLog } from '../../shared/memory.ts';
import type { Caller, GraphObject, SandboxContext } from '../model.ts';
import { createExchangePart } from './exchangePart.ts';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const roles = {
  exchangeAdministrator: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  recipientAdministrator: '31392ffb-586c-42d1-9346-e59415a2cc4e',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  complianceAdministrator: '17315797-102d-40b4-93e0-432062caca18',
  teamsAdministrator: '69091246-20e8-4a56-aa4d-066075b2a7a8',
};
const invokeUrl = `https://outlook.office365.com/adminapi/beta/${tenantId}/InvokeCommand`;

interface Answer {
  readonly status: number;
  readonly value: Record<string, unknown>[];
  readonly next: string | undefined;
  readonly warnings: readonly string[];
  /** Text of the error as people see it. */
  readonly error: string;
  readonly code: string;
}

function mailbox(alias: string, type: string, more: object = {}): GraphObject {
  const address = `${alias}@example.com`;
  return {
    id: `guid-${alias}`,
    Identity: alias,
    Name: alias,
    Alias: alias,
    DisplayName: alias.toUpperCase(),
    PrimarySmtpAddress: address,
    UserPrincipalName: address,
    EmailAddresses: [`SMTP:${address}`, `smtp:${alias}@old.example.com`],
    RecipientType: 'UserMailbox',
    RecipientTypeDetails: type,
    Guid: `guid-${alias}`,
    ExchangeGuid: `exchange-${alias}`,
    HiddenFromAddressListsEnabled: false,
    ...more,
  };
}

describe('The Exchange administration API of the sample tenant', () => {
  let context: SandboxContext;
  let caller: Caller | undefined;
  let changes: number;
  let generatedMailboxes: number;

  beforeEach(() => {
    changes = 0;
    generatedMailboxes = 0;
    caller = {
      kind: 'application',
      appId: 'the-app',
      principalId: 'the-principal',
      audience: 'https://outlook.office365.com',
      roles: ['Exchange.ManageAsApp'],
      scopes: [],
      wids: [roles.exchangeAdministrator],
    };
    context = {
      state: {
        version: 1,
        tenantId,
        domain: 'example.onmicrosoft.com',
        displayName: 'Example',
        collections: { servicePrincipals: { 'the-principal': { id: 'the-principal', appId: 'the-app' } } },
        exchange: {
          Mailbox: [
            mailbox('adele', 'UserMailbox', { DisplayName: 'Adele Vance', CustomAttribute1: 'sales', Quota: 10 }),
            mailbox('alex', 'UserMailbox', { DisplayName: "Alex O'Brien", Quota: 20 }),
            mailbox('info', 'SharedMailbox', { DisplayName: 'Twin' }),
            mailbox('room', 'RoomMailbox', { DisplayName: 'Twin' }),
          ],
          DistributionGroup: [
            {
              id: 'g1',
              Guid: 'g1',
              Identity: 'sales',
              Name: 'sales',
              PrimarySmtpAddress: 'sales@example.com',
              RecipientTypeDetails: 'MailUniversalDistributionGroup',
            },
          ],
          RoleGroup: [{ id: 'r1', Identity: 'Recipient Management', Name: 'Recipient Management', Members: [] }],
        },
        visibleFrom: {},
      },
      clock: new ManualClock(),
      log: new MemoryLog(),
      faults: { replicationDelay: { graph: 0, token: 0, exchange: 0 }, queue: [] },
      changed: () => {
        changes++;
      },
      record: () => {},
    };
  });

  async function send(url: string, init: RequestInit): Promise<Answer> {
    const part = createExchangePart(
      context,
      async (_, audiences) => (caller !== undefined && audiences.includes(caller.audience) ? caller : undefined),
      { generatedMailboxes },
    );
    assert.ok(part.serves(new URL(url)));
    const answer = await part.handle(new Request(url, init), new URL(url));
    const body = (await answer.json()) as Record<string, unknown>;
    const error = body.error as
      | { code: string; message: string; details?: { message: string }[]; innererror?: unknown }
      | undefined;
    return {
      status: answer.status,
      value: (body.value ?? []) as Record<string, unknown>[],
      next: body['@odata.nextLink'] as string | undefined,
      warnings: (body['@adminapi.warnings'] ?? []) as string[],
      error: error?.details?.[0]?.message ?? error?.message ?? '',
      code: error?.code ?? '',
    };
  }

  function invoke(cmdlet: string, parameters: object = {}, headers: Record<string, string> = {}, url = invokeUrl) {
    const body = JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } });
    return send(url, { method: 'POST', body, headers });
  }

  const aliases = (answer: Answer) => answer.value.map((one) => one.Alias);

  describe('refuses', () => {
    it('a caller without a token for it, or without Exchange.ManageAsApp', async () => {
      caller = { ...caller!, roles: ['Mail.Read'] };
      assert.deepEqual(
        [(await invoke('Get-Mailbox')).status, (await invoke('Get-Mailbox')).error],
        [401, 'UnAuthorized'],
      );
      caller = { ...caller!, roles: ['Exchange.ManageAsApp'], audience: 'https://graph.microsoft.com' };
      assert.equal((await invoke('Get-Mailbox')).status, 401);
      caller = undefined;
      assert.equal((await invoke('Get-Mailbox')).status, 401);
    });

    it('an application without a directory role Exchange accepts', async () => {
      for (const wids of [[], [roles.teamsAdministrator]]) {
        caller = { ...caller!, wids };
        const answer = await invoke('Get-Mailbox');
        assert.equal(answer.status, 403);
        assert.match(answer.error, /^The role assigned to application the-app isn't supported in this scenario\./);
      }
    });

    it('a directory role that has not reached Exchange yet', async () => {
      context.state.collections.roleAssignments = {
        assignment: { id: 'assignment', principalId: 'the-principal', roleDefinitionId: roles.exchangeAdministrator },
      };
      const now = context.clock.now().getTime();
      context.state.visibleFrom['exchange/assignment'] = now + 1000;
      assert.equal((await invoke('Get-Mailbox')).status, 403);
      context.state.visibleFrom['exchange/assignment'] = now;
      assert.equal((await invoke('Get-Mailbox')).status, 200);
    });

    it('a reader who wants to write, and an administrator of recipients who wants more', async () => {
      caller = { ...caller!, wids: [roles.globalReader] };
      assert.equal((await invoke('Get-Mailbox')).status, 200);
      const refused = await invoke('Set-Mailbox', { Identity: 'adele', DisplayName: 'Changed' });
      assert.equal(refused.status, 403);
      assert.match(refused.error, /not allowed to call Set-Mailbox/);
      caller = { ...caller, wids: [roles.recipientAdministrator] };
      assert.equal((await invoke('Set-Mailbox', { Identity: 'adele', DisplayName: 'Changed' })).status, 200);
      assert.equal((await invoke('Get-AcceptedDomain')).status, 200);
      assert.equal((await invoke('Set-OrganizationConfig', { AuditDisabled: true })).status, 403);
      assert.equal((await invoke('Get-TransportRule')).status, 403);
    });

    it('what is no cmdlet, no parameter, no value, no JSON, no address', async () => {
      assert.match((await invoke('Get-Nonsense')).error, /The term 'Get-Nonsense' is not recognized/);
      const parameter = await invoke('Get-Mailbox', { Bogus: 1 });
      assert.equal(parameter.status, 400);
      assert.match(parameter.error, /A parameter cannot be found that matches parameter name 'Bogus'\./);
      assert.match((await invoke('Get-Mailbox', { ResultSize: 'many' })).error, /parameter 'ResultSize'/);
      assert.match((await invoke('Get-Mailbox', { RecipientTypeDetails: 'Nonsense' })).error, /UserMailbox/);
      assert.match((await invoke('Get-MailboxPermission')).error, /missing mandatory parameters: Identity/);
      assert.equal((await send(invokeUrl, { method: 'POST', body: '{"CmdletInput":' })).status, 400);
      assert.equal((await send(invokeUrl, { method: 'POST', body: 'null' })).status, 400);
      assert.equal((await send(invokeUrl, { method: 'GET' })).status, 405);
      assert.equal((await send('https://outlook.office365.com/nothing', { method: 'GET' })).status, 404);
      const other = 'https://outlook.office365.com/adminapi/beta/other.example/InvokeCommand';
      assert.equal((await invoke('Get-Mailbox', {}, {}, other)).status, 403);
    });
  });

  describe('finds mailboxes', () => {
    it('by alias, address, old address, id and display name, whatever the case', async () => {
      for (const identity of [
        'ADELE',
        'adele@example.com',
        'adele@old.example.com',
        'guid-adele',
        'exchange-adele',
        'adele vance',
      ]) {
        assert.deepEqual(aliases(await invoke('Get-Mailbox', { Identity: identity })), ['adele'], identity);
      }
    });

    it('says which object is missing, and which name is not unique', async () => {
      const missing = await invoke('Get-Mailbox', { Identity: 'nobody' });
      assert.deepEqual([missing.status, missing.code], [404, 'NotFound']);
      assert.match(
        missing.error,
        /ManagementObjectNotFoundException\|The operation couldn't be performed because object 'nobody' couldn't be found on/,
      );
      assert.match((await invoke('Get-Mailbox', { Identity: 'Twin' })).error, /matches multiple entries/);
    });

    it('by type, beginning of a name, wildcard, and sorted', async () => {
      assert.deepEqual(aliases(await invoke('Get-Mailbox', { RecipientTypeDetails: 'SharedMailbox,RoomMailbox' })), [
        'info',
        'room',
      ]);
      assert.deepEqual(aliases(await invoke('Get-Mailbox', { RecipientTypeDetails: ['usermailbox'] })), [
        'adele',
        'alex',
      ]);
      assert.deepEqual(aliases(await invoke('Get-Mailbox', { Anr: 'van' })), ['adele']);
      assert.deepEqual(aliases(await invoke('Get-Mailbox', { Identity: 'al*' })), ['alex']);
      assert.deepEqual(aliases(await invoke('Get-Mailbox', { SortBy: 'PrimarySmtpAddress' })), [
        'adele',
        'alex',
        'info',
        'room',
      ]);
    });

    it('by filters as administrators write them', async () => {
      const cases: [string, string[]][] = [
        ["DisplayName -eq 'Adele Vance'", ['adele']],
        ["displayname -like '*o''brien'", ['alex']],
        ['{CustomAttribute1 -eq "sales"}', ['adele']],
        ["CustomAttribute1 -ne 'sales'", ['alex', 'info', 'room']],
        ['CustomAttribute1 -eq $null', ['alex', 'info', 'room']],
        ["(Alias -eq 'info' -or Alias -eq 'room') -and -not (RecipientTypeDetails -eq 'RoomMailbox')", ['info']],
        ["Alias -eq 'info' -or Alias -eq 'alex' -and Alias -eq 'room'", ['info']],
        ["EmailAddresses -like 'smtp:room@old*'", ['room']],
        ['HiddenFromAddressListsEnabled -eq $true', []],
        ['Quota -gt 10', ['alex']],
      ];
      for (const [Filter, expected] of cases) {
        assert.deepEqual(aliases(await invoke('Get-Mailbox', { Filter })), expected, Filter);
      }
      for (const Filter of [
        'DisplayName',
        "DisplayName -is 'x'",
        "(Alias -eq 'a'",
        "Alias -eq 'a' Alias",
        "Alias -eq 'a",
        '',
      ]) {
        const answer = await invoke('Get-Mailbox', { Filter });
        assert.equal(answer.status, Filter === '' ? 200 : 400, Filter);
      }
      assert.match(
        (await invoke('Get-Mailbox', { Filter: "Nonsense -eq 'x'" })).error,
        /not a recognized filterable property/,
      );
    });
  });

  describe('gives large results', () => {
    beforeEach(() => {
      generatedMailboxes = 100_000;
    });

    it('in pages that are followed by link, with GET or by posting again', async () => {
      const first = await invoke('Get-Mailbox', { ResultSize: 'Unlimited' }, { Prefer: 'odata.maxpagesize=500' });
      assert.equal(first.value.length, 500);
      const byGet = await send(first.next ?? '', { method: 'GET', headers: { Prefer: 'odata.maxpagesize=500' } });
      const byPost = await invoke(
        'Get-Mailbox',
        { ResultSize: 'Unlimited' },
        { Prefer: 'odata.maxpagesize=500' },
        first.next,
      );
      assert.equal(byGet.value[0]?.Alias, 'mailbox000497');
      assert.deepEqual(byPost.value, byGet.value);
    });

    it('to the last mailbox, each once, without keeping any', async () => {
      generatedMailboxes = 30_000;
      let answer = await invoke('Get-Mailbox', { ResultSize: 'Unlimited', RecipientTypeDetails: 'RoomMailbox' });
      let count = answer.value.length;
      const seen = new Set(answer.value.map((one) => one.Guid));
      while (answer.next !== undefined) {
        answer = await send(answer.next, { method: 'GET' });
        count += answer.value.length;
        for (const one of answer.value) {
          seen.add(one.Guid);
        }
      }
      assert.equal(count, 5_000 + 1);
      assert.equal(seen.size, count);
    });

    it('up to the size that was asked for, over pages, with a warning', async () => {
      const first = await invoke('Get-Mailbox', { ResultSize: '1500' });
      assert.equal(first.value.length, 1000);
      const second = await send(first.next ?? '', { method: 'GET' });
      assert.deepEqual([second.value.length, second.next], [500, undefined]);
      assert.match(second.warnings[0] ?? '', /more results available/);
      const standard = await invoke('Get-Mailbox');
      assert.deepEqual([standard.value.length, standard.next], [1000, undefined]);
      assert.match(standard.warnings[0] ?? '', /only the first 1000 items/);
    });

    it('and still finds one mailbox at once', async () => {
      assert.deepEqual(aliases(await invoke('Get-Mailbox', { Identity: 'MAILBOX099999' })), ['mailbox099999']);
      assert.equal((await invoke('Get-Mailbox', { Identity: 'mailbox100001' })).status, 404);
      assert.equal((await invoke('Get-MailboxStatistics', { Identity: 'mailbox000001' })).value.length, 1);
    });

    it('refuses a link that was tampered with', async () => {
      const first = await invoke('Get-Mailbox', { ResultSize: 'Unlimited' });
      const link = new URL(first.next ?? '');
      for (const token of ['x', Buffer.from('{"cmdlet":1}').toString('base64url')]) {
        link.searchParams.set('$skiptoken', token);
        assert.equal((await send(link.href, { method: 'GET' })).status, 400);
      }
    });
  });

  describe('changes', () => {
    it('mailboxes, including lists by Add and Remove', async () => {
      await invoke('Set-Mailbox', {
        Identity: 'adele',
        DisplayName: 'Adele V.',
        HiddenFromAddressListsEnabled: true,
        EmailAddresses: {
          '@odata.type': '#Exchange.GenericHashTable',
          Add: ['smtp:av@example.com'],
          Remove: ['smtp:adele@old.example.com'],
        },
      });
      const [adele] = (await invoke('Get-Mailbox', { Identity: 'av@example.com' })).value;
      assert.equal(adele?.DisplayName, 'Adele V.');
      assert.equal(adele?.HiddenFromAddressListsEnabled, true);
      assert.deepEqual(adele?.EmailAddresses, ['SMTP:adele@example.com', 'smtp:av@example.com']);
      assert.ok(changes > 0);
    });

    it('creates and removes a shared mailbox, once', async () => {
      const [created] = (await invoke('New-Mailbox', { Shared: true, Name: 'Support Desk' })).value;
      assert.equal(created?.PrimarySmtpAddress, 'supportdesk@example.onmicrosoft.com');
      assert.match((await invoke('New-Mailbox', { Shared: true, Name: 'Support Desk' })).error, /already being used/);
      assert.equal((await invoke('Remove-Mailbox', { Identity: 'supportdesk', Confirm: false })).status, 200);
      assert.equal((await invoke('Get-Mailbox', { Identity: 'supportdesk' })).status, 404);
      assert.deepEqual(aliases(await invoke('Get-Mailbox', { SoftDeletedMailbox: true })), ['supportdesk']);
    });

    it('permissions of mailboxes and recipients', async () => {
      await invoke('Add-MailboxPermission', { Identity: 'info', User: 'adele', AccessRights: 'fullaccess' });
      const users = async () =>
        (await invoke('Get-MailboxPermission', { Identity: 'info@example.com' })).value.map((one) => one.User);
      assert.deepEqual(await users(), ['NT AUTHORITY\\SELF', 'adele@example.com']);
      assert.match(
        (await invoke('Add-MailboxPermission', { Identity: 'info', User: 'adele', AccessRights: 'Everything' })).error,
        /FullAccess/,
      );
      await invoke('Remove-MailboxPermission', {
        Identity: 'info',
        User: 'adele@example.com',
        AccessRights: ['FullAccess'],
      });
      assert.deepEqual(await users(), ['NT AUTHORITY\\SELF']);
      await invoke('Add-RecipientPermission', { Identity: 'info', Trustee: 'alex', AccessRights: 'SendAs' });
      const trustees = (await invoke('Get-RecipientPermission', { Identity: 'info', Trustee: 'alex' })).value;
      assert.deepEqual(
        trustees.map((one) => one.AccessRights),
        [['SendAs']],
      );
    });

    it('members of groups', async () => {
      assert.equal((await invoke('Add-DistributionGroupMember', { Identity: 'sales', Member: 'adele' })).status, 200);
      assert.match(
        (await invoke('Add-DistributionGroupMember', { Identity: 'sales', Member: 'adele@example.com' })).error,
        /already a member/,
      );
      assert.deepEqual(aliases(await invoke('Get-DistributionGroupMember', { Identity: 'sales@example.com' })), [
        'adele',
      ]);
      await invoke('Remove-DistributionGroupMember', { Identity: 'sales', Member: 'adele' });
      assert.deepEqual(aliases(await invoke('Get-DistributionGroupMember', { Identity: 'sales' })), []);
    });

    it('the role groups of a service principal, which then counts instead of a directory role', async () => {
      const wrong = await invoke('New-ServicePrincipal', { AppId: 'the-app', ObjectId: 'the-application-object' });
      assert.equal(wrong.status, 404);
      await invoke('New-ServicePrincipal', { AppId: 'the-app', ObjectId: 'the-principal', DisplayName: 'Report' });
      await invoke('Add-RoleGroupMember', { Identity: 'Recipient Management', Member: 'the-principal' });
      caller = { ...caller!, wids: [] };
      assert.equal((await invoke('Get-Mailbox')).status, 200);
      assert.equal((await invoke('Get-TransportRule')).status, 403);
    });
  });

  it('answers the REST addresses of the EXO cmdlets', async () => {
    const base = `https://outlook.office365.com/adminapi/beta/${tenantId}`;
    const all = await send(
      `${base}/Mailbox?PropertySets=Minimum&Properties=CustomAttribute1&RecipientTypeDetails=UserMailbox`,
      {},
    );
    assert.deepEqual(aliases(all), ['adele', 'alex']);
    assert.equal(all.value[0]?.CustomAttribute1, 'sales');
    assert.equal(all.value[0]?.HiddenFromAddressListsEnabled, undefined);
    const filtered = await send(`${base}/Mailbox?$filter=${encodeURIComponent("DisplayName eq 'Alex O''Brien'")}`, {});
    assert.deepEqual(aliases(filtered), ['alex']);
    assert.deepEqual(aliases(await send(`${base}/Mailbox('adele')`, {})), ['adele']);
    assert.equal((await send(`${base}/Mailbox('adele')/MailboxPermission`, {})).value[0]?.User, 'NT AUTHORITY\\SELF');
    assert.equal((await send(`${base}/Mailbox('nobody')`, {})).status, 404);
    assert.deepEqual(aliases(await send(`${base}/Mailbox?$top=1`, {})), ['adele']);
    assert.equal((await send(`${base}/Elsewhere`, {})).status, 400);
  });

  it('keeps Security & Compliance apart: another audience, other roles, other cmdlets', async () => {
    const compliance = `https://ps.compliance.protection.outlook.com/adminapi/beta/${tenantId}/InvokeCommand`;
    assert.equal((await invoke('Get-Label', {}, {}, compliance)).status, 401);
    caller = { ...caller!, audience: 'https://ps.compliance.protection.outlook.com' };
    assert.equal((await invoke('Get-Label', {}, {}, compliance)).status, 403);
    caller = { ...caller, wids: [roles.complianceAdministrator] };
    assert.ok((await invoke('Get-Label', {}, {}, compliance)).value.length > 0);
    assert.match((await invoke('Get-Mailbox', {}, {}, compliance)).error, /not recognized/);
  });

  it('shows no property of its own making', async () => {
    const [first] = (await invoke('Get-Mailbox')).value;
    assert.ok(first !== undefined && !('id' in first));
  });
});
