import { l10n } from 'vscode';
import type { Plan, PlanStep, SignInProof, StepState } from '../../core/provisioning/types.ts';
import { serviceById } from '../../core/services/index.ts';
import { noteSentence, planHeadline, stepDetail, stepTitle } from '../../workbench/words/plan.ts';
import { applicationOf } from './planNames.ts';

/** What the page shows, in words. */
export interface PlanView {
  readonly heading: string;
  /** Sentences below the heading. */
  readonly lead: readonly string[];
  readonly notes: readonly NoteView[];
  readonly steps: readonly StepView[];
  readonly actions: readonly ActionView[];
}

export interface NoteView {
  readonly kind: 'info' | 'warning' | 'failure' | 'success';
  readonly sentences: readonly string[];
}

/** What a step is about to do, or how it stands. */
export type StepMark = 'create' | 'change' | 'grant' | 'there' | 'prove' | StepState;

export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** Whether it gives rights: its detail is what a reader must not miss. */
  readonly grants: boolean;
  readonly mark: StepMark;
  readonly state: string;
}

export type PlanAction =
  | 'apply'
  | 'script'
  | 'change'
  | 'cancel'
  | 'stop'
  | 'resume'
  | 'consentLink'
  | 'saveScript'
  | 'log'
  | 'undo'
  | 'insert'
  | 'connect'
  | 'again'
  | 'close';

export interface ActionView {
  readonly action: PlanAction;
  readonly label: string;
  readonly primary?: boolean;
}

/** The steps of a plan before it runs, or with the states reached so far. */
export function stepViews(plan: Plan, states: ReadonlyMap<string, StepState> = new Map()): readonly StepView[] {
  return plan.steps.map((step) => {
    const state = states.get(step.id);
    return {
      id: step.id,
      title: stepTitle(step),
      detail: stepDetail(step),
      grants: step.change !== 'none' && (step.kind === 'grantPermission' || step.kind === 'assignRole'),
      mark: state ?? markOf(step),
      state: state ? stateWords(state) : changeWords(step),
    };
  });
}

function markOf(step: PlanStep): StepMark {
  if (step.kind === 'prove') {
    return 'prove';
  }
  if (step.change === 'none') {
    return 'there';
  }
  if (step.kind === 'grantPermission' || step.kind === 'assignRole') {
    return 'grant';
  }
  return step.change === 'update' ? 'change' : 'create';
}

function changeWords(step: PlanStep): string {
  switch (markOf(step)) {
    case 'create':
      return l10n.t('new');
    case 'change':
      return l10n.t('change');
    case 'grant':
      return l10n.t('grant');
    case 'prove':
      return l10n.t('test');
    default:
      return l10n.t('already there');
  }
}

/** How a step stands. */
export function stateWords(state: StepState): string {
  switch (state) {
    case 'pending':
      return l10n.t('to do');
    case 'running':
      return l10n.t('in progress');
    case 'waiting':
      return l10n.t('waiting');
    case 'done':
      return l10n.t('done');
    case 'unchanged':
      return l10n.t('was there');
    case 'failed':
      return l10n.t('failed');
    case 'skipped':
      return l10n.t('not reached');
  }
}

/** The plan before anything changes. */
export function proposal(plan: Plan, tenantName: string, account: string): PlanView {
  const changes = plan.steps.some((step) => step.change !== 'none');
  return {
    heading: planHeadline(plan, tenantName),
    lead: [leadSentence(plan), l10n.t('You are signed in as {0}. Nothing changes before you apply.', account)],
    notes: plan.notes.length > 0 ? [{ kind: 'warning', sentences: [...new Set(plan.notes.map(noteSentence))] }] : [],
    steps: stepViews(plan),
    actions: [
      { action: 'apply', label: changes ? l10n.t('Apply') : l10n.t('Prove Sign-In'), primary: true },
      { action: 'script', label: l10n.t('Show as PowerShell') },
      { action: 'change', label: l10n.t('Change…') },
      { action: 'cancel', label: l10n.t('Cancel') },
    ],
  };
}

function leadSentence(plan: Plan): string {
  const names = plan.request.services.map((id) => serviceById(id).name);
  const application = applicationOf(plan);
  return names.length === 0
    ? l10n.t('Afterwards {0} signs in with a certificate: no password, no prompt.', application)
    : l10n.t(
        'Afterwards {0} signs in to {1} with a certificate: no password, no prompt.',
        application,
        new Intl.ListFormat(undefined, { type: 'conjunction' }).format(names),
      );
}

/** While it runs. */
export function progressView(plan: Plan, tenantName: string, states: ReadonlyMap<string, StepState>): PlanView {
  return {
    heading: l10n.t('Setting up {0} in {1}', applicationOf(plan), tenantName),
    lead: [l10n.t('Cancelling keeps what is done; the set-up can be resumed or undone afterwards.')],
    notes: [],
    steps: stepViews(plan, states),
    actions: [{ action: 'stop', label: l10n.t('Cancel') }],
  };
}

/** One sentence for each sign-in that worked; the proofs carry names. */
export function proofSentences(plan: Plan, proofs: readonly SignInProof[]) {
  return proofs.map(({ resource, roles, directoryRoles }) => {
    const name = plan.steps.find(({ kind, facts }) => kind === 'prove' && facts.resource === resource)?.facts.name;
    const carried = [...roles, ...directoryRoles];
    return carried.length === 0
      ? l10n.t('Signed in to {0} with the certificate.', String(name ?? resource))
      : l10n.t(
          'Signed in to {0} with the certificate. The token carries {1}.',
          String(name ?? resource),
          new Intl.ListFormat(undefined, { type: 'conjunction' }).format(carried),
        );
  });
}
