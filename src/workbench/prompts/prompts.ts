import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { Cancelled } from '../cancelled.ts';

export interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

export interface InputOptions {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeHolder?: string;
  /** Masked while typing. */
  readonly password?: boolean;
  /** The sentence shown while the text is not acceptable; undefined when it is. */
  readonly validate?: (text: string) => string | undefined;
}

/** Asks for a line of text. Throws {@link Cancelled} when the user closes it. */
export async function askText(options: InputOptions): Promise<string> {
  const text = await window.showInputBox({
    title: options.title,
    prompt: options.prompt,
    ignoreFocusOut: true,
    password: options.password ?? false,
    ...(options.value === undefined ? {} : { value: options.value }),
    ...(options.placeHolder === undefined ? {} : { placeHolder: options.placeHolder }),
    ...(options.validate === undefined ? {} : { validateInput: options.validate }),
  });
  if (text === undefined) {
    throw new Cancelled();
  }
  return text;
}

/** Asks to pick one. Throws {@link Cancelled} when the user closes it. */
export async function askOne<T>(
  title: string,
  placeHolder: string,
  choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
): Promise<T> {
  const items: Promise<readonly Choice<T>[]> = Promise.resolve(choices);
  const chosen = await window.showQuickPick<Choice<T>>(items, {
    title,
    placeHolder,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) {
    throw new Cancelled();
  }
  return chosen.value;
}

/** Asks to tick some; ticking none counts as closing it. Throws {@link Cancelled} when the user closes it. */
export async function askSeveral<T>(
  title: string,
  placeHolder: string,
  choices: readonly Choice<T>[],
): Promise<readonly T[]> {
  const options = { title, placeHolder, ignoreFocusOut: true, matchOnDescription: true, canPickMany: true } as const;
  const chosen = await window.showQuickPick<Choice<T>>(choices, options);
  if (chosen === undefined || chosen.length === 0) {
    throw new Cancelled();
  }
  return chosen.map(({ value }) => value);
}

/** A heading between choices. */
export function separator(label: string): QuickPickItem {
  return { label, kind: QuickPickItemKind.Separator };
}

/**
 * Asks before something is lost or changed: a modal that names it, with one button besides Cancel.
 * Throws {@link Cancelled} on anything but that button.
 */
export async function confirm(question: string, detail: string, button: string): Promise<void> {
  const chosen = await window.showWarningMessage(question, { modal: true, detail }, button);
  if (chosen !== button) {
    throw new Cancelled();
  }
}
