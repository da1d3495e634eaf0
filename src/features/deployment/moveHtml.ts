import { l10n } from 'vscode';
import { Html, html } from '../../workbench/webview/html.ts';

/** What the page shows, in words. */
export interface MoveView {
  readonly heading: string;
  readonly lead: readonly string[];
  readonly warnings: readonly string[];
  readonly steps: readonly MoveStepView[];
}

export interface MoveStepView {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly done: boolean;
  /** What came of it: where a file is. */
  readonly result?: string;
  readonly buttons: readonly { readonly action: string; readonly label: string; readonly primary?: boolean }[];
  readonly files: readonly { readonly id: string; readonly name: string; readonly text: string }[];
}

/** How a step stands, in words. */
export const stepState = (done: boolean) => (done ? l10n.t('done') : l10n.t('to do'));

/** A list to tick off, with what each step needs to be read, copied or saved. */
export function moveHtml(view: MoveView): Html {
  return html`<article class="letter move">
<h1 tabindex="-1">${view.heading}</h1>
${view.lead.map((sentence) => html`<p class="muted">${sentence}</p>`)}
${view.warnings.map(
  (sentence) =>
    html`<div class="note warning" role="note"><span class="mark" aria-hidden="true">${warningIcon}</span><p>${sentence}</p></div>`,
)}
<ol class="steps">${view.steps.map(stepHtml)}</ol>
</article>
<div class="actions"><button type="button" data-action="saveAll">${l10n.t('Save All Files…')}</button>
<button type="button" data-action="close">${l10n.t('Close')}</button></div>`;
}

function stepHtml(step: MoveStepView): Html {
  const title = `title-${step.id}`;
  return html`<li class="step" data-part="${step.id}" data-state="${step.done ? 'done' : 'todo'}">
<button type="button" class="tick" role="checkbox" aria-checked="${step.done ? 'true' : 'false'}" aria-labelledby="${title}" data-action="tick:${step.id}">${tickIcon}</button>
<div class="words"><p class="title" id="${title}">${step.title}</p><p class="detail">${step.detail}</p>
${step.result !== undefined && html`<p class="result">${step.result}</p>`}
${
  step.buttons.length > 0 &&
  html`<div class="buttons">${step.buttons.map(
    ({ action, label, primary }) =>
      html`<button type="button" data-action="${action}" class="${primary ? 'primary' : ''}">${label}</button>`,
  )}</div>`
}
${step.files.map((file) => fileHtml(step, file))}</div>
<span class="state">${stepState(step.done)}</span></li>`;
}

function fileHtml(step: MoveStepView, { id, name, text }: MoveStepView['files'][number]): Html {
  return html`<div class="file"><details id="file-${step.id}-${id}"><summary>${name}</summary>
<pre tabindex="0" role="region" aria-label="${name}"><code>${text}</code></pre></details>
<div class="buttons"><button type="button" data-action="copy:${id}" aria-label="${l10n.t('Copy {0}', name)}">${l10n.t('Copy')}</button>
<button type="button" data-action="save:${id}" aria-label="${l10n.t('Save {0}…', name)}">${l10n.t('Save…')}</button></div></div>`;
}

const icon = (path: string) =>
  new Html(
    `<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`,
  );

const tickIcon = icon('<path d="M3 8.5l3.2 3.2 6.8-7"/>');
const warningIcon = icon('<path d="M8 1.8l6.7 12.4H1.3z"/><path d="M8 6v4M8 12v.1"/>');
