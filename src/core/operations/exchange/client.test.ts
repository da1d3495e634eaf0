import assert from 'node:assert/strict';
import { isAbort, isDomainError } from '../../shared/errors.ts';
import { mailboxPages } from '../testing/mailboxPages.ts';
import { createConsole, exampleTenant, json, scriptedTransport } from '../testSupport.ts';

const first = 'https://outlook.office365.com/adminapi/beta/7d4a31d8-3f0c-4bb1-9d6e-7a2f6f9d2c11/InvokeCommand';

function refusal(message: string, type: string, code = 'BadRequest') {
  return {
    error: {
      code,
      message: 'Error executing cmdlet',
      details: [{ code: 'Client', target: '', message: `Ex6F9304|${type}|${message}` }],
    },
  };
}

async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected a failure');
}

describe('operations: Exchange cmdlets', () => {
  it('sends what the module sends, with switches, lists and tables', async () => {
    const transport = scriptedTransport(json({ value: [] }));
    const { session } = createConsole({ transport, connected: true });
    await session.runOperation(
      "Set-Mailbox jane -EmailAddresses @{ Add = 'a@contoso.com','b@contoso.com' } -MaxSendSize 10MB -AuditEnabled $true -CustomAttribute1 $null -Confirm:$false",
    );
    const [request] = transport.requests;
    assert.equal(request?.url, first);
    assert.equal(request?.headers.get('authorization'), 'Bearer token-1');
    assert.equal(
      request?.headers.get('x-anchormailbox'),
      `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${exampleTenant.tenantId}`,
    );
    assert.equal(request?.headers.get('x-cmdletname'), 'Set-Mailbox');
    assert.match(request?.headers.get('prefer') ?? '', /odata\.maxpagesize=1000/);
    assert.deepEqual(await request?.json(), {
      CmdletInput: {
        CmdletName: 'Set-Mailbox',
        Parameters: {
          Identity: 'jane',
          EmailAddresses: { '@odata.type': '#Exchange.GenericHashTable', Add: ['a@contoso.com', 'b@contoso.com'] },
          MaxSendSize: '10MB',
          AuditEnabled: true,
          CustomAttribute1: null,
          Confirm: false,
        },
      },
    });
  });

  it('follows pages, and stops asking when nobody reads on', async () => {
    const pages: number[] = [];
    const { session } = createConsole({
      transport: mailboxPages(2500, 1000, (page) => pages.push(page)),
      connected: true,
    });
    assert.equal((await session.runOperation('Get-Mailbox -ResultSize Unlimited')).length, 2500);
    assert.deepEqual(pages, [0, 1, 2]);
    assert.equal((await session.runOperation('Get-Mailbox -ResultSize Unlimited | Select-Object -First 3')).length, 3);
    assert.deepEqual(pages, [0, 1, 2, 0]);
  });

  it('waits as long as the service asks, visibly, and goes on', async () => {
    const transport = scriptedTransport(
      json({}, 429, { 'retry-after': '30' }),
      json({}, 503),
      json({ value: [{ Name: 'x' }] }),
    );
    const console = createConsole({ transport, connected: true });
    const before = console.clock.now().getTime();
    assert.match(await console.type('Get-Mailbox'), /x/);
    assert.equal(console.clock.now().getTime() - before, 32_000);
    assert.deepEqual(
      console.notices.filter(({ reason }) => reason === 'waiting').map(({ params }) => params.seconds),
      [30, 2],
    );
  });

  it('gives up in the end, and never waits for hours', async () => {
    const throttled = createConsole({
      transport: scriptedTransport(json({}, 429, { 'retry-after': '7200' })),
      connected: true,
    });
    assert.ok(isDomainError(await failure(throttled.session.runOperation('Get-Mailbox')), 'Throttled'));
    const transport = scriptedTransport(json({}, 503));
    const down = createConsole({ transport, connected: true });
    assert.ok(isDomainError(await failure(down.session.runOperation('Get-Mailbox')), 'Network'));
    assert.equal(transport.requests.length, 5);
  });

  it('repeats no change whose answer was lost', async () => {
    const broken = scriptedTransport(() => {
      throw new TypeError('fetch failed');
    });
    const { session } = createConsole({ transport: broken, connected: true });
    assert.ok(
      isDomainError(
        await failure(session.runOperation('Set-Mailbox jane -HiddenFromAddressListsEnabled $true')),
        'Network',
      ),
    );
    assert.equal(broken.requests.length, 1);
    assert.ok(isDomainError(await failure(session.runOperation('Get-Mailbox jane')), 'Network'));
    assert.equal(broken.requests.length, 6);
  });

  it('signs in again once when a token is not taken', async () => {
    const console = createConsole({
      transport: scriptedTransport(json({}, 401), json({ value: [{ Name: 'x' }] })),
      connected: true,
    });
    assert.equal((await console.session.runOperation('Get-Mailbox')).length, 1);
    assert.equal(console.signIns.length, 2);
    const refused = createConsole({ transport: scriptedTransport(json({}, 401)), connected: true });
    const error = await failure(refused.session.runOperation('Get-Mailbox'));
    assert.ok(isDomainError(error, 'Forbidden') && error.reason === 'operations/exchangePermissionMissing');
  });

  it('renews a token before it ends', async () => {
    const console = createConsole({ transport: scriptedTransport(json({ value: [] })), connected: true });
    await console.session.runOperation('Get-Mailbox');
    console.clock.advance(56 * 60_000);
    await console.session.runOperation('Get-Mailbox');
    assert.equal(console.signIns.length, 2);
  });

  const refusals: readonly (readonly [number, unknown, string])[] = [
    [
      403,
      refusal(
        "The role assigned to application 36ee4c6c isn't supported in this scenario. Please check online documentation.",
        'System.UnauthorizedAccessException',
      ),
      'exchangeRoleMissing',
    ],
    [403, {}, 'exchangePermissionMissing'],
    [403, refusal('Access denied.', 'System.UnauthorizedAccessException'), 'exchangeForbidden'],
    [
      404,
      refusal(
        "The operation couldn't be performed because object 'nobody' couldn't be found on 'X'.",
        'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
        'NotFound',
      ),
      'exchangeNotFound',
    ],
    [
      400,
      refusal(
        "The term 'Get-Mailbx' is not recognized as a name of a cmdlet, function, script file, or executable program.",
        'System.Management.Automation.CommandNotFoundException',
      ),
      'exchangeCmdletUnknown',
    ],
    [
      400,
      refusal(
        "A parameter cannot be found that matches parameter name 'Foo'.",
        'System.Management.Automation.ParameterBindingException',
      ),
      'exchangeUnknownParameter',
    ],
    [400, refusal("The proxy address already exists: it's used by another.", 'X'), 'exchangeConflict'],
  ];
  for (const [status, body, reason] of refusals) {
    it(`explains ${reason} from status ${status}`, async () => {
      const { session } = createConsole({ transport: scriptedTransport(json(body, status)), connected: true });
      const error = await failure(session.runOperation('Set-Mailbox nobody'));
      assert.ok(isDomainError(error) && error.reason === `operations/${reason}`, String(error));
    });
  }

  it('sends its token to no other host', async () => {
    const transport = scriptedTransport(
      json({ value: [], '@odata.nextLink': 'https://evil.example/adminapi/beta/x/InvokeCommand' }),
    );
    const { session } = createConsole({ transport, connected: true });
    assert.ok(isDomainError(await failure(session.runOperation('Get-Mailbox')), 'Network'));
    assert.equal(transport.requests.length, 1);
  });

  it('goes on with the next object after one that was not found', async () => {
    const transport = scriptedTransport(
      json(refusal("couldn't be found on 'X'", 'Y.ManagementObjectNotFoundException', 'NotFound'), 404),
      json({ value: [{ DisplayName: 'B', ItemCount: 5 }] }),
    );
    const console = createConsole({ transport, connected: true });
    assert.match(await console.type("'a','b' | Get-MailboxStatistics"), /^B +5/m);
    assert.equal(console.errors.length, 1);
    const strict = createConsole({ transport: scriptedTransport(json({}, 404)), connected: true });
    assert.ok(
      isDomainError(await failure(strict.type("'a','b' | Get-MailboxStatistics -ErrorAction Stop")), 'NotFound'),
    );
    assert.equal(await strict.type("'a' | Get-MailboxStatistics -ErrorAction SilentlyContinue"), '');
    assert.equal(strict.errors.length, 0);
  });

  it('asks before it removes, sends nothing for -WhatIf or a no, and needs an answer where nobody is', async () => {
    const transport = scriptedTransport(json({ value: [] }));
    const declining = createConsole({ transport, connected: true, confirm: false });
    await declining.type('Remove-Mailbox jane');
    assert.deepEqual(declining.confirmations, [{ kind: 'change', target: 'jane', operation: 'Remove-Mailbox' }]);
    await declining.type('Set-Mailbox jane -AuditEnabled $true -WhatIf');
    assert.deepEqual(declining.notices.find(({ reason }) => reason === 'whatIf')?.params, {
      operation: 'Set-Mailbox',
      target: 'jane',
    });
    assert.equal(transport.requests.length, 0);
    await declining.type('Remove-Mailbox jane -Confirm:$false');
    assert.equal(transport.requests.length, 1);
  });

  it('stops between pages on Ctrl+C', async () => {
    const controller = new AbortController();
    const pages: number[] = [];
    const console = createConsole({
      transport: mailboxPages(10_000, 1000, (page) => {
        pages.push(page);
        if (page === 2) {
          controller.abort();
        }
      }),
      connected: true,
    });
    assert.ok(isAbort(await failure(console.type('Get-Mailbox -ResultSize Unlimited', { signal: controller.signal }))));
    assert.deepEqual(pages, [0, 1, 2]);
    assert.match(await console.type('1 + 1'), /2/);
  });

  it("knows the parameters of the module's own cmdlets, and leaves the others to the service", async () => {
    const transport = scriptedTransport(json({ value: [] }));
    const console = createConsole({ transport, connected: true });
    await assert.rejects(console.type('Get-EXOMailbox -Identiy jane'), /unknownParameter/);
    await assert.rejects(console.type('Get-EXOMailbox -Prop x'), /ambiguousParameter.*-Properties, -PropertySets/);
    await console.type('Get-EXOMailbox -Result 5 -Arch jane');
    await console.type('Get-Mailbox -SomethingNew 1');
    const sent = await Promise.all(
      transport.requests
        .slice(-2)
        .map(async (request) => ((await request.json()) as Invocation).CmdletInput.Parameters),
    );
    assert.deepEqual(sent, [{ ResultSize: '5', Archive: true, Identity: 'jane' }, { SomethingNew: '1' }]);
  });

  it('says when the default limit cut the answer', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({ Name: `m${index}` }));
    const warned = async (line: string, answer: object) => {
      const console = createConsole({ transport: scriptedTransport(json(answer)), connected: true });
      await console.type(line);
      return console.notices.filter(({ kind }) => kind === 'warning').map(({ reason }) => reason);
    };
    assert.deepEqual(await warned('Get-Mailbox', { value: rows }), ['moreResults']);
    assert.deepEqual(await warned('Get-Mailbox', { value: rows, '@adminapi.warnings': ['There are more results'] }), [
      'serviceWarning',
    ]);
    assert.deepEqual(await warned('Get-Mailbox -ResultSize 1000', { value: rows }), []);
    assert.deepEqual(await warned('Get-Mailbox', { value: rows.slice(1) }), []);
    assert.deepEqual(await warned('Get-Mailbox | Select-Object -First 10', { value: rows }), []);
  });
});

interface Invocation {
  readonly CmdletInput: { readonly Parameters: Readonly<Record<string, unknown>> };
}
