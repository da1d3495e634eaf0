import { type QuickPickItem, window } from 'vscode';
import { chosenItem } from './chosenItem.ts';
import { type StepPlace, showStep } from './steps.ts';

const typingPause = 250;

export interface SearchStep<Item extends QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  /** Shown at once for what is typed, before anything is found. */
  readonly immediate: (text: string) => readonly Item[];
  /** Looks for what is typed; what it finds is shown after the immediate items. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Item[]>;
  /** What is chosen when the user just presses Enter; the first item when nothing is. */
  readonly preselected?: (item: Item, text: string) => boolean;
}

/** A step that picks one item of a list that is looked up while the user types. */
export async function searchStep<Item extends QuickPickItem>(
  place: StepPlace,
  options: SearchStep<Item>,
): Promise<Item> {
  const input = window.createQuickPick<Item>();
  input.placeholder = options.placeholder;
  let current = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let found: readonly Item[] = [];
  const fill = () => {
    input.items = [...options.immediate(input.value.trim()), ...found];
    const wanted = input.items.find((item) => options.preselected?.(item, input.value.trim()));
    if (wanted) {
      input.activeItems = [wanted];
    }
  };
  try {
    return await showStep<Item>(place, options.title, input, async (accept, fail) => {
      const load = async () => {
        current.abort();
        current = new AbortController();
        const { signal } = current;
        input.busy = true;
        try {
          const items = await options.search(input.value.trim(), signal);
          if (!signal.aborted) {
            found = items;
            input.busy = false;
            fill();
          }
        } catch (error) {
          if (!signal.aborted) {
            fail(error);
          }
        }
      };
      input.onDidChangeValue(() => {
        fill();
        clearTimeout(timer);
        timer = setTimeout(() => void load(), typingPause);
      });
      input.onDidAccept(() => {
        const chosen = chosenItem(input);
        if (chosen) {
          accept(chosen);
        }
      });
      fill();
      await load();
    });
  } finally {
    clearTimeout(timer);
    current.abort();
  }
}
