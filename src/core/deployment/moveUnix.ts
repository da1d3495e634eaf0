import { quoteString } from '../powershell/quote.ts';
import { certificateVariables } from '../services/connectionBlock.ts';
import type { MoveRequest } from './moveTypes.ts';
import { plainLine, quoteShell } from './otherQuoting.ts';
import { signingCheck } from './signingCheck.ts';

/** Where the certificate lies on Linux and macOS: for one user, or (imported by root) for an account of a service. */
export const unixFolders = { user: '$HOME/.config/entra-cert-auth', system: '/etc/entra-cert-auth' } as const;

/** What the files of a certificate are called there, without their extensions: whoever knows the certificate finds them. */
export const keptName = (thumbprint: string) => `certificate-${thumbprint.slice(0, 8).toLowerCase()}`;

/** Shell that sets what a portable connection block reads, from a file {@link unixImportScript} wrote. */
export function loadVariables(file: string): string {
  return `set -a; . ${file}; set +a`;
}

/** PowerShell that opens the PFX the variables name and proves that its key signs. */
export function portableCheck(thumbprint: string): readonly string[] {
  const { path, password } = certificateVariables;
  return [
    "$ErrorActionPreference = 'Stop'",
    '$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new(',
    `    $env:${path}, $env:${password})`,
    `if ($certificate.Thumbprint -ne ${quoteString(thumbprint)}) { throw 'The file holds another certificate.' }`,
    ...signingCheck('The private key of the certificate signs nothing.'),
  ];
}

/**
 * The shell script that puts the PFX and a file with its password where one account can read them, and nobody else, after
 * proving that the key signs. For `sh` on Linux and macOS; nothing secret is in it.
 */
export function unixImportScript({ facts, pfxStem }: MoveRequest, slug: string): string {
  const pfx = `${pfxStem ?? slug}.pfx`;
  const { path, password } = certificateVariables;
  const lines = [
    '#!/bin/sh',
    `# Keeps the certificate of ${plainLine(facts.applicationName)} where scripts find it,`,
    '# readable for one account only, after proving that its private key signs.',
    '#',
    `#   for yourself:    sh import-${slug}.sh [${plainLine(pfx)}]`,
    `#   for an account:  sudo sh import-${slug}.sh ${plainLine(pfx)} account`,
    '#',
    `# It asks for the password of the PFX file, or takes it from ${password}.`,
    'set -eu',
    'umask 077',
    '',
    `name=${quoteShell(keptName(facts.thumbprint))}`,
    `pfx=\${1:-${quoteShell(pfx)}}`,
    `account=\${2:-}`,
    'if [ "$(id -u)" -eq 0 ]; then',
    `    folder=\${ENTRA_CERT_AUTH_FOLDER:-${unixFolders.system}}`,
    'else',
    `    folder=\${ENTRA_CERT_AUTH_FOLDER:-"${unixFolders.user}"}`,
    'fi',
    'fail() { printf \'%s\\n\' "$1" >&2; exit 1; }',
    '[ -r "$pfx" ] || fail "There is no file $pfx that can be read."',
    "command -v pwsh > /dev/null || fail 'PowerShell 7 (pwsh) is not installed, or not in the PATH.'",
    '',
    `password=\${${password}:-}`,
    'if [ -z "$password" ]; then',
    "    printf 'Password of the PFX file: ' >&2",
    "    trap 'stty echo 2> /dev/null || true' EXIT",
    '    stty -echo 2> /dev/null || true',
    '    IFS= read -r password',
    '    stty echo 2> /dev/null || true',
    "    printf '\\n' >&2",
    'fi',
    '',
    '# Nothing is kept of a file that does not open, or of another certificate.',
    `${path}=$pfx ${password}=$password pwsh -NoProfile -NonInteractive -Command ${quoteShell(portableCheck(facts.thumbprint).join('\n'))}`,
    '',
    '# A value in single quotes, for shells and for systemd.',
    `quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\\\\\''/g")"; }`,
    'mkdir -p "$folder"',
    '# An account of a service must get through to its own files.',
    'if [ -n "$account" ]; then chmod 711 "$folder"; fi',
    'rm -f "$folder/$name.pfx" "$folder/$name.env"',
    'cp "$pfx" "$folder/$name.pfx"',
    '{',
    `    printf '${path}=%s\\n' "$(quoted "$folder/$name.pfx")"`,
    `    printf '${password}=%s\\n' "$(quoted "$password")"`,
    '} > "$folder/$name.env"',
    'chmod 600 "$folder/$name.pfx" "$folder/$name.env"',
    'if [ -n "$account" ]; then chown "$account" "$folder/$name.pfx" "$folder/$name.env"; fi',
    'printf \'%s\\n\' "The certificate is in $folder. Now delete $pfx."',
  ];
  return `${lines.join('\n')}\n`;
}
