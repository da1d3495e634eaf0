import assert from 'node:assert/strict';
import { serviceById } from '../../../core/services/index.ts';
import type { ServiceId } from '../../../core/services/types.ts';
import { proposedRole, roleOffers } from './roleOffers.ts';

const chosen = (...ids: readonly ServiceId[]) => ids.map(serviceById);

describe('Directory roles on offer', () => {
  it('go from the least to the most, each once, and never include Global Administrator', () => {
    const offers = roleOffers(chosen('exchangeOnline', 'securityCompliance'));
    const named = offers.filter(({ purpose }) => purpose !== undefined).map(({ name }) => name);
    assert.deepEqual(named, [
      'Global Reader',
      'Exchange Recipient Administrator',
      'Compliance Administrator',
      'Exchange Administrator',
    ]);
    assert.equal(new Set(offers.map(({ templateId }) => templateId)).size, offers.length);
    assert.ok(!offers.some(({ name }) => name === 'Global Administrator'));
  });

  it('say for which of the services a role is enough', () => {
    const offers = roleOffers(chosen('exchangeOnline', 'securityCompliance', 'graph'));
    const suffices = (name: string) => offers.find((offer) => offer.name === name)?.suffices.map(({ id }) => id);
    assert.deepEqual(suffices('Global Reader'), ['exchangeOnline', 'securityCompliance']);
    assert.deepEqual(suffices('Exchange Administrator'), ['exchangeOnline']);
  });

  for (const [what, services, purposes, expected] of [
    ['reading where nothing is known and a role is required', ['exchangeOnline'], {}, 'Global Reader'],
    ['what serves both services', ['exchangeOnline', 'securityCompliance'], {}, 'Global Reader'],
    [
      'what a script that changes recipients needs',
      ['exchangeOnline'],
      { exchangeOnline: 'recipients' },
      'Exchange Recipient Administrator',
    ],
    [
      'what a script that changes anything needs',
      ['exchangeOnline'],
      { exchangeOnline: 'everything' },
      'Exchange Administrator',
    ],
    ['the next larger where a service has none for the purpose', ['teams'], { teams: 'read' }, 'Teams Administrator'],
    ['none for Teams without a cmdlet that wants one', ['teams'], {}, undefined],
    ['none for Graph', ['graph', 'azure'], { graph: 'everything' }, undefined],
    ['the reader for a script that reads', ['exchangeOnline', 'teams'], { exchangeOnline: 'read' }, 'Global Reader'],
  ] as const) {
    it(`propose ${what}`, () => {
      assert.equal(proposedRole(chosen(...services), purposes)?.name, expected);
    });
  }
});
