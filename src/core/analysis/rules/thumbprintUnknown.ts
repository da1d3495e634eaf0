import type { Rule } from '../rule.ts';
import { isThumbprint, writtenThumbprints } from '../thumbprints.ts';

/** A thumbprint that is neither in the vault nor on an application that is known here. */
export const thumbprintUnknown: Rule<'unknown'> = {
  id: 'thumbprintUnknown',
  messages: ['unknown'],
  *check({ script }) {
    const { certificates = [], connections = [] } = script.context;
    const known = new Set([
      ...certificates.map(({ thumbprint }) => thumbprint),
      ...connections.flatMap(({ thumbprints }) => thumbprints),
    ]);
    if (known.size === 0) {
      return;
    }
    for (const { plain, range } of writtenThumbprints(script)) {
      if (isThumbprint(plain) && !known.has(plain)) {
        yield { message: 'unknown', range, params: { thumbprint: plain } };
      }
    }
  },
};
