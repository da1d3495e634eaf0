import { l10n, type QuickPickItem, window } from 'vscode';
import type { Application } from '../../core/directory/types.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { Cancelled } from '../cancelled.ts';
import type { CommandOptions } from '../commandOptions.ts';
import { chosenItem } from '../prompts/chosenItem.ts';
import { separator } from '../prompts/prompts.ts';
import type { Rooms } from '../rooms.ts';
import {
  forgetApplication,
  type RecentApplication,
  recentApplications,
  rememberApplication,
} from './recentApplications.ts';

type ApplicationItem = QuickPickItem & { readonly application?: RecentApplication };

const typingPause = 250;

/** The application a command is for: from its options, or the one the user finds by typing. */
export async function pickApplication(
  rooms: Rooms,
  tenantId: string,
  options: CommandOptions,
  title: string,
): Promise<Application> {
  const appId = options.text('appId') ?? (await searchApplications(rooms, tenantId, title)).appId;
  const { getApplication } = await import('../../core/directory/applications.ts');
  const application = await getApplication(await rooms.directory(tenantId), appId).catch(async (error: unknown) => {
    if (isDomainError(error, 'NotFound')) {
      await forgetApplication(rooms.store, tenantId, appId);
    }
    throw error;
  });
  await rememberApplication(rooms.store, tenantId, application);
  return application;
}

/** A quick pick that asks the directory while the user types. */
async function searchApplications(rooms: Rooms, tenantId: string, title: string): Promise<RecentApplication> {
  const { listApplications } = await import('../../core/directory/listApplications.ts');
  const directory = await rooms.directory(tenantId);
  const recent = await recentApplications(rooms.store, tenantId);
  const input = window.createQuickPick<ApplicationItem>();
  input.title = title;
  input.placeholder = l10n.t('Type a name or application id');
  input.matchOnDescription = true;
  input.ignoreFocusOut = true;
  let current = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<RecentApplication>((resolve, reject) => {
      const load = async () => {
        current.abort();
        current = new AbortController();
        const { signal } = current;
        input.busy = true;
        try {
          const page = await listApplications(directory, { filter: 'all', search: input.value }, signal);
          if (!signal.aborted) {
            input.items =
              input.value.trim() === ''
                ? withRecent(recent, page.applications)
                : page.applications.map(applicationItem);
            input.busy = false;
          }
        } catch (error) {
          if (!signal.aborted) {
            reject(error);
          }
        }
      };
      input.onDidChangeValue(() => {
        clearTimeout(timer);
        timer = setTimeout(() => void load(), typingPause);
      });
      input.onDidAccept(() => {
        const chosen = chosenItem(input)?.application;
        if (chosen) {
          resolve(chosen);
        }
      });
      input.onDidHide(() => reject(new Cancelled()));
      input.show();
      void load();
    });
  } finally {
    clearTimeout(timer);
    current.abort();
    input.dispose();
  }
}

function applicationItem(application: RecentApplication): ApplicationItem {
  return { label: application.displayName, description: application.appId, application };
}

/** What was worked with lately comes first: most often it is meant again. */
function withRecent(recent: readonly RecentApplication[], all: readonly Application[]): ApplicationItem[] {
  if (recent.length === 0) {
    return all.map(applicationItem);
  }
  const known = new Set(recent.map(({ appId }) => appId));
  return [
    separator(l10n.t('recent')),
    ...recent.map(applicationItem),
    separator(l10n.t('all applications')),
    ...all.filter(({ appId }) => !known.has(appId)).map(applicationItem),
  ];
}
