import { commands, env, l10n, UIKind, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { SignInMethod } from '../../core/identity/administratorSignIn.ts';
import type { CloudId, Tenant } from '../../core/identity/types.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withProgress } from '../../workbench/progress.ts';
import { pickStep, runSteps, textStep } from '../../workbench/prompts/steps.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { toUserError } from '../../workbench/userError.ts';

const cloudIds = ['Global', 'USGov', 'USGovDoD', 'China', 'Custom'] as const;
const methods = ['browser', 'deviceCode'] as const;

interface Request {
  readonly cloud: CloudId;
  readonly tenant: string | undefined;
}

/** Signs an administrator in to a tenant, asking for cloud and tenant unless they are given. */
export async function signIn(
  rooms: Rooms,
  options: CommandOptions,
): Promise<Pick<Tenant, 'tenantId' | 'domain' | 'account'>> {
  const cloud = options.choice('cloud', cloudIds);
  const tenantGiven = options.text('tenant');
  const request: Request =
    options.programmatic || tenantGiven !== undefined ? { cloud: cloud ?? 'Global', tenant: tenantGiven } : await ask();
  const method = options.choice('method', methods) ?? preferredMethod();
  const sessions = await rooms.sessions();
  const tenant = await withProgress(l10n.t('Signing in'), (report, signal) => {
    report(method === 'browser' ? l10n.t('Continue in the browser.') : l10n.t('Waiting for the code to be entered.'));
    return sessions.signIn({ ...request, method, signal });
  });
  if (!options.programmatic) {
    void offerSetUp(tenant);
  }
  return { tenantId: tenant.tenantId, domain: tenant.domain, account: tenant.account };
}

/** A browser on this computer can answer on loopback; elsewhere only a device code works. */
function preferredMethod(): SignInMethod {
  const setting = readSetting('signInMethod');
  if (setting !== 'automatic') {
    return setting;
  }
  return env.remoteName !== undefined || env.uiKind === UIKind.Web ? 'deviceCode' : 'browser';
}

async function ask(): Promise<Request> {
  const { tenantName } = await import('../../core/identity/tenantName.ts');
  const title = l10n.t('Sign In to a Tenant');
  const choices = cloudIds
    .filter((id) => id !== 'Custom' || readSetting('customCloud') !== null)
    .map((id) => ({ label: cloudLabel(id), description: id, value: id }));
  let cloud: CloudId = 'Global';
  let tenant = '';
  await runSteps(() => [
    async (place) => {
      const chosen = await pickStep(place, {
        title,
        placeholder: l10n.t('Where is the tenant?'),
        items: choices,
        preselected: (item) => item.value === cloud,
      });
      cloud = chosen.value;
    },
    async (place) => {
      tenant = await textStep(place, {
        title,
        prompt: l10n.t('Domain or id of the tenant; empty for the tenant of your account'),
        value: tenant,
        validate: (text) => {
          try {
            if (text !== '') {
              tenantName(text);
            }
            return undefined;
          } catch (error) {
            return toUserError(error).message;
          }
        },
      });
    },
  ]);
  return { cloud, tenant: tenant === '' ? undefined : tenant };
}

function cloudLabel(cloud: CloudId): string {
  switch (cloud) {
    case 'Global':
      return l10n.t('Microsoft 365 (worldwide)');
    case 'USGov':
      return l10n.t('US Government (GCC High)');
    case 'USGovDoD':
      return l10n.t('US Government (DoD)');
    case 'China':
      return l10n.t('China (21Vianet)');
    case 'Custom':
      return l10n.t('Custom cloud from settings');
  }
}

async function offerSetUp(tenant: Tenant): Promise<void> {
  const setUp = l10n.t('Set Up Certificate Sign-In…');
  const chosen = await window.showInformationMessage(
    l10n.t('You are signed in to {0} as {1}.', tenantLabel(tenant), tenant.account),
    setUp,
  );
  if (chosen === setUp) {
    await commands.executeCommand(commandId('setUp'));
  }
}
