import { commands, l10n, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { askText, confirm } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickTenant, tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { toUserError } from '../../workbench/userError.ts';
import { change } from './target.ts';

/**
 * Creates a single-tenant application and its service principal. A second application of the same name is created only
 * after a person has agreed to it; a program gets `AlreadyExists`. Called again after it stopped half-way, it goes on.
 */
export async function createApplication(
  rooms: Rooms,
  options: CommandOptions,
): Promise<{ appId: string; objectId: string; servicePrincipalId: string }> {
  const tenant = await pickTenant(rooms, options);
  const { checkApplicationName } = await import('../../core/directory/registerApplication.ts');
  const given = options.text('displayName');
  const displayName = checkApplicationName(given ?? (await askName(checkApplicationName)));
  const create = (sameName: 'refuse' | 'allow') => register(rooms, tenant.tenantId, displayName, sameName);
  const created = await create('refuse').catch(async (error: unknown) => {
    if (options.programmatic || !isDomainError(error, 'AlreadyExists')) {
      throw error;
    }
    await confirm(
      l10n.t('Create another application called {0}?', displayName),
      l10n.t(
        'There is one already, with id {0}. Two of the same name are told apart by their ids only.',
        error.params.appId ?? '',
      ),
      l10n.t('Create Another'),
    );
    return create('allow');
  });
  if (!options.programmatic) {
    void offerNextStep(tenantLabel(tenant), displayName, { tenantId: tenant.tenantId, appId: created.appId });
  }
  return created;
}

async function askName(check: (text: string) => string): Promise<string> {
  return askText({
    title: l10n.t('Create Application'),
    prompt: l10n.t('Name of the application, as administrators will see it'),
    placeHolder: l10n.t('Mailbox report'),
    validate: (text) => {
      try {
        check(text);
        return undefined;
      } catch (error) {
        return toUserError(error).message;
      }
    },
  });
}

async function register(rooms: Rooms, tenantId: string, displayName: string, sameName: 'refuse' | 'allow') {
  const { registerApplication } = await import('../../core/directory/registerApplication.ts');
  const title = l10n.t('Creating {0}', displayName);
  const role = directoryRoles.cloudApplicationAdministrator.name;
  const { application, servicePrincipal } = await change(rooms, { tenantId, title, role }, ({ directory, wait }) =>
    registerApplication(directory, displayName, { ...wait, sameName }),
  );
  return { appId: application.appId, objectId: application.id, servicePrincipalId: servicePrincipal.id };
}

async function offerNextStep(tenant: string, name: string, target: { tenantId: string; appId: string }): Promise<void> {
  const setUp = l10n.t('Set Up Sign-In…');
  const upload = l10n.t('Upload Certificate…');
  const chosen = await window.showInformationMessage(
    l10n.t('{0} is in {1}, with nothing granted to it.', name, tenant),
    setUp,
    upload,
  );
  if (chosen !== undefined) {
    await commands.executeCommand(commandId(chosen === setUp ? 'setUp' : 'uploadCertificate'), fromPerson(target));
  }
}
