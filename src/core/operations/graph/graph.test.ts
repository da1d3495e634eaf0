import assert from 'node:assert/strict';
import { loadCatalog } from '../../catalog/catalog.ts';
import type { Catalog } from '../../catalog/types.ts';
import { isDomainError } from '../../shared/errors.ts';
import { OperationSession } from '../session.ts';
import { createConsole, json, scriptedTransport } from '../testSupport.ts';
import { resolveGraphCmdlet } from './graphCmdlets.ts';
import { plural, singular } from './spelling.ts';

const users = {
  value: [
    {
      id: '1',
      displayName: 'Adele',
      mail: null,
      userPrincipalName: 'adele@contoso.com',
      createdDateTime: '2026-01-02T03:04:05Z',
    },
  ],
};

async function requestOf(line: string, answer: unknown = { value: [] }) {
  const transport = scriptedTransport(json(answer));
  const console = createConsole({ transport, connected: true });
  const output = await console.session.runOperation(line);
  const [request] = transport.requests;
  return { url: new URL(request?.url ?? 'none:'), request, output, console };
}

async function reason(line: string, answer: unknown = {}, status = 200): Promise<string> {
  const { session } = createConsole({ transport: scriptedTransport(json(answer, status)), connected: true });
  try {
    await session.runOperation(line);
  } catch (error) {
    return isDomainError(error) ? error.reason : String(error);
  }
  return 'none';
}

