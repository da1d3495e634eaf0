import { win32 } from 'node:path';
import { commandText } from '../powershell/commandText.ts';
import { commentText, quoteString } from '../powershell/quote.ts';
import { checkedAccount } from './account.ts';
import { plainLine } from './otherQuoting.ts';
import type { ScheduledTaskRequest } from './scheduledTaskTypes.ts';
import { signingCheck } from './signingCheck.ts';

/** Folder of Task Scheduler the tasks go to. */
const taskPath = '\\Entra Cert Auth\\';

/** What Windows refuses in the name of a task, which is the name of a file. */
const refusedInName = /[\\/:*?"<>|\p{Cc}]+/gu;
const longestName = 120;

/** Exit codes of the check, which is all that a task can say. */
const codes = { missing: 11, keyless: 12, expired: 13, silent: 14 } as const;

/** Registers a task of Windows Task Scheduler. For Windows PowerShell 5.1 and PowerShell 7, as an administrator. */
export function windowsTaskScript(request: ScheduledTaskRequest): string {
  const { script, thumbprint } = request;
  const accountName = accountOf(request);
  const lines = [
    '#Requires -RunAsAdministrator',
    `# Registers a scheduled task that runs ${commentText(script)}`,
    '# with certificate sign-in. Run it as an administrator on the computer where the script is.',
    '# Running it again replaces the task; with -Remove it takes the task away.',
    '[CmdletBinding()]',
    'param([switch] $Remove)',
    '',
    "$ErrorActionPreference = 'Stop'",
    `$taskPath = ${quoteString(taskPath)}`,
    `$taskName = ${quoteString(taskName(request.name))}`,
    `$script = ${quoteString(script)}`,
    `$thumbprint = ${quoteString(thumbprint)}`,
    `$account = ${quoteString(accountName)}`,
    request.shell === 'pwsh'
      ? "$shell = Join-Path -Path $env:ProgramFiles -ChildPath 'PowerShell\\7\\pwsh.exe'"
      : "$shell = Join-Path -Path $env:SystemRoot -ChildPath 'System32\\WindowsPowerShell\\v1.0\\powershell.exe'",
    '',
    'if ($Remove) {',
    '    Unregister-ScheduledTask -TaskPath $taskPath -TaskName $taskName -Confirm:$false',
    '    Write-Output "The task $taskPath$taskName is removed. The script and the certificate are still there."',
    '    return',
    '}',
    '',
    'foreach ($file in $shell, $script) {',
    '    if (-not (Test-Path -LiteralPath $file)) { throw "There is no file $file on this computer." }',
    '}',
    '',
    ...whoLines(request),
    '',
    ...checkLines,
    '',
    '$task = @{',
    '    TaskPath    = $taskPath',
    '    TaskName    = $taskName',
    `    Description = ${quoteString(`${plainLine(request.applicationName)}: signs in with the certificate ${thumbprint}.`)}`,
    `    Action      = ${actionText(script)}`,
    `    Trigger     = ${triggerText(request)}`,
    `    Settings    = ${settingsText(`[timespan]::FromHours(${request.limitHours})`)} -StartWhenAvailable`,
    '}',
    'Register-ScheduledTask @task @who -Force | Out-Null',
    'Write-Output "The task $taskPath$taskName is registered for $account. Start it now with:"',
    `Write-Output "Start-ScheduledTask -TaskPath '$taskPath' -TaskName '$($taskName.Replace("'", "''"))'"`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Windows knows a managed account by the dollar sign at its end, which is easily forgotten. */
function accountOf({ account, accountName }: ScheduledTaskRequest): string {
  if (account === 'system') {
    return 'NT AUTHORITY\\SYSTEM';
  }
  const name = checkedAccount(accountName ?? '');
  return account === 'managed' && !/[$@]/.test(name) ? `${name}$` : name;
}

function taskName(name: string): string {
  const plain = plainLine(name)
    .replaceAll(refusedInName, '-')
    .slice(0, longestName)
    .replace(/[. ]+$/, '')
    .trim();
  return plain === '' ? 'Script' : plain;
}

const settingsText = (limit: string) =>
  `New-ScheduledTaskSettingsSet -ExecutionTimeLimit (${limit}) -MultipleInstances IgnoreNew -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries`;

/** `$who`: the account as Register-ScheduledTask takes it. */
function whoLines({ account }: ScheduledTaskRequest): readonly string[] {
  if (account === 'password') {
    return [
      '# The account needs the right to log on as a batch job. Windows keeps the password.',
      "$credential = Get-Credential -UserName $account -Message 'The account that runs the task'",
      "if (-not $credential) { throw 'Without the password of the account there is no task.' }",
      '$who = @{ User = $account; Password = $credential.GetNetworkCredential().Password }',
    ];
  }
  const comments: Readonly<Record<Exclude<ScheduledTaskRequest['account'], 'password'>, string>> = {
    managed: '# A group managed service account: Windows knows its password. It may log on as a batch job.',
    s4u: '# Without a password the account cannot open certificates of its own store: use the store of the computer.',
    system: '# The system may use every key in the store of the computer.',
  };
  // The system is called differently in every language of Windows.
  const user = account === 'system' ? "'S-1-5-18'" : '$account';
  const logon = { managed: 'Password', s4u: 'S4U', system: 'ServiceAccount' }[account];
  return [
    comments[account],
    `$who = @{ Principal = New-ScheduledTaskPrincipal -UserId ${user} -LogonType ${logon} -RunLevel Limited }`,
  ];
}

/** Runs once, as a task of the same account: nobody else can tell what that account sees. */
const checkLines: readonly string[] = [
  '# Only the account itself can tell whether it sees the certificate and may use its key: a task asks it once.',
  '$check = {',
  '    try {',
  "        $certificate = 'Cert:\\LocalMachine\\My', 'Cert:\\CurrentUser\\My' |",
  '            ForEach-Object { Get-Item -LiteralPath "$_\\$thumbprint" -ErrorAction SilentlyContinue } |',
  '            Sort-Object -Property HasPrivateKey -Descending | Select-Object -First 1',
  `        if (-not $certificate) { exit ${codes.missing} }`,
  `        if (-not $certificate.HasPrivateKey) { exit ${codes.keyless} }`,
  `        if ($certificate.NotAfter -lt [datetime]::Now) { exit ${codes.expired} }`,
  ...signingCheck('The key signs nothing.').map((line) => `        ${line}`),
  '    }',
  '    catch {',
  `        exit ${codes.silent}`,
  '    }',
  '}',
  `$text = "\`$thumbprint = '$thumbprint'\`n$check"`,
  '$encoded = [System.Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))',
  '$trial = @{ TaskPath = $taskPath; TaskName = "$taskName (check)" }',
  '$trialAction = New-ScheduledTaskAction -Execute $shell -Argument "-NoProfile -NonInteractive -EncodedCommand $encoded"',
  `$trialSettings = ${settingsText('[timespan]::FromMinutes(5)')}`,
  'Register-ScheduledTask @trial @who -Action $trialAction -Settings $trialSettings -Force | Out-Null',
  'try {',
  '    Start-ScheduledTask @trial',
  '    $end = [datetime]::Now.AddMinutes(2)',
  '    do {',
  '        Start-Sleep -Milliseconds 500',
  '        $result = (Get-ScheduledTaskInfo @trial).LastTaskResult',
  '        # 267009: it runs; 267011: it has not run yet.',
  '    } while ($result -in 267009, 267011 -and [datetime]::Now -lt $end)',
  '}',
  'finally {',
  '    Unregister-ScheduledTask @trial -Confirm:$false',
  '}',
  'switch ($result) {',
  '    0 { }',
  `    ${codes.missing} { throw "$account does not see the certificate $thumbprint. Import it into Cert:\\LocalMachine\\My." }`,
  `    ${codes.keyless} { throw "The certificate $thumbprint has no private key there. Import its PFX file." }`,
  `    ${codes.expired} { throw "The certificate $thumbprint has expired." }`,
  `    ${codes.silent} { throw "$account cannot use the private key of $thumbprint. Give it read access to the key." }`,
  '    default { throw "The check did not run as $account (result $result). May the account log on as a batch job?" }',
  '}',
];

/** Task Scheduler replaces `%NAME%` and `$(Arg0)` in what it starts: a path that has them travels encoded. */
function actionText(script: string): string {
  const options = '-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned';
  const special = /%|\$\(/;
  const run = `& ${quoteString(script)}; exit $LASTEXITCODE`;
  const argument = special.test(script)
    ? `${options} -EncodedCommand ${Buffer.from(run, 'utf16le').toString('base64')}`
    : `${options} -File "${script}"`;
  const folder = win32.dirname(script);
  return `${commandText(
    {
      name: 'New-ScheduledTaskAction',
      parameters: [
        { name: 'Execute', value: { expression: '$shell' } },
        { name: 'Argument', value: argument },
        ...(special.test(folder) ? [] : [{ name: 'WorkingDirectory', value: folder }]),
      ],
    },
    'line',
  )}`;
}

function triggerText({ days, time }: ScheduledTaskRequest): string {
  return days.length === 0
    ? `New-ScheduledTaskTrigger -Daily -At '${time}'`
    : `New-ScheduledTaskTrigger -Weekly -DaysOfWeek ${days.map(capital).join(', ')} -At '${time}'`;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
