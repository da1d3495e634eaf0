import { throwIfAborted } from '../shared/clock.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import type { SetupEnvironment, SetupOptions } from './environment.ts';
import { type PartialSetup, SetupStopped, type StopReason } from './errors.ts';
import type { JournalSession } from './journalSession.ts';
import { administratorFor } from './rightsNeeded.ts';
import type { Plan, PlanStep, SetupResult, SignInProof, StepKind, StepState, WaitReason } from './types.ts';

const defaultReplicationLimit = 3 * 60_000;

/** A plan being carried out: where each step stands, and the rules every step follows. */
export class SetupRun {
  readonly plan: Plan;
  readonly env: SetupEnvironment;
  readonly options: SetupOptions;
  readonly session: JournalSession;
  readonly proof: SignInProof[] = [];
  readonly #states = new Map<string, StepState>();
  readonly #refused: { readonly step: PlanStep; readonly error: unknown }[] = [];

  constructor(plan: Plan, env: SetupEnvironment, options: SetupOptions, session: JournalSession) {
    this.plan = plan;
    this.env = env;
    this.options = options;
    this.session = session;
  }

  get signal(): AbortSignal | undefined {
    return this.options.signal;
  }

  /** Whether anything in the directory was written, or was found written by somebody faster. */
  get hasWritten(): boolean {
    return this.plan.steps.some(
      ({ id, kind }) =>
        kind !== 'certificate' && kind !== 'prove' && ['done', 'running'].includes(this.#states.get(id) ?? ''),
    );
  }

  step(id: string): PlanStep | undefined {
    return this.plan.steps.find((step) => step.id === id);
  }

  /** A step every plan has. */
  required(id: string): PlanStep {
    const step = this.step(id);
    if (!step) {
      throw new Error(`The plan has no step ${id}`);
    }
    return step;
  }

  stepsOf(kind: StepKind): readonly PlanStep[] {
    return this.plan.steps.filter((step) => step.kind === kind);
  }

  /** The state of a step so far; undefined when it has not begun. */
  state(id: string): StepState | undefined {
    return this.#states.get(id);
  }

  report(id: string, state: StepState): void {
    if (this.step(id) === undefined) {
      return;
    }
    this.#states.set(id, state);
    this.options.onProgress?.({ id, state });
  }

  /** Says what is awaited and waits; keeps the journal's lease meanwhile. Throws an `AbortError` when cancelled. */
  async wait(id: string, forReason: WaitReason, milliseconds: number, elapsed: number, limit: number): Promise<void> {
    this.options.onProgress?.({ id, state: 'waiting', waiting: { forReason, elapsed, limit } });
    await this.session.renew();
    await this.env.clock.sleep(Math.min(milliseconds, Math.max(limit - elapsed, 1)), this.signal);
  }

  /**
   * Carries out one step. A refusal is kept for the end, so that what does not depend on the step is still done; gives
   * undefined then. Any other failure stops the set-up.
   */
  async attempt<T>(step: PlanStep, work: () => Promise<T>): Promise<T | undefined> {
    throwIfAborted(this.signal);
    this.report(step.id, 'running');
    try {
      return await work();
    } catch (error) {
      await this.fail(step, error);
      return undefined;
    }
  }

  /** Files the failure of a step: a refusal is noted, anything else thrown as the end of the set-up. */
  async fail(step: PlanStep, error: unknown): Promise<void> {
    if (isAbort(error) || (isDomainError(error) && error.reason === 'provisioning/runningElsewhere')) {
      throw error;
    }
    this.report(step.id, 'failed');
    if (error instanceof SetupStopped) {
      throw this.stopped(error.reason.slice('provisioning/'.length) as StopReason, error.params, error.cause);
    }
    if (!isRefusal(error)) {
      throw this.stopped(
        'stepFailed',
        { kind: step.kind, subject: this.subject(step), detail: detailOf(error) },
        error,
      );
    }
    // A refusal is an answer: nothing is pending.
    await this.session.settle([step.id]);
    this.#refused.push({ step, error });
  }

  /** Retries what this replica of the directory does not know yet, with growing pauses, until `limit`. */
  async untilReplicated<T>(id: string, work: () => Promise<T>): Promise<T> {
    const start = this.env.clock.now().getTime();
    const limit = this.options.replicationLimit ?? defaultReplicationLimit;
    for (let pause = 1_000; ; pause = Math.min(pause * 2, 15_000)) {
      throwIfAborted(this.signal);
      try {
        return await work();
      } catch (error) {
        const elapsed = this.env.clock.now().getTime() - start;
        if (!isDomainError(error, 'NotFound') || elapsed >= limit) {
          throw error;
        }
        await this.wait(id, 'replication', pause, elapsed, limit);
      }
    }
  }

  /** Throws when something was refused, naming the first such step and the role it takes. */
  finish(): void {
    const first = this.#refused[0];
    if (!first) {
      return;
    }
    const role = administratorFor(first.step)?.name;
    const params = {
      kind: first.step.kind,
      subject: this.subject(first.step),
      role,
      more: this.#refused.length - 1 || undefined,
    };
    throw this.stopped(
      this.hasWritten || this.session.entry.created.some(({ kind }) => kind !== 'certificate')
        ? 'refusedPartly'
        : 'refused',
      params,
      first.error,
    );
  }

  /** Steps that were never reached, because what they build on was refused. */
  skipTheRest(): void {
    for (const { id } of this.plan.steps) {
      if (!this.#states.has(id)) {
        this.report(id, 'skipped');
      }
    }
  }

  result(): SetupResult {
    const { key, appId = '', objectId = '', servicePrincipalId = '', thumbprint = '', steps, proof } = this.partial();
    return { key, appId, objectId, servicePrincipalId, thumbprint, steps, proof };
  }

  /** What a step is about, by the name a person knows. */
  subject({ kind, facts }: PlanStep): string {
    const names: Readonly<Record<StepKind, unknown>> = {
      certificate: facts.subject,
      application: facts.displayName,
      servicePrincipal: facts.displayName,
      uploadCertificate: facts.displayName,
      resourcePrincipal: facts.resource,
      requestPermissions: facts.permissions,
      grantPermission: facts.permission,
      assignRole: facts.role,
      prove: facts.name,
    };
    return String(names[kind] ?? '');
  }

  /** The error that ends this run, with everything reached so far. */
  stopped(reason: StopReason, params: SetupStopped['params'], cause?: unknown): SetupStopped {
    return new SetupStopped(reason, params, this.partial(), cause);
  }

  partial(): PartialSetup {
    const { appId, objectId, servicePrincipalId, thumbprint } = this.session.entry;
    return {
      key: this.plan.key,
      ...(appId === undefined ? {} : { appId, adminConsentUrl: adminConsentUrl(this.env, appId) }),
      ...(objectId === undefined ? {} : { objectId }),
      ...(servicePrincipalId === undefined ? {} : { servicePrincipalId }),
      ...(thumbprint === undefined ? {} : { thumbprint }),
      steps: this.plan.steps.map(({ id, kind, facts }) => ({
        id,
        kind,
        facts,
        state: this.#states.get(id) ?? 'pending',
      })),
      proof: [...this.proof],
    };
  }
}

/** Whether the administrator lacks the right, or may not even ask for it in this tenant. */
export function isRefusal(error: unknown): boolean {
  return (
    isDomainError(error, 'Forbidden') ||
    (isDomainError(error) && ['identity/adminApprovalNeeded', 'identity/consentMissing'].includes(error.reason))
  );
}

/** The service's own words for what went wrong, for the end of a sentence: a code or a message, else the reason. */
export function detailOf(error: unknown): string {
  if (isDomainError(error)) {
    return String(error.params.aadsts ?? error.params.message ?? error.reason);
  }
  return error instanceof Error ? error.message : String(error);
}

/** Where an administrator with more rights consents to everything the application asks for. */
export function adminConsentUrl(env: Pick<SetupEnvironment, 'cloud' | 'tenant'>, appId: string): string {
  const query = new URLSearchParams({ client_id: appId });
  return `${env.cloud.authority}/${encodeURIComponent(env.tenant.tenantId)}/adminconsent?${query}`;
}
