import assert from 'node:assert/strict';
import { applicationNamed, ExampleSession } from '../../exampleSession.ts';

const graphAppId = '00000003-0000-0000-c000-000000000000';
const protection = '00000007-0000-0ff1-ce00-000000000000';
const calendarsRead = '798ee544-9d2d-430c-a058-570e29e34338';
const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';

describe('applications and what hangs on them', () => {
  let session: ExampleSession;

  beforeEach(async () => {
    session = await ExampleSession.open();
  });

  const create = async (displayName = 'New one') =>
    (await session.post('/applications', { displayName, signInAudience: 'AzureADMyOrg' })).body;

  it('are created, read by both keys, changed and deleted', async () => {
    const created = await session.post('/applications', { displayName: 'New one', signInAudience: 'AzureADMyOrg' });
    assert.equal(created.status, 201);
    assert.match(
      String(created.headers.get('Location')),
      /directoryObjects\/[0-9a-f-]{36}\/Microsoft\.DirectoryServices\.Application$/,
    );
    assert.equal(created.body['@odata.context'], 'https://graph.microsoft.com/v1.0/$metadata#applications/$entity');
    const { id, appId } = created.body;
    for (const path of [
      `/applications/${id}`,
      `/applications(appId='${appId}')`,
      `/applications('${id}')`,
      `/beta/applications/${id}`,
    ]) {
      assert.equal((await session.get(path)).body.appId, appId, path);
    }
    const changed = await session.patch(`/applications/${id}`, { displayName: 'Renamed', notes: null });
    assert.equal(changed.status, 204);
    assert.equal((await session.get(`/applications/${id}?$select=displayName`)).body.displayName, 'Renamed');
    assert.equal(
      (await session.get(`/applications/${id}/owners`)).body.value[0].userPrincipalName,
      session.tenant.administrator,
    );
    assert.equal((await session.delete(`/applications/${id}`)).status, 204);
    const gone = await session.get(`/applications/${id}`);
    assert.equal(gone.status, 404);
    assert.equal(gone.body.error.code, 'Request_ResourceNotFound');
    assert.match(gone.body.error.message, new RegExp(`^Resource '${id}' does not exist`));
  });

  it('refuse values of the wrong type, unknown and read-only properties', async () => {
    const message = async (body: unknown) => {
      const answer = await session.post('/applications', body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      return answer.body.error.message;
    };
    assert.match(await message({}), /A value is required for property 'displayName'/);
    assert.equal(
      await message({ displayName: 5 }),
      "Invalid value specified for property 'displayName' of resource 'Application'.",
    );
    assert.match(await message({ displayName: 'x'.repeat(257) }), /Invalid value.*'displayName'/);
    assert.match(await message({ displayName: '  ' }), /Invalid value.*'displayName'/);
    assert.match(await message({ displayName: 'x', signInAudience: 'Everyone' }), /Invalid value.*'signInAudience'/);
    assert.match(
      await message({ displayName: 'x', tags: 'a' }),
      /Property tags in payload has a value that does not match schema/,
    );
    assert.match(
      await message({ displayName: 'x', colour: 'red' }),
      /The property 'colour' does not exist on type 'microsoft.graph.application'/,
    );
    assert.match(await message({ displayName: 'x', appId: graphAppId }), /'appId' is read-only/);
    assert.match(
      await message({
        displayName: 'x',
        requiredResourceAccess: [{ resourceAppId: 'x', resourceAccess: [{ id: 'no', type: 'Role' }] }],
      }),
      /Invalid value.*'id'/,
    );
    assert.match(await message([]), /Unable to read JSON request payload/);
    assert.match(await message('{"displayName": '), /Unable to read JSON request payload/);
  });

  it('get a service principal once, and only when the application is there', async () => {
    const { appId } = await create();
    const first = await session.post('/servicePrincipals', { appId });
    assert.equal(first.status, 201);
    assert.equal(first.body.displayName, 'New one');
    const second = await session.post('/servicePrincipals', { appId });
    assert.equal(second.status, 409);
    assert.equal(second.body.error.code, 'Request_MultipleObjectsWithSameKeyValue');
    const none = await session.post('/servicePrincipals', { appId: '99999999-9999-4999-8999-999999999999' });
    assert.equal(none.status, 400);
    assert.equal(none.body.error.details[0].code, 'NoBackingApplicationObject');
  });

  it('can have the service principal of a Microsoft service created with what it offers', async () => {
    assert.equal((await session.get(`/servicePrincipals(appId='${protection}')`)).status, 404);
    const created = await session.post('/servicePrincipals', { appId: protection });
    assert.equal(created.status, 201);
    assert.deepEqual(
      created.body.appRoles.map(({ value }: { value: string }) => value),
      ['Exchange.ManageAsApp'],
    );
  });

  it('get one service principal however many ask at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => session.post('/servicePrincipals', { appId: protection })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
  });

  it('are granted permissions once, and lose them again', async () => {
    const { appId } = await create();
    const principal = (await session.post('/servicePrincipals', { appId })).body.id;
    const graph = (await session.get(`/servicePrincipals(appId='${graphAppId}')?$select=id,appRoles`)).body;
    assert.equal(graph.appRoles.find((role: { value: string }) => role.value === 'Calendars.Read').id, calendarsRead);
    const grant = { principalId: principal, resourceId: graph.id, appRoleId: calendarsRead };
    const granted = await session.post(`/servicePrincipals/${graph.id}/appRoleAssignedTo`, grant);
    assert.equal(granted.status, 201);
    assert.equal(granted.body.resourceDisplayName, 'Microsoft Graph');
    const again = await session.post(`/servicePrincipals/${principal}/appRoleAssignments`, grant);
    assert.equal(again.status, 400);
    assert.equal(again.body.error.message, 'Permission being assigned already exists on the object');
    const unknown = await session.post(`/servicePrincipals/${graph.id}/appRoleAssignedTo`, {
      ...grant,
      appRoleId: exchangeAdministrator,
    });
    assert.match(unknown.body.error.message, /Permission being assigned was not found on application/);
    const listed = (await session.get(`/servicePrincipals/${principal}/appRoleAssignments`)).body.value;
    assert.deepEqual(
      listed.map(({ appRoleId }: { appRoleId: string }) => appRoleId),
      [calendarsRead],
    );
    assert.equal(
      (await session.delete(`/servicePrincipals/${principal}/appRoleAssignments/${listed[0].id}`)).status,
      204,
    );
    assert.deepEqual((await session.get(`/servicePrincipals/${principal}/appRoleAssignments`)).body.value, []);
    assert.equal(
      (await session.delete(`/servicePrincipals/${graph.id}/appRoleAssignedTo/${listed[0].id}`)).status,
      404,
    );
  });

  it('hold directory roles, each once', async () => {
    const { appId } = await create();
    const principalId = (await session.post('/servicePrincipals', { appId })).body.id;
    const assignment = {
      '@odata.type': '#microsoft.graph.unifiedRoleAssignment',
      roleDefinitionId: exchangeAdministrator,
      principalId,
      directoryScopeId: '/',
    };
    const path = '/roleManagement/directory/roleAssignments';
    assert.equal((await session.post(path, assignment)).status, 201);
    const again = await session.post(path, assignment);
    assert.equal(again.status, 400);
    assert.equal(
      again.body.error.message,
      'A conflicting object with one or more of the specified property values is present in the directory.',
    );
    const { value } = (await session.get(`${path}?$filter=principalId eq '${principalId}'&$expand=roleDefinition`))
      .body;
    assert.deepEqual(
      value.map((one: { roleDefinition: { displayName: string } }) => one.roleDefinition.displayName),
      ['Exchange Administrator'],
    );
    assert.equal(
      (await session.get(`/servicePrincipals/${principalId}/memberOf`)).body.value[0].displayName,
      'Exchange Administrator',
    );
    assert.equal((await session.delete(`${path}/${value[0].id}`)).status, 204);
    assert.equal((await session.post(path, { ...assignment, principalId: appId })).status, 404);
    assert.equal((await session.post(path, { ...assignment, roleDefinitionId: appId })).status, 404);
  });

  it('come back from the deleted items with service principal, certificates, grants and roles', async () => {
    const { id, appId } = await applicationNamed(session, 'Mailbox report');
    const before = await everythingOf(id, appId);
    assert.equal((await session.delete(`/applications/${id}`)).status, 204);
    assert.equal((await session.get(`/servicePrincipals(appId='${appId}')`)).status, 404);
    const deleted = await session.get(
      `/directory/deletedItems/microsoft.graph.application?$filter=displayName eq 'Mailbox report'`,
    );
    assert.equal(deleted.body.value[0].id, id);
    assert.equal((await session.post(`/directory/deletedItems/${id}/restore`, {})).status, 200);
    assert.deepEqual(await everythingOf(id, appId), before);
    assert.equal((await session.post(`/directory/deletedItems/${id}/restore`, {})).status, 404);
  });

  it('are gone for good after a permanent deletion, or after 30 days', async () => {
    const path = '/directory/deletedItems/microsoft.graph.application';
    const { id } = (await session.get(path)).body.value[0];
    assert.equal((await session.delete(`/directory/deletedItems/${id}`)).status, 204);
    assert.deepEqual((await session.get(path)).body.value, []);
    const another = (await create()).id;
    await session.delete(`/applications/${another}`);
    session.clock.advance(31 * 86_400_000);
    session.token = await session.signIn(session.tenant.administrator);
    assert.deepEqual((await session.get(path)).body.value, []);
    assert.equal((await session.get('/directory/deletedItems')).status, 400);
  });

  it('get and lose owners', async () => {
    const { id } = await create();
    const path = `/applications/${id}/owners`;
    const user = (await session.get('/users/megan@contoso-sample.onmicrosoft.com')).body;
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${user.id}` };
    assert.equal((await session.post(`${path}/$ref`, reference)).status, 204);
    assert.equal((await session.post(`${path}/$ref`, reference)).status, 400);
    const owners = (await session.get(`${path}/microsoft.graph.user?$select=displayName`)).body.value;
    assert.deepEqual(
      owners.map(({ displayName }: { displayName: string }) => displayName),
      ['Sample Administrator', 'Megan Bowen'],
    );
    assert.equal((await session.delete(`${path}/${user.id}/$ref`)).status, 204);
    assert.equal((await session.get(path)).body.value.length, 1);
    assert.equal((await session.post(`${path}/$ref`, { '@odata.id': 'megan' })).status, 400);
  });

  it('show a secret once', async () => {
    const { id } = await create();
    const added = await session.post(`/applications/${id}/addPassword`, {
      passwordCredential: { displayName: 'once' },
    });
    assert.equal(added.status, 200);
    assert.ok(added.body.secretText.length >= 32);
    const [kept] = (await session.get(`/applications/${id}`)).body.passwordCredentials;
    assert.equal(kept.secretText, null);
    assert.equal(kept.hint, added.body.secretText.slice(0, 3));
    assert.ok(!JSON.stringify(session.tenant.snapshot()).includes(added.body.secretText));
    assert.equal((await session.post(`/applications/${id}/removePassword`, { keyId: kept.keyId })).status, 204);
    assert.deepEqual((await session.get(`/applications/${id}`)).body.passwordCredentials, []);
  });

  async function everythingOf(id: string, appId: string) {
    const application = (
      await session.get(`/applications/${id}?$select=displayName,keyCredentials,requiredResourceAccess`)
    ).body;
    const principal = (await session.get(`/servicePrincipals(appId='${appId}')`)).body;
    const grants = (await session.get(`/servicePrincipals/${principal.id}/appRoleAssignments`)).body.value;
    const roles = (
      await session.get(`/roleManagement/directory/roleAssignments?$filter=principalId eq '${principal.id}'`)
    ).body.value;
    assert.ok(application.keyCredentials.length > 0 && grants.length > 0 && roles.length > 0);
    const { deletedDateTime, ...kept } = principal;
    return { application, kept, grants, roles };
  }
});
