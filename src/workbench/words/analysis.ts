import { l10n } from 'vscode';
import type { SkipReason } from '../../core/analysis/convert.ts';
import type { ReportState } from '../../core/analysis/report.ts';
import type { ReportLabels } from '../../core/analysis/reportText.ts';
import type { RuleId } from '../../core/analysis/ruleIds.ts';
import type { rules } from '../../core/analysis/rules/index.ts';
import type { Finding, FindingParams, Fix, FixId } from '../../core/analysis/types.ts';

type Sentence = (params: FindingParams) => string;

/** A sentence for every message of every rule; one that is missing does not compile. */
type Sentences = {
  readonly [Id in RuleId]: { readonly [Message in (typeof rules)[Id]['messages'][number]]: Sentence };
};

const named = (p: FindingParams) => String(p.name ?? '');

const sentences: Sentences = {
  passwordLiteral: {
    secureString: () =>
      l10n.t('A password stands in the script: whoever reads the file has it. Sign in with a certificate instead.'),
    parameter: (p) => l10n.t('-{0} has a password in the script: whoever reads the file has it.', named(p)),
    table: (p) => l10n.t('"{0}" has a password in the script: whoever reads the file has it.', named(p)),
    variable: (p) => l10n.t('The variable {0} has a password in the script: whoever reads the file has it.', named(p)),
    credential: (p) => l10n.t('This {0} has its password in the script: whoever reads the file has it.', named(p)),
    certificateFile: () =>
      l10n.t('The password of the certificate file stands in the script, and opens its private key.'),
  },
  clientSecret: {
    literal: () =>
      l10n.t('A client secret stands in the script: whoever reads the file can sign in as the application.'),
  },
  credentialSignIn: {
    credential: (p) =>
      l10n.t(
        '{0} with a user name and password is going away and cannot pass MFA. Use a certificate for {1}.',
        p.command ?? '',
        p.service ?? '',
      ),
  },
  promptUnattended: {
    interactive: (p) =>
      l10n.t('{0} would open a sign-in window here, and this script runs where nobody sees it.', p.command ?? ''),
    deviceCode: (p) =>
      l10n.t('{0} would wait for somebody to enter a code, and this script runs unattended.', p.command ?? ''),
  },
  retiredModule: {
    module: (p) => l10n.t('The module {0} is retired. {1} takes its place.', p.module ?? '', p.replacement ?? ''),
    connect: (p) =>
      l10n.t(
        '{0} belongs to {1}, which is retired. Use {2} instead.',
        p.command ?? '',
        p.module ?? '',
        p.replacement ?? '',
      ),
    remoteSession: (p) =>
      l10n.t('Exchange Online no longer accepts remote PowerShell sessions. Use {0} instead.', p.replacement ?? ''),
  },
  retiredCmdlet: {
    replaced: (p) =>
      l10n.t(
        '{0} belongs to {1}, which is retired. {2} takes its place.',
        p.cmdlet ?? '',
        p.module ?? '',
        p.replacement ?? '',
      ),
    severalReplace: (p) =>
      l10n.t(
        '{0} is retired with {1}. These do its work together: {2}.',
        p.cmdlet ?? '',
        p.module ?? '',
        p.replacement ?? '',
      ),
    gone: (p) => l10n.t('{0} is retired, and no cmdlet is known that takes its place.', p.cmdlet ?? ''),
  },
  refusesAppOnly: {
    cmdlet: (p) =>
      l10n.t('{0} works for a signed-in user only: {1} refuses it to an application.', p.cmdlet ?? '', p.service ?? ''),
    me: () => l10n.t('/me is the signed-in user, and an application has none. Name the user: /users/{id}.'),
  },
  thumbprintOffWindows: {
    storeOnly: (p) =>
      l10n.t(
        '{0} looks a thumbprint up on Windows only. Pass -Certificate with the certificate itself.',
        p.command ?? '',
      ),
  },
  thumbprintMalformed: {
    length: (p) => l10n.t('A thumbprint has 40 hexadecimal digits; this one has {0}.', p.length ?? 0),
    sha256: () => l10n.t('This is a SHA-256 thumbprint. The modules look certificates up by SHA-1, 40 digits.'),
    separators: () => l10n.t('The modules expect a thumbprint without blanks or other separators.'),
    characters: () => l10n.t('A thumbprint has hexadecimal digits only, 0 to 9 and A to F.'),
  },
  thumbprintHidden: {
    hidden: (p) =>
      l10n.t(
        'This thumbprint has a character nobody sees ({0}): the certificate would not be found.',
        p.character ?? '',
      ),
  },
  thumbprintUnknown: {
    unknown: () => l10n.t('No certificate with this thumbprint is in the vault or on an application known here.'),
  },
  certificateExpired: {
    expired: (p) => l10n.t('This certificate expired on {0}: the sign-in fails. Rotate it.', day(p)),
  },
  certificateExpiring: {
    expiring: (p) => l10n.t('This certificate is valid until {0} only. Rotate it before then.', day(p)),
  },
  organizationName: {
    domain: (p) =>
      l10n.t(
        '-Organization has to be the .onmicrosoft.com name of the tenant; "{0}" is refused.',
        p.organization ?? '',
      ),
    id: (p) => l10n.t('{0} takes the .onmicrosoft.com name of the tenant, not its id.', p.command ?? ''),
  },
  tenantMismatch: {
    otherTenant: (p) =>
      l10n.t('The application {0} belongs to {1}, not to {2}.', p.application ?? '', p.domain ?? '', p.tenant ?? ''),
  },
  searchOnlySession: {
    switchMissing: (p) => l10n.t('{0} works only after Connect-IPPSSession -EnableSearchOnlySession.', p.cmdlet ?? ''),
  },
  complianceInWindowsPowerShell: {
    asksForPassword: () =>
      l10n.t('In Windows PowerShell 5.1 Connect-IPPSSession ignores the thumbprint and asks for a password.'),
  },
  moduleConflict: {
    oneProcess: (p) =>
      l10n.t(
        'The modules of {0} and {1} often conflict in one process. Connect to each in a process of its own.',
        p.first ?? '',
        p.second ?? '',
      ),
  },
  connectionLeftOpen: {
    open: (p) =>
      l10n.t(
        'The connection to {0} stays open when the script ends. Close it with {1}.',
        p.service ?? '',
        p.disconnect ?? '',
      ),
  },
  usedBeforeConnect: {
    before: (p) =>
      l10n.t('{0} runs before the script connects to {1} in line {2}.', p.cmdlet ?? '', p.service ?? '', p.line ?? 0),
  },
  missingPermission: {
    notGranted: (p) =>
      l10n.t('{0} needs {1}: not granted to {2}.', p.command ?? '', p.permission ?? '', p.application ?? ''),
    requestedOnly: (p) =>
      l10n.t(
        '{0} needs {1}: requested by {2}, consent is missing.',
        p.command ?? '',
        p.permission ?? '',
        p.application ?? '',
      ),
  },
  missingRole: {
    noneHeld: (p) =>
      l10n.t(
        '{0} needs a directory role such as {1}: {2} holds none that {3} accepts.',
        p.command ?? '',
        p.role ?? '',
        p.application ?? '',
        p.service ?? '',
      ),
  },
  requiresModules: {
    notRequired: (p) =>
      l10n.t(
        '{0} needs the module {1}, and the script does not say so with #Requires.',
        p.command ?? '',
        p.module ?? '',
      ),
  },
};

