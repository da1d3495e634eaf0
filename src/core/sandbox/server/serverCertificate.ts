import { generateKeyPair, randomBytes } from 'node:crypto';
import forge from 'node-forge';

const day = 24 * 60 * 60 * 1000;
const validity = 90 * day;

export interface ServerCertificate {
  /** PEM of the authority to trust. Its key is forgotten once the server's certificate is signed. */
  readonly authority: string;
  /** PEM of the server's certificate followed by the authority. */
  readonly chain: string;
  /** PKCS#8 PEM. */
  readonly privateKey: string;
}

/**
 * Makes the certificates of a TLS server: an authority of its own, limited by name constraints to the names served, and a
 * certificate for those names. Both end after 90 days.
 *
 * @param dnsNames host names; `*.` in front stands for one more label
 * @param addresses IPv4 addresses
 */
export async function serverCertificate(
  dnsNames: readonly string[],
  addresses: readonly string[],
  now: Date,
): Promise<ServerCertificate> {
  const [authorityKeys, serverKeys] = await Promise.all([keyPair(), keyPair()]);
  const authorityName = name('Sample tenant local authority');
  const authority = template(now, authorityKeys.publicKey, authorityName, authorityName);
  authority.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
    nameConstraints(dnsNames, addresses),
  ]);
  const authorityKey = forge.pki.privateKeyFromPem(authorityKeys.privateKey);
  authority.sign(authorityKey, forge.md.sha256.create());

  const server = template(now, serverKeys.publicKey, name('Sample tenant'), authorityName);
  server.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: authority.generateSubjectKeyIdentifier().getBytes() },
    {
      name: 'subjectAltName',
      altNames: [...dnsNames.map((value) => ({ type: 2, value })), ...addresses.map((ip) => ({ type: 7, ip }))],
    },
  ]);
  server.sign(authorityKey, forge.md.sha256.create());
  const authorityPem = pem(authority);
  return { authority: authorityPem, chain: pem(server) + authorityPem, privateKey: serverKeys.privateKey };
}

function template(
  now: Date,
  publicKey: string,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // The first byte keeps the number positive and at its full length.
  certificate.serialNumber = `4${randomBytes(16).toString('hex').slice(1)}`;
  certificate.validity.notBefore = new Date(now.getTime() - day);
  certificate.validity.notAfter = new Date(now.getTime() + validity);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer);
  return certificate;
}

function name(commonName: string): forge.pki.CertificateField[] {
  return [
    { name: 'organizationName', value: 'Entra Cert Auth sample tenant' },
    { name: 'commonName', value: commonName },
  ];
}

/** RFC 5280, 4.2.1.10: whoever trusts this authority trusts it for these names and nothing else. */
function nameConstraints(dnsNames: readonly string[], addresses: readonly string[]): object {
  const { asn1 } = forge;
  const general = (tag: number, value: string) =>
    asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [
      asn1.create(asn1.Class.CONTEXT_SPECIFIC, tag, false, value),
    ]);
  // A constraint covers the name and everything below it.
  const hosts = new Set(dnsNames.map((dnsName) => dnsName.replace(/^\*\./, '')));
  const octets = (address: string) => String.fromCharCode(...address.split('.').map(Number), 255, 255, 255, 255);
  const permitted = [
    ...[...hosts].map((host) => general(2, host)),
    ...addresses.map((address) => general(7, octets(address))),
  ];
  const value = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [
    asn1.create(asn1.Class.CONTEXT_SPECIFIC, 0, true, permitted),
  ]);
  return { id: '2.5.29.30', critical: true, value: asn1.toDer(value).getBytes() };
}

function keyPair(): Promise<{ publicKey: string; privateKey: string }> {
  return new Promise((resolve, reject) => {
    generateKeyPair(
      'rsa',
      {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      },
      (error, publicKey, privateKey) => (error ? reject(error) : resolve({ publicKey, privateKey })),
    );
  });
}

function pem(certificate: forge.pki.Certificate): string {
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}
