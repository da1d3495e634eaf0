import assert from 'node:assert/strict';
import { loadCatalog } from '../../catalog/catalog.ts';
import { applicationNamed, ExampleSession } from '../exampleSession.ts';
import { routes } from './routes/index.ts';

const graphAppId = '00000003-0000-0000-c000-000000000000';
const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000';
const manageAsApp = 'dc50a0fb-09a3-484d-be87-e023b12c6440';
const domain = 'contoso-sample.onmicrosoft.com';

describe('who may do what', () => {
  const resource = async (session: ExampleSession, appId: string) =>
    (await session.get(`/servicePrincipals(appId='${appId}')?$select=id`)).body.id;
  const principal = async (session: ExampleSession, name: string) => {
    const { appId } = await applicationNamed(session, name);
    return resource(session, appId);
  };
  const refused = (answer: { status: number; body: { error?: { code: string; message: string } } }) => {
    assert.equal(answer.status, 403);
    assert.equal(answer.body.error?.code, 'Authorization_RequestDenied');
    assert.equal(answer.body.error?.message, 'Insufficient privileges to complete the operation.');
  };

  it('the help desk reads everything and changes nothing', async () => {
    const session = await ExampleSession.open({ account: `helpdesk@${domain}` });
    const { id } = await applicationNamed(session, 'Mailbox report');
    assert.equal((await session.get('/roleManagement/directory/roleAssignments')).status, 200);
    refused(await session.post('/applications', { displayName: 'x' }));
    refused(await session.patch(`/applications/${id}`, { displayName: 'x' }));
    refused(await session.delete(`/applications/${id}`));
    refused(await session.post('/servicePrincipals', { appId: '00000007-0000-0ff1-ce00-000000000000' }));
    refused(await session.post(`/servicePrincipals/${await resource(session, graphAppId)}/appRoleAssignedTo`, {}));
    refused(await session.post('/roleManagement/directory/roleAssignments', {}));
  });

  it('an owner changes the own application without a role', async () => {
    const session = await ExampleSession.open({ account: `helpdesk@${domain}` });
    const { id } = await applicationNamed(session, 'Help desk portal');
    assert.equal((await session.patch(`/applications/${id}`, { notes: 'ours' })).status, 204);
  });

  it('a Cloud Application Administrator grants Exchange permissions, but not those of Graph, and assigns no roles', async () => {
    const session = await ExampleSession.open({ account: `appadmin@${domain}` });
    const principalId = await principal(session, 'Calendar report');
    const grant = async (appId: string, appRoleId: string) => {
      const resourceId = await resource(session, appId);
      return session.post(`/servicePrincipals/${resourceId}/appRoleAssignedTo`, { principalId, resourceId, appRoleId });
    };
    assert.equal((await session.post('/applications', { displayName: 'x' })).status, 201);
    assert.equal((await grant(exchangeAppId, manageAsApp)).status, 201);
    refused(await grant(graphAppId, '798ee544-9d2d-430c-a058-570e29e34338'));
    refused(
      await session.post('/roleManagement/directory/roleAssignments', {
        principalId,
        roleDefinitionId: manageAsApp,
        directoryScopeId: '/',
      }),
    );
  });

  it('an administrator does only what the token was asked for', async () => {
    const session = await ExampleSession.open({ scopes: ['Application.Read.All', 'Directory.Read.All'] });
    assert.equal((await session.get('/applications?$top=1')).status, 200);
    refused(await session.post('/applications', { displayName: 'x' }));
  });

  it('mailboxes refuse in words of their own, and a user reaches only their own', async () => {
    const range = 'startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z';
    const without = await ExampleSession.open();
    const denied = await without.get(`/me/calendarView?${range}`);
    assert.equal(`${denied.status} ${denied.body.error.code}`, '403 ErrorAccessDenied');
    assert.equal(denied.body.error.message, 'Access is denied. Check credentials and try again.');
    const session = await ExampleSession.open({ account: `lee@${domain}`, scopes: ['Calendars.Read', 'User.Read'] });
    const { body } = await session.get(`/me/calendarView?${range}&$select=subject,start`);
    assert.ok(body.value.length > 5);
    const starts = body.value.map((event: { start: { dateTime: string } }) => event.start.dateTime);
    assert.deepEqual(starts, [...starts].sort());
    assert.equal((await session.get(`/users/patti@${domain}/calendarView?${range}`)).status, 403);
    const window = await session.get('/me/calendarView');
    assert.match(window.body.error.message, /requires a time window/);
  });

  it('without a token, or with one that is not for Graph, nobody gets in', async () => {
    const session = await ExampleSession.open();
    session.token = 'nonsense';
    const wrong = await session.get('/me');
    assert.equal(wrong.status, 401);
    assert.equal(wrong.body.error.code, 'InvalidAuthenticationToken');
    const none = await session.tenant.transport('https://graph.microsoft.com/v1.0/me');
    assert.equal(none.status, 401);
    assert.match(await none.text(), /Access token is empty/);
    session.token = (await ExampleSession.open()).token;
    session.clock.advance(2 * 3_600_000);
    assert.equal((await session.get('/me')).status, 401);
  });

  it('an application gets by with what the permission catalog calls least, and not without', async () => {
    const catalog = await loadCatalog();
    // The catalog's answer is about another kind of object, or depends on the kind of object.
    const elsewhere = /^\/me$|deletedItems|appRoleAssignments\/\{\}$/;
    let compared = 0;
    for (const { method, path, access } of routes) {
      const template = path.replace(/\{\w+\}/g, '{}').replace(/\/\$ref$/, '');
      const [least] = catalog.request(method, `/v1.0${template}`)?.permissions ?? [];
      if (least === undefined || elsewhere.test(template)) {
        continue;
      }
      const needed = [access.application, access.also, access.applicationOwned].flatMap((list) =>
        typeof list === 'object' ? list : [],
      );
      assert.ok(
        least.every(({ permission }) => needed.includes(permission)),
        `${method} ${template} should accept ${least.map(({ permission }) => permission).join(' with ')}`,
      );
      assert.notEqual(access.application, 'any', `${method} ${template}`);
      compared += 1;
    }
    assert.ok(compared > 90, String(compared));
  });
});
