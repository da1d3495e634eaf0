import type { FixId } from './fixes.ts';
import type { Phrase } from './phrases.ts';
import type { CheckKind, ErrorFacts } from './types.ts';

/** One error that is known. */
export interface Entry {
  /** Numbers of AADSTS codes. */
  readonly aadsts?: readonly number[];
  /** How it is worded, in English, as modules print it; case, punctuation, spaces and line breaks do not matter. */
  readonly says?: readonly Phrase[];
  /** Wording that is only telling with its case and punctuation. Applied to the whole text: nothing in it may repeat. */
  readonly exactly?: RegExp;
  /** Whether the facts around the wording bear it out. */
  readonly when?: (facts: ErrorFacts) => boolean;
  /** Facts that follow from the error itself. */
  readonly implies?: ErrorFacts;
  /** Facts that are what is wrong: fixes start without them. */
  readonly wrong?: readonly (keyof ErrorFacts)[];
  readonly check?: CheckKind;
  /** Best first. */
  readonly fixes: readonly FixId[];
  /** Page of Microsoft Learn. */
  readonly documentation?: string;
  /** 3: names one cause; 2: a usual error, the default; 1: only says that something of a kind went wrong. */
  readonly telling?: 1 | 2 | 3;
}

/** Keeps the ids of a family's entries as types. */
export function entries<const Id extends string>(family: Readonly<Record<Id, Entry>>): Readonly<Record<Id, Entry>> {
  return family;
}
