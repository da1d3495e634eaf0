import { commentText, quoteString } from '../powershell/quote.ts';
import type { ConnectionFacts, ServiceDefinition } from '../services/types.ts';
import { type Connecting, connectAll, keptBySystem, staysOpen } from './bootstrapConnect.ts';
import { indent, own, printed, removeItem } from './bootstrapText.ts';
import { handOverVariable } from './handOverNames.ts';
import { storePlace } from './storePlace.ts';
import type { HostComputer } from './types.ts';

/** Sentences the script prints, whole and localized. */
export interface BootstrapWords {
  /** In order of the services. */
  readonly connected: readonly string[];
  /** In constrained language mode, when the certificate is not in the certificate store. */
  readonly blocked: string;
  /** Heading of what a module says when it does not connect. */
  readonly failed: string;
  /** Said before several services are connected in one process. */
  readonly joint: string;
  /** With `{0}` for the exit code and `{1}` for seconds. */
  readonly ended: string;
  /** With `{1}` for seconds: Ctrl+C. */
  readonly stopped: string;
}

export interface BootstrapOptions {
  readonly services: readonly ServiceDefinition[];
  /** Absent, like services, when the script that is run connects by itself. */
  readonly facts?: ConnectionFacts;
  readonly platform: HostComputer['platform'];
  readonly files: HandOverFiles;
  readonly words: BootstrapWords;
  /** Runs after connecting; without it the terminal is for working in, and the user's profile is loaded. */
  readonly run?: {
    readonly script: string;
    /**
     * Gets `running`, then `<exit code> <milliseconds>` when the script has ended; or `failed` when connecting did and it was
     * not run.
     */
    readonly report: string;
  };
}

const isConnecting = (options: BootstrapOptions): options is BootstrapOptions & Connecting =>
  options.facts !== undefined;

/** Where the hand-over lies; see `prepareHandOver`. */
export interface HandOverFiles {
  readonly folder: string;
  readonly pfx: string;
  /** Half of the password; the other half is in the environment. */
  readonly half: string;
}

/**
 * The script a terminal starts with, for Windows PowerShell 5.1 and PowerShell 7: takes the certificate over, removes what
 * carried it, loads the profile, imports the modules, connects, and says so in a line for each service. No secret is in it.
 * Lines end with `\n`, and it starts with a byte order mark, without which Windows PowerShell misreads names.
 *
 * To be started with `-NoProfile`: a profile, and what it starts, would inherit the variable.
 */
export function bootstrapScript(options: BootstrapOptions): string {
  const lines = [
    ...heading(options),
    '$entraCertAuth = @{ Connected = $false; InUse = $false; Key = @{} }',
    'try {',
    ...indent([
      ...(isConnecting(options) ? takeOver(options) : []),
      ...(options.run === undefined ? profiles : []),
      ...(isConnecting(options) ? connectAll(options) : []),
      '$entraCertAuth.Connected = $true',
    ]),
    '}',
    'catch {',
    ...indent(sayWhy(options.words)),
    '}',
    'finally {',
    ...indent([
      ...removeAll(options),
      '# What did not connect stays in $Error, with what it was given: the key is taken out of it.',
      'if (-not $entraCertAuth.InUse) {',
      '    foreach ($entraCertAuthPart in $entraCertAuth.Key.Values) { $entraCertAuthPart.Dispose() }',
      '}',
      '$entraCertAuth = @{ Connected = $entraCertAuth.Connected }',
      ...(options.run === undefined
        ? []
        : [`if (-not $entraCertAuth.Connected) { ${writeReport(options.run, "'failed'")} }`]),
    ]),
    '}',
    ...(options.run === undefined ? [] : runScript(options.run, options.words)),
    removeOwn,
  ];
  return `\uFEFF${lines.join('\n')}\n`;
}

