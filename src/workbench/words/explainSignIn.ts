import { l10n } from 'vscode';
import type { ExplanationWords } from './explanations.ts';

/** Sign-in errors: of applications, then of people. */
export const explainSignIn = {
  sharedPnpApplication: {
    title: () => l10n.t('The shared PnP application is gone'),
    cause: () =>
      l10n.t('The script uses the application id of the shared "PnP Management Shell", which was deleted in 2024.'),
    remedy: () => l10n.t('Set up an application of your own and use its id.'),
  },
  applicationNotFound: {
    title: () => l10n.t('The tenant has no such application'),
    cause: () =>
      l10n.t('The application id or the tenant is wrong, or the application was created minutes ago or deleted.'),
    remedy: () => l10n.t('Use the id and the tenant that belong together.'),
  },
  certificateNotRegistered: {
    title: () => l10n.t('The certificate is not on the application'),
    cause: () =>
      l10n.t('The sign-in was signed with a certificate that this application does not have, or got minutes ago.'),
    remedy: () => l10n.t('Upload the certificate, or sign in as the application it belongs to.'),
  },
  assertionOutsideLifetime: {
    title: () => l10n.t('The clock of the computer is wrong'),
    cause: () => l10n.t('The sign-in was dated outside the few minutes in which Entra accepts it.'),
    remedy: () => l10n.t('Set the clock and the time zone of the computer that runs the script.'),
  },
  assertionInvalid: {
    title: () => l10n.t('Entra did not accept the signature'),
    cause: () =>
      l10n.t('The key that signed does not belong to a certificate of the application, or the clock is wrong.'),
    remedy: () => l10n.t('Upload the certificate again, and check the clock.'),
  },
  certificateOutsideValidity: {
    title: () => l10n.t('The certificate has expired or is not valid yet'),
    cause: () => l10n.t('The sign-in took place outside the validity of the certificate.'),
    remedy: () => l10n.t('Put a new certificate on the application and into the script.'),
  },
  credentialExpired: {
    title: () => l10n.t('The credential of the application has expired'),
    cause: () => l10n.t('The certificate or client secret that the script signs in with is past its end date.'),
    remedy: () => l10n.t('Upload another certificate and use it in the script.'),
  },
  clientSecretInvalid: {
    title: () => l10n.t('The client secret is wrong'),
    cause: () => l10n.t('The script sends the id of the secret instead of its value, or a secret that was removed.'),
    remedy: () => l10n.t('Sign in with a certificate: nothing secret is left in the script.'),
  },
  assertionMissing: {
    title: () => l10n.t('The application did not prove who it is'),
    cause: () => l10n.t('The sign-in came without certificate and secret, as for an application of public clients.'),
    remedy: () => l10n.t('Connect with the certificate, or allow public client flows on the application.'),
  },
  servicePrincipalMissing: {
    title: () => l10n.t('The application has no service principal in the tenant'),
    cause: () => l10n.t('The application is registered, but without a service principal it can not sign in.'),
    remedy: () => l10n.t('The set-up creates the service principal.'),
  },
  applicationDisabled: {
    title: () => l10n.t('The application is disabled'),
    cause: () => l10n.t('An administrator has switched off sign-in for this application in the tenant.'),
    remedy: () => l10n.t('Enable it under Enterprise applications in the admin center.'),
  },
  tenantNotFound: {
    title: () => l10n.t('There is no such tenant in this cloud'),
    cause: () => l10n.t('The tenant is misspelled, or it is in another Microsoft cloud than the script connects to.'),
    remedy: () => l10n.t('Use the initial domain, and name the cloud in the connect statement.'),
  },
  resourceNotFound: {
    title: () => l10n.t('The tenant does not have this service'),
    cause: () =>
      l10n.t('The API has no service principal in the tenant: never used there, not licensed, or misspelled.'),
    remedy: () => l10n.t('The set-up creates the service principal of the API.'),
  },
  resourceDisabled: {
    title: () => l10n.t('The API is disabled in the tenant'),
    cause: () => l10n.t('The service principal of the API is switched off, or the subscription has ended.'),
    remedy: () => l10n.t('Enable it under Enterprise applications in the admin center.'),
  },
  blockedByConditionalAccess: {
    title: () => l10n.t('A Conditional Access policy blocks the sign-in'),
    cause: () => l10n.t('A policy of the tenant refuses this application, place or device.'),
    remedy: () => l10n.t('Ask the administrator for an exception, or run the script from a permitted place.'),
  },
  blockedBySecurityDefaults: {
    title: () => l10n.t('The security defaults block the sign-in'),
    cause: () => l10n.t('The security defaults of the tenant refuse this kind of sign-in of a person.'),
    remedy: () => l10n.t('Sign in as an application with a certificate.'),
  },
  consentMissing: {
    title: () => l10n.t('Consent is missing'),
    cause: () => l10n.t('Nobody has granted the permissions that the application requests.'),
    remedy: () => l10n.t('Grant admin consent, or send the consent link to your administrator.'),
  },
  adminApprovalNeeded: {
    title: () => l10n.t('An administrator has to approve this'),
    cause: () => l10n.t('The requested permissions can only be granted by an administrator.'),
    remedy: () => l10n.t('Send the consent link to your administrator.'),
  },
  notAssignedToApplication: {
    title: () => l10n.t('The account is not assigned to the application'),
    cause: () => l10n.t('The application admits assigned accounts only.'),
    remedy: () => l10n.t('Assign the account under Enterprise applications, or sign in with a certificate.'),
  },
  singleTenantApplication: {
    title: () => l10n.t('The application belongs to a single tenant'),
    cause: () => l10n.t('The script signs in through "common" or another tenant than the one of the application.'),
    remedy: () => l10n.t('Name the tenant of the application in the connect statement.'),
  },
  scopeInvalid: {
    title: () => l10n.t('The scope of the sign-in is not valid'),
    cause: () => l10n.t('An application asks for one API at a time, by its address followed by "/.default".'),
    remedy: () => l10n.t('Use the connect cmdlet of the module instead of a token request of your own.'),
  },
  entraUnavailable: {
    title: () => l10n.t('Entra could not answer'),
    cause: () => l10n.t('The sign-in service had a passing fault, or refused a sign-in repeated in a loop.'),
    remedy: () => l10n.t('Wait a minute and sign in once, not in a loop.'),
  },
  declined: {
    title: () => l10n.t('The sign-in was declined'),
    cause: () => l10n.t('The person did not agree to what the application asks for.'),
    remedy: () => l10n.t('Sign in again and accept, or let an administrator grant consent.'),
  },
  userNotFound: {
    title: () => l10n.t('The tenant has no such account'),
    cause: () => l10n.t('The account is misspelled or belongs to another tenant.'),
    remedy: () => l10n.t('Choose another account, or sign in with a certificate.'),
  },
  userNotInTenant: {
    title: () => l10n.t('The account is not a member of the tenant'),
    cause: () => l10n.t('The account belongs to another tenant and is not a guest in this one.'),
    remedy: () => l10n.t('Choose an account of the tenant, or sign in with a certificate.'),
  },
  accountDisabled: {
    title: () => l10n.t('The account is disabled'),
    cause: () => l10n.t('An administrator has blocked the account that the script signs in with.'),
    remedy: () => l10n.t('Sign in as an application with a certificate, which depends on no account.'),
  },
  accountLocked: {
    title: () => l10n.t('The account is locked'),
    cause: () => l10n.t('Too many attempts with a wrong password, often by another script that still has the old one.'),
    remedy: () => l10n.t('Wait until it is unlocked, and replace stored passwords with a certificate.'),
  },
  passwordWrong: {
    title: () => l10n.t('The password is wrong'),
    cause: () => l10n.t('The script signs in with a user name and a password that do not fit.'),
    remedy: () => l10n.t('Sign in with a certificate: there is no password to keep right.'),
  },
  passwordExpired: {
    title: () => l10n.t('The password has expired'),
    cause: () => l10n.t('The account that the script signs in with has to change its password.'),
    remedy: () => l10n.t('Sign in with a certificate: there is no password to change.'),
  },
  multiFactorNeeded: {
    title: () => l10n.t('Multi-factor authentication is required'),
    cause: () =>
      l10n.t('The script signs in as a person, and the tenant demands a second factor that no script can give.'),
    remedy: () => l10n.t('Sign in as an application with a certificate.'),
  },
  redirectNotRegistered: {
    title: () => l10n.t('The application lacks the redirect address'),
    cause: () => l10n.t('The application is not registered for sign-ins in a browser on this computer.'),
    remedy: () => l10n.t('Register http://localhost for it, or sign in with a certificate.'),
  },
  signInLapsed: {
    title: () => l10n.t('The saved sign-in has lapsed'),
    cause: () => l10n.t('The session of the person has ended: by time, a changed password, or an administrator.'),
    remedy: () => l10n.t('Sign in again; a script that runs unattended signs in with a certificate.'),
  },
  deviceCodeExpired: {
    title: () => l10n.t('The code has expired'),
    cause: () => l10n.t('Nobody entered the device code in time.'),
    remedy: () => l10n.t('Sign in again; a script that runs unattended signs in with a certificate.'),
  },
  passwordSignInRetired: {
    title: () => l10n.t('Sign-in with a password is being retired'),
    cause: () => l10n.t('The service no longer accepts a user name and password, as -Credential sends them.'),
    remedy: () => l10n.t('Replace -Credential by a sign-in with a certificate.'),
  },
  refused: {
    title: (facts) => l10n.t('Entra refused the sign-in with {0}', facts.aadsts ?? 'AADSTS'),
    cause: () => l10n.t('This code is not among those that can be explained here.'),
    remedy: () => l10n.t('The documentation lists all codes; the trace id helps Microsoft support.'),
  },
} satisfies ExplanationWords;
