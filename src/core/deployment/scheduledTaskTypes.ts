export const schedulers = ['windows', 'systemd', 'cron'] as const;

/** Task Scheduler; a systemd timer for an account of a service; a line in one's own crontab on Linux or macOS. */
export type Scheduler = (typeof schedulers)[number];

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Weekday = (typeof weekdays)[number];

/**
 * Who a Windows task runs as: a group managed service account, whose password Windows keeps; the system; an account without
 * its password, which cannot reach other computers as itself; or an account whose password is asked for.
 */
export const taskAccounts = ['managed', 'system', 's4u', 'password'] as const;

export type TaskAccount = (typeof taskAccounts)[number];

export interface ScheduledTaskRequest {
  readonly scheduler: Scheduler;
  /** For people: what the task is called. */
  readonly name: string;
  /** Complete path of the script on the computer where it will run. */
  readonly script: string;
  /** Of the certificate the script signs in with. */
  readonly thumbprint: string;
  /** What signs in, for people. */
  readonly applicationName: string;
  /** `HH:MM`, the clock of that computer. */
  readonly time: string;
  /** Every day when empty. */
  readonly days: readonly Weekday[];
  /** The task is ended after so many hours. */
  readonly limitHours: number;
  /** How a Windows task gets its rights. */
  readonly account: TaskAccount;
  /** Not for `system` and cron, which runs as whoever registers it. */
  readonly accountName?: string;
  /** On Windows: PowerShell 7, or Windows PowerShell 5.1. */
  readonly shell: 'pwsh' | 'powershell';
}
