import type { Rule } from '../rule.ts';
import { hiddenCharacters, writtenThumbprints } from '../thumbprints.ts';

/** Characters nobody sees in a thumbprint: copied from the certificate dialog, and the look-up fails. */
export const thumbprintHidden: Rule<'hidden'> = {
  id: 'thumbprintHidden',
  messages: ['hidden'],
  *check({ script }) {
    for (const { text, range } of writtenThumbprints(script)) {
      const hidden = text.match(hiddenCharacters) ?? [];
      const [first] = hidden;
      if (first === undefined) {
        continue;
      }
      const code = first.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      const edits = [{ range, text: script.text.slice(range.start, range.end).replace(hiddenCharacters, '') }];
      yield {
        message: 'hidden',
        range,
        params: { character: `U+${code}`, count: hidden.length },
        fixes: [{ kind: 'edit', id: 'removeHiddenCharacters', params: {}, edits, preferred: true }],
      };
    }
  },
};
