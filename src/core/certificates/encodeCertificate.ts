import { toPem } from './pem.ts';

/** The bytes of a `.cer` file: DER as it is, or PEM with `\n` line ends. */
export function encodeCertificate(der: Uint8Array, format: 'der' | 'pem'): Uint8Array {
  return format === 'der' ? der : Buffer.from(certificatePem(der), 'latin1');
}

/** The certificate as PEM text. */
export function certificatePem(der: Uint8Array): string {
  return toPem('CERTIFICATE', der);
}
