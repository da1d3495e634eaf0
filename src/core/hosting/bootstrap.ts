import { commandText } from '../powershell/commandText.ts';
import { commentText, quoteString } from '../powershell/quote.ts';
import type { ConnectionFacts, ServiceDefinition } from '../services/types.ts';
import { handOverVariable } from './handOverNames.ts';
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
    /** Gets `<exit code> <milliseconds>` when the script has ended, or `failed` when connecting did and it was not run. */
    readonly report: string;
  };
}

type Connecting = BootstrapOptions & { readonly facts: ConnectionFacts };

const isConnecting = (options: BootstrapOptions): options is Connecting => options.facts !== undefined;

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
    '$entraCertAuth = @{ Connected = $false }',
    'try {',
    ...indent([
      ...(isConnecting(options) ? takeOver(options) : []),
      ...(options.run === undefined ? profiles : []),
      ...(isConnecting(options) ? connectAll(options) : []),
      '$entraCertAuth.Connected = $true',
    ]),
    '}',
    'catch {',
    `    Write-Host ${printed(options.words.failed)} -ForegroundColor Red`,
    '    Write-Host $_.Exception.Message -ForegroundColor Red',
    '}',
    'finally {',
    ...indent([...removeAll(options), '$entraCertAuth = @{ Connected = $entraCertAuth.Connected }']),
    '}',
    ...(options.run === undefined ? [] : runScript(options.run, options.words)),
    'Remove-Variable -Name entraCertAuth* -ErrorAction Ignore',
  ];
  return `\uFEFF${lines.join('\n')}\n`;
}

const indent = (lines: readonly string[]) => lines.map((line) => (line === '' ? '' : `    ${line}`));

/** Names come from a tenant: printed, nothing in them may act on the terminal. */
const printed = (text: string) => quoteString(text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' '));

function heading(options: BootstrapOptions): readonly string[] {
  const what = options.services.map(({ name }) => name).join(', ');
  return [
    isConnecting(options)
      ? `# Signs this terminal in to ${what} as ${commentText(options.facts.applicationName ?? options.facts.appId)}.`
      : '# Runs a script that connects by itself.',
    '# Written by Entra Cert Auth for one terminal; it removes itself, and the certificate it takes over, when it runs.',
  ];
}

const needsFile = ({ services }: BootstrapOptions) =>
  services.some(({ certificateForm }) => certificateForm === 'file');
const needsObject = ({ services }: BootstrapOptions) =>
  services.some(({ certificateForm }) => certificateForm === 'object');

/** The certificate object, the password gone, and the files gone unless a module wants one. */
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
              'Certificate = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 @(',
              `    ${quoteString(files.pfx)}, $password, ${quoteString(keyStorage(options))})`,
            ]
          : []),
        ...(needsFile(options)
          ? ["Password = (New-Object System.Net.NetworkCredential @('', $password)).SecurePassword"]
          : []),
      ]),
      '}',
    ]),
    '}',
  ];
  const remove = needsFile(options) ? [removeVariable, removeItem(files.half)] : removeAll(options);
  const guarded = ['try {', ...indent(steps), '}', 'finally {', ...indent(remove), '}'];
  if (platform !== 'win32') {
    return guarded;
  }
  const place = quoteString(`Cert:\\CurrentUser\\My\\${options.facts.thumbprint}`);
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
  const exchange = services.some(({ id }) => id === 'exchangeOnline' || id === 'securityCompliance');
  return platform === 'darwin' ? 'DefaultKeySet' : platform === 'win32' && exchange ? 'UserKeySet' : 'EphemeralKeySet';
}

const removeVariable = `Remove-Item -LiteralPath Env:${handOverVariable} -ErrorAction Ignore`;
const removeItem = (path: string) =>
  `Remove-Item -LiteralPath ${quoteString(path)} -Recurse -Force -ErrorAction Ignore`;

function removeAll({ files }: BootstrapOptions): readonly string[] {
  return [removeVariable, removeItem(files.folder)];
}

/** What the shell would have done first, had it not been told to wait. */
const profiles = [
  '# The profile, now that whatever it starts inherits nothing.',
  'foreach ($entraCertAuthProfile in $PROFILE.AllUsersAllHosts, $PROFILE.AllUsersCurrentHost, $PROFILE.CurrentUserAllHosts, $PROFILE.CurrentUserCurrentHost) {',
  '    if ($entraCertAuthProfile -and (Test-Path -LiteralPath $entraCertAuthProfile)) {',
  '        try { . $entraCertAuthProfile } catch { Write-Warning $_.Exception.Message }',
  '    }',
  '}',
];

