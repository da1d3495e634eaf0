import assert from 'node:assert/strict';
import fc from 'fast-check';
import { application } from '../entities/application.ts';
import { GraphError } from '../graphError.ts';
import { parseQuery } from './query.ts';
import { compileSearch, parseSearch } from './search.ts';
import { decodeSkipToken, encodeSkipToken } from './skipToken.ts';

const query = (text: string) => parseQuery(new URL(`https://graph.microsoft.com/v1.0/users?${text}`));
const refused = (text: string, message: RegExp) =>
  assert.throws(
    () => query(text),
    (error: unknown) => error instanceof GraphError && error.status === 400 && message.test(error.message),
  );

describe('system query options', () => {
  it('are read with and without the dollar sign, percent-encoded or with +', () => {
    assert.deepEqual(query('$select=id,%20displayName&top=5&%24count=true').select, ['id', 'displayName']);
    assert.equal(query('top=5').top, 5);
    assert.equal(query('%24count=true').count, true);
    assert.equal(query("$filter=displayName+eq+'a'").filter?.kind, 'compare');
    assert.deepEqual(query('$orderby=displayName desc,surname').orderBy, [
      { path: ['displayName'], descending: true },
      { path: ['surname'], descending: false },
    ]);
    assert.equal(query('startDateTime=2026-01-01').custom.get('startdatetime'), '2026-01-01');
  });

  it('read nested options of $expand', () => {
    const [owners, roles] = query(
      "$expand=owners($select=id,displayName;$filter=startswith(displayName,'a,b')),appRoleAssignments",
    ).expand;
    assert.equal(owners?.name, 'owners');
    assert.deepEqual(owners?.select, ['id', 'displayName']);
    assert.equal(owners?.filter?.kind, 'function');
    assert.equal(roles?.name, 'appRoleAssignments');
  });

  it('refuse what cannot be meant', () => {
    refused('$top=-1', /\$top/);
    refused('$top=many', /\$top/);
    refused('$count=yes', /\$count/);
    refused('$apply=aggregate(x)', /'\$apply' is not supported/);
    refused('$filter=a eq 1&filter=b eq 2', /more than once/);
    refused('$expand=owners(', /unbalanced/);
    refused('$select=id,,x', /not valid/);
    refused('$orderby=displayName sideways', /orderby/);
  });
});

describe('$search', () => {
  const matches = (search: string, displayName: string) =>
    compileSearch(parseSearch(search), application)({ displayName });

  it('finds words by their beginning', () => {
    assert.ok(matches('"displayName:rep"', 'Mailbox report'));
    assert.ok(matches('"displayName:MailboxRep"', 'MailboxReport'));
    assert.ok(matches('"displayName:mailboxrep"', 'MailboxReport'));
    assert.ok(matches('"displayName:report mail"', 'Mailbox report'));
    assert.ok(!matches('"displayName:ox"', 'Mailbox report'));
    assert.ok(matches('"displayName:öff"', 'Zürich Öffnungszeiten'));
  });

  it('joins clauses', () => {
    assert.ok(matches('"displayName:zzz" OR "displayName:mail"', 'Mailbox report'));
    assert.ok(!matches('"displayName:zzz" AND "displayName:mail"', 'Mailbox report'));
    assert.ok(
      matches(
        '("displayName:zzz" OR "displayName:box") AND "displayName:room" OR "displayName:mail"',
        'Mailbox report',
      ),
    );
  });

  it('wants double quotes and a property that can be searched', () => {
    for (const wrong of ['displayName:mail', '"mail"', '"displayName:a" OR', '("displayName:a"', '']) {
      assert.throws(() => matches(wrong, 'x'), GraphError, wrong);
    }
    assert.throws(() => matches('"notes:x"', 'x'), /'notes' of resource 'Application' is not supported in \$search/);
  });
});

describe('paging', () => {
  const objects = (ids: readonly number[]) => ids.map((id) => ({ id: String(id) }));

  it('goes on after the last object whatever came or went meanwhile', () => {
    const token = encodeSkipToken(3, '3');
    assert.equal(decodeSkipToken(token, objects([1, 2, 3, 4, 5])), 3);
    assert.equal(decodeSkipToken(token, objects([2, 3, 4, 5])), 2);
    assert.equal(decodeSkipToken(token, objects([0, 1, 2, 3, 4, 5])), 4);
  });

  it('refuses a token it did not give', () => {
    fc.assert(
      fc.property(fc.string(), (token) => {
        try {
          return decodeSkipToken(token, []) >= 0;
        } catch (error) {
          return error instanceof GraphError && error.code === 'Directory_ExpiredPageToken';
        }
      }),
    );
  });
});
