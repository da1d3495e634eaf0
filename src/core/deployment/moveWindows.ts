import { commentText, quoteString } from '../powershell/quote.ts';
import type { MoveRequest } from './moveTypes.ts';
import { signingCheck } from './signingCheck.ts';

/** The lines that ask for what an import needs; the PFX file is looked for beside the script. */
export function pfxParameters(slug: string, more: readonly string[] = []): readonly string[] {
  return [
    '[CmdletBinding()]',
    'param(',
    ...more.map((line) => `    ${line}`),
    `    [string] $Path = (Join-Path -Path $PSScriptRoot -ChildPath ${quoteString(`${slug}.pfx`)}),`,
    '    # Asked for when it is not given.',
    '    [System.Security.SecureString] $Password,',
    '    # Deletes the PFX file when everything worked.',
    '    [switch] $RemoveFile',
    ')',
    '',
    "$ErrorActionPreference = 'Stop'",
  ];
}

export const askForPfx: readonly string[] = [
  'if (-not (Test-Path -LiteralPath $Path)) { throw "There is no file $Path. Name it with -Path." }',
  "if (-not $Password) { $Password = Read-Host -Prompt 'Password of the PFX file' -AsSecureString }",
];

export const removePfx: readonly string[] = ['if ($RemoveFile) { Remove-Item -LiteralPath $Path }'];

/** What an import takes of a request: for a certificate alone, `applicationName` is its name. */
export interface WindowsImport extends Pick<MoveRequest, 'target' | 'account'> {
  readonly facts: Pick<MoveRequest['facts'], 'thumbprint' | 'applicationName'>;
}

/**
 * The script that imports the PFX into the certificate store of a Windows computer and proves that the key signs there: for
 * the account that runs it, or for the computer, with read access to the key for one account. For Windows PowerShell 5.1
 * and PowerShell 7; nothing secret is in it.
 */
export function windowsImportScript(request: WindowsImport, slug: string): string {
  const { facts, account } = request;
  const machine = request.target === 'serviceAccount';
  const store = machine ? 'Cert:\\LocalMachine\\My' : 'Cert:\\CurrentUser\\My';
  const lines = [
    ...(machine ? ['#Requires -RunAsAdministrator'] : []),
    `# Imports the certificate of ${commentText(facts.applicationName)} into ${store},`,
    '# and proves that its private key signs there.',
    ...(machine
      ? ['# Run it as an administrator. Then only administrators and the account below can use the key.']
      : ['# Run it as the account that will run the script: nobody else gets the certificate.']),
    ...pfxParameters(
      slug,
      machine
        ? ['# Runs the task or service, and may use the key.', `[string] $Account = ${quoteString(account ?? '')},`]
        : [],
    ),
    "if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {",
    "    throw 'PowerShell runs in constrained language mode. Import the PFX file with Import-PfxCertificate by hand.'",
    '}',
    `$thumbprint = ${quoteString(facts.thumbprint)}`,
    ...askForPfx,
    '',
    '# The file names a provider that Exchange Online accepts. Without -Exportable the key stays in this computer.',
    `Import-PfxCertificate -FilePath $Path -CertStoreLocation '${store}' -Password $Password | Out-Null`,
    `$certificate = Get-Item -LiteralPath "${store}\\$thumbprint" -ErrorAction SilentlyContinue`,
    'if (-not $certificate) { throw "The file holds another certificate than $thumbprint." }',
    '',
    ...signingCheck('The certificate is in the store, but its private key signs nothing. Import the PFX file again.'),
    ...(machine ? grantLines : []),
    '',
    ...removePfx,
    `Write-Output "The certificate $thumbprint is in the store and its key signs. It is valid until $($certificate.NotAfter.ToString('yyyy-MM-dd'))."`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The key is a file that administrators and SYSTEM can read; one more account gets read access. */
const grantLines: readonly string[] = [
  '',
  '# Where Windows keeps the key depends on its provider.',
  '$name = if ($key -is [System.Security.Cryptography.RSACryptoServiceProvider]) {',
  '    $key.CspKeyContainerInfo.UniqueKeyContainerName',
  '}',
  'else {',
  '    $key.Key.UniqueName',
  '}',
  "$file = 'Microsoft\\Crypto\\RSA\\MachineKeys', 'Microsoft\\Crypto\\Keys' |",
  '    ForEach-Object { "$env:ProgramData\\$_\\$name" } |',
  '    Where-Object { Test-Path -LiteralPath $_ } | Select-Object -First 1',
  'if (-not $file) { throw "The file of the private key of $thumbprint was not found." }',
  '# These are called differently in every language of Windows.',
  '$builtIn = @{',
  "    'NT AUTHORITY\\SYSTEM'          = '*S-1-5-18'",
  "    'NT AUTHORITY\\LOCAL SERVICE'   = '*S-1-5-19'",
  "    'NT AUTHORITY\\NETWORK SERVICE' = '*S-1-5-20'",
  '}',
  '$reader = if ($builtIn.ContainsKey($Account)) { $builtIn[$Account] } else { $Account }',
  '& icacls.exe $file /grant "$($reader):(R)" | Out-Null',
  'if ($LASTEXITCODE -ne 0) { throw "$Account did not get read access to the private key. Is the name right?" }',
];
