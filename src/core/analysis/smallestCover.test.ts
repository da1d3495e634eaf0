import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Demand, isServed, smallestCover } from './smallestCover.ts';

const prices: Readonly<Record<string, number>> = { a: 1, b: 2, c: 3, d: 5, e: 8, f: 13 };
const price = (item: string) => prices[item] ?? 1;

describe('the smallest cover', () => {
  it('is as cheap as the best of all possible sets', () => {
    const items = Object.keys(prices);
    const demand = fc.record({
      options: fc.uniqueArray(fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: 2 }), {
        minLength: 1,
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(fc.array(demand, { maxLength: 6 }), (demands: Demand[]) => {
        const chosen = smallestCover(demands, price);
        assert.ok(demands.every((each) => isServed(each, chosen)));
        assert.equal(total(chosen), cheapest(demands, items));
      }),
      { numRuns: 200 },
    );
  });

  it('takes fewer of the same price', () => {
    const chosen = smallestCover([{ options: [['x'], ['z']] }, { options: [['y'], ['z']] }], (item) =>
      item === 'z' ? 2 : 1,
    );
    assert.deepEqual([...chosen], ['z']);
  });

  it('answers at once where no exact search would', () => {
    const demands = Array.from({ length: 400 }, (_, index) => ({
      options: Array.from({ length: 30 }, (__, option) => [`p${(index * 7 + option * 13) % 500}`]),
    }));
    const chosen = smallestCover(demands, (item) => 1 + (Number(item.slice(1)) % 17));
    assert.ok(demands.every((each) => isServed(each, chosen)));
  });

  it('asks for nothing when nothing is asked', () => {
    assert.equal(smallestCover([], price).size, 0);
    assert.equal(smallestCover([{ options: [] }], price).size, 0);
  });
});

function total(items: Iterable<string>): number {
  return [...items].reduce((sum, item) => sum + price(item), 0);
}

function cheapest(demands: readonly Demand[], items: readonly string[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 2 ** items.length; mask++) {
    const set = new Set(items.filter((_, index) => (mask & (1 << index)) !== 0));
    if (demands.every((each) => isServed(each, set))) {
      best = Math.min(best, total(set));
    }
  }
  return best;
}