describe('operations: Microsoft Graph cmdlets', () => {
  it('lists users with names as the SDK has them', async () => {
    const { url, output } = await requestOf('Get-MgUser -Top 5 -Property Id,DisplayName', users);
    assert.equal(url.pathname, '/v1.0/users');
    assert.equal(url.searchParams.get('$top'), '5');
    assert.equal(url.searchParams.get('$select'), 'id,displayName');
    assert.deepEqual(output, [
      {
        Id: '1',
        DisplayName: 'Adele',
        Mail: null,
        UserPrincipalName: 'adele@contoso.com',
        CreatedDateTime: '2026-01-02T03:04:05.000Z',
      },
    ]);
  });

  it('spells property names as Graph does, and leaves values alone', async () => {
    const { url } = await requestOf(
      "Get-MgUser -Filter \"DisplayName eq 'Ann, Eve (HR)' and startsWith(JobTitle, 'Chief') and AssignedLicenses/any(x:x/SkuId eq 1)\" -Sort 'DisplayName desc' -ExpandProperty Manager",
    );
    assert.equal(
      url.searchParams.get('$filter'),
      "displayName eq 'Ann, Eve (HR)' and startsWith(jobTitle, 'Chief') and assignedLicenses/any(x:x/skuId eq 1)",
    );
    assert.equal(url.searchParams.get('$orderby'), 'displayName desc');
    assert.equal(url.searchParams.get('$expand'), 'manager');
  });

  it('shows the default table', async () => {
    const console = createConsole({ transport: scriptedTransport(json(users)), connected: true });
    assert.match(
      await console.type('Get-MgUser'),
      /^DisplayName Id Mail UserPrincipalName\n-+ -+ -+ -+\nAdele +1 +adele@contoso.com\n/m,
    );
  });

  it('asks for one by id, and encodes what it is given', async () => {
    assert.equal(
      (await requestOf('Get-MgUser -UserId adele@contoso.com', users.value[0])).url.pathname,
      '/v1.0/users/adele%40contoso.com',
    );
    assert.equal(
      (await requestOf("Get-MgUser 'a/../b?x=y'", users.value[0])).url.pathname,
      '/v1.0/users/a%2F..%2Fb%3Fx%3Dy',
    );
    assert.equal((await requestOf("'u1' | Get-MgUser", users.value[0])).url.pathname, '/v1.0/users/u1');
  });

  it('asks for a calendar view between two moments', async () => {
    const { url } = await requestOf(
      "Get-MgUserCalendarView -UserId u1 -StartDateTime '2026-01-01T00:00:00Z' -EndDateTime '2026-01-31T00:00:00Z' -All",
    );
    assert.equal(url.pathname, '/v1.0/users/u1/calendarView');
    assert.equal(url.searchParams.get('startDateTime'), '2026-01-01T00:00:00.000Z');
  });

  it('searches and counts with the header that needs', async () => {
    const { request, url, console } = await requestOf(
      'Get-MgUser -Search "displayName:Adele" -CountVariable total -ConsistencyLevel eventual',
      { '@odata.count': 42, value: [] },
    );
    assert.equal(request?.headers.get('consistencylevel'), 'eventual');
    assert.equal(url.searchParams.get('$search'), '"displayName:Adele"');
    assert.deepEqual(await console.session.runOperation('$total'), [42]);
  });

  it('follows pages with -All and stops at -Top', async () => {
    const page = (from: number, next?: number) =>
      json({
        value: [{ id: `${from}` }, { id: `${from + 1}` }],
        ...(next === undefined
          ? {}
          : { '@odata.nextLink': `https://graph.microsoft.com/v1.0/users?$skiptoken=${next}` }),
      });
    const all = createConsole({ transport: scriptedTransport(page(1, 2), page(3)), connected: true });
    assert.equal((await all.session.runOperation('Get-MgUser -All')).length, 4);
    const top = createConsole({ transport: scriptedTransport(page(1, 2), page(3)), connected: true });
    assert.equal((await top.session.runOperation('Get-MgUser -Top 3')).length, 3);
  });

  it('names the permissions that would help', async () => {
    const catalog = {
      cmdlet: () => ({
        permissions: [
          [{ resourceAppId: 'g', permission: 'Calendars.ReadBasic.All' }],
          [{ resourceAppId: 'g', permission: 'Calendars.Read' }],
        ],
        services: ['graph'],
      }),
      request: () => undefined,
      cmdletsStartingWith: () => [],
    } as unknown as Catalog;
    const { session } = createConsole({
      transport: scriptedTransport(
        json(
          { error: { code: 'ErrorAccessDenied', message: 'Access is denied. Check credentials and try again.' } },
          403,
        ),
      ),
      connected: true,
      overrides: { catalog },
    });
    await assert.rejects(session.runOperation('Get-MgUserCalendarView -UserId u1'), (error) => {
      assert.ok(isDomainError(error, 'Forbidden'));
      assert.equal(error.params.permissions, 'Calendars.ReadBasic.All, Calendars.Read');
      return true;
    });
  });

  it('finds the request of a cmdlet by its name through the endpoints', () => {
    const known = new Set([
      '/v1.0/users/{}/onenote/notebooks',
      '/v1.0/users/{}/onenote/notebooks/{}',
      '/v1.0/identitygovernance/accessreviews/definitions',
      '/beta/policies/authorizationpolicy',
    ]);
    const catalog = {
      request: (_: string, url: string) => {
        // As the catalog does: anything can stand for a value.
        const template = [...known, '/v1.0/users/{}'].find((each) =>
          new RegExp(`^${each.replaceAll('{}', '[^/]+')}$`, 'i').test(url),
        );
        return template === undefined ? undefined : ({ template: template.replace(/^\/[^/]+/, '') } as never);
      },
    };
    assert.deepEqual(resolveGraphCmdlet('Get-MgUserOnenoteNotebook', catalog), {
      version: 'v1.0',
      path: '/users/{UserId}/onenote/notebooks',
      resource: 'notebook',
      collection: true,
      itemParameter: 'NotebookId',
    });
    assert.equal(
      resolveGraphCmdlet('Get-MgIdentityGovernanceAccessReviewDefinition', catalog)?.path,
      '/identityGovernance/accessReviews/definitions',
    );
    assert.equal(
      resolveGraphCmdlet('Get-MgBetaPolicyAuthorizationPolicy', catalog)?.path,
      '/policies/authorizationPolicy',
    );
    assert.equal(resolveGraphCmdlet('Get-MgNonsense', catalog), undefined);
    assert.equal(resolveGraphCmdlet('Get-MgUserNonsense', catalog), undefined, 'a user is not called nonsense');
    for (const word of ['user', 'policy', 'branch', 'address', 'site']) {
      assert.equal(singular(plural(word)), word);
    }
  });

  it('sends any request, asks before changes and keeps the token at Graph', async () => {
    const { request } = await requestOf(
      "Invoke-MgGraphRequest -Method PATCH -Uri v1.0/users/u1 -Body @{ jobTitle = 'CEO'; businessPhones = @('1') } -Confirm:$false",
      {},
    );
    assert.equal(request?.method, 'PATCH');
    assert.deepEqual(await request?.json(), { jobTitle: 'CEO', businessPhones: ['1'] });
    const console = createConsole({ transport: scriptedTransport(json({})), connected: true, confirm: false });
    await console.type('Invoke-MgGraphRequest DELETE https://graph.microsoft.com/v1.0/groups/g1');
    assert.deepEqual(
      console.confirmations.map(({ target }) => target),
      ['DELETE /v1.0/groups/g1'],
    );
    await console.type('Invoke-MgGraphRequest -Method POST -Uri /v1.0/groups -Body \'{"a":1}\' -WhatIf');
    assert.equal(console.signIns.length, 0, 'nothing was sent');
    assert.deepEqual(
      (await requestOf('Invoke-MgGraphRequest /beta/organization -OutputType PSObject', { value: [{ id: 'x' }] }))
        .output,
      [{ value: [{ id: 'x' }] }],
    );
    for (const uri of [
      'https://evil.example/v1.0/users',
      '//evil.example/v1.0/users',
      'https://graph.microsoft.com.evil.example/v1.0/me',
      'https://user@graph.microsoft.com/v1.0/users',
    ]) {
      assert.equal(await reason(`Invoke-MgGraphRequest -Uri '${uri}'`), 'operations/graphOtherHost');
    }
    assert.equal(await reason('Invoke-MgGraphRequest -Uri /v1.0/me/messages'), 'operations/graphDelegatedOnly');
    assert.equal(await reason("Invoke-MgGraphRequest -Uri 'v1.0/../beta/users'"), 'operations/wrongArgument');
    assert.equal(await reason('Get-MgUser -Nonsense 1'), 'operations/unknownParameter');
    assert.equal(await reason('Get-MgUserCalendarView'), 'operations/missingParameter');
    assert.equal(await reason('New-EntraUser -DisplayName x'), 'operations/needsRealPowerShell');
  });

  it('changes objects as the SDK does, after a yes', async () => {
    const catalog = await loadCatalog();
    const sent = async (line: string, answer: unknown = {}) => {
      const transport = scriptedTransport(json(answer));
      const console = createConsole({ transport, connected: true, overrides: { catalog } });
      await console.type(line);
      const [request] = transport.requests;
      const text = await request?.text();
      return {
        request: `${request?.method} ${request?.url.replace('https://graph.microsoft.com', '')}`,
        body: text === '' || text === undefined ? undefined : JSON.parse(text),
        asked: console.confirmations.map(({ target }) => target),
      };
    };
    assert.deepEqual(
      await sent(
        "New-MgUser -DisplayName 'Ann O' -AccountEnabled -MailNickname ann -UserPrincipalName ann@contoso.com -PasswordProfile @{ Password = 'x'; ForceChangePasswordNextSignIn = $true } -Confirm:$false",
      ),
      {
        request: 'POST /v1.0/users',
        body: {
          displayName: 'Ann O',
          accountEnabled: true,
          mailNickname: 'ann',
          userPrincipalName: 'ann@contoso.com',
          passwordProfile: { password: 'x', forceChangePasswordNextSignIn: true },
        },
        asked: [],
      },
    );
    assert.deepEqual(await sent("Update-MgUser -UserId 'a b' -BodyParameter @{ jobTitle = 'CEO' }"), {
      request: 'PATCH /v1.0/users/a%20b',
      body: { jobTitle: 'CEO' },
      asked: ['PATCH /v1.0/users/a b'],
    });
    assert.deepEqual(await sent('[pscustomobject]@{ Id = "g1" } | Remove-MgGroup'), {
      request: 'DELETE /v1.0/groups/g1',
      body: undefined,
      asked: ['DELETE /v1.0/groups/g1'],
    });
    assert.deepEqual(await sent('New-MgGroupMember -GroupId g1 -DirectoryObjectId u1 -Confirm:$false'), {
      request: 'POST /v1.0/groups/g1/members/$ref',
      body: { '@odata.id': 'https://graph.microsoft.com/v1.0/directoryObjects/u1' },
      asked: [],
    });
    assert.equal(
      (await sent('Remove-MgGroupMemberByRef -GroupId g1 -DirectoryObjectId u1 -Confirm:$false')).request,
      'DELETE /v1.0/groups/g1/members/u1/$ref',
    );
    assert.deepEqual(
      await sent(
        '$params = @{ PrincipalId = "p"; ResourceId = "r"; AppRoleId = "a" }; New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId r -BodyParameter $params -Confirm:$false',
      ),
      {
        request: 'POST /v1.0/servicePrincipals/r/appRoleAssignedTo',
        body: { principalId: 'p', resourceId: 'r', appRoleId: 'a' },
        asked: [],
      },
    );
    assert.equal(
      (await sent("Update-MgUserMailboxSetting -UserId u -TimeZone 'UTC' -Confirm:$false")).request,
      'PATCH /v1.0/users/u/mailboxSettings',
    );
    assert.deepEqual(
      await sent("Set-MgUserLicense -UserId u -AddLicenses @{ SkuId = 's' } -RemoveLicenses @() -Confirm:$false"),
      {
        request: 'POST /v1.0/users/u/assignLicense',
        body: { addLicenses: { skuId: 's' }, removeLicenses: [] },
        asked: [],
      },
    );
    assert.equal((await sent('Remove-MgUser -UserId u1 -WhatIf')).request, 'undefined undefined');
  });

  it('never guesses a request that changes something', async () => {
    const catalog = await loadCatalog();
    const refused = async (line: string) => {
      const transport = scriptedTransport(json({}));
      const { confirm: _, ...options } = createConsole({ transport, connected: true, overrides: { catalog } }).session
        .options;
      const session = new OperationSession(options);
      let reason = 'none';
      await session.runOperation(line).catch((error) => {
        reason = isDomainError(error) ? error.reason : String(error);
      });
      assert.equal(transport.requests.length, 0, line);
      return reason;
    };
    // Without `$ref` this would delete the member itself.
    assert.equal(await refused('Remove-MgGroupMember -GroupId g -DirectoryObjectId u'), 'operations/graphNotBuiltIn');
    assert.equal(await refused('Remove-MgUser'), 'operations/missingParameter');
    assert.equal(await refused("Remove-MgUser -UserId ''"), 'operations/missingParameter');
    assert.equal(await refused('Remove-MgUser -UserId u'), 'operations/confirmationNeeded');
    assert.equal(await refused('Remove-MgUser -UserId u -Nonsense 1 -Confirm:$false'), 'operations/unknownParameter');
    assert.equal(await refused('Set-MgUserPhotoContent -UserId u -InFile x.jpg'), 'operations/graphNotBuiltIn');
    assert.equal(await refused('New-MgNonsense'), 'operations/unknownCommand');
  });
});
