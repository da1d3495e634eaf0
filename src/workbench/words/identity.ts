import { l10n } from 'vscode';
import type { identityError } from '../../core/identity/errors.ts';
import type { WordsFor } from './wordsFor.ts';

export const identityWords: WordsFor<typeof identityError> = {
  invalidTenant: (p) =>
    l10n.t('"{0}" is not a tenant id or domain. Enter a name such as contoso.onmicrosoft.com.', p.tenant ?? ''),
  invalidAppId: (p) => l10n.t('"{0}" is not an application id. Enter the id that Entra shows, a GUID.', p.appId ?? ''),
  unknownCloud: (p) => l10n.t('"{0}" is not a cloud. Choose Global, USGov, USGovDoD, China or Custom.', p.cloud ?? ''),
  customCloudMissing: () =>
    l10n.t('The custom cloud is not defined. Set its addresses in the setting "Entra Cert Auth: Custom Cloud".'),
  customCloudInvalid: (p) =>
    l10n.t(
      'The custom cloud has "{1}" for {0}. Set an HTTPS address without a path, or a domain for sharePointSuffix.',
      p.field ?? '',
      p.value ?? '',
    ),
  notSignedIn: (p) => l10n.t('You are not signed in to {0}. Sign in to the tenant first.', p.tenant ?? ''),
  signInNeeded: (p) => l10n.t('The sign-in to {0} has lapsed. Sign in to the tenant again.', p.tenant ?? ''),
  otherAccount: (p) =>
    l10n.t(
      'Another account was chosen. Sign in to {0} as {1}, or sign out there first.',
      p.tenant ?? '',
      p.account ?? '',
    ),
  unreachable: (p) => l10n.t('{0} can not be reached. Check the network and the proxy, then try again.', p.host ?? ''),
  noAnswer: (p) =>
    l10n.t('{0} did not answer within {1} seconds. Check the network, then try again.', p.host ?? '', p.seconds ?? ''),
  notASignInService: (p) =>
    l10n.t(
      '{0} answered, but not as a sign-in service. A proxy or a network log-in page may be in between.',
      p.host ?? '',
    ),
  throttled: (p) =>
    l10n.t('{0} refuses more sign-ins for now. Try again in {1} seconds.', p.host ?? '', p.seconds ?? ''),
  deviceCodeExpired: () => l10n.t('The code has expired before it was used. Sign in again to get a new one.'),
  declined: () => l10n.t('The sign-in was declined in the browser. Sign in again to repeat it.'),
  signingFailed: (p) =>
    l10n.t(
      'The private key of certificate {0} can not sign. Import the certificate with its RSA key again.',
      p.thumbprint ?? '',
    ),
  applicationNotFound: (p) =>
    l10n.t(
      '{0}: {2} has no application {1}. Check both ids; a new application can take minutes to arrive.',
      p.aadsts ?? '',
      p.appId ?? '',
      p.tenant ?? '',
    ),
  certificateNotRegistered: (p) =>
    l10n.t(
      '{0}: certificate {2} is not on application {1}. Upload it; a new one can take minutes to arrive.',
      p.aadsts ?? '',
      p.appId ?? '',
      p.thumbprint ?? '',
    ),
  assertionOutsideLifetime: (p) =>
    p.skewSeconds === undefined
      ? l10n.t('{0}: the sign-in was dated wrongly. Set the clock of this computer.', p.aadsts ?? '')
      : l10n.t(
          '{0}: the clock of this computer is {1} seconds off. Set it, then try again.',
          p.aadsts ?? '',
          Math.abs(Number(p.skewSeconds)),
        ),
  assertionInvalid: (p) =>
    l10n.t(
      '{0}: Entra did not accept the signature of certificate {1}. Check the clock, and upload the certificate again.',
      p.aadsts ?? '',
      p.thumbprint ?? '',
    ),
  certificateOutsideValidity: (p) =>
    l10n.t(
      '{0}: certificate {1} is expired or not valid yet. Rotate the certificate, or check the clock.',
      p.aadsts ?? '',
      p.thumbprint ?? '',
    ),
  credentialExpired: (p) =>
    l10n.t(
      '{0}: the certificate on application {1} has expired. Rotate the certificate.',
      p.aadsts ?? '',
      p.appId ?? '',
    ),
  clientSecretInvalid: (p) =>
    l10n.t(
      '{0}: the client secret of application {1} is wrong or expired. Sign in with a certificate instead.',
      p.aadsts ?? '',
      p.appId ?? '',
    ),
  servicePrincipalMissing: (p) =>
    l10n.t(
      '{0}: application {1} has no service principal in {2}. Run the set-up, which creates it.',
      p.aadsts ?? '',
      p.appId ?? '',
      p.tenant ?? '',
    ),
  applicationDisabled: (p) =>
    l10n.t(
      '{0}: application {1} is disabled. Ask an administrator to enable it under Enterprise applications.',
      p.aadsts ?? '',
      p.appId ?? '',
    ),
  tenantNotFound: (p) =>
    l10n.t('{0}: there is no tenant {1} in this cloud. Check the name and the cloud.', p.aadsts ?? '', p.tenant ?? ''),
  resourceNotFound: (p) =>
    l10n.t(
      '{0}: {2} does not have the service {1}. Run the set-up, which creates its service principal.',
      p.aadsts ?? '',
      p.resource ?? '',
      p.tenant ?? '',
    ),
  blockedByConditionalAccess: (p) =>
    l10n.t(
      '{0}: a Conditional Access policy blocks this sign-in. Ask your administrator for an exception.',
      p.aadsts ?? '',
    ),
  blockedBySecurityDefaults: (p) =>
    l10n.t('{0}: the security defaults of the tenant block this sign-in. Ask your administrator.', p.aadsts ?? ''),
  consentMissing: (p) =>
    l10n.t('{0}: consent is missing. Grant admin consent to the application, then sign in again.', p.aadsts ?? ''),
  adminApprovalNeeded: (p) =>
    l10n.t(
      '{0}: an administrator has to approve this first. Send your administrator the consent link.',
      p.aadsts ?? '',
    ),
  userNotFound: (p) =>
    l10n.t('{0}: {1} has no such account. Choose another account, or another tenant.', p.aadsts ?? '', p.tenant ?? ''),
  userNotInTenant: (p) =>
    l10n.t(
      '{0}: this account is not a member of {1}. Choose an account of that tenant.',
      p.aadsts ?? '',
      p.tenant ?? '',
    ),
  accountDisabled: (p) => l10n.t('{0}: the account is disabled. Sign in with another account.', p.aadsts ?? ''),
  redirectNotRegistered: (p) =>
    l10n.t(
      '{0}: the client application lacks the redirect http://localhost. Register it, or sign in by device code.',
      p.aadsts ?? '',
    ),
  publicClientNotAllowed: (p) =>
    l10n.t(
      '{0}: the client application does not allow public client flows. Allow them, or clear the setting.',
      p.aadsts ?? '',
    ),
  refused: (p) =>
    l10n.t('Entra refused the sign-in with {0}. Look the code up, or show the log for the trace id.', p.aadsts ?? ''),
  failed: (p) => l10n.t('The sign-in failed ({0}). Try again; the log says more.', p.detail ?? ''),
};
