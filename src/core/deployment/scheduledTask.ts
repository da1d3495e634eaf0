import { checkedAccount, checkedUnixAccount } from './account.ts';
import { deploymentError } from './errors.ts';
import type { MoveFile } from './moveTypes.ts';
import { cronScript } from './scheduledTaskCron.ts';
import { systemdScript } from './scheduledTaskSystemd.ts';
import type { ScheduledTaskRequest } from './scheduledTaskTypes.ts';
import { windowsTaskScript } from './scheduledTaskWindows.ts';
import { slugOf } from './slug.ts';

const clockTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** What no path should have, and what Windows refuses beyond that. */
const refusedOnWindows = /[\p{Cc}"<>|?*]/u;
const refusedOnUnix = /\p{Cc}/u;

/**
 * The script that makes a computer run a PowerShell script unattended, signed in with a certificate. It first proves, as the
 * account that will run the script, that the certificate is there and its key signs; it replaces the task when it is run
 * again, and removes it on request. Nothing secret is in it.
 *
 * @throws timeInvalid, scriptPathInvalid, accountMissing, accountInvalid, unixAccountInvalid
 */
export function scheduledTaskScript(request: ScheduledTaskRequest): Omit<MoveFile, 'id'> {
  check(request);
  const slug = slugOf(request.name, request.thumbprint);
  switch (request.scheduler) {
    case 'windows':
      return { name: `schedule-${slug}.ps1`, language: 'powershell', text: windowsTaskScript(request) };
    case 'systemd':
      return { name: `schedule-${slug}.sh`, language: 'shellscript', text: systemdScript(request, slug) };
    case 'cron':
      return { name: `schedule-${slug}.sh`, language: 'shellscript', text: cronScript(request, slug) };
  }
}

function check({ scheduler, script, time, account, accountName }: ScheduledTaskRequest): void {
  if (!clockTime.test(time)) {
    throw deploymentError('timeInvalid', { time });
  }
  const whole = isCompletePath(script, scheduler === 'windows');
  if (!whole) {
    throw deploymentError('scriptPathInvalid', { path: script });
  }
  const named = scheduler === 'systemd' || (scheduler === 'windows' && account !== 'system');
  if (named && accountName === undefined) {
    throw deploymentError('accountMissing');
  }
  if (named && accountName !== undefined) {
    (scheduler === 'windows' ? checkedAccount : checkedUnixAccount)(accountName);
  }
}

/** Whether `path` names a file from the root of a Windows, or of a Linux or macOS computer; this one may be another. */
export function isCompletePath(path: string, windows: boolean): boolean {
  return windows
    ? /^(?:[a-z]:[\\/]|\\\\[^\\/]+[\\/])/i.test(path) && !refusedOnWindows.test(path)
    : path.startsWith('/') && !refusedOnUnix.test(path);
}
