import type { Rule } from '../rule.ts';
import { writtenThumbprints } from '../thumbprints.ts';

/** A certificate that is no longer valid. */
export const certificateExpired: Rule<'expired'> = {
  id: 'certificateExpired',
  messages: ['expired'],
  *check({ script }) {
    const certificates = new Map(
      script.context.certificates?.map((certificate) => [certificate.thumbprint, certificate]),
    );
    for (const { plain, range } of writtenThumbprints(script)) {
      const certificate = certificates.get(plain);
      if (certificate?.state === 'expired') {
        yield { message: 'expired', range, params: { thumbprint: plain, notAfter: certificate.notAfter } };
      }
    }
  },
};
