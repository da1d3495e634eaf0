import { entries } from '../entry.ts';

const learn = 'https://learn.microsoft.com';
const addresses = `${learn}/microsoft-365/enterprise/urls-and-ip-address-ranges`;

/** Between this computer and the cloud. */
export const network = entries({
  proxyAuthentication: {
    says: [
      '(407) Proxy Authentication Required',
      '407 (Proxy Authentication Required)',
      'Proxy Authentication Required',
    ],
    check: 'signInServiceReachable',
    fixes: ['useProxyCredentials'],
    documentation: addresses,
    telling: 3,
  },
  tlsUntrusted: {
    says: [
      'The remote certificate is invalid according to the validation procedure',
      'The remote certificate was rejected by the provided RemoteCertificateValidationCallback',
      'The remote certificate is invalid because of errors in the certificate chain',
      ['Could not establish trust relationship for the SSL/TLS secure channel'],
      'self-signed certificate in certificate chain',
      'unable to get local issuer certificate',
    ],
    check: 'signInServiceReachable',
    fixes: [],
    documentation: addresses,
    telling: 3,
  },
  tlsFailed: {
    says: [
      'Could not create SSL/TLS secure channel',
      'The SSL connection could not be established',
      'The underlying connection was closed: An unexpected error occurred on a send',
      'Authentication failed because the remote party has closed the transport stream',
    ],
    check: 'signInServiceReachable',
    fixes: ['useTls12'],
    documentation: `${learn}/entra/identity/hybrid/connect/reference-connect-tls-enforcement`,
  },
  hostUnreachable: {
    says: [
      'The remote name could not be resolved',
      'No such host is known',
      ['Name or service not known', '443'],
      ['nodename nor servname provided', '443'],
      'Unable to connect to the remote server',
      'A connection attempt failed because the connected party did not properly respond',
      ['No connection could be made because the target machine actively refused it'],
    ],
    check: 'signInServiceReachable',
    fixes: ['useProxyCredentials'],
    documentation: addresses,
    telling: 1,
  },
  /** Any AADSTS code without an entry of its own. */
  refused: {
    check: 'signsIn',
    fixes: ['testSignIn', 'openInPortal'],
    documentation: `${learn}/entra/identity-platform/reference-error-codes`,
    telling: 1,
  },
});
