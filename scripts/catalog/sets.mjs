import { base36 } from './encode.mjs';

/** Lists of alternatives, each kept once; `''` stands for none. */
export class PermissionSets {
  #ids = new Map();
  #lines = [];
  #numbers;

  constructor(numbers) {
    this.#numbers = numbers;
  }

  /** @param {readonly (readonly (string | { resourceAppId: string, permission: string })[])[]} alternatives */
  id(alternatives) {
    if (alternatives.length === 0) {
      return '';
    }
    const line = alternatives
      .map((all) =>
        all
          .map((ref) =>
            typeof ref === 'string' ? this.#numbers.of(ref) : this.#numbers.of(ref.permission, ref.resourceAppId),
          )
          .map(base36)
          .join('+'),
      )
      .join(' ');
    let id = this.#ids.get(line);
    if (id === undefined) {
      id = this.#lines.length;
      this.#ids.set(line, id);
      this.#lines.push(line);
    }
    return base36(id);
  }

  get lines() {
    return this.#lines;
  }
}
