import type { Rule } from '../rule.ts';
import { hiddenCharacters, isThumbprint, writtenThumbprints } from '../thumbprints.ts';

/** A thumbprint that is not 40 hexadecimal digits in a row. */
export const thumbprintMalformed: Rule<'length' | 'sha256' | 'separators' | 'characters'> = {
  id: 'thumbprintMalformed',
  messages: ['length', 'sha256', 'separators', 'characters'],
  *check({ script }) {
    for (const { text, plain, range } of writtenThumbprints(script)) {
      const visible = text.replace(hiddenCharacters, '');
      if (isThumbprint(visible.toUpperCase())) {
        continue;
      }
      const params = { length: plain.length };
      if (isThumbprint(plain)) {
        const written = script.text.slice(range.start, range.end);
        const edits = [{ range, text: written.replace(hiddenCharacters, '').replace(/[\s:-]/g, '') }];
        yield {
          message: 'separators',
          range,
          params,
          fixes: [{ kind: 'edit', id: 'removeSeparators', params: {}, edits, preferred: true }],
        };
      } else if (/^[0-9A-F]{64}$/.test(plain)) {
        yield { message: 'sha256', range, params };
      } else if (/^[0-9A-F]+$/.test(plain)) {
        yield { message: 'length', range, params };
      } else if (plain.length >= 20 && plain.replace(/[^0-9A-F]/g, '').length >= plain.length * 0.85) {
        yield { message: 'characters', range, params };
      }
    }
  },
};
