import { l10n, window } from 'vscode';
import { contextKeys as keys } from '../../contributions.ts';
import type { SetupRequest } from '../../core/provisioning/types.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { Cancelled, isCancellation } from '../../workbench/cancelled.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { toUserError } from '../../workbench/userError.ts';
import { afterSetUp } from './afterSetUp.ts';
import { askAgain, askFirst, draftOf } from './ask/askFirst.ts';
import { requestOf } from './ask/askSetup.ts';
import type { Draft } from './ask/draft.ts';
import { handleStop } from './handleStop.ts';
import { makePlan, type Planned } from './makePlan.ts';
import { applicationOf } from './planNames.ts';
import { type PageEvent, PlanPage } from './planPage.ts';
import { proposal } from './planView.ts';
import { runPlan } from './runPlan.ts';
import { showScript } from './scripts.ts';
import { type SetUpValue, setUpValue } from './setUp.ts';
import type { SetUpParts } from './setUpParts.ts';
import { undoEntry } from './undoSetUp.ts';

/** Leads a person through a set-up: questions, the plan as a page, applying it, and what comes after. */
export async function guideSetUp(parts: SetUpParts, options: CommandOptions): Promise<SetUpValue | undefined> {
  const editor = window.activeTextEditor?.document;
  const script = editor?.languageId === 'powershell' ? editor : undefined;
  const first = await askFirst(parts.rooms, options, true);
  const { tenant, resumption } = first;
  if (resumption?.way === 'undo') {
    await undoEntry(parts, resumption.entry, { confirmed: false, quiet: false });
    return undefined;
  }
  const guide = new Guide(
    parts,
    tenant.tenantId,
    resumption ? draftOf(resumption.entry.request, resumption.entry.applicationName, first.draft) : first.draft,
  );
  const done = await guide.run(resumption?.entry.request ?? requestOf(first.draft));
  if (!done) {
    return undefined;
  }
  const { planned, page, result, states } = done;
  await parts.contextKeys.set(keys.doneSetUp, true);
  void afterSetUp(parts, { planned, page, result, states, script });
  return setUpValue(parts, planned.plan, result);
}

type Done = Extract<Awaited<ReturnType<typeof runPlan>>, { kind: 'done' }> & {
  readonly planned: Planned;
  readonly page: PlanPage;
};

/** One person's way through a set-up, from the plan to its end. */
class Guide {
  readonly #parts: SetUpParts;
  readonly #tenantId: string;
  #draft: Draft;
  #page: PlanPage | undefined;

  constructor(parts: SetUpParts, tenantId: string, draft: Draft) {
    this.#parts = parts;
    this.#tenantId = tenantId;
    this.#draft = draft;
  }

  /** Undefined when the person left it. */
  async run(start: SetupRequest): Promise<Done | undefined> {
    let request = start;
    for (;;) {
      const planned = await this.#plan(request);
      const decision = planned ? await this.#decide(planned) : 'change';
      if (decision === 'change') {
        // Without a plan to come back to, cancelling the questions ends it.
        const changed = await this.#change(planned === undefined);
        request = changed ?? request;
      } else if (planned && decision === 'apply') {
        const end = await this.#apply(planned);
        if (end !== 'change') {
          return end;
        }
        request = (await this.#change(false)) ?? request;
      } else {
        this.#page?.close();
        return undefined;
      }
    }
  }

  /** Undefined when the answers can't be planned and the person wants to change them. */
  async #plan(request: SetupRequest): Promise<Planned | undefined> {
    try {
      return await makePlan(this.#parts.rooms, this.#tenantId, request);
    } catch (error) {
      if (!isDomainError(error) || isCancellation(error) || !changeable.includes(error.code)) {
        throw error;
      }
      const change = l10n.t('Change…');
      const chosen = await window.showErrorMessage(toUserError(error).message, change);
      if (chosen !== change) {
        throw new Cancelled();
      }
      return undefined;
    }
  }

  async #decide(planned: Planned): Promise<PageEvent> {
    const { plan, env } = planned;
    const view = proposal(plan, tenantLabel(env.tenant), env.tenant.account);
    if (this.#page && !this.#page.closed) {
      this.#page.remember(plan);
      this.#page.show(view);
      this.#page.reveal();
    } else {
      const { tenantId, key } = plan;
      const title = l10n.t('Set-Up: {0}', applicationOf(plan));
      this.#page = new PlanPage(this.#parts.extensionUri, title, view, { tenantId, key });
    }
    for (;;) {
      const event = await this.#page.next();
      if (event !== 'script') {
        return event;
      }
      await showScript(planned);
    }
  }

  async #apply(planned: Planned): Promise<Done | 'change' | undefined> {
    const page = this.#page;
    if (!page) {
      return undefined;
    }
    let current = planned;
    for (;;) {
      const outcome = await runPlan(this.#parts, page, current);
      if (outcome.kind === 'done') {
        return { ...outcome, planned: current, page };
      }
      const next = await handleStop(this.#parts, { page, planned: current, outcome });
      if (next === 'end' || next === 'change') {
        return next === 'end' ? undefined : 'change';
      }
      current = next;
    }
  }

  /** New answers; undefined when the person left the questions and there is a page to come back to. */
  async #change(must: boolean): Promise<SetupRequest | undefined> {
    try {
      this.#draft = await askAgain(this.#parts.rooms, this.#draft);
      return requestOf(this.#draft);
    } catch (error) {
      if (must || !(error instanceof Cancelled)) {
        throw error;
      }
      return undefined;
    }
  }
}

/** Reasons that other answers may cure. */
const changeable: readonly string[] = [
  'InvalidInput',
  'AlreadyExists',
  'NotFound',
  'NoPrivateKey',
  'Expired',
  'NotSupported',
];
