import { l10n } from 'vscode';
import type { hostingError } from '../../core/hosting/errors.ts';
import { date } from './certificateState.ts';
import type { WordsFor } from './wordsFor.ts';

export const hostingWords: WordsFor<typeof hostingError> = {
  notFound: () =>
    l10n.t('No PowerShell was found on this computer. Install PowerShell 7, or use the operations console instead.'),
  settingNotAbsolute: (p) =>
    l10n.t('The setting powerShellPath is not a complete path: {0}. Give the whole path of PowerShell.', p.path ?? ''),
  settingNotFound: (p) =>
    l10n.t(
      'The setting powerShellPath names no program: {0}. Correct it, or clear it to have one found.',
      p.path ?? '',
    ),
  insideWorkspace: (p) =>
    l10n.t(
      '{0} lies in the workspace, and nothing there is started. Use a PowerShell outside the workspace.',
      p.path ?? '',
    ),
  moduleMissing: (p) =>
    l10n.t(
      '{0} needs the module {1} {2} or later, which {3} does not have. Install the module first.',
      p.service ?? '',
      p.module ?? '',
      p.version ?? '',
      p.shell ?? '',
    ),
  moduleTooOld: (p) =>
    l10n.t(
      'Certificate sign-in to {0} needs the module {1} {2} or later; {3} is installed. Install a newer one.',
      p.service ?? '',
      p.module ?? '',
      p.version ?? '',
      p.found ?? '',
    ),
  moduleNeedsDesktop: (p) =>
    l10n.t(
      'The module {0} for {1} works in Windows PowerShell 5.1 only. Choose Windows PowerShell, or Microsoft Graph.',
      p.module ?? '',
      p.service ?? '',
    ),
  moduleNeedsNewer: (p) =>
    l10n.t(
      'The module {0} {1} for {2} works in PowerShell {3} or later, and {4} is older. Install a newer PowerShell.',
      p.module ?? '',
      p.found ?? '',
      p.service ?? '',
      p.needed ?? '',
      p.shell ?? '',
    ),
  moduleReady: (p) =>
    l10n.t('{0} {1} is installed for {2} already, and new enough.', p.module ?? '', p.found ?? '', p.shell ?? ''),
  handOverFailed: (p) =>
    l10n.t(
      'The private key could not be handed to the terminal: its temporary file was not written ({0}). Check the disk.',
      p.problem ?? '',
    ),
  certificateExpired: (p) =>
    l10n.t('The certificate expired on {0}. Replace it with a new one.', date(String(p.notAfter ?? ''))),
  certificateNotYetValid: (p) =>
    l10n.t('The certificate is valid from {0} only. Wait, or use another one.', date(String(p.notBefore ?? ''))),
  keyCannotSign: (p) =>
    l10n.t('The private key of {0} cannot sign. Import its PFX again, or use another certificate.', p.thumbprint ?? ''),
  clockAhead: (p) =>
    l10n.t(
      'The clock of this computer is {0} minutes ahead of the sign-in service. Set the clock right first.',
      p.minutes ?? 0,
    ),
  clockBehind: (p) =>
    l10n.t(
      'The clock of this computer is {0} minutes behind the sign-in service. Set the clock right first.',
      p.minutes ?? 0,
    ),
  permissionMissing: (p) =>
    l10n.t(
      '{0} was not granted {1}, which {2} needs. Grant it first.',
      p.application ?? '',
      p.permissions ?? '',
      p.service ?? '',
    ),
  roleMissing: (p) =>
    l10n.t(
      '{0} has no directory role that {1} accepts. Assign {2} or another of its roles first.',
      p.application ?? '',
      p.service ?? '',
      p.role ?? '',
    ),
  scriptNotSaved: (p) => l10n.t('{0} has not been saved to a file yet. Save the script first.', p.file ?? ''),
  scriptNotFound: (p) => l10n.t('There is no script {0}. Check the path.', p.file ?? ''),
  notAScript: () => l10n.t('The active editor is not a PowerShell script. Open the script to run first.'),
  notRunnable: (p) =>
    l10n.t('PowerShell runs scripts that end in .ps1 only, and {0} does not. Save it under such a name.', p.file ?? ''),
  scriptUsesNoService: (p) =>
    l10n.t('{0} uses no cmdlet of a Microsoft 365 service, so there is nothing to sign in to.', p.file ?? ''),
  shellEnded: (p) =>
    l10n.t(
      '{0} ended with code {1} before it came to {2}. Start it by itself to see what is wrong with it.',
      p.shell ?? '',
      p.exitCode ?? '',
      p.file ?? '',
    ),
  scriptNotRun: (p) => l10n.t('{0} was not run because connecting failed. The terminal shows why.', p.file ?? ''),
  noScript: () => l10n.t('No script is open. Open the PowerShell script to run.'),
  untrustedWorkspace: () => l10n.t('This workspace is not trusted, and nothing is run in it. Trust it first.'),
};
