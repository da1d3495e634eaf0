import assert from 'node:assert/strict';
import { parsePageMessage } from './pageMessage.ts';

describe('Messages of a page', () => {
  it('are read when they are known', () => {
    assert.deepEqual(parsePageMessage({ kind: 'ready', more: 1 }), { kind: 'ready' });
    assert.deepEqual(parsePageMessage({ kind: 'action', action: 'apply' }), { kind: 'action', action: 'apply' });
  });

  for (const value of [
    undefined,
    null,
    'apply',
    7,
    [],
    {},
    { kind: 'run' },
    { kind: 'action' },
    { kind: 'action', action: 7 },
    { kind: 'action', action: 'x'.repeat(201) },
  ]) {
    it(`are dropped when they are ${JSON.stringify(value)?.slice(0, 40)}`, () => {
      assert.equal(parsePageMessage(value), undefined);
    });
  }
});
