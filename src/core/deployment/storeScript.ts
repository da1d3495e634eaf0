import type { HandOverFiles } from '../hosting/bootstrap.ts';
import { indent } from '../hosting/bootstrapText.ts';
import { handOverVariable } from '../hosting/handOverNames.ts';
import type { HostComputer } from '../hosting/types.ts';
import { commentText, quoteString } from '../powershell/quote.ts';
import { answerMark } from './storeAnswer.ts';
import { deleteKey, openPfx, privateKeyOf, signs, useStore } from './storeScriptParts.ts';

interface StoreScriptOptions {
  readonly thumbprint: string;
  /** For the eyes of who reads the script. */
  readonly name: string;
  readonly platform: HostComputer['platform'];
}

export interface InstallScriptOptions extends StoreScriptOptions {
  readonly files: HandOverFiles;
  /** Whether the key may leave the store again; Linux keeps it in a file in any case. */
  readonly exportable: boolean;
}

/**
 * A script that puts the handed-over certificate with its key into the certificate store of this account, opens the store
 * afresh and signs with what it finds there. It answers as `readAnswer` reads it. One that is there and
 * signs stays as it is; one whose key does not sign gets its key. What went in and does not sign is taken out again.
 *
 * For Windows PowerShell 5.1 and PowerShell 7. No secret is in it; it removes the hand-over in every case. Starts with a
 * byte order mark, lines end with `\n`.
 */
export function installScript(options: InstallScriptOptions): string {
  const { files, platform, exportable } = options;
  const removing = [
    `Remove-Item -LiteralPath Env:${handOverVariable} -ErrorAction Ignore`,
    `Remove-Item -LiteralPath ${quoteString(files.folder)} -Recurse -Force -ErrorAction Ignore`,
  ];
  const half = `[System.IO.File]::ReadAllText(${quoteString(files.half)})`;
  const pfx = quoteString(files.pfx);
  const flags = quoteString(storageFlags(platform, exportable));
  return script(
    `Puts the certificate ${options.name} with its private key into the certificate store of this account, and tries it there.`,
    options,
    [...useStore, ...signs, ...describe, ...(platform === 'win32' ? deleteKey : [])],
    [
      '$before = @(& $find)',
      'if ($before.Count -gt 0 -and (& $signs $before[0])) {',
      `    '${answerMark} state alreadyThere'`,
      '    & $describe $before[0]',
      '    return',
      '}',
      `$certificate = ${openPfx(pfx, `($env:${handOverVariable} + ${half})`, flags)}`,
      ...removing,
      ...(platform === 'win32'
        ? [
            'if ($before.Count -gt 0 -and $before[0].FriendlyName) { $certificate.FriendlyName = $before[0].FriendlyName }',
          ]
        : []),
      'try {',
      ...indent([
        // A key that stays in the keychain brings its certificate along, and one that must not leave cannot be added again.
        ...(platform === 'darwin' ? ['if (@(& $find | Where-Object { $_.HasPrivateKey }).Count -eq 0) {'] : []),
        "& $useStore 'ReadWrite' { param($store) $store.Add($certificate) }",
        ...(platform === 'darwin' ? ['}'] : []),
        '$after = @(& $find)',
        "if ($after.Count -eq 0) { $state = 'lost' }",
        "elseif (-not (& $signs $after[0])) { $state = 'keyCannotSign' }",
        "elseif ($before.Count -gt 0) { $state = 'repaired' }",
        "else { $state = 'installed' }",
        "if ($state -notmatch '^(?:installed|repaired)$') { throw $state }",
        `"${answerMark} state $state"`,
        '& $describe $after[0]',
      ]),
      '}',
      'catch {',
      '    $failure = $_',
      '    # Half of it is worse than nothing: a certificate without its key would be found and used.',
      '    if ($before.Count -eq 0) {',
      ...(platform === 'win32' ? ['        try { & $deleteKey $certificate } catch { }'] : []),
      "        try { & $useStore 'ReadWrite' { param($store) $store.Remove($certificate) } } catch { }",
      '    }',
      '    throw $failure',
      '}',
    ],
    removing,
  );
}

/**
 * A script that removes a certificate with its private key from the certificate store of this account and looks whether it
 * is gone. A key that another certificate of the store uses stays. Answers like {@link installScript}.
 */
