import type { certificates } from '../entries/certificates.ts';
import { type Samples, thumbprint } from './samples.ts';

export const certificateSamples: Samples<keyof typeof certificates> = {
  keysetMissing: {
    texts: [
      {
        text: `Connect-IPPSSession -CertificateThumbprint "${thumbprint}"
Error Acquiring Token:
System.Security.Cryptography.CryptographicException: Keyset does not exist
   at System.Security.Cryptography.CapiHelper.CreateProvHandle(CspParameters parameters, Boolean randomKeyContainer)
   at System.Security.Cryptography.RSACryptoServiceProvider.get_SafeProvHandle()`,
        facts: { thumbprint, command: 'Connect-IPPSSession', service: 'securityCompliance' },
      },
      'Connect-PnPOnline : Keyset does not\r\nexist',
      'Exception calling "SignData": "Keyset does not exist\r\n"',
    ],
    not: ['The keyset exists.', 'Set does not exist', 'The key does not exist in the dictionary'],
  },
  keyNotCsp: {
    texts: [
      `ClientCertificateCredential authentication failed: Could not use the certificate for signing. See inner exception for details. Possible cause: this may be a known issue with apps build against .NET Desktop 4.6 or lower. Either target a higher version of .NET desktop - 4.6.1 and above, or use a different certificate type (non-CNG) or sign your own assertion`,
      'System.Security.Cryptography.CryptographicException: Invalid provider type specified.',
    ],
    not: ['Invalid type specified', 'The provider type is specified twice'],
  },
  keyAccessDenied: {
    texts: [
      'Internal.Cryptography.CryptoThrowHelper+WindowsCryptographicException: Access is denied.',
      'Connect-MgGraph: ClientCertificateCredential authentication failed: Key not valid for use in specified state.',
    ],
    not: ['Access is denied.', 'New-Item : Access to the path is denied.'],
  },
  privateKeyMissing: {
    texts: [
      "Connect-ExchangeOnline: The certificate doesn't have a private key.",
      'MSAL: The certificate used does not have a private key. certificate does not have a private key',
    ],
    not: ['The certificate has a private key.', 'does not have a key'],
  },
  thumbprintNotFound: {
    texts: [
      {
        text: `Connect-MgGraph : ${thumbprint} certificate was not found or has expired.`,
        facts: { thumbprint, service: 'graph' },
      },
      `Connect-ExchangeOnline: Cannot find certificate by thumbprint ${thumbprint}`,
      `Connect-AzAccount : Could not find a certificate with thumbprint '${thumbprint}' in store My`,
      `No certificate was found in the certificate store with thumbprint ${thumbprint}`,
      {
        text: `Get-Item : Cannot find path 'Cert:\\CurrentUser\\My\\${thumbprint}' because it does not exist.`,
        facts: { thumbprint, command: 'Get-Item' },
      },
    ],
    not: [
      'The certificate was found.',
      "Get-Item: Cannot find path 'C:\\temp\\My' because it does not exist.",
      'The token was not found or has expired.',
    ],
  },
  thumbprintLength: {
    texts: [
      "Connect-MgGraph : 'CertificateThumbprint' must have a length of 40. Ensure you have the right certificate thumbprint then try again.",
    ],
    not: ["'Password' must have a length of 40.", "'CertificateThumbprint' must have a value."],
  },
  thumbprintNeedsWindows: {
    texts: [
      'The CertificateThumbprint parameter is supported only in Microsoft Windows.',
      "Get-ChildItem: Cannot find drive. A drive with the name 'Cert' does not exist.",
      'Unix LocalMachine X509Store is limited to the Root and CertificateAuthority stores.',
    ],
    not: ["Cannot find drive. A drive with the name 'X' does not exist.", 'CertificateThumbprint is supported.'],
  },
  pfxPassword: {
    texts: [
      'Import-PfxCertificate : The specified network password is not correct. 0x80070056 (WIN32: 86 ERROR_INVALID_PASSWORD)',
      'Exception calling ".ctor" with "2" argument(s): "The certificate data cannot be read with the provided password, the password may be incorrect."',
    ],
    not: ['The network password is correct.', 'The user name or password is incorrect.'],
  },
  pfxMissing: {
    texts: [
      'Exception calling ".ctor": "Could not find file \'C:\\scripts\\report.pfx\'."',
      'System.Security.Cryptography.CryptographicException: The system cannot find the file specified.',
    ],
    not: ["Could not find file 'C:\\scripts\\report.csv'.", 'The system cannot find the file specified.'],
  },
  lifetimePolicy: {
    texts: [
      'Update-MgApplication : Credential lifetime exceeds the max value allowed as per assigned policy.',
      '{"error":{"code":"CredentialInvalidLifetimeAsPerAppPolicy","message":"Credential lifetime exceeds the max value allowed as per assigned policy \'a\'"}}',
    ],
    not: ['The lifetime of the token exceeds nothing.', 'Credential lifetime is fine'],
  },
  endDateInvalid: {
    texts: ['Key credential end date is invalid.', 'Code: KeyCredentialsInvalidEndDate'],
    not: ['The end date is invalid.'],
  },
  keyCredentialReplaced: {
    texts: ["Update to existing credential with KeyId '7c1d2e3f-4a5b-4c6d-8e7f-001122334455' is not allowed."],
    not: ['Update to existing user is not allowed.'],
  },
};
