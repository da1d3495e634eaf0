import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import type { Application, Directory } from '../../../core/directory/types.ts';
import { separator } from '../../../workbench/prompts/prompts.ts';
import { searchStep } from '../../../workbench/prompts/searchStep.ts';
import type { Step } from '../../../workbench/prompts/steps.ts';
import { defaultName } from '../defaultName.ts';
import type { Draft } from './draft.ts';
import { setUpTitle } from './title.ts';

type ApplicationItem = QuickPickItem & { readonly application?: Application; readonly newName?: string };

const longestName = 120;
const offered = 20;

/** Which application: a new one, called what is typed, or one that exists, found by what is typed. */
export function applicationStep(directory: () => Promise<Directory>, draft: Draft): Step {
  return async (place) => {
    const known = draft.application;
    const suggested = known?.appId === undefined && known ? known.displayName : defaultName(draft.hints?.path);
    const chosen = await searchStep<ApplicationItem>(place, {
      title: setUpTitle(),
      placeholder: l10n.t('Type a name for a new application, or find one that exists by name or id'),
      immediate: (text) => [newItem((text || suggested).slice(0, longestName))],
      search: async (text, signal) => {
        const { listApplications } = await import('../../../core/directory/listApplications.ts');
        const page = await listApplications(await directory(), { filter: 'all', search: text }, signal);
        const found = page.applications.slice(0, offered).map(existingItem);
        return found.length > 0 ? [separator(l10n.t('existing applications')), ...found] : [];
      },
      // Typing the whole name of an application means that one; creating its double takes a deliberate choice.
      preselected: ({ application }, text) =>
        application !== undefined &&
        (text === ''
          ? application.appId === known?.appId
          : [application.displayName, application.appId].some((name) => name.toLowerCase() === text.toLowerCase())),
    });
    const { application, newName = suggested } = chosen;
    draft.application = application
      ? { displayName: application.displayName, appId: application.appId, keyCredentials: application.keyCredentials }
      : { displayName: newName };
    if (application?.appId !== known?.appId || newName !== known?.displayName) {
      delete draft.certificate;
    }
  };
}

function newItem(name: string): ApplicationItem {
  return {
    // The label is the name alone: then the list, which sorts by how well labels match, keeps it first.
    label: name,
    description: l10n.t('new application, single tenant'),
    iconPath: new ThemeIcon('add'),
    alwaysShow: true,
    newName: name,
  };
}

function existingItem(application: Application): ApplicationItem {
  return {
    label: application.displayName,
    description: application.appId,
    iconPath: new ThemeIcon('symbol-class'),
    application,
  };
}
