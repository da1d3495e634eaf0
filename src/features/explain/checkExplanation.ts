import { l10n } from 'vscode';
import type { CheckDoors } from '../../core/explain/checks/doors.ts';
import type { CheckResult } from '../../core/explain/checks/findings.ts';
import type { CheckTarget } from '../../core/explain/checks/runCheck.ts';
import type { Check, Explanation } from '../../core/explain/types.ts';
import type { Tenant } from '../../core/identity/types.ts';
import { CommandOptions } from '../../workbench/commandOptions.ts';
import { withProgress } from '../../workbench/progress.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickApplication } from '../../workbench/targets/pickApplication.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';
import { checkSentences } from '../../workbench/words/explainChecks.ts';
import { explanationWords } from '../../workbench/words/explanations.ts';
import { installedModules } from './installedModules.ts';

/** What was found, and about whom. */
export interface Checked {
  readonly result: CheckResult;
  readonly target: CheckTarget;
}

/**
 * Runs the check of an explanation. Tenant, application and certificate come from `options`, else from what the error tells;
 * a person is asked for the rest.
 */
export async function checkExplanation(
  rooms: Rooms,
  { id, facts }: Explanation,
  check: Check,
  options: CommandOptions,
): Promise<Checked> {
  const { checkNeeds, runCheck } = await import('../../core/explain/checks/runCheck.ts');
  const needs = checkNeeds[check.kind];
  const title = explanationWords[id].title(facts);
  const tenant = needs.includes('tenant') ? await tenantOf(rooms, check, options) : undefined;
  const appId =
    tenant && needs.includes('application') ? await applicationOf(rooms, tenant, check, options, title) : undefined;
  const thumbprint = await certificateOf(rooms, check, options, title, needs.includes('certificate'));
  const target = { tenant, appId, thumbprint };
  const result = await withProgress(checkSentences[check.kind](), (_report, signal) =>
    runCheck(id, check, target, doorsOf(rooms), signal),
  );
  return { result, target };
}

/** The tenant the error names if somebody is signed in to it, by id, domain or name. */
export async function signedInTenant(rooms: Rooms, name: string | undefined): Promise<Tenant | undefined> {
  const tenants = await (await rooms.sessions()).list();
  const wanted = name?.toLowerCase();
  return tenants.find(({ tenantId, domain, displayName }) =>
    [tenantId, domain, displayName].some((text) => text.toLowerCase() === wanted),
  );
}

async function tenantOf(rooms: Rooms, check: Check, options: CommandOptions): Promise<Tenant> {
  const given = options.text('tenantId');
  const named = given === undefined ? await signedInTenant(rooms, check.tenant) : undefined;
  return named ?? pickTenant(rooms, options);
}

async function applicationOf(
  rooms: Rooms,
  tenant: Tenant,
  check: Check,
  options: CommandOptions,
  title: string,
): Promise<string | undefined> {
  const known = options.text('appId') ?? check.appId;
  if (known !== undefined || options.programmatic) {
    return known;
  }
  return (await pickApplication(rooms, tenant.tenantId, options, title)).appId;
}

async function certificateOf(
  rooms: Rooms,
  check: Check,
  options: CommandOptions,
  title: string,
  needed: boolean,
): Promise<string | undefined> {
  const known = options.text('thumbprint') ?? check.thumbprint;
  if (known !== undefined || !needed || options.programmatic) {
    return known;
  }
  return (await pickCertificate(rooms, new CommandOptions(undefined), title)).thumbprint;
}

function doorsOf(rooms: Rooms): CheckDoors {
  return {
    clock: rooms.clock,
    tenants: async () => (await rooms.sessions()).list(),
    directory: (tenantId) => rooms.directory(tenantId),
    cloud: async (tenantId) => (await rooms.sessions()).cloud(tenantId),
    transport: async (tenantId) => (await rooms.sessions()).transportFor(tenantId),
    vault: rooms.vault,
    catalog: rooms.catalog,
    signIn: (identity, resource, signal) => rooms.signInAs(identity, resource, signal),
    modules: (names, signal) => installedModules(names, signal),
  };
}

/** What the button that runs a check says. */
export function checkTitle(): string {
  return l10n.t('Check');
}
