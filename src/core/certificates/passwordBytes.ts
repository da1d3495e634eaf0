import { utf16BigEndian } from './derWriter.ts';

/** PKCS#12's own form of a password: UTF-16, big-endian, with a terminating zero character (RFC 7292, B.1). */
export function pkcs12Password(password: string): Uint8Array {
  return Buffer.concat([utf16BigEndian(password), Uint8Array.of(0, 0)]);
}

/**
 * The forms in which a file made elsewhere may have taken this password for PKCS#12's key derivation, likeliest first. "No
 * password" is written as an empty string or as nothing at all; OpenSSL before 1.1 widened bytes instead of decoding them.
 */
export function pkcs12PasswordForms(password: string): readonly Uint8Array[] {
  if (password === '') {
    return [pkcs12Password(''), new Uint8Array()];
  }
  return isAscii(password)
    ? [pkcs12Password(password)]
    : [pkcs12Password(password), pkcs12Password(Buffer.from(password, 'utf8').toString('latin1'))];
}

/** The forms for PBKDF2 and the older key derivations, which take bytes: UTF-8, or the Latin-1 of an old computer. */
export function plainPasswordForms(password: string): readonly Uint8Array[] {
  const utf8 = Buffer.from(password, 'utf8');
  return isAscii(password) || !/^[\0-\xff]*$/.test(password) ? [utf8] : [utf8, Buffer.from(password, 'latin1')];
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
