import { ManualClock } from '../../shared/memory.ts';
import { generateCertificate } from '../generate.ts';
import type { CertificateMaterial } from '../types.ts';

export type SampleMaterial = CertificateMaterial & { readonly privateKey: string };

const made = new Map<string, Promise<SampleMaterial>>();

/** A generated certificate of this common name; made once for all tests, because keys take their time. */
export function sampleCertificate(name = 'Mailbox report'): Promise<SampleMaterial> {
  const known = made.get(name);
  if (known) {
    return known;
  }
  const fresh = generateCertificate({ subject: `CN=${name}, O=Contoso` }, { clock: new ManualClock(new Date()) });
  made.set(name, fresh);
  return fresh;
}

/** Asserts-friendly: the reason of the error `work` rejects with, `none` when it doesn't. */
export async function reasonOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
    return 'none';
  } catch (error) {
    const reason = error instanceof Error && 'reason' in error ? String(error.reason) : String(error);
    return reason.replace(/^certificates\//, '');
  }
}
