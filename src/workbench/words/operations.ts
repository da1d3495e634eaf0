import { l10n } from 'vscode';
import type { operationError } from '../../core/operations/errors.ts';
import type { Notice } from '../../core/operations/types.ts';
import type { WordsFor } from './wordsFor.ts';

export const operationsWords: WordsFor<typeof operationError> = {
  notInConsoleLanguage: (p) =>
    l10n.t('This console does not understand {0}. Run this in real PowerShell.', p.construct ?? ''),
  syntax: (p) =>
    l10n.t(
      'PowerShell would not understand this: "{0}" at position {1} is unexpected.',
      p.found ?? '',
      p.position ?? '',
    ),
  unterminated: (p) => l10n.t('The command is not finished: {0} is missing.', p.missing ?? ''),
  regexRefused: () =>
    l10n.t('This regular expression could run without end. Use -like, or real PowerShell for this one.'),
  cannotConvert: (p) => l10n.t('"{0}" cannot be converted to {1}.', p.value ?? '', p.type ?? ''),
  cannotCompare: (p) => l10n.t('A value that is not a {0} cannot be compared with one.', p.type ?? ''),
  cannotIndex: () => l10n.t('Nothing is there to take an item from: the value is empty.'),
  cannotCall: (p) => l10n.t('Nothing is there to call {0} on: the value is empty.', p.method ?? ''),
  noSuchMethod: (p) =>
    l10n.t('This console does not have the method {0} for this value. Use real PowerShell for it.', p.method ?? ''),
  divisionByZero: () => l10n.t('A number cannot be divided by zero.'),
  unknownCommand: (p) =>
    l10n.t('There is no command {0} here. Get-Command lists the commands of this console.', p.command ?? ''),
  needsRealPowerShell: (p) =>
    l10n.t('{0} needs real PowerShell: this console does not have it built in.', p.command ?? ''),
  unknownParameter: (p) => l10n.t('{0} has no parameter -{1}.', p.command ?? '', p.parameter ?? ''),
  ambiguousParameter: (p) =>
    l10n.t(
      '-{0} of {1} can mean {2}. Write out the one you mean.',
      p.parameter ?? '',
      p.command ?? '',
      p.candidates ?? '',
    ),
  missingArgument: (p) => l10n.t('-{0} of {1} needs a value after it.', p.parameter ?? '', p.command ?? ''),
  missingParameter: (p) => l10n.t('{0} needs -{1}.', p.command ?? '', p.parameter ?? ''),
  repeatedParameter: (p) => l10n.t('{0} was given -{1} twice. Give it once.', p.command ?? '', p.parameter ?? ''),
  unexpectedArgument: (p) =>
    l10n.t('{0} has no place for value number {1} without a parameter name.', p.command ?? '', p.position ?? ''),
  wrongArgument: (p) =>
    p.parameter === undefined
      ? l10n.t('"{0}" does not fit here. Expected: {1}.', p.value ?? '', p.expected ?? '')
      : l10n.t('-{0} does not take "{1}". Expected: {2}.', p.parameter, p.value ?? '', p.expected ?? ''),
  noSuchProperty: (p) => l10n.t('The object has no property {0}. Get-Member lists what it has.', p.property ?? ''),
  confirmationNeeded: (p) =>
    l10n.t('{0} changes {1} and nobody can be asked. Add -Confirm:$false to go on.', p.command ?? '', p.target ?? ''),
  busy: () => l10n.t('A command is still running. Wait for it, or stop it with Ctrl+C.'),
  promptNeeded: (p) =>
    l10n.t('{0} asks for input and nobody can be asked. Pass the value with a variable instead.', p.command ?? ''),
  notConnected: (p) =>
    p.command
      ? l10n.t('{0} needs a connection. Run {1} first.', p.command, p.connect ?? '')
      : l10n.t('There is no connection. Run {0} first.', p.connect ?? ''),
  otherTenant: (p) =>
    l10n.t(
      'This console belongs to {0}, not {1}. Use -{2} {0}, or open a console for the other tenant.',
      p.domain ?? '',
      p.organization ?? '',
      p.parameter ?? '',
    ),
  certificateNotFound: (p) =>
    l10n.t(
      'No certificate with thumbprint {0} is in the vault. Import it, or check the thumbprint.',
      p.thumbprint ?? '',
    ),
  certificateExpired: (p) =>
    l10n.t('The certificate {0} expired on {1}. Rotate it and use the new one.', p.thumbprint ?? '', p.notAfter ?? ''),
  certificateNotYetValid: (p) =>
    l10n.t(
      'The certificate {0} is valid from {1} only. Check the clock of this computer.',
      p.thumbprint ?? '',
      p.notBefore ?? '',
    ),
  applicationNeeded: (p) =>
    l10n.t(
      'This console signs in as an application with its certificate, without asking. Use {0} -{1} id -{2} tenant -{3} thumbprint.',
      p.command ?? '',
      p.application ?? '',
      p.tenant ?? '',
      p.certificate ?? '',
    ),
  interactiveSignIn: (p) =>
    l10n.t(
      'This console signs in as an application with a certificate: {0} -{1} does not work here.',
      p.command ?? '',
      p.parameter ?? '',
    ),
  secretSignIn: (p) =>
    l10n.t(
      '{0} -{1} signs in with a password or secret. Use -CertificateThumbprint instead.',
      p.command ?? '',
      p.parameter ?? '',
    ),
  retiredModule: (p) =>
    l10n.t(
      '{0} belongs to a retired module and no longer works. Use {1} instead.',
      p.command ?? '',
      p.replacement ?? '',
    ),
  exchangePermissionMissing: (p) =>
    p.service === 'securityCompliance'
      ? l10n.t(
          'Security & Compliance refused {0}: application {1} lacks Exchange.ManageAsApp of Microsoft Exchange Online Protection. Grant it and connect again.',
          p.cmdlet ?? '',
          p.appId ?? '',
        )
      : l10n.t(
          'Exchange refused {0}: application {1} lacks the permission Exchange.ManageAsApp. Grant it and connect again.',
          p.cmdlet ?? '',
          p.appId ?? '',
        ),
  exchangeRoleMissing: (p) =>
    l10n.t(
      'Exchange refused {0}: application {1} has no directory role that Exchange accepts. Assign one, such as Exchange Administrator, and connect again.',
      p.cmdlet ?? '',
      p.appId ?? '',
    ),
  exchangeForbidden: (p) =>
    l10n.t('{0} is not allowed for the roles of application {1}: {2}', p.cmdlet ?? '', p.appId ?? '', p.message ?? ''),
  exchangeNotFound: (p) => l10n.t('{0} found nothing of that name: {1}', p.cmdlet ?? '', p.message ?? ''),
  exchangeCmdletUnknown: (p) =>
    l10n.t(
      'Exchange does not offer {0} to application {1}: there is no such cmdlet, or its directory role does not include it.',
      p.cmdlet ?? '',
      p.appId ?? '',
    ),
  exchangeUnknownParameter: (p) =>
    l10n.t(
      '{0} has no parameter -{1}, or the directory role of application {2} does not include it.',
      p.cmdlet ?? '',
      p.parameter ?? '',
      p.appId ?? '',
    ),
  exchangeRefused: (p) => l10n.t('Exchange did not accept {0}: {1}', p.cmdlet ?? '', p.message ?? ''),
  exchangeConflict: (p) => l10n.t('{0} found that it is there already: {1}', p.cmdlet ?? '', p.message ?? ''),
  exchangeThrottled: (p) =>
    l10n.t('Exchange asks to wait before it runs {0} again. Try again in some minutes.', p.cmdlet ?? ''),
  exchangeUnavailable: (p) =>
    p.message
      ? l10n.t('Exchange could not run {0} just now: {1}', p.cmdlet ?? '', p.message)
      : l10n.t('Exchange did not answer {0}. Check the network connection and try again.', p.cmdlet ?? ''),
  exchangeUnreadable: (p) =>
    l10n.t('The answer to {0} was not what Exchange sends. A proxy may have changed it.', p.cmdlet ?? ''),
  refusesAppOnly: (p) =>
    l10n.t(
      '{0} does not work for an application without a user. Microsoft Graph has a replacement for most of it.',
      p.command ?? '',
    ),
  graphForbidden: (p) =>
    l10n.t(
      '{0} needs {1} (one of: {2}). Grant it to application {3} and connect again.',
      p.command ?? '',
      p.permission ?? '',
      p.permissions ?? '',
      p.appId ?? '',
    ),
  graphForbiddenNoPermissionKnown: (p) =>
    l10n.t('Microsoft Graph refused {0} for application {1}: {2}', p.command ?? '', p.appId ?? '', p.message ?? ''),
  graphForbiddenThoughGranted: (p) =>
    l10n.t(
      'Microsoft Graph refused {0} although {1} is granted. An access policy or a missing licence may be the cause: {2}',
      p.command ?? '',
      p.permission ?? '',
      p.message ?? '',
    ),
  graphNotBuiltIn: (p) =>
    l10n.t(
      '{0} is not built in here. Send its request with Invoke-MgGraphRequest -Method {1} -Uri /{2}/…, or use real PowerShell.',
      p.command ?? '',
      p.method ?? '',
      p.version ?? '',
    ),
  graphOtherHost: (p) =>
    l10n.t(
      '{0} is not Microsoft Graph of this cloud ({1}). The token of the application goes nowhere else.',
      p.host ?? '',
      p.graph ?? '',
    ),
  graphDelegatedOnly: (p) =>
    l10n.t('An application has no {0}. Name the user instead: /users/{1}.', p.path ?? '', 'user@contoso.com'),
  fileMissing: (p) => l10n.t('There is no file {0}.', p.path ?? ''),
  fileUnreadable: (p) => l10n.t('The file {0} cannot be read ({1}).', p.path ?? '', p.reason ?? ''),
  fileExists: (p) =>
    l10n.t('The file {0} is there already. Choose another name, or leave out -NoClobber.', p.path ?? ''),
  fileNotWritten: (p) => l10n.t('The file {0} could not be written ({1}).', p.path ?? '', p.reason ?? ''),
  folderMissing: (p) => l10n.t('There is no folder for {0}. Create it first.', p.path ?? ''),
  certificateStoreUnknown: (p) =>
    l10n.t(
      'This console has one certificate store, the vault at Cert:\\CurrentUser\\My. It does not have {0}.',
      p.store ?? '',
    ),
  certificateNeedsPipe: (p) =>
    l10n.t(
      '{0} needs one certificate: pipe it in, or name it with -Cert Cert:\\CurrentUser\\My\\thumbprint.',
      p.command ?? '',
    ),
  passwordNeeded: (p) => l10n.t('{0} needs -Password: a file with a private key is always encrypted.', p.command ?? ''),
  keyTypeUnsupported: (p) =>
    l10n.t('Keys of type {0} do not work for signing in as an application. Use RSA.', p.keyType ?? ''),
  privateKeyMissing: (p) =>
    l10n.t('The certificate {0} is here without its private key. Import the PFX that has it.', p.thumbprint ?? ''),
};

/** One line for each notice of the console. */
export const operationNotices: Readonly<Record<Notice['reason'], (p: Notice['params']) => string>> = {
  whatIf: (p) => l10n.t('What if: Performing the operation "{0}" on target "{1}".', p.operation ?? '', p.target ?? ''),
  connected: (p) =>
    l10n.t(
      'Connected to {0} as application {1}. The certificate is valid until {2}.',
      p.organization ?? '',
      p.appId ?? '',
      p.notAfter ?? '',
    ),
  scopesIgnored: () =>
    l10n.t(
      "-Scopes asks for a person's permissions. This console signs in as the application, with what is granted to it.",
    ),
  serviceWarning: (p) => String(p.message ?? ''),
  moreResults: (p) =>
    l10n.t('Only the first {0} were asked for. Use -ResultSize Unlimited for all of them.', p.count ?? ''),
  undocumentedService: () =>
    l10n.t(
      'Exchange cmdlets go to the endpoint the Exchange module uses itself. Microsoft does not promise it to other programs.',
    ),
  waiting: (p) => l10n.t('The service asks to wait: going on in {0} seconds. Ctrl+C stops.', p.seconds ?? ''),
};
