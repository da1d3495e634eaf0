import type { Rule } from '../rule.ts';
import { writtenThumbprints } from '../thumbprints.ts';

/** A certificate that will not be valid much longer. */
export const certificateExpiring: Rule<'expiring'> = {
  id: 'certificateExpiring',
  messages: ['expiring'],
  *check({ script }) {
    const certificates = new Map(
      script.context.certificates?.map((certificate) => [certificate.thumbprint, certificate]),
    );
    for (const { plain, range } of writtenThumbprints(script)) {
      const certificate = certificates.get(plain);
      if (certificate?.state === 'expiring') {
        yield { message: 'expiring', range, params: { thumbprint: plain, notAfter: certificate.notAfter } };
      }
    }
  },
};
