import { l10n } from 'vscode';
import { checkedUnixAccount } from '../../core/deployment/account.ts';
import { isCompletePath } from '../../core/deployment/scheduledTask.ts';
import {
  type ScheduledTaskRequest,
  type Scheduler,
  type Weekday,
  weekdays,
} from '../../core/deployment/scheduledTaskTypes.ts';
import { pickManyStep, pickStep, runSteps, type Step, textStep } from '../../workbench/prompts/steps.ts';
import { toUserError } from '../../workbench/userError.ts';
import { accountProblem } from './accountProblem.ts';
import { accountKind, defaultScheduler, taskName } from './taskDefaults.ts';

/** What is asked; the certificate is known. */
export type TaskDraft = Omit<ScheduledTaskRequest, 'thumbprint' | 'applicationName'>;

/** Asks what the options leave open, each question with an answer that Enter takes. Throws Cancelled. */
export async function askScheduledTask(given: Partial<TaskDraft>): Promise<TaskDraft> {
  const title = l10n.t('Create Scheduled Task Script');
  let scheduler = given.scheduler ?? defaultScheduler();
  let script = given.script ?? '';
  let shell = given.shell ?? 'pwsh';
  let account = given.account ?? (given.accountName === undefined ? 'managed' : accountKind(given.accountName));
  let accountName = given.accountName ?? '';
  let days: readonly Weekday[] = given.days ?? [];
  let time = given.time ?? '03:15';

  const steps: Readonly<Record<string, Step>> = {
    scheduler: async (place) => {
      const { value } = await pickStep(place, {
        title,
        placeholder: l10n.t('What starts the script?'),
        items: schedulerItems(),
        preselected: (item) => item.value === scheduler,
      });
      scheduler = value;
    },
    script: async (place) => {
      const windows = scheduler === 'windows';
      const folder = windows ? 'C:\\Scripts\\' : '/opt/scripts/';
      script = await textStep(place, {
        title,
        prompt: l10n.t('Complete path of the script on the computer where it will run'),
        value: isCompletePath(script, windows) ? script : `${folder}${taskName(script) || 'script'}.ps1`,
        validate: (text) =>
          isCompletePath(text, windows)
            ? undefined
            : l10n.t('Write the complete path, for example {0}', `${folder}report.ps1`),
      });
    },
    shell: async (place) => {
      const { value } = await pickStep(place, {
        title,
        placeholder: l10n.t('Which PowerShell runs it?'),
        items: [
          { label: 'PowerShell 7', description: 'pwsh.exe', value: 'pwsh' as const },
          { label: 'Windows PowerShell 5.1', description: 'powershell.exe', value: 'powershell' as const },
        ],
        preselected: (item) => item.value === shell,
      });
      shell = value;
    },
    account: async (place) => {
      const { value } = await pickStep(place, {
        title,
        placeholder: l10n.t('Who runs it?'),
        items: accountItems(),
        preselected: (item) => item.value === account,
      });
      account = value;
    },
    accountName: async (place) => {
      const windows = scheduler === 'windows';
      accountName = await textStep(place, {
        title,
        prompt: windows
          ? l10n.t('The account: DOMAIN\\name, or name@domain')
          : l10n.t('The account the script runs as, which the certificate was imported for'),
        value: accountName,
        validate: (text) => {
          if (text === '') {
            return l10n.t('Write the name of the account that runs the script.');
          }
          return windows ? accountProblem(text) : unixAccountProblem(text);
        },
      });
    },
    days: async (place) => {
      const chosen = await pickManyStep(place, {
        title,
        placeholder: l10n.t('On which days?'),
        items: dayItems(),
        preselected: ({ value }) => days.length === 0 || days.includes(value),
        required: l10n.t('Choose at least one day'),
      });
      days = chosen.length === weekdays.length ? [] : chosen.map(({ value }) => value);
    },
    time: async (place) => {
      time = await textStep(place, {
        title,
        prompt: l10n.t('At what time, by the clock of that computer?'),
        value: time,
        validate: (text) => (/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text) ? undefined : l10n.t('Write the time as 03:15.')),
      });
    },
  };
  await runSteps(() => questions(scheduler, account, given).flatMap((name) => steps[name] ?? []));
  return {
    scheduler,
    name: given.name ?? taskName(script),
    script,
    time,
    days,
    limitHours: given.limitHours ?? 2,
    account,
    ...(accountName === '' ? {} : { accountName }),
    shell,
  };
}

/** Which questions there are depends on what was answered; what the options say is not asked. */
function questions(scheduler: Scheduler, account: TaskDraft['account'], given: Partial<TaskDraft>): readonly string[] {
  const windows = scheduler === 'windows';
  return [
    'scheduler',
    'script',
    ...(windows && given.shell === undefined ? ['shell'] : []),
    ...(windows && given.account === undefined ? ['account'] : []),
    ...((windows && account !== 'system') || scheduler === 'systemd' ? ['accountName'] : []),
    ...(given.days === undefined ? ['days'] : []),
    ...(given.time === undefined ? ['time'] : []),
  ];
}

function schedulerItems() {
  return [
    {
      label: l10n.t('Windows Task Scheduler'),
      detail: l10n.t('A scheduled task, registered by an administrator.'),
      value: 'windows' as const,
    },
    {
      label: l10n.t('systemd Timer'),
      detail: l10n.t('Linux, for an account of its own, registered with sudo.'),
      value: 'systemd' as const,
    },
    {
      label: l10n.t('Crontab'),
      detail: l10n.t('Linux or macOS, for your own account.'),
      value: 'cron' as const,
    },
  ];
}

function accountItems() {
  return [
    {
      label: l10n.t('Group Managed Service Account'),
      detail: l10n.t('Recommended in a domain: Windows keeps and changes its password.'),
      value: 'managed' as const,
    },
    {
      label: l10n.t('The System'),
      detail: l10n.t('No account to look after, but all rights on the computer and every key in its store.'),
      value: 'system' as const,
    },
    {
      label: l10n.t('An Account, Password Not Stored'),
      detail: l10n.t(
        'The task reaches nothing else on the network as this account, which certificate sign-in does not need.',
      ),
      value: 's4u' as const,
    },
    {
      label: l10n.t('An Account, Password Asked For'),
      detail: l10n.t('The script asks when it registers the task; Windows keeps the password.'),
      value: 'password' as const,
    },
  ];
}

function dayItems(): { label: string; value: Weekday }[] {
  return [
    { label: l10n.t('Monday'), value: 'monday' },
    { label: l10n.t('Tuesday'), value: 'tuesday' },
    { label: l10n.t('Wednesday'), value: 'wednesday' },
    { label: l10n.t('Thursday'), value: 'thursday' },
    { label: l10n.t('Friday'), value: 'friday' },
    { label: l10n.t('Saturday'), value: 'saturday' },
    { label: l10n.t('Sunday'), value: 'sunday' },
  ];
}

function unixAccountProblem(text: string): string | undefined {
  try {
    checkedUnixAccount(text);
    return undefined;
  } catch (error) {
    return toUserError(error).message;
  }
}
