import type { Application } from '../../../core/directory/types.ts';
import type { Tenant } from '../../../core/identity/types.ts';
import type { JournalEntry } from '../../../core/provisioning/journalEntry.ts';
import type { SetupRequest } from '../../../core/provisioning/types.ts';
import { isDomainError } from '../../../core/shared/errors.ts';
import type { CommandOptions } from '../../../workbench/commandOptions.ts';
import type { Step } from '../../../workbench/prompts/steps.ts';
import type { Rooms } from '../../../workbench/rooms.ts';
import { newCertificate } from '../defaultCertificate.ts';
import { setupJournal } from '../environment.ts';
import { readGiven } from '../requestFromOptions.ts';
import { askSetup } from './askSetup.ts';
import type { Draft } from './draft.ts';
import { readEditor } from './readEditor.ts';
import { type Resumption, resumeStep, unfinished } from './resumeStep.ts';
import { tenantStep } from './tenantStep.ts';

/** What came out of the first questions. */
export interface FirstAnswers {
  readonly tenant: Tenant;
  readonly draft: Draft;
  /** An earlier set-up that is to be gone on with, or undone. */
  readonly resumption: Resumption | undefined;
}

/**
 * Asks a person everything a set-up needs, beginning with what is not known from where the command was called: the
 * tenant, an unfinished set-up to resume, then the rest. `resumable`: whether unfinished ones are offered.
 */
export async function askFirst(rooms: Rooms, options: CommandOptions, resumable: boolean): Promise<FirstAnswers> {
  const { given, draft } = await startDraft(rooms, options);
  const sessions = await rooms.sessions();
  const tenantId = options.text('tenantId');
  const tenants = await sessions.list();
  const [only] = tenants;
  if (tenantId !== undefined) {
    draft.tenant = await sessions.get(tenantId);
  } else if (only && tenants.length === 1) {
    draft.tenant = only;
  }
  const journal = await setupJournal(rooms);
  const choice: { entries: readonly JournalEntry[]; resumption?: Resumption } = { entries: [] };
  const enterTenant = async (tenant: Tenant) => {
    choice.entries = resumable ? await unfinished(journal, tenant.tenantId, options.text('appId')) : [];
    if (given.application && 'appId' in given.application) {
      await fixApplication(rooms, draft, tenant, given.application.appId);
    }
  };
  const known = draft.tenant;
  if (known) {
    await enterTenant(known);
  }
  const chooseTenant: Step = async (place) => {
    await tenantStep(rooms, tenants, draft)(place);
    if (draft.tenant) {
      await enterTenant(draft.tenant);
    }
  };
  await askSetup(rooms, draft, () => ({
    before: [
      ...(known ? [] : [chooseTenant]),
      ...(choice.entries.length > 0
        ? [resumeStep(choice.entries, rooms.clock.now(), (resumption) => setOrDelete(choice, resumption))]
        : []),
    ],
    done: choice.resumption !== undefined,
  }));
  const { tenant } = draft;
  if (!tenant) {
    throw new Error('The steps ended without a tenant.');
  }
  return { tenant, draft, resumption: choice.resumption };
}

/** Asks again, from the answers in the draft; gives the new ones and leaves the draft as it was when cancelled. */
export async function askAgain(rooms: Rooms, draft: Draft): Promise<Draft> {
  const copy: Draft = { ...draft };
  await askSetup(rooms, copy, () => ({ before: [], done: false }));
  return copy;
}

/** The answers that make a request that exists already. */
export function draftOf(request: SetupRequest, applicationName: string, draft: Draft): Draft {
  const { application } = request;
  return {
    ...draft,
    services: request.services,
    application:
      'appId' in application
        ? { displayName: applicationName, appId: application.appId, keyCredentials: [] }
        : { displayName: application.displayName },
    certificate: request.certificate,
    permissions: request.permissions,
    role: request.role ?? 'none',
  };
}

async function startDraft(rooms: Rooms, options: CommandOptions) {
  const given = await readGiven(options);
  const fixed = new Set<keyof SetupRequest | 'tenant'>();
  const draft: Draft = { fixed, hints: await readEditor(rooms) };
  if (given.services) {
    draft.services = given.services;
    fixed.add('services');
  }
  if (given.application && 'displayName' in given.application) {
    draft.application = given.application;
    fixed.add('application');
  }
  if (given.certificate) {
    draft.certificate = given.certificate;
    fixed.add('certificate');
  } else if (given.subject !== undefined || given.months !== undefined) {
    draft.certificate = newCertificate('', given);
    fixed.add('certificate');
  }
  if (given.permissions) {
    draft.permissions = given.permissions;
    fixed.add('permissions');
  }
  if (given.role !== undefined) {
    draft.role = given.role;
    fixed.add('role');
  }
  return { given, draft };
}

/** The application the command was called for is not asked for again. */
async function fixApplication(rooms: Rooms, draft: Draft, { tenantId }: Tenant, appId: string): Promise<void> {
  const { getApplication } = await import('../../../core/directory/applications.ts');
  let application: Application;
  try {
    application = await getApplication(await rooms.directory(tenantId), appId);
  } catch (error) {
    if (isDomainError(error, 'NotFound')) {
      const { provisioningError } = await import('../../../core/provisioning/errors.ts');
      throw provisioningError('applicationMissing', { appId }, error);
    }
    throw error;
  }
  const { displayName, keyCredentials } = application;
  draft.application = { displayName, appId: application.appId, keyCredentials };
  (draft.fixed as Set<keyof SetupRequest>).add('application');
}

function setOrDelete(choice: { resumption?: Resumption }, resumption: Resumption | undefined): void {
  if (resumption) {
    choice.resumption = resumption;
  } else {
    delete choice.resumption;
  }
}