function day(p: FindingParams): string {
  return String(p.notAfter ?? '').slice(0, 10);
}

/** What a finding says. */
export function findingSentence({ rule, message, params }: Pick<Finding, 'rule' | 'message' | 'params'>): string {
  const words: Readonly<Record<string, Sentence>> = sentences[rule];
  return words[message]?.(params) ?? ruleTitle(rule);
}

const titles: { readonly [Id in RuleId]: () => string } = {
  passwordLiteral: () => l10n.t('Password in the script'),
  clientSecret: () => l10n.t('Client secret in the script'),
  credentialSignIn: () => l10n.t('Sign-in with user name and password'),
  promptUnattended: () => l10n.t('Sign-in prompt in an unattended script'),
  retiredModule: () => l10n.t('Retired module'),
  retiredCmdlet: () => l10n.t('Retired cmdlet'),
  refusesAppOnly: () => l10n.t('Cmdlet that refuses applications'),
  thumbprintOffWindows: () => l10n.t('Thumbprint where there is no certificate store'),
  thumbprintMalformed: () => l10n.t('Thumbprint of the wrong form'),
  thumbprintHidden: () => l10n.t('Hidden character in a thumbprint'),
  thumbprintUnknown: () => l10n.t('Unknown certificate'),
  certificateExpired: () => l10n.t('Expired certificate'),
  certificateExpiring: () => l10n.t('Certificate that expires soon'),
  organizationName: () => l10n.t('Organization that is not the initial domain'),
  tenantMismatch: () => l10n.t('Application of another tenant'),
  searchOnlySession: () => l10n.t('Search cmdlet without a search session'),
  complianceInWindowsPowerShell: () => l10n.t('Security & Compliance in Windows PowerShell 5.1'),
  moduleConflict: () => l10n.t('Modules that conflict in one process'),
  connectionLeftOpen: () => l10n.t('Connection left open'),
  usedBeforeConnect: () => l10n.t('Cmdlet used before its connection'),
  missingPermission: () => l10n.t('Missing permission'),
  missingRole: () => l10n.t('Missing directory role'),
  requiresModules: () => l10n.t('Module not required'),
};

