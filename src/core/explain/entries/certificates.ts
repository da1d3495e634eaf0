import { entries } from '../entry.ts';
import { otherLanguages } from './otherLanguages.ts';

const learn = 'https://learn.microsoft.com';
const article = `${learn}/powershell/exchange/app-only-auth-powershell-v2`;

/** Certificates and their private keys on the computer where the script runs. */
export const certificates = entries({
  keysetMissing: {
    says: ['Keyset does not exist', 'Key set does not exist', 'NTE_BAD_KEYSET', '0x80090016', ...otherLanguages.keyset],
    check: 'privateKeyHere',
    fixes: ['installCertificate', 'exportPfx', 'insertPortableConnection'],
    documentation: `${learn}/troubleshoot/windows-server/certificates-and-public-key-infrastructure-pki/assign-certificate-private-keys-new-account`,
    telling: 3,
  },
  keyNotCsp: {
    says: [
      'use a different certificate type (non-CNG)',
      'Could not use the certificate for signing',
      'Invalid provider type specified',
      'NTE_BAD_PROV_TYPE',
      '0x80090014',
    ],
    check: 'privateKeyHere',
    fixes: ['exportPfx', 'generateCertificate', 'insertPortableConnection'],
    documentation: article,
    telling: 3,
  },
  keyAccessDenied: {
    says: [
      ['CryptographicException', 'Access is denied'],
      ['CryptographicException', 'Access denied'],
      'Key not valid for use in specified state',
    ],
    check: 'privateKeyHere',
    fixes: ['exportPfx', 'insertPortableConnection'],
    documentation: `${learn}/troubleshoot/windows-server/certificates-and-public-key-infrastructure-pki/assign-certificate-private-keys-new-account`,
  },
  privateKeyMissing: {
    says: [
      'certificate does not have a private key',
      "certificate doesn't have a private key",
      'certificate must have a private key',
      'certificate does not contain a private key',
      'certificate without a private key',
      'Cannot find the certificate and private key',
      'Certificate does not have private key',
    ],
    check: 'privateKeyHere',
    fixes: ['installCertificate', 'importCertificate', 'exportPfx'],
    documentation: article,
    telling: 3,
  },
  thumbprintNotFound: {
    says: [
      'Cannot find certificate by thumbprint',
      'Cannot find certificate with this thumbprint',
      ['Could not find', 'certificate with thumbprint'],
      ['Cannot find', 'certificate with thumbprint'],
      ['certificate with thumbprint', 'was not found'],
      ['certificate with thumbprint', 'could not be found'],
      'certificate was not found or has expired',
      ['No certificate was found in the certificate store with thumbprint'],
      ['Cannot find path', 'Cert CurrentUser My', 'because it does not exist'],
      ['Cannot find path', 'Cert LocalMachine My', 'because it does not exist'],
    ],
    check: 'certificateValid',
    fixes: ['installCertificate', 'insertPortableConnection', 'importCertificate'],
    documentation: article,
    telling: 3,
  },
  thumbprintLength: {
    says: ["'CertificateThumbprint' must have a length of 40", ['thumbprint', 'must have a length of 40']],
    check: 'certificateValid',
    fixes: ['insertConnection'],
    documentation: `${learn}/powershell/microsoftgraph/app-only`,
    telling: 3,
  },
  thumbprintNeedsWindows: {
    says: [
      ['CertificateThumbprint', 'only supported on Windows'],
      ['CertificateThumbprint', 'supported only in Microsoft Windows'],
      ['CertificateThumbprint', 'not supported on this platform'],
      ['CertificateThumbprint', 'not supported on Linux'],
      ["Cannot find drive. A drive with the name 'Cert' does not exist"],
      'Unix LocalMachine X509Store is limited to the Root and CertificateAuthority stores',
    ],
    fixes: ['insertPortableConnection', 'exportPfx'],
    documentation: article,
    telling: 3,
  },
  pfxPassword: {
    says: [
      'The specified network password is not correct',
      'The password may be incorrect',
      'The PKCS#12 password is incorrect',
      'MAC verification failed during PKCS12 import',
      '0x80070056',
      ...otherLanguages.password,
      'The certificate data cannot be read with the provided password',
    ],
    check: 'privateKeyHere',
    fixes: ['exportCompatiblePfx', 'exportPfx'],
    documentation: `${learn}/powershell/module/pki/export-pfxcertificate`,
    telling: 3,
  },
  pfxMissing: {
    says: [
      ['Could not find file', 'pfx'],
      ['Cannot find path', 'pfx', 'because it does not exist'],
      ['CryptographicException', 'The system cannot find the file specified'],
    ],
    check: 'privateKeyHere',
    fixes: ['exportPfx', 'insertConnection'],
    documentation: article,
  },
  lifetimePolicy: {
    says: [
      'Credential lifetime exceeds the max value allowed as per assigned policy',
      'CredentialInvalidLifetimeAsPerAppPolicy',
      ['Credential type not allowed as per assigned policy'],
      ['KeyCredential', 'lifetime', 'exceeds', 'policy'],
    ],
    check: 'lifetimePolicy',
    fixes: ['generateCertificate', 'setUp'],
    documentation: `${learn}/entra/identity/enterprise-apps/configure-app-management-policies`,
    telling: 3,
  },
  endDateInvalid: {
    says: [
      'Key credential end date is invalid',
      'KeyCredentialsInvalidEndDate',
      'Key credential start date is invalid',
    ],
    check: 'certificateValid',
    fixes: ['generateCertificate', 'uploadAnotherCertificate'],
    documentation: `${learn}/graph/api/resources/keycredential`,
  },
  keyCredentialReplaced: {
    says: [['Update to existing credential with KeyId', 'is not allowed']],
    check: 'certificateOnApplication',
    fixes: ['uploadCertificate'],
    documentation: `${learn}/graph/api/resources/keycredential`,
    telling: 3,
  },
});
