import assert from 'node:assert/strict';
import { describeKey } from './applicationCertificate.ts';

const now = new Date('2026-11-23T09:00:00Z');
const key = { keyId: 'k', type: 'AsymmetricX509Cert', usage: 'Verify' };

describe('a certificate of an application', () => {
  for (const [start, end, state] of [
    ['2026-01-01T00:00:00Z', '2027-11-23T00:00:00Z', 'valid'],
    ['2026-01-01T00:00:00Z', '2026-12-23T09:00:00Z', 'expiring'],
    ['2026-01-01T00:00:00Z', '2026-11-23T08:59:59Z', 'expired'],
    ['2026-11-24T00:00:00Z', '2027-11-23T00:00:00Z', 'notYetValid'],
  ] as const) {
    it(`from ${start} to ${end} is ${state}`, () => {
      assert.equal(describeKey({ ...key, startDateTime: start, endDateTime: end }, now, 30).state, state);
    });
  }

  it('is plain JSON with dates in UTC and the thumbprint where the directory tells it', () => {
    const described = describeKey(
      {
        ...key,
        displayName: null,
        customKeyIdentifier: Buffer.from('9cf0'.padEnd(40, '0'), 'hex').toString('base64'),
        startDateTime: '2026-01-01T01:00:00+01:00',
        endDateTime: '2027-11-23T00:00:00Z',
      },
      now,
      30,
    );
    assert.deepEqual(JSON.parse(JSON.stringify(described)), {
      keyId: 'k',
      thumbprint: '9CF0'.padEnd(40, '0'),
      displayName: '',
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2027-11-23T00:00:00.000Z',
      state: 'valid',
    });
    assert.equal(describeKey(key, now, 30).thumbprint, null);
  });
});