/** Name of a rule, for settings and lists. */
export function ruleTitle(rule: RuleId): string {
  return titles[rule]();
}

const fixTitles: { readonly [Id in FixId]: Sentence } = {
  useReplacement: (p) => l10n.t('Use {0} (check the parameters)', p.replacement ?? ''),
  removeHiddenCharacters: () => l10n.t('Remove the hidden characters'),
  removeSeparators: () => l10n.t('Remove the separators'),
  useInitialDomain: (p) => l10n.t('Use {0}', p.domain ?? ''),
  addSearchOnlySession: () => l10n.t('Connect with -EnableSearchOnlySession'),
  setIsWindows: () => l10n.t('Set $IsWindows before connecting'),
  disconnectAtEnd: (p) => l10n.t('Add {0} at the end', p.disconnect ?? ''),
  addRequires: (p) => l10n.t('Require the module {0}', p.module ?? ''),
};

/** Title of a quick fix. */
export function fixTitle(fix: Fix): string {
  switch (fix.kind) {
    case 'edit':
      return fixTitles[fix.id](fix.params);
    case 'convert':
      return l10n.t('Convert to certificate sign-in…');
    case 'grant':
      return l10n.t('Add missing permissions and grant consent…');
  }
}

const states: { readonly [State in ReportState]: () => string } = {
  missing: () => l10n.t('missing'),
  notGranted: () => l10n.t('requested, not granted'),
  notInToken: () => l10n.t('granted, not in the token yet'),
  granted: () => l10n.t('granted'),
  notChecked: () => l10n.t('granted, use not checked'),
  unused: () => l10n.t('not used'),
};

/** The state of a permission in words. */
export function reportState(state: ReportState): string {
  return states[state]();
}

/** Headings and cells of a report. @param resourceName display name of an API */
export function reportLabels(resourceName: (resourceAppId: string) => string): ReportLabels {
  return {
    resource: l10n.t('API'),
    permission: l10n.t('Permission'),
    needed: l10n.t('Needed'),
    requested: l10n.t('Requested'),
    granted: l10n.t('Granted'),
    inToken: l10n.t('In token'),
    state: l10n.t('State'),
    role: l10n.t('Directory role'),
    held: l10n.t('Held'),
    yes: l10n.t('yes'),
    no: l10n.t('no'),
    unknown: l10n.t('not checked'),
    unknownCommands: l10n.t('Commands nothing is known of'),
    states: {
      missing: states.missing(),
      notGranted: states.notGranted(),
      notInToken: states.notInToken(),
      granted: states.granted(),
      notChecked: states.notChecked(),
      unused: states.unused(),
    },
    resourceName,
  };
}

const skipReasons: { readonly [Reason in SkipReason]: () => string } = {
  dynamic: () => l10n.t('its parameters are put together when the script runs'),
  session: () => l10n.t('its remote session is used in a way that has no equivalent'),
  delegated: () => l10n.t('it works in the tenant of a customer, where another application has to sign in'),
  target: () => l10n.t('this module takes a certificate file, which would have to be written and removed there'),
};

/** Why a connect statement was not converted. */
export function skipReason(reason: SkipReason): string {
  return skipReasons[reason]();
}
