import { commands, env, l10n, type QuickPickItem, ThemeIcon, window } from 'vscode';
import { explain } from '../../core/explain/explain.ts';
import type { Explanation } from '../../core/explain/types.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import { chosenItem } from '../../workbench/prompts/chosenItem.ts';
import { explanationWords } from '../../workbench/words/explanations.ts';

type Item = QuickPickItem & { readonly text?: () => Promise<string>; readonly explanation?: Explanation };

/** The errors of a text, and the one of them the user wants explained. */
export interface Asked {
  readonly explanations: readonly Explanation[];
  readonly chosen: Explanation | undefined;
}

/**
 * Asks for the text of an error: typed or pasted, its errors are listed at once; or it is fetched from the terminal or the
 * clipboard, by rows that say so.
 */
export async function askForText(): Promise<Asked> {
  const input = window.createQuickPick<Item>();
  input.title = l10n.t('Explain Error');
  input.placeholder = l10n.t('Paste the text of the error here, or choose where it is');
  input.ignoreFocusOut = true;
  const sources = textSources();
  input.items = sources;
  let explanations: readonly Explanation[] = [];
  try {
    const item = await new Promise<Item>((resolve, reject) => {
      input.onDidChangeValue((text) => {
        explanations = text.trim() === '' ? [] : explain(text);
        input.items = text.trim() === '' ? sources : itemsFor(explanations);
      });
      input.onDidAccept(() => {
        const chosen = chosenItem(input);
        if (chosen?.text || chosen?.explanation) {
          resolve(chosen);
        }
      });
      input.onDidHide(() => reject(new Cancelled()));
      input.show();
    });
    if (item.text) {
      const [first, ...others] = explain(await item.text());
      return { explanations: first ? [first, ...others] : [], chosen: first };
    }
    return { explanations, chosen: item.explanation };
  } finally {
    input.dispose();
  }
}

function textSources(): readonly Item[] {
  const clipboard: Item = {
    label: l10n.t('Text on the Clipboard'),
    description: l10n.t('reads the clipboard'),
    iconPath: new ThemeIcon('clippy'),
    text: async () => env.clipboard.readText(),
  };
  const terminal = window.activeTerminal;
  if (!terminal) {
    return [clipboard];
  }
  return [
    {
      label: l10n.t('Selected Text of the Terminal'),
      description: l10n.t('copies it to the clipboard'),
      detail: terminal.name,
      iconPath: new ThemeIcon('terminal'),
      text: async () => {
        await commands.executeCommand('workbench.action.terminal.copySelection');
        return env.clipboard.readText();
      },
    },
    clipboard,
  ];
}

function itemsFor(explanations: readonly Explanation[]): readonly Item[] {
  if (explanations.length === 0) {
    const label = l10n.t('No known error in this text');
    const detail = l10n.t('Paste the whole message, also the lines before it.');
    return [{ label, detail, iconPath: new ThemeIcon('info'), alwaysShow: true }];
  }
  return explanations.map((explanation) => {
    const { title, cause } = explanationWords[explanation.id];
    return {
      label: title(explanation.facts),
      detail: cause(explanation.facts),
      iconPath: new ThemeIcon('lightbulb'),
      alwaysShow: true,
      explanation,
    };
  });
}
