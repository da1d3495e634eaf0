import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GraphObject } from '../../model.ts';
import type { DirectoryStore } from '../directoryStore.ts';
import { application } from '../entities/application.ts';
import { event } from '../entities/calendar.ts';
import { user } from '../entities/user.ts';
import type { EntityType } from '../entityType.ts';
import { GraphError } from '../graphError.ts';
import { compileFilter } from './compileFilter.ts';
import { parseFilter } from './parseFilter.ts';

const store = {} as DirectoryStore;
const people: GraphObject[] = [
  {
    id: 'a',
    displayName: 'Adele Vance',
    accountEnabled: true,
    department: 'Retail',
    createdDateTime: '2025-01-10T08:00:00Z',
    proxyAddresses: ['SMTP:adele@x', 'smtp:av@x'],
    assignedLicenses: [{ skuId: 'e3' }],
  },
  {
    id: 'b',
    displayName: "Sean O'Neill",
    accountEnabled: false,
    department: null,
    createdDateTime: '2026-01-10T08:00:00Z',
    proxyAddresses: [],
    assignedLicenses: [],
  },
  {
    id: 'c',
    displayName: 'adrian',
    accountEnabled: true,
    department: 'Finance',
    createdDateTime: '2026-06-01T00:00:00Z',
    proxyAddresses: ['SMTP:c@x'],
    assignedLicenses: [],
  },
];

function found(filter: string, type: EntityType = user, advanced = true, objects = people): string {
  const matches = compileFilter(parseFilter(filter), type, { advanced });
  return objects
    .filter((object) => matches(object, store))
    .map(({ id }) => id)
    .join('');
}

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof GraphError, String(error));
    assert.equal(error.status, 400);
    return `${error.code}: ${error.message}`;
  }
  throw new Error('was not refused');
}

