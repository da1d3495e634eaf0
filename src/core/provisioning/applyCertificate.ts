import { wasGenerated } from './chooseCertificate.ts';
import { provisioningError } from './errors.ts';
import type { SetupRun } from './setupRun.ts';

/** The certificate of the set-up, generated if none was chosen. Gives its thumbprint. */
export async function applyCertificate(run: SetupRun): Promise<string> {
  const step = run.required('certificate');
  const { certificates } = run.env;
  const { certificate } = run.plan.request;
  const chosen = step.facts.thumbprint;
  if (typeof chosen === 'string') {
    // One that an interrupted run generated belongs to this set-up.
    const known = await certificates.describe(chosen);
    const own = known !== undefined && wasGenerated(known, run.session.entry);
    await run.session.settle(['certificate'], own ? [{ kind: 'certificate', thumbprint: chosen }] : [], {
      thumbprint: chosen,
    });
    run.report('certificate', 'unchanged');
    return chosen;
  }
  if ('thumbprint' in certificate) {
    throw provisioningError('certificateMissing', { thumbprint: certificate.thumbprint });
  }
  run.report('certificate', 'running');
  await run.session.begin({ stepId: 'certificate' });
  try {
    const { thumbprint } = await certificates.generate(certificate, run.signal);
    await run.session.settle(['certificate'], [{ kind: 'certificate', thumbprint }], { thumbprint });
    run.report('certificate', 'done');
    return thumbprint;
  } catch (error) {
    await run.fail(step, error);
    throw error;
  }
}
