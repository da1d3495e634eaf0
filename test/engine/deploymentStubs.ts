import type { StubCommand } from './stubModules.ts';

const strings = (...names: readonly string[]) => names.map((name) => `[string] ${name}`);
const secret = '[System.Security.SecureString] ';
const asset = strings('ResourceGroupName!', 'AutomationAccountName!');

/** What the scripts for other computers call, as the modules of Windows and Azure declare it. */
export const deploymentStubs: Readonly<Record<string, readonly StubCommand[]>> = {
  PKI: [
    {
      name: 'Import-PfxCertificate',
      sets: {
        all: [
          ...strings('FilePath!', 'CertStoreLocation', 'CryptoAlgorithmOption'),
          `${secret}Password`,
          '[switch] Exportable',
          '[switch] Confirm',
        ],
      },
      answer: `
    $path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($FilePath)
    $plain = [System.Net.NetworkCredential]::new('', $Password).Password
    $global:ImportedCertificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($path, $plain)
    $global:ImportedInto = $CertStoreLocation
    $global:ImportedCertificate`,
    },
  ],
  ScheduledTasks: [
    {
      name: 'New-ScheduledTaskAction',
      sets: { all: strings('Execute!', 'Argument', 'WorkingDirectory', 'Id') },
      answer: "'the action'",
    },
    {
      name: 'New-ScheduledTaskTrigger',
      sets: {
        all: ['[timespan] RandomDelay'],
        Daily: ['[switch] Daily!', '[datetime] At!', '[uint32] DaysInterval'],
        Weekly: ['[switch] Weekly!', '[datetime] At!', '[System.DayOfWeek[]] DaysOfWeek!', '[uint32] WeeksInterval'],
      },
      answer: "'the trigger'",
    },
    {
      name: 'New-ScheduledTaskPrincipal',
      sets: {
        all: ["[ValidateSet('Limited', 'Highest')][string] RunLevel", ...strings('Id')],
        User: [
          ...strings('UserId!'),
          "[ValidateSet('None', 'Password', 'S4U', 'Interactive', 'Group', 'ServiceAccount', 'InteractiveOrPassword')][string] LogonType",
        ],
        Group: strings('GroupId!'),
      },
      answer: "'the principal'",
    },
    {
      name: 'New-ScheduledTaskSettingsSet',
      sets: {
        all: [
          '[timespan] ExecutionTimeLimit',
          "[ValidateSet('Parallel', 'Queue', 'IgnoreNew')][string] MultipleInstances",
          '[switch] StartWhenAvailable',
          '[switch] AllowStartIfOnBatteries',
          '[switch] DontStopIfGoingOnBatteries',
          '[switch] RunOnlyIfNetworkAvailable',
        ],
      },
      answer: "'the settings'",
    },
    {
      name: 'Register-ScheduledTask',
      sets: {
        all: [...strings('TaskName!', 'TaskPath', 'Description'), '[switch] Force'],
        User: [
          '[object[]] Action!',
          '[object[]] Trigger',
          '[object] Settings',
          ...strings('User', 'Password'),
          "[ValidateSet('Limited', 'Highest')][string] RunLevel",
        ],
        Principal: ['[object[]] Action!', '[object[]] Trigger', '[object] Settings', '[object] Principal'],
      },
      answer: "'the task'",
    },
    {
      name: 'Unregister-ScheduledTask',
      sets: { all: [...strings('TaskName!', 'TaskPath'), '[switch] Confirm'] },
    },
    { name: 'Start-ScheduledTask', sets: { all: strings('TaskName!', 'TaskPath') } },
    {
      name: 'Get-ScheduledTaskInfo',
      sets: { all: strings('TaskName!', 'TaskPath') },
      answer: '[pscustomobject] @{ LastTaskResult = [uint32] $env:STUB_TASK_RESULT }',
    },
  ],
  'Az.Automation': [
    {
      name: 'Get-AzAutomationCertificate',
      sets: { all: [...asset, ...strings('Name')] },
      answer:
        'if ($global:StoredAsset) { $global:StoredAsset } else { $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new("The certificate was not found."), "NotFound", "ObjectNotFound", $Name)) }',
    },
    {
      name: 'New-AzAutomationCertificate',
      sets: {
        all: [...asset, ...strings('Name!', 'Path!', 'Description'), `${secret}Password!`, '[switch] Exportable'],
      },
      answer: storing(),
    },
    {
      name: 'Set-AzAutomationCertificate',
      sets: { all: [...asset, ...strings('Name!', 'Path', 'Description'), `${secret}Password`, '[bool] Exportable'] },
      answer: storing(),
    },
  ],
};

/** Keeps what would be stored, read as the service would read it. */
function storing(): string {
  return `
    $plain = [System.Net.NetworkCredential]::new('', $Password).Password
    $opened = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($Path, $plain)
    $global:StoredAsset = [pscustomobject] @{ Name = $Name; Thumbprint = $opened.Thumbprint }
    $global:StoredAsset`;
}
