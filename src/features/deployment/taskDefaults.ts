import { basename } from 'node:path';
import type { Scheduler, TaskAccount } from '../../core/deployment/scheduledTaskTypes.ts';

/** What most likely starts scripts on a computer like this one. */
export function defaultScheduler(): Scheduler {
  return process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'cron' : 'systemd';
}

/** What a task is called by default: like its script. */
export function taskName(script: string): string {
  return basename(script.replaceAll('\\', '/')).replace(/\.ps1$/i, '');
}

/** What an account most likely is, by its name: managed accounts end with a dollar sign. */
export function accountKind(name: string): TaskAccount {
  if (/^(?:nt authority\\)?system$/i.test(name)) {
    return 'system';
  }
  return name.endsWith('$') ? 'managed' : 's4u';
}
