import type { Uri, WebviewPanel } from 'vscode';
import { pageTypes } from '../../contributions.ts';
import type { StepState } from '../../core/provisioning/types.ts';
import { Page } from '../../workbench/webview/page.ts';
import { planHtml } from './planHtml.ts';
import { type PlanAction, type PlanView, type StepView, stateWords } from './planView.ts';

/** Which set-up a page is about. */
export interface PlanMemory {
  readonly tenantId: string;
  readonly key: string;
}

/** What the user does on the page; `closed` when it is gone. */
export type PageEvent = PlanAction | 'closed';

/** The page of one set-up, from the plan to its end. */
export class PlanPage {
  readonly #page: Page;
  #view: PlanView;
  #waiting: ((event: PageEvent) => void) | undefined;
  #onStop: (() => void) | undefined;

  /** @param panel that of a page that was open when the window was loaded again */
  constructor(extensionUri: Uri, title: string, view: PlanView, memory: PlanMemory, panel?: WebviewPanel) {
    this.#view = view;
    this.#page = new Page({
      viewType: pageTypes.setUp,
      title,
      memory,
      ...(panel ? { panel } : {}),
      extensionUri,
      body: planHtml(view),
      onAction: (action) => this.#act(action),
      onClose: () => this.#resolve('closed'),
    });
  }

  get visible(): boolean {
    return this.#page.visible;
  }

  get closed(): boolean {
    return this.#page.closed;
  }

  /** Called when the user cancels what runs. */
  set onStop(listener: (() => void) | undefined) {
    this.#onStop = listener;
  }

  /** The page is about another set-up from now on. */
  remember({ tenantId, key }: PlanMemory): void {
    this.#page.remember({ tenantId, key });
  }

  show(view: PlanView): void {
    this.#view = view;
    this.#page.show(planHtml(view));
  }

  /** Ticks one step off; `words` say more than the state alone. */
  tick(id: string, state: StepState, words?: string, announce?: string): void {
    const text = words ?? stateWords(state);
    const steps = this.#view.steps.map(
      (step): StepView => (step.id === id ? { ...step, mark: state, state: text } : step),
    );
    this.#view = { ...this.#view, steps };
    this.#page.patch(planHtml(this.#view), {
      parts: [{ part: id, text, state }],
      ...(announce === undefined ? {} : { announce }),
    });
  }

  /** The next thing the user does. What is clicked while nobody waits is dropped: it was meant for what was shown then. */
  next(): Promise<PageEvent> {
    if (this.#page.closed) {
      return Promise.resolve('closed');
    }
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  reveal(): void {
    this.#page.reveal();
  }

  close(): void {
    this.#page.dispose();
  }

  #act(action: string): void {
    const known = this.#view.actions.find((one) => one.action === action)?.action;
    if (known === 'stop') {
      this.#onStop?.();
    } else if (known !== undefined) {
      this.#resolve(known);
    }
  }

  #resolve(event: PageEvent): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(event);
  }
}
