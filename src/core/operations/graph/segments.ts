import { plural } from './spelling.ts';

/** A way to read the noun of a cmdlet as a path. */
export interface PathCandidate {
  /** `/users/{UserId}/messages` */
  readonly path: string;
  /** Whether the last segment is a collection, whose item `itemParameter` names. */
  readonly isPlural: boolean;
  readonly itemParameter: string;
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** The words of a noun: `UserMailFolder` is User, Mail, Folder. */
export function wordsOf(noun: string): readonly string[] {
  return noun.match(/[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [];
}

/**
 * The paths a noun can stand for by the SDK's naming rule (the path's segments in the singular, joined), those with the
 * fewest segments first. There are exponentially many: take as many as you can look up.
 */
export function* pathCandidates(words: readonly string[], index = 0, path = ''): Generator<PathCandidate> {
  for (let end = words.length; end > index; end -= 1) {
    const name = words.slice(index, end).join('');
    const segment = lowerFirst(name);
    for (const spelled of [plural(segment), segment]) {
      const here = `${path}/${spelled}`;
      const isPlural = spelled !== segment;
      if (end === words.length) {
        yield { path: here, isPlural, itemParameter: `${name}Id` };
      } else {
        if (isPlural) {
          yield* pathCandidates(words, end, `${here}/{${name}Id}`);
        }
        yield* pathCandidates(words, end, here);
      }
    }
  }
}
