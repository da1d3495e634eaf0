import type { Certificate } from '../certificates/types.ts';
import { directoryError } from '../directory/errors.ts';
import { addKeyCredential, removeKeyCredential } from '../directory/keyCredentials.ts';
import type { Application, Directory } from '../directory/types.ts';
import { throwIfAborted } from '../shared/clock.ts';
import { isDomainError } from '../shared/errors.ts';
import type { Clock } from '../shared/ports.ts';
import type { SetupCertificates } from './environment.ts';
import { provisioningError } from './errors.ts';

/** What the token endpoint answers until it has heard of the new certificate. */
const notYet: readonly string[] = ['identity/certificateNotRegistered', 'identity/applicationNotFound'];

export type RotationStep = 'generate' | 'upload' | 'prove' | 'remove';

export interface RotationRequest {
  readonly directory: Directory;
  readonly application: Pick<Application, 'id' | 'displayName' | 'keyCredentials'>;
  readonly oldKeyId: string;
  readonly certificate: { readonly subject: string; readonly months: number };
  /** Takes the old certificate off once the new one is proven. */
  readonly removeOld: boolean;
  readonly certificates: Pick<SetupCertificates, 'generate' | 'der'>;
  /** A real sign-in as the application with the certificate of this thumbprint. */
  readonly prove: (thumbprint: string, signal?: AbortSignal) => Promise<unknown>;
  readonly clock: Clock;
  /** How long to wait until the new certificate signs in (milliseconds). */
  readonly proofLimit: number;
  readonly onStep?: (step: RotationStep, elapsed: number) => void;
  readonly signal?: AbortSignal;
}

export interface Rotation {
  readonly oldKeyId: string;
  readonly newKeyId: string;
  readonly certificate: Certificate;
}

/**
 * Replaces a certificate without a gap: a new one goes beside the old one, a sign-in proves it, and only then may the old
 * one go. Whatever stops it, the old certificate keeps working.
 *
 * @throws NotFound when the application has no such key; Incomplete (`rotationNotProven`) when the new certificate does not
 * sign in within the limit; what generating and uploading refuse; AbortError
 */
export async function rotateCertificate(request: RotationRequest): Promise<Rotation> {
  const { directory, application, certificates, clock, onStep, signal } = request;
  const old = application.keyCredentials.find(({ keyId }) => keyId?.toLowerCase() === request.oldKeyId.toLowerCase());
  if (!old?.keyId) {
    throw directoryError('keyNotFound', { keyId: request.oldKeyId });
  }
  onStep?.('generate', 0);
  const certificate = await certificates.generate(request.certificate, signal);
  throwIfAborted(signal);
  onStep?.('upload', 0);
  const { keyId } = await addKeyCredential(directory, application.id, await certificates.der(certificate.thumbprint), {
    displayName: certificate.subject,
    clock,
    signal,
  });
  await untilProven(request, certificate.thumbprint);
  if (request.removeOld) {
    onStep?.('remove', 0);
    await removeKeyCredential(directory, application.id, old.keyId, { clock, signal });
  }
  return { oldKeyId: old.keyId, newKeyId: keyId, certificate };
}

async function untilProven(request: RotationRequest, thumbprint: string): Promise<void> {
  const { clock, prove, proofLimit, onStep, signal, application } = request;
  const start = clock.now().getTime();
  for (let pause = 2_000; ; pause = Math.min(pause * 1.5, 15_000)) {
    const elapsed = clock.now().getTime() - start;
    onStep?.('prove', elapsed);
    try {
      await prove(thumbprint, signal);
      return;
    } catch (error) {
      if (!isDomainError(error) || !notYet.includes(error.reason)) {
        throw error;
      }
      if (elapsed >= proofLimit) {
        const params = { application: application.displayName, thumbprint, minutes: Math.round(elapsed / 60_000) };
        throw provisioningError('rotationNotProven', params, error);
      }
      await clock.sleep(pause, signal);
    }
  }
}
