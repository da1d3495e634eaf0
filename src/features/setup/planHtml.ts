import { Html, html } from '../../workbench/webview/html.ts';
import type { NoteView, PlanView, StepView } from './planView.ts';

/** The page of a plan: a letter with its steps and, at its foot, what can be done. */
export function planHtml(view: PlanView): Html {
  return html`<article class="letter">
<h1 tabindex="-1">${view.heading}</h1>
${view.lead.map((sentence) => html`<p class="muted">${sentence}</p>`)}
${view.notes.map(noteHtml)}
<ol class="steps">${view.steps.map(stepHtml)}</ol>
</article>
<div class="actions">${view.actions.map(
    ({ action, label, primary }) =>
      html`<button type="button" data-action="${action}" class="${primary ? 'primary' : ''}">${label}</button>`,
  )}</div>`;
}

function noteHtml({ kind, sentences }: NoteView): Html {
  const role = kind === 'failure' ? 'alert' : 'note';
  const icon = { info: icons.info, warning: icons.warning, failure: icons.cross, success: icons.check }[kind];
  return html`<div class="note ${kind}" role="${role}"><span class="mark" aria-hidden="true">${icon}</span>
<div>${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div></div>`;
}

function stepHtml(step: StepView): Html {
  return html`<li class="${step.grants ? 'step grants' : 'step'}" data-part="${step.id}" data-state="${step.mark}">
<span class="mark" aria-hidden="true">${allIcons}</span>
<div class="words"><p class="title">${step.title}</p>${step.detail !== '' && html`<p class="detail">${step.detail}</p>`}</div>
<span class="state">${step.state}</span></li>`;
}

const icon = (name: string, path: string) =>
  new Html(
    `<svg class="${name}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${path}</svg>`,
  );

const icons = {
  plus: icon('plus', '<circle cx="8" cy="8" r="6.5"/><path d="M8 5v6M5 8h6"/>'),
  pencil: icon('pencil', '<path d="M10.5 2.5l3 3-8 8-3.5.5.5-3.5z"/>'),
  key: icon('key', '<circle cx="5" cy="11" r="3"/><path d="M7.2 8.8L13.5 2.5M11 5l2 2"/>'),
  shield: icon('shield', '<path d="M8 1.5l5.5 2v4c0 3.5-2.3 5.8-5.5 7-3.2-1.2-5.5-3.5-5.5-7v-4z"/>'),
  check: icon('check', '<path d="M2.5 8.5l3.5 3.5 7.5-8"/>'),
  circle: icon('circle', '<circle cx="8" cy="8" r="6.5"/>'),
  spinner: icon('spinner', '<path d="M8 1.5a6.5 6.5 0 1 1-6.5 6.5"/>'),
  cross: icon('cross', '<circle cx="8" cy="8" r="6.5"/><path d="M5.5 5.5l5 5M10.5 5.5l-5 5"/>'),
  dash: icon('dash', '<path d="M4 8h8"/>'),
  info: icon('info', '<circle cx="8" cy="8" r="6.5"/><path d="M8 7.5v4M8 4.7v.1"/>'),
  warning: icon('warning', '<path d="M8 1.8l6.7 12.4H1.3z"/><path d="M8 6v4M8 12v.1"/>'),
};

/** All of them are there, and the step's state shows one: a step changes without drawing it anew. */
const allIcons = Object.values(icons);
