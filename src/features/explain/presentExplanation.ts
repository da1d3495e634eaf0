import { env, l10n, type QuickPickItem, type Terminal, ThemeIcon, Uri, window } from 'vscode';
import { fixFor } from '../../core/explain/fixFor.ts';
import type { Explanation, Fix } from '../../core/explain/types.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import { CommandOptions } from '../../workbench/commandOptions.ts';
import { copyValue } from '../../workbench/copied.ts';
import type { Parts } from '../../workbench/parts.ts';
import { separator } from '../../workbench/prompts/prompts.ts';
import { checkSentences } from '../../workbench/words/explainChecks.ts';
import { explanationWords, fixTitles } from '../../workbench/words/explanations.ts';
import { applyFix } from './applyFix.ts';
import { type Checked, checkExplanation, checkTitle } from './checkExplanation.ts';
import { findingSentence } from './explanationResult.ts';

interface Action {
  readonly title: string;
  readonly run: () => Promise<void>;
}

type ActionItem = QuickPickItem & { readonly run?: () => Promise<void> };

/** Shows what an error means, with its check and its fixes as buttons. Does not wait for an answer. */
export class ExplanationPresenter {
  readonly #parts: Pick<Parts, 'rooms' | 'commands'>;

  constructor(parts: Pick<Parts, 'rooms' | 'commands'>) {
    this.#parts = parts;
  }

  /** Says cause and remedy; `others` are further errors of the same text. */
  show(explanation: Explanation, others: readonly Explanation[], terminal?: Terminal): void {
    const { title, cause, remedy } = explanationWords[explanation.id];
    const { facts } = explanation;
    const message = l10n.t('{0}. {1} {2}', title(facts), cause(facts), remedy(facts));
    const check = this.#checkAction(explanation, terminal);
    const fixes = explanation.fixes.map((fix) => this.#fixAction(fix, explanation, undefined, terminal));
    const buttons = [...(check ? [check] : []), ...fixes].slice(0, 2);
    const more = this.#moreAction(explanation, others, terminal);
    this.#act(window.showInformationMessage(message, ...[...buttons, more].map((each) => each.title)), [
      ...buttons,
      more,
    ]);
  }

  #checkAction(explanation: Explanation, terminal: Terminal | undefined): Action | undefined {
    const { check } = explanation;
    if (!check) {
      return undefined;
    }
    return {
      title: checkTitle(),
      run: async () => {
        const options = new CommandOptions(undefined);
        this.#showFinding(
          explanation,
          await checkExplanation(this.#parts.rooms, explanation, check, options),
          terminal,
        );
      },
    };
  }

  #fixAction(fix: Fix, { facts }: Explanation, checked: Checked | undefined, terminal: Terminal | undefined): Action {
    const target = checked?.target;
    return {
      title: fixTitles[fix.id](),
      run: () => applyFix(this.#parts.rooms, fix, facts, { ...(target ? { target } : {}), terminal }),
    };
  }

  #moreAction(explanation: Explanation, others: readonly Explanation[], terminal: Terminal | undefined): Action {
    return { title: l10n.t('More…'), run: () => this.#more(explanation, others, terminal) };
  }

  #showFinding(explanation: Explanation, checked: Checked, terminal: Terminal | undefined): void {
    const { result } = checked;
    const exact = result.fix === undefined ? undefined : fixFor(result.fix, explanation.facts);
    const fixes = [
      ...(exact ? [exact] : []),
      ...(result.outcome === 'failed' ? explanation.fixes.filter(({ id }) => id !== exact?.id) : []),
    ];
    const actions = [
      ...fixes.slice(0, 2).map((fix) => this.#fixAction(fix, explanation, checked, terminal)),
      this.#moreAction(explanation, [], terminal),
    ];
    const titles = actions.map(({ title }) => title);
    const sentence = findingSentence(result);
    const shown =
      result.outcome === 'failed'
        ? window.showWarningMessage(sentence, ...titles)
        : window.showInformationMessage(sentence, ...titles);
    this.#act(shown, actions);
  }

  /** Everything there is to do, in a list. */
  async #more(explanation: Explanation, others: readonly Explanation[], terminal: Terminal | undefined): Promise<void> {
    const { facts, documentation, check } = explanation;
    const checkAction = this.#checkAction(explanation, terminal);
    const items: ActionItem[] = explanation.fixes.map((fix) => ({
      ...item(this.#fixAction(fix, explanation, undefined, terminal), fix.powershell ? 'terminal' : 'wrench'),
      ...(fix.powershell ? { detail: fix.powershell } : {}),
    }));
    if (check && checkAction) {
      items.push({ ...item(checkAction, 'search'), detail: checkSentences[check.kind]() });
    }
    if (documentation) {
      const open = async () => void (await env.openExternal(Uri.parse(documentation, true)));
      items.push({ ...item({ title: l10n.t('Open Documentation'), run: open }, 'book'), description: documentation });
    }
    const ids = [facts.aadsts, facts.traceId, facts.requestId].filter((id) => id !== undefined).join(' · ');
    if (ids) {
      const copy = () => copyValue(l10n.t('Ids'), ids);
      items.push({ ...item({ title: l10n.t('Copy Ids for Support'), run: copy }, 'copy'), description: ids });
    }
    if (others.length > 0) {
      items.push(separator(l10n.t('also in this text')));
      items.push(
        ...others.map((other) => {
          const rest = [explanation, ...others].filter((each) => each !== other);
          const run = async () => this.show(other, rest, terminal);
          return item({ title: explanationWords[other.id].title(other.facts), run }, 'lightbulb');
        }),
      );
    }
    const words = explanationWords[explanation.id];
    const chosen = await window.showQuickPick(items, { title: words.title(facts), placeHolder: words.remedy(facts) });
    await chosen?.run?.();
  }

  #act(shown: Thenable<string | undefined>, actions: readonly Action[]): void {
    void shown.then(async (title) => {
      try {
        await actions.find((action) => action.title === title)?.run();
      } catch (error) {
        if (!isCancellation(error)) {
          await this.#parts.commands.show(error);
        }
      }
    });
  }
}

function item({ title, run }: Action, icon: string): ActionItem {
  return { label: title, iconPath: new ThemeIcon(icon), run };
}
