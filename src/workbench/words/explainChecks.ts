import { l10n } from 'vscode';
import type { FindingId } from '../../core/explain/checks/findings.ts';
import type { CheckKind } from '../../core/explain/types.ts';
import type { ErrorParams } from '../../core/shared/errors.ts';

/** What each check does, in a sentence. */
export const checkSentences: Readonly<Record<CheckKind, () => string>> = {
  applicationExists: () => l10n.t('Look for the application in the tenants you are signed in to.'),
  certificateOnApplication: () => l10n.t('Compare the certificate with those on the application.'),
  certificateValid: () => l10n.t('Look at the dates of the certificate.'),
  privateKeyHere: () => l10n.t('Sign something with the private key of the certificate.'),
  clockSkew: () => l10n.t('Compare the clock of this computer with that of the sign-in service.'),
  servicePrincipalUsable: () => l10n.t('Look for the service principal, and whether it is enabled.'),
  resourceExists: () => l10n.t('Look for the API in the tenant.'),
  permissionGranted: () => l10n.t('Compare the permissions needed with those granted and those in a new token.'),
  consentGranted: () => l10n.t('Compare the permissions requested with those granted.'),
  roleAssigned: () => l10n.t('Look at the directory roles of the application, and at a new token.'),
  tenantOfDomain: () => l10n.t('Ask the cloud whether it knows the tenant.'),
  organizationName: () => l10n.t('Compare the organization with the initial domain of the tenant.'),
  lifetimePolicy: () => l10n.t('Read the policy of the tenant for application credentials.'),
  moduleVersions: () => l10n.t('Look for the modules on this computer and their versions.'),
  signsIn: () => l10n.t('Sign in as the application with the certificate.'),
  signInServiceReachable: () => l10n.t('Ask the sign-in service whether it answers.'),
};

type Sentence = (params: ErrorParams) => string;

