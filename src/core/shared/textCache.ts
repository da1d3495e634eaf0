/** Longer texts are made anew each time: names are short. In UTF-16 units. */
const longest = 80;

/** What was made of short texts, for those that come again and again. Starts anew when it is full. */
export class TextCache<Value> {
  readonly #most: number;
  readonly #made = new Map<string, { readonly value: Value }>();

  constructor(most: number) {
    this.#most = most;
  }

  get(text: string, make: (text: string) => Value): Value {
    const known = this.#made.get(text);
    if (known !== undefined) {
      return known.value;
    }
    if (text.length > longest) {
      return make(text);
    }
    if (this.#made.size >= this.#most) {
      this.#made.clear();
    }
    // A part of a text keeps all of the text in memory; a copy does not.
    const copy = Buffer.from(text, 'utf16le').toString('utf16le');
    const value = make(copy);
    this.#made.set(copy, { value });
    return value;
  }
}