describe('$filter', () => {
  it('compares text without regard to case, dates by instant, and null', () => {
    assert.equal(found("displayName eq 'ADELE VANCE'"), 'a');
    assert.equal(found("displayName eq 'Sean O''Neill'"), 'b');
    assert.equal(found('department eq null'), 'b');
    assert.equal(found('department ne null'), 'ac');
    assert.equal(found('accountEnabled eq false'), 'b');
    assert.equal(found('createdDateTime ge 2026-01-10T09:00:00+01:00'), 'bc');
    assert.equal(found('createdDateTime gt 2026-01-10'), 'bc');
    assert.equal(found('createdDateTime lt 2026-01-10T08:00:00Z'), 'a');
  });

  it('binds and before or, not before both, and honours parentheses', () => {
    const text = "department eq 'Finance' or department eq 'Retail' and accountEnabled eq false";
    assert.equal(found(text), 'c');
    assert.equal(found("(department eq 'Finance' or department eq 'Retail') and accountEnabled eq true"), 'ac');
    assert.equal(found("not accountEnabled eq true and startswith(displayName, 'sean')"), 'b');
    assert.equal(found("not(startswith(displayName,'ad'))"), 'b');
  });

  it('knows startswith, endswith, in, tolower and comparisons with true', () => {
    assert.equal(found("startswith(displayName,'AD')"), 'ac');
    assert.equal(found("startsWith(displayName,'ad') eq true"), 'ac');
    assert.equal(found("startswith(displayName,'ad') eq false"), 'b');
    assert.equal(found("endswith(displayName,'Vance')"), 'a');
    assert.equal(found("id in ('a','c','nobody')"), 'ac');
    assert.equal(found("tolower(displayName) eq 'adrian'"), 'c');
  });

  it('looks into collections with any, all and $count', () => {
    assert.equal(found("proxyAddresses/any(p:startswith(p,'smtp:av'))"), 'a');
    assert.equal(found("proxyAddresses/any(x:x eq 'SMTP:c@x')"), 'c');
    assert.equal(found('proxyAddresses/any()'), 'ac');
    assert.equal(found("proxyAddresses/all(p:endswith(p,'@x'))"), 'abc');
    assert.equal(found("assignedLicenses/any(l:l/skuId eq 'e3')"), 'a');
    assert.equal(found('assignedLicenses/$count ne 0'), 'a');
  });

  it('looks into complex properties', () => {
    const app = {
      id: 'x',
      keyCredentials: [{ keyId: '11111111-1111-1111-1111-111111111111', endDateTime: '2027-01-01T00:00:00Z' }],
    };
    const ask = (filter: string) => found(filter, application, true, [app]);
    assert.equal(ask('keyCredentials/any(k:k/endDateTime lt 2027-06-01T00:00:00Z)'), 'x');
    assert.equal(ask('keyCredentials/any(k:k/keyId eq 11111111-1111-1111-1111-111111111111)'), 'x');
    assert.equal(ask("keyCredentials/any(k:k/keyId eq '11111111-1111-1111-1111-111111111111')"), 'x');
  });

  it('says what is wrong', () => {
    assert.match(
      refusal(() => found("displayNam eq 'x'")),
      /^BadRequest: Invalid filter clause: Could not find a property named 'displayNam' on type 'microsoft.graph.user'/,
    );
    assert.match(
      refusal(() => found("accountEnabled eq 'true'")),
      /incompatible types.*'Edm.Boolean' and 'Edm.String'.*'Equal'/,
    );
    assert.match(
      refusal(() => found("proxyAddresses eq 'x'")),
      /incompatible types/,
    );
    assert.match(
      refusal(() => found('displayName eq 11111111-1111-1111-1111-111111111111')),
      /'Edm.String' and 'Edm.Guid'/,
    );
    assert.match(
      refusal(() => found("displayName/any(d:d eq 'x')")),
      /Any\/All may only be used following a collection/,
    );
    assert.match(
      refusal(() => found("displayName eq 'x")),
      /unterminated string literal/,
    );
    assert.match(
      refusal(() => found('displayName eq')),
      /Syntax error at position 14/,
    );
    assert.match(
      refusal(() => found("displayName like 'x'")),
      /Syntax error at position 12/,
    );
    assert.match(
      refusal(() => found('createdDateTime gt 2026-13-45')),
      /Syntax error/,
    );
    assert.match(
      refusal(() => found(`${'('.repeat(5000)}accountEnabled eq true${')'.repeat(5000)}`)),
      /Recursion limit/,
    );
  });

  it('takes advanced operators of the directory only in advanced queries', () => {
    assert.match(
      refusal(() => found("endswith(displayName,'x')", user, false)),
      /^Request_UnsupportedQuery: Operator 'EndsWith'.*ConsistencyLevel:eventual/,
    );
    assert.match(
      refusal(() => found("department ne 'x'", user, false)),
      /Request_UnsupportedQuery/,
    );
    assert.match(
      refusal(() => found('not accountEnabled eq true', user, false)),
      /Operator 'Not'/,
    );
    assert.equal(found("startswith(displayName,'ad')", user, false), 'ac');
    const event1 = { id: 'e', subject: 'Stand-up' };
    assert.equal(found("contains(subject,'and')", event, false, [event1]), 'e');
    assert.match(
      refusal(() => found("contains(displayName,'x')")),
      /Unsupported or invalid query filter clause specified for property 'displayName' of resource 'User'/,
    );
  });

  it('refuses more alternatives than the directory takes', () => {
    const ids = (count: number) => `id in (${Array.from({ length: count }, (_, index) => `'${index}'`).join(',')})`;
    assert.equal(found(ids(15)), '');
    assert.match(
      refusal(() => found(ids(16))),
      /Too many child clauses.*16\. Max allowed: 15/,
    );
    assert.match(
      refusal(() => found(Array.from({ length: 16 }, () => "id eq 'a'").join(' or '))),
      /Too many child clauses/,
    );
  });

  it('finds any text again that is quoted as OData quotes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const object = { id: 'x', displayName: text };
        const matches = compileFilter(parseFilter(`displayName eq '${text.replaceAll("'", "''")}'`), user, {
          advanced: false,
        });
        return matches(object, store);
      }),
    );
  });

  it('answers or refuses whatever it is given, and never breaks', () => {
    const piece = fc.constantFrom(
      'displayName',
      ' eq ',
      ' and ',
      ' or ',
      'not ',
      '(',
      ')',
      ',',
      '/',
      "'a'",
      'null',
      'true',
      '1',
      'startswith(',
      '/any(x:',
      ' in ',
      '$count',
      ':',
      "'",
      ' ',
      '2026-01-01',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        try {
          found(pieces.join(''));
          return true;
        } catch (error) {
          return error instanceof GraphError && error.status === 400;
        }
      }),
      { numRuns: 400 },
    );
  });
});
