import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  bitString,
  integer,
  nothing,
  objectIdentifier,
  sequence,
  set,
  tagged,
  time,
  utf8String,
} from '../contents/der.ts';

/** A self-signed certificate of a given key pair, for tests that sign with it. */
export function createSignedCertificate(
  keys: { privateKey: KeyObject; publicKey: KeyObject },
  notBefore: Date,
  notAfter: Date,
): Buffer {
  const algorithm = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nothing);
  const name = sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8String('Example'))));
  const publicKeyInfo = keys.publicKey.export({ type: 'spki', format: 'der' });
  const content = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(createHash('sha1').update(publicKeyInfo).digest().subarray(0, 8)),
    algorithm,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKeyInfo,
  );
  return sequence(content, algorithm, bitString(sign('sha256', content, keys.privateKey)));
}
