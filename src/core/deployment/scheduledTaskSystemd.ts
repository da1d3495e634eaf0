import { keptName, portableCheck, unixFolders } from './moveUnix.ts';
import { plainLine, quoteShell, quoteSystemd } from './otherQuoting.ts';
import type { ScheduledTaskRequest, Weekday } from './scheduledTaskTypes.ts';

/** Registers a systemd timer that runs the script as an account of its own. For `sh`, as root. */
export function systemdScript(request: ScheduledTaskRequest, slug: string): string {
  const { script, thumbprint, accountName = '' } = request;
  const end = 'END_OF_UNIT';
  const lines = [
    '#!/bin/sh',
    `# Registers a systemd timer that runs ${plainLine(script)}`,
    '# with certificate sign-in. Import the certificate for the account first.',
    '#',
    `#   register, or replace:  sudo sh schedule-${slug}.sh`,
    `#   remove:                sudo sh schedule-${slug}.sh remove`,
    'set -eu',
    '',
    `unit=${quoteShell(`entra-cert-auth-${slug}`)}`,
    `account=${quoteShell(accountName)}`,
    `script=${quoteShell(script)}`,
    `settings=\${ENTRA_CERT_AUTH_FOLDER:-${unixFolders.system}}/${keptName(thumbprint)}.env`,
    `units=\${ENTRA_CERT_AUTH_UNITS:-/etc/systemd/system}`,
    'fail() { printf \'%s\\n\' "$1" >&2; exit 1; }',
    '[ "$(id -u)" -eq 0 ] || fail \'Run it as root, with sudo.\'',
    '',
    `if [ "\${1:-}" = remove ]; then`,
    '    systemctl disable --now "$unit.timer"',
    '    rm -f "$units/$unit.timer" "$units/$unit.service"',
    '    systemctl daemon-reload',
    '    printf \'%s\\n\' "The timer $unit is removed. The script and the certificate are still there."',
    '    exit 0',
    'fi',
    '',
    'id -u "$account" > /dev/null 2>&1 || fail "There is no account $account on this computer."',
    "pwsh=$(command -v pwsh) || fail 'PowerShell 7 (pwsh) is not installed, or not in the PATH.'",
    '',
    '# Only the account itself can tell whether it may read the script and use the key.',
    `runuser -u "$account" -- sh -c '[ -r "$1" ]' sh "$script" || fail "$account cannot read $script."`,
    `runuser -u "$account" -- sh -c 'set -a; . "$1"; set +a; exec "$2" -NoProfile -NonInteractive -Command "$3"' sh "$settings" "$pwsh" ${quoteShell(portableCheck(thumbprint).join('\n'))} ||`,
    '    fail "$account cannot use the certificate that $settings names. Import it for this account."',
    '',
    '{',
    `    cat <<'${end}'`,
    '[Unit]',
    `Description=${systemdText(request.name)}`,
    'Wants=network-online.target',
    'After=network-online.target',
    '',
    '[Service]',
    'Type=oneshot',
    `TimeoutStartSec=${request.limitHours}h`,
    'NoNewPrivileges=true',
    'PrivateTmp=true',
    end,
    '    printf \'User=%s\\nEnvironmentFile=%s\\n\' "$account" "$settings"',
    `    printf 'ExecStart=%s %s\\n' "$pwsh" ${quoteShell(`-NoProfile -NonInteractive -File ${quoteSystemd(script)}`)}`,
    '} > "$units/$unit.service"',
    `cat > "$units/$unit.timer" <<'${end}'`,
    '[Unit]',
    `Description=${systemdText(request.name)}`,
    '',
    '[Timer]',
    `OnCalendar=${calendar(request)}`,
    'Persistent=true',
    '',
    '[Install]',
    'WantedBy=timers.target',
    end,
    'chmod 644 "$units/$unit.service" "$units/$unit.timer"',
    'systemctl daemon-reload',
    'systemctl enable --now "$unit.timer"',
    'printf \'%s\\n\' "The timer $unit is registered for $account. Start it now with: systemctl start $unit"',
  ];
  return `${lines.join('\n')}\n`;
}

/** A value of a unit file that is read by people; `%` begins a specifier, and a backslash at the end would go on. */
const systemdText = (text: string) => plainLine(text).replaceAll('%', '%%').replace(/\\+$/, '');

const dayNames: Readonly<Record<Weekday, string>> = {
  monday: 'Mon',
  tuesday: 'Tue',
  wednesday: 'Wed',
  thursday: 'Thu',
  friday: 'Fri',
  saturday: 'Sat',
  sunday: 'Sun',
};

function calendar({ days, time }: ScheduledTaskRequest): string {
  const prefix = days.length === 0 ? '' : `${days.map((day) => dayNames[day]).join(',')} `;
  return `${prefix}*-*-* ${time}:00`;
}
