import assert from 'node:assert/strict';
import { TextCache } from './textCache.ts';

describe('What was made of short texts', () => {
  it('is made once for each text, also where it is nothing', () => {
    const cache = new TextCache<string | undefined>(10);
    const asked: string[] = [];
    const get = (text: string) =>
      cache.get(text, (wanted) => {
        asked.push(wanted);
        return wanted === 'b' ? undefined : wanted.toUpperCase();
      });
    assert.deepEqual(['a', 'b', 'a', 'b', '\ud800'].map(get), ['A', undefined, 'A', undefined, '\ud800']);
    assert.deepEqual(asked, ['a', 'b', '\ud800']);
  });

  it('takes no more room than was said', () => {
    const cache = new TextCache<number>(3);
    let made = 0;
    const get = (text: string) => cache.get(text, () => ++made);
    for (let round = 0; round < 2; round++) {
      for (const text of ['a', 'b', 'c', 'd']) {
        get(text);
      }
    }
    assert.equal(made, 8);
    assert.equal(get('d'), 8);
    get('x'.repeat(1000));
    get('x'.repeat(1000));
    assert.equal(made, 10);
  });
});
