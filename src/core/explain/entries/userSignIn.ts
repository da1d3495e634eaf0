import { entries } from '../entry.ts';

const learn = 'https://learn.microsoft.com';
const codes = `${learn}/entra/identity-platform/reference-error-codes`;

/** What the sign-in of a person meets; a script that runs into one of these does not use its certificate. */
export const userSignIn = entries({
  declined: { aadsts: [65004], fixes: ['signIn', 'copyAdminConsentLink'], documentation: codes },
  userNotFound: {
    aadsts: [50034],
    check: 'tenantOfDomain',
    fixes: ['signIn', 'insertConnection'],
    documentation: codes,
  },
  userNotInTenant: {
    aadsts: [50020],
    check: 'tenantOfDomain',
    fixes: ['signIn', 'insertConnection'],
    documentation: codes,
  },
  accountDisabled: { aadsts: [50057], fixes: ['signIn', 'insertConnection'], documentation: codes },
  accountLocked: { aadsts: [50053], fixes: ['insertConnection'], documentation: codes },
  passwordWrong: { aadsts: [50126, 50056], fixes: ['insertConnection', 'setUp'], documentation: codes },
  passwordExpired: { aadsts: [50055], fixes: ['insertConnection', 'setUp'], documentation: codes },
  multiFactorNeeded: {
    aadsts: [50076, 50079, 50074, 50158],
    fixes: ['insertConnection', 'setUp'],
    documentation: `${learn}/entra/identity/authentication/concept-mandatory-multifactor-authentication`,
    telling: 3,
  },
  redirectNotRegistered: {
    aadsts: [50011, 500113],
    check: 'applicationExists',
    fixes: ['openInPortal', 'insertConnection'],
    documentation: codes,
  },
  signInLapsed: {
    aadsts: [50058, 50078, 50132, 50133, 50173, 70008, 70043, 700081, 700082, 700084],
    fixes: ['signIn', 'insertConnection'],
    documentation: codes,
  },
  deviceCodeExpired: { aadsts: [70020, 70019], fixes: ['signIn', 'insertConnection'], documentation: codes },
  /** The password grant: Exchange Online removes `-Credential`, and the grant refuses what MFA protects. */
  passwordSignInRetired: {
    aadsts: [9001023, 7000014],
    says: [
      ['Credential parameter', 'deprecat'],
      ['Credential parameter', 'no longer supported'],
      ['Credential parameter', 'no longer be supported'],
      'The grant type is not supported over the /common or /consumers endpoints',
      ['Resource Owner Password Credential', 'deprecated'],
      'WS-Trust endpoint was not found in the metadata document',
      'Federated service at returned error: Authentication Failure',
      'Basic authentication is currently disabled in the client configuration',
    ],
    check: 'certificateOnApplication',
    fixes: ['insertConnection', 'setUp'],
    documentation: `${learn}/powershell/exchange/app-only-auth-powershell-v2`,
    telling: 3,
  },
});
