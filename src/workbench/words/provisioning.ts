import { l10n } from 'vscode';
import type { provisioningError } from '../../core/provisioning/errors.ts';
import type { ErrorParams } from '../../core/shared/errors.ts';
import { stepName } from './plan.ts';
import type { WordsFor } from './wordsFor.ts';

const step = (p: ErrorParams) => stepName(String(p.kind ?? ''), String(p.subject ?? ''));

export const provisioningWords: WordsFor<typeof provisioningError> = {
  nothingChosen: () => l10n.t('Choose at least one service, permission or directory role.'),
  nameMissing: () => l10n.t('Give the application a name.'),
  nameTooLong: (p) => l10n.t('The name has {0} characters. At most {1} are allowed.', p.length ?? '', p.limit ?? ''),
  invalidAppId: (p) =>
    l10n.t('"{0}" is not an application id. It looks like 00000000-0000-0000-0000-000000000000.', p.appId ?? ''),
  invalidThumbprint: (p) =>
    l10n.t('"{0}" is not a thumbprint. A thumbprint has 40 characters, 0 to 9 and A to F.', p.thumbprint ?? ''),
  invalidPermission: (p) =>
    l10n.t(
      '"{0}" is not a permission of an API ({1}). Give its name and the API’s application id.',
      p.permission ?? '',
      p.resourceAppId ?? '',
    ),
  permissionUnknown: (p) =>
    l10n.t('{0} has no application permission "{1}". Check the spelling.', p.resource ?? '', p.permission ?? ''),
  roleUnknown: (p) => l10n.t('There is no directory role "{0}". Give its name or template id.', p.role ?? ''),
  roleNotAccepted: (p) =>
    l10n.t(
      'The chosen services do not accept the directory role {0}. Choose one of: {1}.',
      p.role ?? '',
      p.accepted ?? '',
    ),
  roleForbidden: (p) =>
    l10n.t(
      '{0} is not given to applications. Choose the smallest directory role that serves the script.',
      p.role ?? '',
    ),
  applicationMissing: (p) =>
    l10n.t('There is no application {0} in this tenant. Check the id and the tenant.', p.appId ?? ''),
  nameAmbiguous: (p) =>
    l10n.t(
      '{1} applications called {0} were set up before. Choose one by its application id.',
      p.name ?? '',
      p.count ?? '',
    ),
  certificateMissing: (p) =>
    l10n.t('Certificate {0} is not in the vault. Import it, or generate a new one.', p.thumbprint ?? ''),
  certificateWithoutKey: (p) =>
    l10n.t('Certificate {0} has no private key in the vault. Import its PFX, or choose another.', p.thumbprint ?? ''),
  certificateExpired: (p) =>
    l10n.t(
      'Certificate {0} expired on {1}. Choose another, or generate one.',
      p.thumbprint ?? '',
      String(p.notAfter ?? '').slice(0, 10),
    ),
  certificateNotYetValid: (p) =>
    l10n.t(
      'Certificate {0} is valid from {1} only. Choose another, or wait.',
      p.thumbprint ?? '',
      String(p.notBefore ?? '').slice(0, 10),
    ),
  certificateTooSmall: (p) =>
    l10n.t('Certificate {0} has a key of {1} bits. At least 2048 are needed.', p.thumbprint ?? '', p.keySize ?? ''),
  lifetimeOverPolicy: (p) =>
    l10n.t(
      'This tenant allows certificates {1} days at most; this one has {0}. Choose fewer months.',
      p.days ?? '',
      p.limit ?? '',
    ),
  notReadable: (p) =>
    l10n.t(
      'You are not allowed to read the directory ({0}). Ask for a role such as Directory Readers.',
      p.request ?? '',
    ),
  runningElsewhere: () => l10n.t('Another window is working on this set-up. Wait until it is done, then try again.'),
  refused: (p) =>
    l10n.t(
      'Setting up was refused at the {0}: it takes the directory role {1}. Nothing in the tenant was changed.',
      step(p),
      p.role ?? '',
    ),
  refusedPartly: (p) =>
    p.more === undefined
      ? l10n.t(
          'The {0} was refused: it takes the directory role {1}. The rest is done; run it again to resume.',
          step(p),
          p.role ?? '',
        )
      : l10n.t(
          'The {0} and {2} more were refused: it takes the directory role {1}. The rest is done; run it again to resume.',
          step(p),
          p.role ?? '',
          p.more,
        ),
  stepFailed: (p) =>
    l10n.t(
      'Setting up stopped at the {0} ({1}). What is done is kept; run it again to resume.',
      step(p),
      p.detail ?? '',
    ),
  notInToken: (p) =>
    l10n.t(
      '{0} is granted, but after {1} minutes tokens do not carry it yet. Run the set-up again later to prove it.',
      p.missing ?? '',
      p.minutes ?? '',
    ),
  signInNotYet: (p) =>
    l10n.t(
      'Everything is in place, but after {1} minutes the {0} does not work yet. Run it again later.',
      step(p),
      p.minutes ?? '',
    ),
  notThere: (p) =>
    l10n.t('The {0} was written, but is not there when read back. Run the set-up again to resume.', step(p)),
  rotationNotProven: (p) =>
    l10n.t(
      'The new certificate of {0} does not sign in after {1} minutes. The old one stays; test the sign-in later.',
      p.application ?? '',
      p.minutes ?? '',
    ),
  nothingToUndo: () => l10n.t('Nothing is known of this set-up, so there is nothing to undo.'),
  undoStopped: (p) =>
    p.role === undefined
      ? l10n.t('Undoing stopped at {0} ({1}). Run it again to go on.', p.subject ?? '', p.detail ?? '')
      : l10n.t(
          'Undoing stopped at {0}: it takes the directory role {1}. Run it again to go on.',
          p.subject ?? '',
          p.role,
        ),
};
