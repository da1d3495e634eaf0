import { throwIfAborted } from '../shared/clock.ts';
import type { Clock } from '../shared/ports.ts';
import { buildCertificate } from './buildCertificate.ts';
import { commonName, encodeName } from './distinguishedName.ts';
import { normalizeDnsName } from './dnsName.ts';
import { certificateError } from './errors.ts';
import { checkFriendlyName } from './friendlyName.ts';
import { generateRsaKeyPair } from './keyPair.ts';
import { parseName } from './parseName.ts';
import type { CertificateMaterial, GenerateOptions } from './types.ts';
import { addMonths, validityPeriod } from './validity.ts';

/** Months a certificate may be valid. */
export const monthLimits = { minimum: 1, maximum: 120, byDefault: 12, warnAbove: 24 } as const;

/** RSA key sizes on offer, in bits; the first is the default. */
export const keySizes = [2048, 3072, 4096] as const;

/**
 * Makes a key pair and a self-signed certificate for signing in as an application: RSA, SHA-256, key usage
 * digitalSignature and keyEncipherment, purpose clientAuth, not an authority. Its friendly name is the common name unless
 * one is given. Throws the `InvalidInput` errors of {@link checkGenerateOptions}, `endNotInFuture`, `endTooFar` or
 * `beginsAfterEnd`, and an `AbortError` when `signal` aborts.
 */
export async function generateCertificate(
  options: GenerateOptions,
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal | undefined },
): Promise<Required<Pick<CertificateMaterial, 'certificate' | 'privateKey' | 'friendlyName'>>> {
  const { name, dnsNames, months, keySize, friendlyName } = checkGenerateOptions(options);
  const validity = exactPeriod(options, validityPeriod(clock.now(), months), clock.now());
  const { privateKey, publicKey } = await generateRsaKeyPair(keySize, signal);
  const certificate = await buildCertificate(
    {
      subject: encodeName(name),
      publicKey,
      ...validity,
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      purposes: ['clientAuth'],
      dnsNames,
      authority: false,
    },
    privateKey,
  );
  throwIfAborted(signal);
  return { certificate, privateKey, friendlyName };
}

/**
 * The options as they will be used, defaults filled in: for validation while typing. Throws `subject…`, `dnsNameInvalid`,
 * `monthsOutOfRange`, `keySizeNotSupported` or `friendlyNameInvalid`.
 */
export function checkGenerateOptions(options: GenerateOptions) {
  const name = parseName(options.subject);
  const months = options.months ?? monthLimits.byDefault;
  if (!Number.isInteger(months) || months < monthLimits.minimum || months > monthLimits.maximum) {
    throw certificateError('monthsOutOfRange', {
      months,
      minimum: monthLimits.minimum,
      maximum: monthLimits.maximum,
    });
  }
  const keySize = options.keySize ?? keySizes[0];
  if (!keySizes.includes(keySize)) {
    throw certificateError('keySizeNotSupported', { keySize });
  }
  return {
    name,
    months,
    keySize,
    dnsNames: [...new Set((options.dnsNames ?? []).map(normalizeDnsName))],
    friendlyName: checkFriendlyName(options.friendlyName ?? commonName(name) ?? ''),
  };
}

/** The period in months, with the exact moments that were asked for in its place. Whole seconds, as certificates have them. */
function exactPeriod(
  options: Pick<GenerateOptions, 'notBefore' | 'notAfter'>,
  byMonths: { readonly notBefore: Date; readonly notAfter: Date },
  now: Date,
): { readonly notBefore: Date; readonly notAfter: Date } {
  const seconds = (date: Date) => new Date(Math.floor(date.getTime() / 1000) * 1000);
  const notBefore = options.notBefore === undefined ? byMonths.notBefore : seconds(options.notBefore);
  const notAfter = options.notAfter === undefined ? byMonths.notAfter : seconds(options.notAfter);
  const facts = { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
  if (notAfter <= now) {
    throw certificateError('endNotInFuture', facts);
  }
  if (notAfter > addMonths(now, monthLimits.maximum)) {
    throw certificateError('endTooFar', { ...facts, maximum: monthLimits.maximum });
  }
  if (notBefore >= notAfter) {
    throw certificateError('beginsAfterEnd', facts);
  }
  return { notBefore, notAfter };
}