export function removalScript(options: StoreScriptOptions & { readonly folder: string }): string {
  const windows = options.platform === 'win32';
  return script(
    `Removes the certificate ${options.name} with its private key from the certificate store of this account.`,
    options,
    [...useStore, ...(windows ? deleteKey : [])],
    [
      '$found = @(& $find)',
      'if ($found.Count -eq 0) {',
      `    '${answerMark} state notThere'`,
      '    return',
      '}',
      ...(windows
        ? [
            '# A renewed certificate may go on with the same key.',
            '$public = $found[0].GetPublicKeyString()',
            "$sharing = @(& $useStore 'ReadOnly' { param($store) $store.Certificates } | Where-Object {",
            '    $_.HasPrivateKey -and $_.Thumbprint -ne $thumbprint -and $_.GetPublicKeyString() -eq $public',
            '})',
            '# The key first: if that fails, the certificate is still there to be removed again.',
            'if ($sharing.Count -eq 0) { foreach ($certificate in $found) { & $deleteKey $certificate } }',
            `else { '${answerMark} keyKept True' }`,
          ]
        : []),
      "& $useStore 'ReadWrite' { param($store) foreach ($certificate in $found) { $store.Remove($certificate) } }",
      "if (@(& $find).Count -gt 0) { throw 'kept' }",
      `'${answerMark} state removed'`,
    ],
    [`Remove-Item -LiteralPath ${quoteString(options.folder)} -Recurse -Force -ErrorAction Ignore`],
  );
}

function script(
  title: string,
  { thumbprint }: StoreScriptOptions,
  helpers: readonly string[],
  work: readonly string[],
  always: readonly string[],
): string {
  const lines = [
    `# ${commentText(title)}`,
    '# Written by Entra Cert Auth for one run; it removes itself, and what it takes over, when it runs.',
    '& {',
    ...indent([
      "$ErrorActionPreference = 'Stop'",
      `$thumbprint = ${quoteString(thumbprint)}`,
      '# Letters and digits come through every code page, and this way no line is broken at the width of a window.',
      '$say = {',
      '    param($name, $value)',
      '    $text = [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes([string] $value))',
      `    [System.Console]::Out.WriteLine("${answerMark} $name $text")`,
      '}',
      ...helpers,
      'try {',
      ...indent([
        "if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {",
        `    '${answerMark} state blocked'`,
        '    return',
        '}',
        ...work,
      ]),
      '}',
      'catch {',
      '    $problem = $_.Exception.GetBaseException().Message',
      "    if ($problem -match '^(?:lost|keyCannotSign|kept)$') { $state = $problem } else { $state = 'failed' }",
      `    "${answerMark} state $state"`,
      "    & $say 'problem' $problem",
      '}',
      'finally {',
      ...indent(always),
      '}',
    ]),
    '}',
  ];
  return `\uFEFF${lines.join('\n')}\n`;
}

/** `$describe`: who keeps the key, and whether it may leave. */
const describe: readonly string[] = [
  '$describe = {',
  '    param($certificate)',
  `    $key = ${privateKeyOf('$certificate')}`,
  '    if ($key -is [System.Security.Cryptography.RSACryptoServiceProvider]) {',
  "        & $say 'provider' $key.CspKeyContainerInfo.ProviderName",
  "        & $say 'kind' 'csp'",
  "        & $say 'exportable' $key.CspKeyContainerInfo.Exportable",
  '    }',
  '    elseif ($key -is [System.Security.Cryptography.RSACng]) {',
  "        & $say 'provider' $key.Key.Provider.Provider",
  "        & $say 'kind' 'cng'",
  "        & $say 'exportable' ($key.Key.ExportPolicy -ne 'None')",
  '    }',
  '}',
];

/** Where .NET puts the key. Windows needs to be told to keep it; macOS puts it into the keychain then. */
function storageFlags(platform: HostComputer['platform'], exportable: boolean): string {
  const kept = platform === 'win32' ? 'UserKeySet, PersistKeySet' : platform === 'darwin' ? 'PersistKeySet' : '';
  return [...(kept ? [kept] : []), ...(exportable || platform === 'linux' ? ['Exportable'] : [])].join(', ');
}