function connectAll(options: Connecting): readonly string[] {
  const { services, words } = options;
  return [
    ...(services.length > 1 ? [`Write-Warning ${printed(words.joint)}`] : []),
    ...services.flatMap((service, index) => connectOne(service, options, words.connected[index] ?? service.name)),
  ];
}

/** In a scope of its own, so that its variables go with it. */
function connectOne(service: ServiceDefinition, options: Connecting, connected: string): readonly string[] {
  const { facts, platform, files } = options;
  const modules = `Import-Module -Name ${quoteString(service.module.name)} -DisableNameChecking -ErrorAction Stop`;
  const prepare = (service.prepare?.(facts) ?? []).map((command) => `${commandText(command, 'line')} | Out-Null`);
  const connect = (key: 'thumbprint' | 'object') => {
    const command = service.connect(facts, key);
    const parameters = [...command.parameters, { name: 'ErrorAction', value: 'Stop' }];
    return `${commandText({ ...command, parameters }, 'splat')} | Out-Null`.split('\n');
  };
  const given: Readonly<Record<ServiceDefinition['certificateForm'], readonly string[]>> = {
    object: ['$certificate = $entraCertAuth.Key.Certificate'],
    file: [`$certificatePath = ${quoteString(files.pfx)}`, '$certificatePassword = $entraCertAuth.Key.Password'],
    none: [],
  };
  const fromObject = [...given[service.certificateForm], ...connect('object')];
  const fromStore = [...consoleWorkaround(service), ...connect('thumbprint')];
  const either =
    platform !== 'win32'
      ? fromObject
      : service.certificateForm === 'none'
        ? fromStore
        : ['if ($entraCertAuth.InStore) {', ...indent(fromStore), '}', 'else {', ...indent(fromObject), '}'];
  return [
    '& {',
    ...indent([modules, ...keepContext(service), ...prepare, ...either]),
    '}',
    `Write-Host ${printed(connected)} -ForegroundColor Green`,
    '$null = Register-EngineEvent -SourceIdentifier PowerShell.Exiting -SupportEvent -Action {',
    `    try { ${commandText(service.disconnect, 'line')} | Out-Null } catch { }`,
    '}',
  ];
}

/** Az would write the context, with what it needs to sign in again, to the disk. */
function keepContext({ id }: ServiceDefinition): readonly string[] {
  return id === 'azure'
    ? [
        'if (Get-Command -Name Disable-AzContextAutosave -ErrorAction Ignore) {',
        '    Disable-AzContextAutosave -Scope Process | Out-Null',
        '}',
      ]
    : [];
}

/** Connect-IPPSSession reads `$IsWindows`, which Windows PowerShell 5.1 lacks, and would ask for a password. */
function consoleWorkaround({ id }: ServiceDefinition): readonly string[] {
  return id === 'securityCompliance' ? ["if ($PSVersionTable.PSEdition -ne 'Core') { $Global:IsWindows = $true }"] : [];
}

function runScript(
  { script, report }: NonNullable<BootstrapOptions['run']>,
  { ended }: BootstrapWords,
): readonly string[] {
  return [
    'if ($entraCertAuth.Connected) {',
    ...indent([
      '$global:LASTEXITCODE = 0',
      '$entraCertAuth.Start = [datetime]::UtcNow',
      `try { & ${quoteString(script)} }`,
      'catch {',
      '    $global:LASTEXITCODE = 1',
      '    Write-Host ($_ | Out-String) -ForegroundColor Red',
      '}',
      '$entraCertAuth.Time = [datetime]::UtcNow - $entraCertAuth.Start',
      '$entraCertAuth.Code = [int] $global:LASTEXITCODE',
      '$entraCertAuth.Report = "$($entraCertAuth.Code) $([int] $entraCertAuth.Time.TotalMilliseconds)"',
      `Write-Host (${printed(ended)} -f $entraCertAuth.Code, ('{0:0.0}' -f $entraCertAuth.Time.TotalSeconds))`,
    ]),
    '}',
    'else {',
    "    $entraCertAuth.Report = 'failed'",
    '}',
    `Set-Content -LiteralPath ${quoteString(report)} -Value $entraCertAuth.Report -ErrorAction Ignore`,
  ];
}
