import { l10n } from 'vscode';
import type { directoryError } from '../../core/directory/errors.ts';
import type { WordsFor } from './wordsFor.ts';

export const directoryWords: WordsFor<typeof directoryError> = {
  badRequest: (p) =>
    l10n.t(
      'Microsoft Graph did not accept {0}: {1} (request {2})',
      p.request ?? '',
      p.message ?? '',
      p.requestId ?? '',
    ),
  forbidden: (p) =>
    l10n.t(
      'You are not allowed to do this: Microsoft Graph refused {0}. Ask an administrator with the role for it. (request {1})',
      p.request ?? '',
      p.requestId ?? '',
    ),
  notFound: (p) =>
    l10n.t(
      'Microsoft Graph does not find what {0} is about. It may be deleted, or too new. (request {1})',
      p.request ?? '',
      p.requestId ?? '',
    ),
  alreadyExists: (p) => l10n.t('This exists already: {0} (request {1})', p.message ?? '', p.requestId ?? ''),
  conflict: (p) =>
    l10n.t('Somebody else changed this at the same time. Refresh and try again. (request {0})', p.requestId ?? ''),
  tokenRefused: () => l10n.t('Microsoft Graph did not accept the sign-in. Sign in to the tenant again.'),
  throttled: (p) =>
    p.seconds === undefined
      ? l10n.t('Microsoft Graph refuses more requests for now. Try again in a few minutes.')
      : l10n.t('Microsoft Graph refuses more requests for now. Try again in {0} seconds.', p.seconds),
  serviceUnavailable: (p) =>
    l10n.t('Microsoft Graph is not available (status {0}). Try again in a few minutes.', p.status ?? ''),
  unreachable: (p) => l10n.t('{0} can not be reached. Check the network and the proxy, then try again.', p.host ?? ''),
  noAnswer: (p) =>
    l10n.t('{0} did not answer within {1} seconds. Check the network, then try again.', p.host ?? '', p.seconds ?? ''),
  answerLost: () =>
    l10n.t(
      'The connection broke during a change, which may have been made or not. Refresh and look before trying again.',
    ),
  unexpectedAnswer: () =>
    l10n.t('Microsoft Graph gave an answer that makes no sense here. Try again; a proxy may be in between.'),
  foreignPage: (p) =>
    l10n.t('Microsoft Graph pointed to {0} for the next page, where your sign-in is not sent.', p.origin ?? ''),
  invalidBatch: (p) => l10n.t('This batch of requests can not be sent ({0}). Report it as a defect.', p.detail ?? ''),
  invalidPath: (p) => l10n.t('"{0}" is not a path of Microsoft Graph. Start it with a slash.', p.path ?? ''),
  certificateExpired: (p) =>
    l10n.t(
      'Certificate {0} expired on {1}. Upload one that is still valid.',
      p.thumbprint ?? '',
      String(p.notAfter ?? '').slice(0, 10),
    ),
  certificateAlreadyThere: (p) =>
    l10n.t('Certificate {0} is on the application already. There is nothing to upload.', p.thumbprint ?? ''),
  certificateTooSmall: (p) =>
    l10n.t(
      'Certificate {0} has a key of {1} bits. Upload one with at least 2048 bits.',
      p.thumbprint ?? '',
      p.keySize ?? '',
    ),
  certificateNotRsa: (p) =>
    l10n.t('Certificate {0} has no RSA key, which signing in takes. Upload one with an RSA key.', p.thumbprint ?? ''),
  certificateUnreadable: () =>
    l10n.t('This is not a certificate that can be read. Choose a CER file in DER or PEM form.'),
  keyNotFound: (p) =>
    l10n.t('The application has no certificate with key id {0} any more. Refresh to see what is there.', p.keyId ?? ''),
  noCertificates: (p) => l10n.t('{0} has no certificates. There is nothing to remove.', p.application ?? ''),
  keysKeepChanging: () =>
    l10n.t('Somebody keeps changing the certificates of this application. Try again in a minute.'),
  keysLost: (p) =>
    l10n.t(
      'Certificates of the application disappeared while it was written: {0}. Compare them in the portal.',
      p.missing ?? '',
    ),
  lifetimeTooLong: () =>
    l10n.t('A policy of the tenant does not allow certificates valid for so long. Choose one with a shorter validity.'),
  proofKeyUnusable: (p) =>
    l10n.t(
      'The private key of certificate {0} can not sign. Import the certificate with its RSA key again.',
      p.thumbprint ?? '',
    ),
  permissionNotFound: (p) =>
    l10n.t('{1} has no application permission {0}. Check the name.', p.permission ?? '', p.resource ?? ''),
  roleNotFound: (p) => l10n.t('The tenant has no directory role "{0}". Give its name or template id.', p.role ?? ''),
  applicationNotFound: (p) =>
    l10n.t('The tenant has no application with id {0}. Check the id; it may be deleted.', p.appId ?? ''),
  nameEmpty: () => l10n.t('Give the application a name.'),
  nameTooLong: (p) => l10n.t('The name has {0} characters. Shorten it to at most {1}.', p.length ?? '', p.limit ?? ''),
  nameTaken: (p) =>
    l10n.t(
      'An application called {0} is there already, with id {1}. Use that one, or choose another name.',
      p.name ?? '',
      p.appId ?? '',
    ),
  principalNotCreated: (p) =>
    l10n.t(
      'Application {0} was created, its service principal was not. Create it again by the same name to go on from there.',
      p.name ?? '',
    ),
  resourceNotFound: (p) =>
    l10n.t('There is no API with application id {0} for this tenant. Check the id.', p.resourceAppId ?? ''),
  permissionNotThere: (p) =>
    l10n.t(
      '{1} neither requests nor holds the permission {0}. Refresh to see what is there.',
      p.permission ?? '',
      p.application ?? '',
    ),
  noPermissions: (p) => l10n.t('{0} has no application permissions. There is nothing to remove.', p.application ?? ''),
  nothingToGrant: (p) =>
    l10n.t('{0} requests no application permission that is not granted already.', p.application ?? ''),
  permissionsKeepChanging: () =>
    l10n.t('Somebody keeps changing the permissions of this application. Try again in a minute.'),
  roleNotAssigned: (p) =>
    l10n.t(
      '{1} does not hold the directory role {0}. Refresh to see what is there.',
      p.role ?? '',
      p.application ?? '',
    ),
  noRoles: (p) => l10n.t('{0} holds no directory roles. There is nothing to remove.', p.application ?? ''),
  roleTooPowerful: (p) =>
    l10n.t(
      '{0} is not given to applications. Choose the smallest directory role that serves the script.',
      p.role ?? '',
    ),
  roleNeeded: (p) =>
    l10n.t(
      'You are not allowed to do this: it takes the directory role {0}. Ask someone who holds it. (request {1})',
      p.role ?? '',
      p.requestId ?? '',
    ),
};
