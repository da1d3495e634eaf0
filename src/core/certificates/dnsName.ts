import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { certificateError } from './errors.ts';

const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

/**
 * A DNS name as a certificate holds it: lower-case ASCII (`bücher.example` becomes `xn--bcher-kva.example`); a leftmost `*`
 * is kept. Throws `dnsNameInvalid`, also for an IP address, which is not a DNS name.
 */
export function normalizeDnsName(text: string): string {
  const typed = text.trim();
  const wildcard = typed.startsWith('*.');
  const ascii = domainToASCII(wildcard ? typed.slice(2) : typed).toLowerCase();
  const labels = ascii.split('.');
  if (
    ascii === '' ||
    ascii.length > 253 ||
    // Also what domainToASCII makes of numbers: it reads `1.2` as an address.
    isIP(ascii) !== 0 ||
    labels.some((part) => !label.test(part)) ||
    (wildcard && labels.length < 2)
  ) {
    throw certificateError('dnsNameInvalid', { name: text });
  }
  return wildcard ? `*.${ascii}` : ascii;
}