function heading(options: BootstrapOptions): readonly string[] {
  const what = options.services.map(({ name }) => name).join(', ');
  return [
    isConnecting(options)
      ? `# Signs this terminal in to ${what} as ${commentText(options.facts.applicationName ?? options.facts.appId)}.`
      : '# Runs a script that connects by itself.',
    '# Written by Entra Cert Auth for one terminal; it removes itself, and the certificate it takes over, when it runs.',
    '# Commands of PowerShell are named with their modules, as a profile may have put others in their place.',
  ];
}

const needsFile = ({ services }: BootstrapOptions) =>
  services.some(({ certificateForm }) => certificateForm === 'file');
const needsObject = ({ services }: BootstrapOptions) =>
  services.some(({ certificateForm }) => certificateForm === 'object');

/** The certificate object, the password gone, and the files gone unless a module wants one that is on the disk. */
function takeOver(options: Connecting): readonly string[] {
  const { files, platform } = options;
  if (options.services.every(({ certificateForm }) => certificateForm === 'none') && platform !== 'win32') {
    return removeAll(options);
  }
  const steps = [
    `if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { throw ${printed(options.words.blocked)} }`,
    '# A process shows its first environment as long as it lives, so the variable has half of the password only.',
    '$entraCertAuth.Key = & {',
    ...indent([
      `$password = $env:${handOverVariable} + [System.IO.File]::ReadAllText(${quoteString(files.half)})`,
      '@{',
      ...indent([
        ...(needsObject(options)
          ? [
              'Certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new(',
              `    ${quoteString(files.pfx)}, $password, ${quoteString(keyStorage(options))})`,
            ]
          : []),
        ...(needsFile(options) ? ["Password = [System.Net.NetworkCredential]::new('', $password).SecurePassword"] : []),
        ...(needsFile(options) && staysOpen(options)
          ? [`File = [System.IO.File]::OpenRead(${quoteString(files.pfx)})`]
          : []),
      ]),
      '}',
    ]),
    '}',
  ];
  const remove =
    needsFile(options) && !staysOpen(options)
      ? [removeVariable, removeItem(quoteString(files.half))]
      : removeAll(options);
  const guarded = ['try {', ...indent(steps), '}', 'finally {', ...indent(remove), '}'];
  if (platform !== 'win32') {
    return guarded;
  }
  const place = quoteString(storePlace(options.facts.thumbprint));
  return [
    '# In the certificate store of this account, the certificate is found by its thumbprint and nothing is taken over.',
    `$entraCertAuth.InStore = @(Get-Item -Path ${place} -ErrorAction Ignore | Where-Object { $_.HasPrivateKey }).Count -gt 0`,
    ...(options.services.every(({ certificateForm }) => certificateForm === 'none')
      ? removeAll(options)
      : ['if ($entraCertAuth.InStore) {', ...indent(removeAll(options)), '}', 'else {', ...indent(guarded), '}']),
  ];
}

/**
 * Where .NET keeps the key. Exchange takes keys of the older kind of provider only, which have to be kept by the system for
 * as long as the object lives; macOS knows nothing but that.
 */
function keyStorage({ platform, services }: BootstrapOptions): string {
  if (platform === 'darwin') {
    return 'DefaultKeySet';
  }
  return keptBySystem({ platform, services }) ? 'UserKeySet' : 'EphemeralKeySet';
}

const removeVariable = removeItem(`Env:${handOverVariable}`);

function removeAll({ files }: BootstrapOptions): readonly string[] {
  return [removeVariable, removeItem(quoteString(files.folder))];
}

/**
 * What the shell would have done first, had it not been told to wait. In a pipeline of its own, where an error does not end
 * the profile: within `try`, it would.
 */
