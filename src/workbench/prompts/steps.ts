import { type Disposable, type QuickInput, QuickInputButtons, type QuickPickItem, window } from 'vscode';
import { Cancelled } from '../cancelled.ts';

/** Thrown inside a step when the user goes back to the one before. */
class Back extends Error {}

/** One step of a multi-step prompt: asks and keeps the answer in the state it closes over. */
export type Step = (place: StepPlace) => Promise<void>;

export interface StepPlace {
  readonly step: number;
  readonly totalSteps: number;
}

/** Runs steps in order with Back between them. `steps` is asked again after each, since an answer may add or remove some. */
export async function runSteps(steps: () => readonly Step[]): Promise<void> {
  let index = 0;
  for (;;) {
    const current = steps();
    const step = current[index];
    if (step === undefined) {
      return;
    }
    try {
      await step({ step: index + 1, totalSteps: current.length });
      index += 1;
    } catch (error) {
      if (!(error instanceof Back)) {
        throw error;
      }
      index = Math.max(0, index - 1);
    }
  }
}

interface PickStep<Item extends QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly Item[] | Promise<readonly Item[]>;
  /** What is chosen when the user just presses Enter; for several, what is ticked. */
  readonly preselected?: (item: Item) => boolean;
}

/** A step that picks one item. */
export async function pickStep<Item extends QuickPickItem>(place: StepPlace, options: PickStep<Item>): Promise<Item> {
  const input = window.createQuickPick<Item>();
  input.placeholder = options.placeholder;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  return showStep(place, options.title, input, async (accept) => {
    input.onDidAccept(() => {
      const [chosen] = input.selectedItems;
      if (chosen) {
        accept(chosen);
      }
    });
    await fill(input, options);
    const wanted = options.preselected && input.items.find(options.preselected);
    if (wanted) {
      input.activeItems = [wanted];
    }
  });
}

/** A step that picks several items; `required` refuses none. */
export async function pickManyStep<Item extends QuickPickItem>(
  place: StepPlace,
  options: PickStep<Item> & { readonly required?: string },
): Promise<readonly Item[]> {
  const input = window.createQuickPick<Item>();
  input.placeholder = options.placeholder;
  input.canSelectMany = true;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  return showStep(place, options.title, input, async (accept) => {
    input.onDidAccept(() => {
      if (input.selectedItems.length === 0 && options.required !== undefined) {
        input.placeholder = options.required;
      } else {
        accept([...input.selectedItems]);
      }
    });
    await fill(input, options);
    if (options.preselected) {
      input.selectedItems = input.items.filter(options.preselected);
    }
  });
}

/** A step that takes a line of text. */
export async function textStep(
  place: StepPlace,
  options: {
    readonly title: string;
    readonly prompt: string;
    readonly value: string;
    readonly validate: (text: string) => string | undefined;
  },
): Promise<string> {
  const input = window.createInputBox();
  input.prompt = options.prompt;
  input.value = options.value;
  return showStep(place, options.title, input, async (accept) => {
    const check = () => {
      input.validationMessage = options.validate(input.value.trim());
    };
    input.onDidChangeValue(check);
    input.onDidAccept(() => {
      check();
      if (!input.validationMessage) {
        accept(input.value.trim());
      }
    });
  });
}

async function fill<Item extends QuickPickItem>(
  input: { busy: boolean; items: readonly Item[] },
  options: PickStep<Item>,
): Promise<void> {
  input.busy = true;
  input.items = await options.items;
  input.busy = false;
}

/** Shows one step: what `prepare` hands to `accept` is its answer; Back and closing end it. */
export async function showStep<T>(
  place: StepPlace,
  title: string,
  input: QuickInput & {
    buttons: readonly unknown[];
    onDidTriggerButton: (listener: (button: unknown) => void) => Disposable;
  },
  prepare: (accept: (value: T) => void, fail: (error: unknown) => void) => Promise<void>,
): Promise<T> {
  input.title = title;
  input.step = place.step;
  input.totalSteps = place.totalSteps;
  input.ignoreFocusOut = true;
  if (place.step > 1) {
    input.buttons = [QuickInputButtons.Back];
  }
  try {
    return await new Promise<T>((resolve, reject) => {
      input.onDidTriggerButton(() => reject(new Back()));
      input.onDidHide(() => reject(new Cancelled()));
      input.show();
      prepare(resolve, reject).catch(reject);
    });
  } finally {
    input.dispose();
  }
}
