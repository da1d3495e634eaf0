import { env, l10n, window, workspace } from 'vscode';
import { scheduledTaskScript } from '../../core/deployment/scheduledTask.ts';
import {
  type ScheduledTaskRequest,
  schedulers,
  taskAccounts,
  type Weekday,
  weekdays,
} from '../../core/deployment/scheduledTaskTypes.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import type { Commands } from '../../workbench/commands.ts';
import type { Parts } from '../../workbench/parts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { isScript } from '../../workbench/scripts/isScript.ts';
import { resolveIdentity } from '../../workbench/targets/connection.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { askScheduledTask, type TaskDraft } from './askScheduledTask.ts';
import { saveFile, writeScript } from './moveFiles.ts';
import { accountKind, defaultScheduler, taskName } from './taskDefaults.ts';

/** What a program gets; `path` is where it had the script written. */
export interface ScheduledTaskScript {
  readonly script: string;
  readonly fileName: string;
  readonly path?: string;
}

const longestLimit = 72;

/**
 * The script that makes a computer run the active PowerShell script unattended with a certificate. A person answers the
 * questions and gets it in an editor, to be saved or copied.
 */
export async function createScheduledTask(
  { rooms, commands }: Pick<Parts, 'rooms' | 'commands'>,
  options: CommandOptions,
): Promise<ScheduledTaskScript> {
  const title = l10n.t('Create Scheduled Task Script');
  const given = read(options);
  const { thumbprint, applicationName } = await certificateFor(rooms, options, title);
  const draft = options.programmatic ? withDefaults(given) : await askScheduledTask(given);
  const request: ScheduledTaskRequest = { ...draft, thumbprint, applicationName };
  const file = scheduledTaskScript(request);
  const path = options.text('path');
  if (path !== undefined) {
    await writeScript(path, file);
  }
  if (!options.programmatic) {
    const document = await workspace.openTextDocument({ language: file.language, content: file.text });
    await window.showTextDocument(document, { preview: false });
    void tell(commands, file);
  }
  return { script: file.text, fileName: file.name, ...(path === undefined ? {} : { path }) };
}

/** What the options say, checked as far as one of them alone can be. */
function read(options: CommandOptions): Partial<TaskDraft> {
  const days = options.list('days', readDay);
  const limitHours = options.count('limitHours');
  if (limitHours !== undefined && limitHours > longestLimit) {
    throw optionError('notOneOf', { name: 'limitHours', choices: `1–${longestLimit}` });
  }
  const values = {
    scheduler: options.choice('scheduler', schedulers),
    name: options.text('name'),
    script: options.text('script') ?? scriptInEditor(),
    time: options.text('time'),
    days,
    limitHours,
    account: options.choice('accountKind', taskAccounts),
    accountName: options.text('account'),
    shell: options.choice('shell', ['pwsh', 'powershell']),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function readDay(item: unknown): Weekday {
  const day = weekdays.find((each) => typeof item === 'string' && each === item.toLowerCase());
  if (day === undefined) {
    throw optionError('notOneOf', { name: 'days', choices: weekdays.join(', ') });
  }
  return day;
}

/** The script somebody looks at is most likely the one to run. */
function scriptInEditor(): string | undefined {
  const document = window.activeTextEditor?.document;
  return document && isScript(document) && document.uri.scheme === 'file' ? document.uri.fsPath : undefined;
}

/** For this kind of computer, every night; Windows as the system where nobody else is named. */
function withDefaults(given: Partial<TaskDraft>): TaskDraft {
  const { script } = given;
  if (script === undefined) {
    throw optionError('missing', { name: 'script' });
  }
  const scheduler = given.scheduler ?? defaultScheduler();
  return {
    scheduler,
    name: taskName(script),
    script,
    time: '03:15',
    days: [],
    limitHours: 2,
    account: given.accountName === undefined ? 'system' : accountKind(given.accountName),
    shell: 'pwsh',
    ...given,
  };
}

/** By its row or thumbprint, or as the certificate of an application. */
async function certificateFor(
  rooms: Rooms,
  options: CommandOptions,
  title: string,
): Promise<Pick<ScheduledTaskRequest, 'thumbprint' | 'applicationName'>> {
  if (options.text('appId') !== undefined) {
    const { certificate, application } = await resolveIdentity(rooms, options, { title, signsIn: false });
    return { thumbprint: certificate.thumbprint, applicationName: application.displayName };
  }
  const certificate = await pickCertificate(rooms, options, title);
  return { thumbprint: certificate.thumbprint, applicationName: certificate.friendlyName || certificate.subject };
}

async function tell(commands: Commands, file: ReturnType<typeof scheduledTaskScript>): Promise<void> {
  const save = l10n.t('Save…');
  const copy = l10n.t('Copy');
  const chosen = await window.showInformationMessage(
    file.language === 'powershell'
      ? l10n.t('Run this script as an administrator on the computer where the task will run.')
      : l10n.t('Run this script on the computer where the task will run. Its first lines say how.'),
    save,
    copy,
  );
  try {
    if (chosen === save) {
      await saveFile(file);
    } else if (chosen === copy) {
      await env.clipboard.writeText(file.text);
    }
  } catch (error) {
    if (!isCancellation(error)) {
      await commands.show(error);
    }
  }
}