const profiles = [
  '# The profile, now that whatever it starts inherits nothing.',
  'foreach ($entraCertAuthProfile in $PROFILE.AllUsersAllHosts, $PROFILE.AllUsersCurrentHost, $PROFILE.CurrentUserAllHosts, $PROFILE.CurrentUserCurrentHost) {',
  ...indent([
    `if (-not $entraCertAuthProfile -or -not (${own('Test-Path')} -LiteralPath $entraCertAuthProfile)) { continue }`,
    'try {',
    "    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { . $entraCertAuthProfile; continue }",
    "    $entraCertAuth.Shell = [System.Management.Automation.PowerShell]::Create('CurrentRunspace')",
    "    $entraCertAuth.Shell.AddScript('. $entraCertAuthProfile').Invoke()",
    '    foreach ($entraCertAuthError in $entraCertAuth.Shell.Streams.Error) {',
    `        ${own('Write-Host')} ($entraCertAuthError | ${own('Out-String')}) -ForegroundColor Red`,
    '    }',
    '}',
    'catch {',
    '    $entraCertAuthError = $_.Exception',
    '    while ($entraCertAuthError.InnerException) { $entraCertAuthError = $entraCertAuthError.InnerException }',
    `    ${own('Write-Warning')} $entraCertAuthError.Message -WarningAction Continue`,
    '}',
  ]),
  '}',
];

/** What the module said, and what it wraps: Windows PowerShell leaves the reason inside "One or more errors occurred". */
function sayWhy({ failed }: BootstrapWords): readonly string[] {
  return [
    `${own('Write-Host')} ${printed(failed)} -ForegroundColor Red`,
    "$entraCertAuth.Said = ''",
    'for ($entraCertAuthError = $_.Exception; $entraCertAuthError; $entraCertAuthError = $entraCertAuthError.InnerException) {',
    ...indent([
      'if (-not $entraCertAuth.Said.Contains($entraCertAuthError.Message)) {',
      `    ${own('Write-Host')} $entraCertAuthError.Message -ForegroundColor Red`,
      '}',
      '$entraCertAuth.Said += $entraCertAuthError.Message',
    ]),
    '}',
  ];
}

const removeOwn = `${own('Remove-Variable')} -Name entraCertAuth* -WhatIf:$false -Confirm:$false -ErrorAction Ignore`;

/** What a program that was stopped by Ctrl+C ends with, where there is a convention. */
export const stoppedCode = 130;

const writeReport = ({ report }: NonNullable<BootstrapOptions['run']>, value: string) =>
  `${own('Set-Content')} -LiteralPath ${quoteString(report)} -Value ${value} -WhatIf:$false -Confirm:$false -ErrorAction Ignore`;

/** As `-File` would, a script ends with its own `exit`, not with that of the last program it called. */
function runScript(
  run: NonNullable<BootstrapOptions['run']>,
  { ended, stopped }: Pick<BootstrapWords, 'ended' | 'stopped'>,
): readonly string[] {
  return [
    'if ($entraCertAuth.Connected) {',
    ...indent([
      writeReport(run, "'running'"),
      '$global:LASTEXITCODE = 0',
      '# What stays when the script is stopped: Ctrl+C leaves nothing but finally to run.',
      `$entraCertAuth.Code = ${stoppedCode}`,
      `$entraCertAuth.Ended = ${printed(stopped)}`,
      '$entraCertAuth.Start = [datetime]::UtcNow',
      'try {',
      `    & ${quoteString(run.script)}`,
      '    $entraCertAuth.Code = if ($?) { 0 } else { [int] $global:LASTEXITCODE }',
      `    $entraCertAuth.Ended = ${printed(ended)}`,
      '}',
      'catch {',
      '    $global:LASTEXITCODE = $entraCertAuth.Code = 1',
      `    $entraCertAuth.Ended = ${printed(ended)}`,
      `    ${own('Write-Host')} ($_ | ${own('Out-String')}) -ForegroundColor Red`,
      '}',
      'finally {',
      '    $entraCertAuth.Time = [datetime]::UtcNow - $entraCertAuth.Start',
      `    ${own('Write-Host')} ($entraCertAuth.Ended -f $entraCertAuth.Code, ('{0:0.0}' -f $entraCertAuth.Time.TotalSeconds))`,
      `    ${writeReport(run, '"$($entraCertAuth.Code) $([int] $entraCertAuth.Time.TotalMilliseconds)"')}`,
      `    ${removeOwn}`,
      '}',
    ]),
    '}',
  ];
}
