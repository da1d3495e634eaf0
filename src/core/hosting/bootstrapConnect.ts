import { commandText } from '../powershell/commandText.ts';
import { quoteString } from '../powershell/quote.ts';
import type { ConnectionFacts, ServiceDefinition } from '../services/types.ts';
import type { BootstrapWords, HandOverFiles } from './bootstrap.ts';
import { indent, own, printed } from './bootstrapText.ts';
import { moduleNames } from './moduleNames.ts';
import type { HostComputer } from './types.ts';

export interface Connecting {
  readonly services: readonly ServiceDefinition[];
  readonly facts: ConnectionFacts;
  readonly platform: HostComputer['platform'];
  readonly files: HandOverFiles;
  readonly words: BootstrapWords;
}

/** Whether .NET keeps the key of the certificate with the system while the object lives; see `keyStorage`. */
export const keptBySystem = ({ platform, services }: Pick<Connecting, 'platform' | 'services'>) =>
  platform === 'win32' && services.some(({ id }) => id === 'exchangeOnline' || id === 'securityCompliance');

/**
 * Whether a file that modules want as one can be removed before they are told: Linux shows what a process has open as files
 * to that process, also when they are on no disk any more.
 */
export const staysOpen = ({ platform }: Pick<Connecting, 'platform'>) => platform === 'linux';

/** Imports the modules and connects, one service after the other. */
export function connectAll(options: Connecting): readonly string[] {
  const { services, words } = options;
  return [
    ...(services.length > 1 ? [`${own('Write-Warning')} ${printed(words.joint)} -WarningAction Continue`] : []),
    ...services.flatMap((service, index) => connectOne(service, options, words.connected[index] ?? service.name)),
  ];
}

/** In a scope of its own, so that its variables go with it. */
function connectOne(service: ServiceDefinition, options: Connecting, connected: string): readonly string[] {
  const { facts, platform, files } = options;
  const prepare = (service.prepare?.(facts) ?? []).map((command) => `$null = ${commandText(command, 'line')}`);
  const given: Readonly<Record<ServiceDefinition['certificateForm'], readonly string[]>> = {
    object: ['$certificate = $entraCertAuth.Key.Certificate'],
    file: [
      ...(staysOpen(options)
        ? [
            '$file = $entraCertAuth.Key.File',
            '$certificatePath = "/proc/self/fd/$($file.SafeFileHandle.DangerousGetHandle())"',
          ]
        : [`$certificatePath = ${quoteString(files.pfx)}`]),
      '$certificatePassword = $entraCertAuth.Key.Password',
    ],
    none: [],
  };
  const fromObject = [
    ...given[service.certificateForm],
    ...connect(service, facts, 'object'),
    ...(keptBySystem({ platform, services: [service] }) ? letGoAtEnd : []),
    ...(service.id === 'azure' && staysOpen(options) ? keepOpen : []),
  ];
  const fromStore = [...consoleWorkaround(service), ...connect(service, facts, 'thumbprint')];
  const either =
    platform !== 'win32'
      ? fromObject
      : service.certificateForm === 'none'
        ? fromStore
        : ['if ($entraCertAuth.InStore) {', ...indent(fromStore), '}', 'else {', ...indent(fromObject), '}'];
  return [
    '& {',
    ...indent([
      '# Defaults of a profile are for interactive sign-ins.',
      '$PSDefaultParameterValues = @{}',
      ...importModule(service),
      ...keepContext(service),
      ...prepare,
      ...either,
    ]),
    '}',
    '$entraCertAuth.InUse = $true',
    `${own('Write-Host')} ${printed(connected)} -ForegroundColor Green`,
    `$null = ${own('Register-EngineEvent')} -SourceIdentifier PowerShell.Exiting -SupportEvent -Action {`,
    `    try { $null = ${commandText(service.disconnect, 'line')} } catch { }`,
    '}',
  ];
}

/** The action of an event sees no variable of whoever registers it, not even as a closure. */
const letGoAtEnd = [
  '# The system keeps this key on the disk until the certificate is let go of, which ending does not do.',
  "[System.AppDomain]::CurrentDomain.SetData('EntraCertAuth.Certificate', $certificate)",
  `$null = ${own('Register-EngineEvent')} -SourceIdentifier PowerShell.Exiting -SupportEvent -Action {`,
  "    [System.AppDomain]::CurrentDomain.GetData('EntraCertAuth.Certificate').Dispose()",
  '}',
];

/** Az reads the file again before each command, for which it has to stay open. */
const keepOpen = ["[System.AppDomain]::CurrentDomain.SetData('EntraCertAuth.File', $file)"];

/** The first of the modules that is there. One that is there and does not load is an error of its own. */
function importModule(service: ServiceDefinition): readonly string[] {
  const load = (name: string) => `${own('Import-Module')} -Name ${name} -DisableNameChecking -ErrorAction Stop`;
  const names = moduleNames(service).map(quoteString);
  const [only, ...others] = names;
  if (others.length === 0) {
    return [load(only ?? '')];
  }
  return [
    '$missing = $null',
    `foreach ($module in ${names.join(', ')}) {`,
    ...indent([
      'try {',
      `    ${load('$module')}`,
      '    $missing = $null',
      '    break',
      '}',
      'catch {',
      "    if ($_.FullyQualifiedErrorId -notlike 'Modules_ModuleNotFound*') { throw }",
      '    if ($null -eq $missing) { $missing = $_ }',
      '}',
    ]),
    '}',
    'if ($null -ne $missing) { throw $missing }',
  ];
}

/** What connecting does without, where a version does not know it. */
const dispensable = ['NoWelcome', 'ShowBanner', 'Scope'];

function connect(service: ServiceDefinition, facts: ConnectionFacts, key: 'thumbprint' | 'object'): readonly string[] {
  const command = service.connect(facts, key);
  const parameters = [...command.parameters, { name: 'ErrorAction', value: 'Stop' }];
  const lines = commandText({ ...command, parameters }, 'splat').split('\n');
  const unknown = command.parameters
    .filter(({ name }) => dispensable.includes(name))
    .map(
      ({ name }) =>
        `if ((${own('Get-Command')} -Name ${command.name}).Parameters.Keys -notcontains '${name}') { $parameters.Remove('${name}') }`,
    );
  return [...lines.slice(0, -1), ...unknown, ...lines.slice(-1).map((line) => `$null = ${line}`)];
}

/** Az would write the context, with what it needs to sign in again, to the disk. */
function keepContext({ id }: ServiceDefinition): readonly string[] {
  return id === 'azure'
    ? [
        `if (${own('Get-Command')} -Name Disable-AzContextAutosave -ErrorAction Ignore) {`,
        '    $null = Disable-AzContextAutosave -Scope Process',
        '}',
      ]
    : [];
}

/** Connect-IPPSSession reads `$IsWindows`, which Windows PowerShell 5.1 lacks, and would ask for a password. */
function consoleWorkaround({ id }: ServiceDefinition): readonly string[] {
  return id === 'securityCompliance' ? ["if ($PSVersionTable.PSEdition -ne 'Core') { $Global:IsWindows = $true }"] : [];
}
