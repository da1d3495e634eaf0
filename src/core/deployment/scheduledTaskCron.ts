import { keptName, loadVariables, portableCheck, unixFolders } from './moveUnix.ts';
import { plainLine, quoteShell } from './otherQuoting.ts';
import { type ScheduledTaskRequest, weekdays } from './scheduledTaskTypes.ts';

/** Adds the script to the crontab of whoever runs this. For `sh` on Linux and macOS. */
export function cronScript(request: ScheduledTaskRequest, slug: string): string {
  const { script, thumbprint } = request;
  const end = 'END_OF_RUNNER';
  const lines = [
    '#!/bin/sh',
    `# Runs ${plainLine(script)}`,
    '# from your crontab, with certificate sign-in. Import the certificate for yourself first.',
    '#',
    `#   register, or replace:  sh schedule-${slug}.sh`,
    `#   remove:                sh schedule-${slug}.sh remove`,
    'set -eu',
    'umask 077',
    '',
    `script=${quoteShell(script)}`,
    `folder=\${ENTRA_CERT_AUTH_FOLDER:-"${unixFolders.user}"}`,
    `settings="$folder/${keptName(thumbprint)}.env"`,
    `runner="$folder/${slug}.sh"`,
    `mark=${quoteShell(`# entra-cert-auth ${slug}`)}`,
    'fail() { printf \'%s\\n\' "$1" >&2; exit 1; }',
    'others() { crontab -l 2> /dev/null | grep -v "$mark$" || true; }',
    '',
    `if [ "\${1:-}" = remove ]; then`,
    '    kept=$(others)',
    `    { [ -z "$kept" ] || printf '%s\\n' "$kept"; } | crontab -`,
    '    rm -f "$runner"',
    "    printf '%s\\n' 'The line is out of your crontab. The script and the certificate are still there.'",
    '    exit 0',
    'fi',
    '',
    '[ -r "$script" ] || fail "There is no file $script that can be read."',
    '[ -r "$settings" ] || fail "There is no $settings. Import the certificate first."',
    "pwsh=$(command -v pwsh) || fail 'PowerShell 7 (pwsh) is not installed, or not in the PATH.'",
    `( ${loadVariables('"$settings"')}; "$pwsh" -NoProfile -NonInteractive -Command ${quoteShell(portableCheck(thumbprint).join('\n'))} ) ||`,
    '    fail "The certificate that $settings names cannot be used. Import it again."',
    '',
    `quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\\\\\''/g")"; }`,
    '{',
    '    printf \'#!/bin/sh\\nsettings=%s\\npwsh=%s\\nlock=%s\\n\' "$(quoted "$settings")" "$(quoted "$pwsh")" "$(quoted "$runner.lock")"',
    `    cat <<'${end}'`,
    '# One run at a time; one that was killed leaves its lock for as long as a run may take.',
    `if [ -n "$(find "$lock" -prune -mmin +${60 * request.limitHours} 2> /dev/null)" ]; then rmdir "$lock"; fi`,
    'mkdir "$lock" 2> /dev/null || exit 0',
    'trap \'rmdir "$lock"\' EXIT',
    loadVariables('"$settings"'),
    `if command -v timeout > /dev/null; then limit='timeout ${request.limitHours}h'; else limit=; fi`,
    `$limit "$pwsh" -NoProfile -NonInteractive -File ${quoteShell(script)}`,
    end,
    '} > "$runner"',
    'chmod 700 "$runner"',
    '# Cron reads % as the end of a line.',
    'command=$(printf \'/bin/sh %s\' "$(quoted "$runner")" | sed \'s/%/\\\\%/g\')',
    'kept=$(others)',
    `{ [ -z "$kept" ] || printf '%s\\n' "$kept"; printf '%s %s %s\\n' '${times(request)}' "$command" "$mark"; } | crontab -`,
    'printf \'%s\\n\' "It is in your crontab. Try it now with: sh $runner"',
  ];
  return `${lines.join('\n')}\n`;
}

function times({ days, time }: ScheduledTaskRequest): string {
  const [hour = '0', minute = '0'] = time.split(':');
  const on = days.length === 0 ? '*' : days.map((day) => (weekdays.indexOf(day) + 1) % 7).join(',');
  return `${Number(minute)} ${Number(hour)} * * ${on}`;
}
