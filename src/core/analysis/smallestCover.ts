/** Something that has to be served: any one of its options, each a set of items that are needed together. */
export interface Demand {
  readonly options: readonly (readonly string[])[];
}

/** Steps after which the exact search gives way to the greedy answer; reached by no script of realistic size. */
const searchLimit = 20_000;

/**
 * The cheapest set of items that serves every demand: exact by branch and bound, greedy where the search would take too
 * long. An item may serve many demands and is paid for once.
 *
 * @param cost positive; equal sums are broken by the number of items, then by the order of the options
 */
export function smallestCover(demands: readonly Demand[], cost: (item: string) => number): ReadonlySet<string> {
  const open = withoutRepetitions(demands.filter(({ options }) => options.length > 0));
  const prices = new Map<string, number>();
  const price = (item: string): number => {
    let known = prices.get(item);
    if (known === undefined) {
      // The small amount makes fewer items cheaper than more of the same price.
      known = cost(item) + 1e-9;
      prices.set(item, known);
    }
    return known;
  };
  const start = greedy(open, price);
  return new Search(open, price, start).run();
}

class Search {
  readonly #demands: readonly Demand[];
  readonly #price: (item: string) => number;
  readonly #chosen = new Map<string, number>();
  #best: ReadonlySet<string>;
  #bestCost: number;
  #steps = 0;

  constructor(demands: readonly Demand[], price: (item: string) => number, start: ReadonlySet<string>) {
    // The demands with the fewest options first: they decide most.
    this.#demands = [...demands].sort((left, right) => left.options.length - right.options.length);
    this.#price = price;
    this.#best = start;
    this.#bestCost = sum(start, price);
  }

  run(): ReadonlySet<string> {
    this.#visit(0, 0);
    return this.#best;
  }

  #visit(index: number, cost: number): void {
    if (cost >= this.#bestCost || ++this.#steps > searchLimit) {
      return;
    }
    const demand = this.#demands[index];
    if (demand === undefined) {
      this.#best = new Set(this.#chosen.keys());
      this.#bestCost = cost;
      return;
    }
    if (demand.options.some((option) => option.every((item) => this.#chosen.has(item)))) {
      this.#visit(index + 1, cost);
      return;
    }
    const ranked = demand.options
      .map((option) => {
        const added = option.filter((item) => !this.#chosen.has(item));
        return { added, extra: sum(added, this.#price) };
      })
      .sort((left, right) => left.extra - right.extra);
    for (const { added, extra } of ranked) {
      for (const item of added) {
        this.#chosen.set(item, (this.#chosen.get(item) ?? 0) + 1);
      }
      this.#visit(index + 1, cost + extra);
      for (const item of added) {
        this.#chosen.delete(item);
      }
    }
  }
}

/** Serves the demands one after the other at the least extra cost, then drops what turned out superfluous. */
function greedy(demands: readonly Demand[], price: (item: string) => number): ReadonlySet<string> {
  const chosen = new Set<string>();
  for (const { options } of [...demands].sort((left, right) => left.options.length - right.options.length)) {
    let best: readonly string[] = [];
    let bestCost = Number.POSITIVE_INFINITY;
    for (const option of options) {
      const extra = sum(
        option.filter((item) => !chosen.has(item)),
        price,
      );
      if (extra < bestCost) {
        best = option;
        bestCost = extra;
      }
    }
    for (const item of best) {
      chosen.add(item);
    }
  }
  for (const item of [...chosen].sort((left, right) => price(right) - price(left))) {
    chosen.delete(item);
    if (!demands.every((demand) => isServed(demand, chosen))) {
      chosen.add(item);
    }
  }
  return chosen;
}

/** Whether one of the options of `demand` is in `items` completely. */
export function isServed(demand: Demand, items: ReadonlySet<string>): boolean {
  return demand.options.some((option) => option.every((item) => items.has(item)));
}

/** Leaves out every demand that another one implies: whatever serves that one serves this one. */
function withoutRepetitions(demands: readonly Demand[]): readonly Demand[] {
  const all = demands.map(({ options }) => new Set(options.map(optionKey)));
  return demands.filter((_, index) => {
    const own = all[index] ?? new Set();
    return !all.some(
      (other, at) =>
        at !== index && (other.size < own.size || (other.size === own.size && at < index)) && isSubset(other, own),
    );
  });
}

function optionKey(option: readonly string[]): string {
  return option.length === 1 ? (option[0] ?? '') : option.toSorted().join('+');
}

function sum(items: Iterable<string>, price: (item: string) => number): number {
  let total = 0;
  for (const item of items) {
    total += price(item);
  }
  return total;
}

function isSubset(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  for (const item of left) {
    if (!right.has(item)) {
      return false;
    }
  }
  return true;
}
