import { proveSigning } from '../../certificates/signing.ts';
import { normalizeThumbprint } from '../../certificates/thumbprint.ts';
import type { Certificate } from '../../certificates/types.ts';
import { getApplication } from '../../directory/applications.ts';
import { thumbprintOfKey } from '../../directory/keyCredential.ts';
import { throwIfAborted } from '../../shared/clock.ts';
import { isAbort, isDomainError } from '../../shared/errors.ts';
import type { CheckDoors } from './doors.ts';
import { type CheckResult, found } from './findings.ts';

/** Whether the application has the certificate; without a thumbprint, whether it has one whose key is in the vault. */
export async function certificateOnApplication(
  doors: CheckDoors,
  { tenantId, appId, thumbprint }: { tenantId: string; appId: string; thumbprint?: string | undefined },
  signal?: AbortSignal,
): Promise<CheckResult> {
  const application = await getApplication(await doors.directory(tenantId), appId, signal);
  const facts = { application: application.displayName, count: application.keyCredentials.length };
  if (application.keyCredentials.length === 0) {
    return found('certificateNone', facts, { fix: 'uploadAnotherCertificate' });
  }
  const keys = application.keyCredentials.map((key) => ({ thumbprint: thumbprintOfKey(key), end: key.endDateTime }));
  const wanted = thumbprint && normalizeThumbprint(thumbprint);
  if (!wanted) {
    const { certificates } = await (await doors.vault()).list();
    const fitting = certificates.find(
      (certificate) =>
        certificate.hasPrivateKey &&
        certificate.state !== 'expired' &&
        keys.some((key) => key.thumbprint === certificate.thumbprint),
    );
    return fitting
      ? found('certificateFits', { ...facts, thumbprint: fitting.thumbprint }, { fix: 'insertConnection' })
      : found('certificateFitsNone', facts, { fix: 'uploadAnotherCertificate' });
  }
  const key = keys.find((each) => each.thumbprint === wanted);
  if (!key) {
    return found('certificateOff', { ...facts, thumbprint: wanted }, { fix: 'uploadCertificate' });
  }
  const expired = key.end !== undefined && Date.parse(key.end) <= doors.clock.now().getTime();
  return expired
    ? found('certificateOnExpired', { ...facts, thumbprint: wanted, notAfter: key.end }, { fix: 'rotateCertificate' })
    : found('certificateOn', { ...facts, thumbprint: wanted });
}

/** Whether the certificate of the vault is valid now. */
export async function certificateValid(doors: CheckDoors, thumbprint: string): Promise<CheckResult> {
  const certificate = await inVault(doors, thumbprint);
  if (!certificate) {
    return found('certificateNotHere', { thumbprint }, { fix: 'importCertificate' });
  }
  const { notBefore, notAfter } = certificate;
  const facts = { thumbprint: certificate.thumbprint, notBefore, notAfter };
  switch (certificate.state) {
    case 'expired':
      return found('certificateExpired', facts, { fix: 'generateCertificate' });
    case 'notYetValid':
      return found('certificateNotYet', facts);
    case 'valid':
    case 'expiring':
      return found('certificateValid', facts);
  }
}

/** Whether the vault has the private key and it really signs. */
export async function privateKeyHere(
  doors: CheckDoors,
  thumbprint: string,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const certificate = await inVault(doors, thumbprint);
  if (!certificate) {
    return found('certificateNotHere', { thumbprint }, { fix: 'importCertificate' });
  }
  try {
    const material = await (await doors.vault()).materialWithKey(certificate.thumbprint);
    await proveSigning(material.certificate, material.privateKey);
    throwIfAborted(signal);
    return found('keySigns', { thumbprint: certificate.thumbprint }, { fix: 'exportPfx' });
  } catch (error) {
    if (isAbort(error) || !isDomainError(error)) {
      throw error;
    }
    return found('keyMissing', { thumbprint: certificate.thumbprint }, { fix: 'importCertificate' });
  }
}

async function inVault(doors: CheckDoors, thumbprint: string): Promise<Certificate | undefined> {
  const wanted = normalizeThumbprint(thumbprint);
  const { certificates, damaged } = await (await doors.vault()).list();
  return [...certificates, ...damaged.flatMap(({ certificate }) => certificate ?? [])].find(
    (certificate) => certificate.thumbprint === wanted,
  );
}
