import { constants, type KeyObject, sign, verify } from 'node:crypto';

export type JwtObject = Readonly<Record<string, unknown>>;

export interface DecodedJwt {
  readonly header: JwtObject;
  readonly payload: JwtObject;
  readonly signingInput: string;
  readonly signature: Buffer;
}

/** Takes a JWS in compact form apart without verifying it; undefined when it is none. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const parts = token.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !header || !payload || !signature || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
    return undefined;
  }
  const decoded = { header: decodePart(header), payload: decodePart(payload) };
  if (decoded.header === undefined || decoded.payload === undefined) {
    return undefined;
  }
  return {
    header: decoded.header,
    payload: decoded.payload,
    signingInput: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** Signs with RS256; the header gets `typ` and `alg` besides what is passed. */
export async function signJwt(key: KeyObject, header: JwtObject, payload: JwtObject): Promise<string> {
  const input = `${encodePart({ typ: 'JWT', alg: 'RS256', ...header })}.${encodePart(payload)}`;
  const signature = await new Promise<Buffer>((resolve, reject) => {
    sign('RSA-SHA256', Buffer.from(input), key, (error, result) => (error ? reject(error) : resolve(result)));
  });
  return `${input}.${signature.toString('base64url')}`;
}

/** Whether the signature is right for RS256 or PS256 (RFC 7518, salt as long as the hash); false for any other algorithm. */
export function verifyJwt(jwt: DecodedJwt, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'rsa') {
    return false;
  }
  const data = Buffer.from(jwt.signingInput);
  switch (jwt.header.alg) {
    case 'RS256':
      return verify('RSA-SHA256', data, { key, padding: constants.RSA_PKCS1_PADDING }, jwt.signature);
    case 'PS256':
      return verify(
        'RSA-SHA256',
        data,
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
        jwt.signature,
      );
    default:
      return false;
  }
}

function encodePart(value: JwtObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decodePart(part: string): JwtObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JwtObject) : undefined;
  } catch {
    return undefined;
  }
}