/** What a check found. `signInFails` is followed by the sentence of the refusal. */
export const findingSentences: Readonly<Record<FindingId, Sentence>> = {
  applicationHere: (p) =>
    l10n.t('{0} is in {1}. It may have been created minutes ago; sign in again.', p.application ?? '', p.tenant ?? ''),
  applicationElsewhere: (p) =>
    l10n.t('{0} is in {1}, not in {2}. Connect to that tenant.', p.application ?? '', p.tenant ?? '', p.asked ?? ''),
  applicationNowhere: (p) =>
    l10n.t('The application {0} is in none of your tenants: {1}.', p.appId ?? '', p.tenants ?? ''),
  certificateOn: (p) =>
    l10n.t(
      '{0} has the certificate {1}. A new one takes minutes to arrive; sign in again.',
      p.application ?? '',
      p.thumbprint ?? '',
    ),
  certificateOff: (p) => l10n.t('{0} does not have the certificate {1}.', p.application ?? '', p.thumbprint ?? ''),
  certificateOnExpired: (p) =>
    l10n.t('The certificate {1} on {0} expired on {2}.', p.application ?? '', p.thumbprint ?? '', day(p.notAfter)),
  certificateNone: (p) => l10n.t('{0} has no certificate.', p.application ?? ''),
  certificateFits: (p) =>
    l10n.t(
      '{0} has the certificate {1}, and its private key is here. Use this one.',
      p.application ?? '',
      p.thumbprint ?? '',
    ),
  certificateFitsNone: (p) =>
    l10n.t(
      '{0} has {1} certificates, but none with a private key on this computer.',
      p.application ?? '',
      p.count ?? 0,
    ),
  certificateValid: (p) => l10n.t('The certificate {0} is valid until {1}.', p.thumbprint ?? '', day(p.notAfter)),
  certificateExpired: (p) => l10n.t('The certificate {0} expired on {1}.', p.thumbprint ?? '', day(p.notAfter)),
  certificateNotYet: (p) => l10n.t('The certificate {0} is valid from {1} on.', p.thumbprint ?? '', day(p.notBefore)),
  certificateNotHere: (p) =>
    l10n.t('The certificate {0} is not in the vault of this editor. Import its PFX to check it.', p.thumbprint ?? ''),
  keySigns: (p) =>
    l10n.t(
      'The private key of {0} is in the vault and signs. Export it as a PFX and import that again.',
      p.thumbprint ?? '',
    ),
  keyMissing: (p) => l10n.t('The vault does not have a private key for {0} that signs.', p.thumbprint ?? ''),
  clockRight: (p) => l10n.t('The clock of this computer is right: {0} seconds off.', p.seconds ?? 0),
  clockAhead: (p) => l10n.t('The clock of this computer is {0} minutes ahead. Set it, then try again.', p.minutes ?? 0),
  clockBehind: (p) =>
    l10n.t('The clock of this computer is {0} minutes behind. Set it, then try again.', p.minutes ?? 0),
  clockUnknown: () => l10n.t('The sign-in service did not tell the time. Compare the clock by hand.'),
  principalThere: (p) => l10n.t('{0} has an enabled service principal in {1}.', p.application ?? '', p.tenant ?? ''),
  principalMissing: (p) => l10n.t('{1} has no service principal of {0}.', p.appId ?? '', p.tenant ?? ''),
  principalDisabled: (p) => l10n.t('{0} is disabled in {1}.', p.application ?? '', p.tenant ?? ''),
  resourceThere: (p) =>
    l10n.t('{1} has {0}. It may have arrived minutes ago; sign in again.', p.resource ?? '', p.tenant ?? ''),
  resourceMissing: (p) => l10n.t('{1} does not have {0}.', p.resource ?? '', p.tenant ?? ''),
  resourceDisabled: (p) => l10n.t('{0} is disabled in {1}.', p.resource ?? '', p.tenant ?? ''),
  resourceUnknown: (p) =>
    p.resource
      ? l10n.t('"{0}" is not a well-known API. Look for its service principal in the admin center.', p.resource)
      : l10n.t('The error does not name the API. Paste more of it.'),
  permissionGranted: (p) =>
    l10n.t(
      '{1} has {0}. Connect again, so that the session gets a new token.',
      p.permission ?? '',
      p.application ?? '',
    ),
  permissionNotInToken: (p) =>
    l10n.t(
      '{0} is granted to {1}, but new tokens lack it yet. Wait some minutes.',
      p.permission ?? '',
      p.application ?? '',
    ),
  permissionRequestedOnly: (p) =>
    l10n.t('{1} requests {0}, but nobody has granted it.', p.permission ?? '', p.application ?? ''),
  permissionMissing: (p) =>
    l10n.t('{1} lacks the permission. Any one of these serves: {0}.', p.permission ?? '', p.application ?? ''),
  permissionUnknown: (p) =>
    p.command
      ? l10n.t('It is not known which permission {0} needs. Its documentation says.', p.command)
      : l10n.t('The error does not name the cmdlet. Paste the lines around it as well.'),
  consentComplete: (p) => l10n.t('Everything that {0} requests is granted.', p.application ?? ''),
  consentIncomplete: (p) => l10n.t('Not granted to {1}: {0}.', p.permission ?? '', p.application ?? ''),
  nothingRequested: (p) => l10n.t('{0} requests no application permissions.', p.application ?? ''),
  roleHeld: (p) =>
    l10n.t(
      '{1} holds {0}. Connect again; a cmdlet beyond this role needs a larger one.',
      p.role ?? '',
      p.application ?? '',
    ),
  roleNotInToken: (p) =>
    l10n.t('{1} holds {0}, but new tokens lack it yet. Wait some minutes.', p.role ?? '', p.application ?? ''),
  roleMissing: (p) => l10n.t('{0} holds no directory role. {1} demands one.', p.application ?? '', p.service ?? ''),
  roleNotSufficient: (p) =>
    l10n.t('{1} holds {0}, which {2} does not accept.', p.role ?? '', p.application ?? '', p.service ?? ''),
  roleNotNeeded: (p) => l10n.t('{0} demands no directory role. Look at the permissions.', p.service ?? ''),
  tenantFound: (p) => l10n.t('The cloud knows the tenant {0}.', p.tenant ?? ''),
  tenantNowhere: (p) => l10n.t('The cloud {1} has no tenant {0}.', p.tenant ?? '', p.cloud ?? ''),
  tenantInOtherCloud: (p) =>
    l10n.t('The tenant {0} is in the cloud {1}. Connect to that cloud.', p.tenant ?? '', p.cloud ?? ''),
  tenantUnknown: (p) =>
    p.tenant
      ? l10n.t('The cloud could not be asked about "{0}".', p.tenant)
      : l10n.t('The error does not name the tenant. Paste more of it.'),
  organizationRight: (p) => l10n.t('{0} is the initial domain of the tenant.', p.domain ?? ''),
  organizationOther: (p) => l10n.t('The script says {1}; the initial domain is {0}.', p.domain ?? '', p.given ?? ''),
  organizationIs: (p) =>
    l10n.t('The initial domain of the tenant is {0}. Compare it with -Organization.', p.domain ?? ''),
  lifetimeLimited: (p) => l10n.t('{0} allows certificates of at most {1} days.', p.tenant ?? '', p.days ?? 0),
  lifetimeUnlimited: (p) =>
    l10n.t('No limit of {0} could be read. The application may have a policy of its own.', p.tenant ?? ''),
  modulesFound: (p) =>
    p.modules
      ? l10n.t('Installed are {0}.', p.modules)
      : l10n.t('None of the modules was found for this user on this computer.'),
  modulesTogether: (p) => l10n.t('Installed are {0}. Connect each in a session of its own.', p.modules ?? ''),
  moduleFine: (p) => l10n.t('{0} {1} is installed, which is new enough.', p.module ?? '', p.version ?? ''),
  moduleTooOld: (p) =>
    l10n.t('{0} {1} is installed; version {2} or newer is needed.', p.module ?? '', p.version ?? '', p.minimum ?? ''),
  moduleMissing: (p) => l10n.t('{0} was not found for this user on this computer.', p.module ?? ''),
  signInWorks: (p) => l10n.t('The sign-in to {0} works now, with {1} permissions.', p.tenant ?? '', p.count ?? 0),
  signInFails: (p) => l10n.t('The sign-in to {0} fails.', p.tenant ?? ''),
  reachable: (p) => l10n.t('{0} answers this editor. The PowerShell session may use another proxy.', p.host ?? ''),
  unreachable: (p) => l10n.t('{0} does not answer this editor either.', p.host ?? ''),
};

function day(date: string | number | undefined): string {
  return String(date ?? '').slice(0, 10);
}
