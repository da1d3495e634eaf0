import assert from 'node:assert/strict';
import { ExampleSession, type GraphResponse } from '../exampleSession.ts';

describe('Graph of the sample tenant', () => {
  let session: ExampleSession;

  beforeEach(async () => {
    session = await ExampleSession.open();
  });

  const error = ({ status, body }: GraphResponse) => `${status} ${body.error?.code}: ${body.error?.message}`;

  it('answers with request ids, and errors with all that Graph says', async () => {
    const answer = await session.get('/applications/11111111-1111-1111-1111-111111111111', {
      'client-request-id': 'mine',
    });
    assert.equal(answer.headers.get('client-request-id'), 'mine');
    const { innerError } = answer.body.error;
    assert.equal(innerError['request-id'], answer.headers.get('request-id'));
    assert.equal(innerError['client-request-id'], 'mine');
    assert.equal(innerError.date, '2026-11-23T09:00:00');
  });

  it('refuses addresses and methods it does not have', async () => {
    assert.equal(error(await session.get('/nothing')), "400 BadRequest: Resource not found for the segment 'nothing'.");
    assert.equal(
      error(await session.get('/me/nothing')),
      "400 BadRequest: Resource not found for the segment 'nothing'.",
    );
    assert.equal(error(await session.get('/v7.0/me')), '400 BadRequest: Invalid version: v7.0');
    assert.equal((await session.delete('/applications')).status, 405);
    assert.equal(
      error(await session.get('/applications/abc')),
      "400 Request_BadRequest: Invalid object identifier 'abc'.",
    );
    assert.match(error(await session.get("/applications(displayName='x')")), /400 BadRequest: The key 'displayName'/);
    assert.equal((await session.get('/users/nobody@contoso-sample.onmicrosoft.com')).status, 404);
    assert.equal((await session.get('/applications/%E0%A4%A')).status, 400);
    assert.equal((await session.call('POST', '/applications', '{}', { 'Content-Type': 'text/plain' })).status, 400);
    assert.equal((await session.get('/applications/__proto__')).status, 400);
    assert.equal((await session.get('/policies/constructor')).status, 400);
  });

  it('selects, expands and orders', async () => {
    const { body } = await session.get(
      '/applications?$select=displayName,appId&$expand=owners($select=displayName)&$orderby=displayName desc&$top=1',
    );
    assert.deepEqual(Object.keys(body.value[0]), ['displayName', 'appId', 'owners']);
    assert.equal(body.value[0].displayName, 'Zürich Öffnungszeiten');
    assert.deepEqual(body.value[0].owners[0], { '@odata.type': '#microsoft.graph.user', displayName: 'Zoë Ångström' });
    assert.equal(body['@odata.context'], 'https://graph.microsoft.com/v1.0/$metadata#applications(displayName,appId)');
    assert.match(
      error(await session.get('/applications?$select=colour')),
      /Could not find a property named 'colour' on type 'microsoft.graph.application'/,
    );
    assert.match(
      error(await session.get('/applications?$expand=colour')),
      /400 BadRequest: Parsing OData Select and Expand failed/,
    );
    assert.match(error(await session.get('/applications?$expand=displayName')), /not a navigation property/);
    const roles = (await session.get('/roleManagement/directory/roleDefinitions?$top=1')).body;
    assert.equal(
      roles['@odata.context'],
      'https://graph.microsoft.com/v1.0/$metadata#roleManagement/directory/roleDefinitions',
    );
    assert.equal('department' in (await session.get('/me')).body, false);
    assert.equal((await session.get('/me?$select=department')).body.department, 'IT');
  });

  it('pages until the end, each object once', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/applications?$select=id&$top=7';
    let pages = 0;
    while (path !== undefined) {
      const { body }: GraphResponse = await session.get(path);
      seen.push(...body.value.map(({ id }: { id: string }) => id));
      pages += 1;
      path = body['@odata.nextLink']?.replace('https://graph.microsoft.com', '');
    }
    assert.equal(pages, 4);
    assert.equal(new Set(seen).size, 28);
    assert.match(
      error(await session.get('/applications?$top=1000')),
      /Request_UnsupportedQuery: Invalid page size specified: '1000'/,
    );
    assert.match(error(await session.get('/applications?$top=0')), /Invalid page size/);
    assert.match(error(await session.get('/applications?$skiptoken=x')), /Directory_ExpiredPageToken/);
    assert.match(error(await session.get('/applications?$skip=5')), /'\$skip' is not supported/);
  });

  it('takes advanced queries only with ConsistencyLevel and $count', async () => {
    const eventual = { ConsistencyLevel: 'eventual' };
    assert.match(
      error(await session.get('/applications?$search="displayName:report"')),
      /special request header: 'ConsistencyLevel: eventual'/,
    );
    assert.equal((await session.get('/applications?$search="displayName:report"', eventual)).body.value.length, 3);
    assert.match(error(await session.get('/applications/$count')), /Request_UnsupportedQuery/);
    const count = await session.get('/applications/$count', eventual);
    assert.equal(count.body, '28');
    assert.equal((await session.get('/applications?$count=true&$top=1', eventual)).body['@odata.count'], 28);
    assert.equal('@odata.count' in (await session.get('/applications?$count=true&$top=1')).body, false);
    const sorted = "/applications?$filter=startswith(displayName,'M')&$orderby=displayName";
    assert.match(error(await session.get(sorted)), /Sorting not supported for current query/);
    const names = (await session.get(`${sorted}&$count=true`, eventual)).body.value.map(
      ({ displayName }: { displayName: string }) => displayName,
    );
    assert.deepEqual(names, ['Mail archiver', 'Mailbox report']);
    assert.equal(
      (await session.get('/applications?$filter=owners/$count eq 0&$count=true', eventual)).body['@odata.count'],
      2,
    );
    assert.equal((await session.get('/users/$count?$filter=accountEnabled eq false', eventual)).body, '11');
  });

  it('finds what belongs to the signed-in user', async () => {
    const owned = await session.get('/me/ownedObjects/microsoft.graph.application?$select=displayName&$top=999');
    assert.ok(owned.body.value.some(({ displayName }: { displayName: string }) => displayName === 'Mailbox report'));
    assert.ok(
      owned.body.value.every((one: Record<string, unknown>) => one['@odata.type'] === '#microsoft.graph.application'),
    );
    const roles = await session.get('/me/memberOf/microsoft.graph.directoryRole');
    assert.deepEqual(
      roles.body.value.map(({ displayName }: { displayName: string }) => displayName),
      ['Global Administrator'],
    );
    assert.equal(
      (await session.get('/users/megan@contoso-sample.onmicrosoft.com/manager?$select=displayName')).body.displayName,
      'Miriam Graham',
    );
  });
});
