import { l10n } from 'vscode';
import { Html, html } from '../../workbench/webview/html.ts';
import type {
  ListView,
  PermissionView,
  PlaceView,
  ReportAction,
  ReportNote,
  ReportView,
  RoleView,
  TickView,
} from './reportViewTypes.ts';

/** The page of a report: the sentence, the tables with a fix in every row, and what can be done at the foot. */
export function reportHtml(view: ReportView): Html {
  return html`<article class="letter report">
<h1 tabindex="-1">${view.heading}</h1>
${view.lead.map((sentence) => html`<p class="muted">${sentence}</p>`)}
${view.notes.map(noteHtml)}
${view.permissions.length > 0 && permissionTable(view)}
${view.caution !== '' && html`<p class="muted caution">${view.caution}</p>`}
${view.roles.length > 0 && roleTable(view)}
${view.lists.map(listHtml)}
${view.foot.length > 0 && footHtml(view.foot)}
</article>
${view.actions.length > 0 && html`<div class="actions">${view.actions.map((action) => buttonHtml(action))}</div>`}`;
}

function footHtml(sentences: readonly string[]): Html {
  const link = (action: string, label: string) =>
    html`<button type="button" class="link" data-action="${action}">${label}</button>`;
  return html`<p class="muted foot">${sentences.join(' ')}</p>
<p class="links">${[
    link('data', l10n.t('About this data')),
    link('copyMarkdown', l10n.t('Copy as Markdown')),
    link('copyCsv', l10n.t('Copy as CSV')),
    link('copyJson', l10n.t('Copy as JSON')),
  ]}</p>`;
}

/** The roles keep it a table where a narrow column lays its rows out as cards. */
function permissionTable({ permissions, compared }: ReportView): Html {
  const columns = compared ? [l10n.t('needed'), l10n.t('requested'), l10n.t('granted'), l10n.t('in token')] : [];
  return html`<table class="report-table" role="table">
<caption class="unseen">${l10n.t('Permissions')}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${l10n.t('Permission')}</th>${columns.map((name) => html`<th role="columnheader" scope="col" class="tick">${name}</th>`)}${compared && html`<th role="columnheader" scope="col">${l10n.t('State')}</th>`}</tr></thead>
<tbody role="rowgroup">${permissions.map((row) => permissionRow(row, columns))}</tbody></table>`;
}

function permissionRow(row: PermissionView, columns: readonly string[]): Html {
  const ticks = [row.needed, row.requested, row.granted, row.inToken];
  return html`<tr role="row" data-state="${row.state}">
<th role="rowheader" scope="row"><span class="name">${row.name}</span><span class="muted">${row.resource}</span>${placesHtml(row)}</th>
${columns.map((name, index) => tickCell(name, ticks[index]))}
${columns.length > 0 && html`<td role="cell" class="verdict"><span class="word">${row.stateWord}</span>${row.fix && buttonHtml(row.fix)}</td>`}
</tr>`;
}

function roleTable({ roles, compared }: ReportView): Html {
  const columns = compared ? [l10n.t('needed'), l10n.t('held')] : [];
  return html`<table class="report-table" role="table">
<caption class="unseen">${l10n.t('Directory roles')}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${l10n.t('Directory role')}</th>${columns.map((name) => html`<th role="columnheader" scope="col" class="tick">${name}</th>`)}${compared && html`<th role="columnheader" scope="col">${l10n.t('State')}</th>`}</tr></thead>
<tbody role="rowgroup">${roles.map((row) => roleRow(row, columns))}</tbody></table>`;
}

function roleRow(row: RoleView, columns: readonly string[]): Html {
  const ticks = [row.needed, row.held];
  const state = row.missing ? 'missing' : row.needed.tick === 'yes' ? 'granted' : 'notChecked';
  const word = row.missing ? l10n.t('missing') : row.needed.tick === 'yes' ? l10n.t('assigned') : l10n.t('not needed');
  return html`<tr role="row" data-state="${state}">
<th role="rowheader" scope="row"><span class="name">${row.name}</span>${row.services !== '' && html`<span class="muted">${row.services}</span>`}${placesHtml(row)}</th>
${columns.map((name, index) => tickCell(name, ticks[index]))}
${columns.length > 0 && html`<td role="cell" class="verdict"><span class="word">${word}</span>${row.fix && buttonHtml(row.fix)}</td>`}
</tr>`;
}

function tickCell(name: string, view: TickView | undefined): Html {
  return view
    ? html`<td role="cell" class="tick ${view.tick}" data-label="${name}"><span class="mark" aria-hidden="true">${icons[view.tick]}</span><span class="word">${view.word}</span></td>`
    : html`<td role="cell"></td>`;
}

function placesHtml({
  places,
  morePlaces,
}: {
  readonly places: readonly PlaceView[];
  readonly morePlaces: number;
}): Html {
  return html`${places.length > 0 && html`<span class="places">${places.map(placeHtml)}${morePlaces > 0 && html`<span class="muted">${l10n.t('and {0} more', morePlaces)}</span>`}</span>`}`;
}

function placeHtml({ action, label }: PlaceView): Html {
  return action === ''
    ? html`<span>${label}</span>`
    : html`<button type="button" class="link" data-action="${action}">${label}</button>`;
}

function listHtml({ title, text, places }: ListView): Html {
  return html`<section><h2>${title}</h2>${text !== '' && html`<p class="muted">${text}</p>`}<p class="places">${places.map(placeHtml)}</p></section>`;
}

function noteHtml({ kind, text }: ReportNote): Html {
  return html`<div class="note ${kind}" role="note"><span class="mark" aria-hidden="true">${icons[kind]}</span><div><p>${text}</p></div></div>`;
}

function buttonHtml({ action, label, says, primary }: ReportAction): Html {
  return html`<button type="button" data-action="${action}" class="${primary ? 'primary' : ''}" ${says === undefined ? '' : html`aria-label="${says}"`}>${label}</button>`;
}

const icon = (path: string) =>
  new Html(
    `<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${path}</svg>`,
  );

const check = icon('<path d="M2.5 8.5l3.5 3.5 7.5-8"/>');

const icons = {
  yes: check,
  no: icon('<path d="M4 4l8 8M12 4l-8 8"/>'),
  open: icon('<path d="M4 8h8"/>'),
  info: icon('<circle cx="8" cy="8" r="6.5"/><path d="M8 7.5v4M8 4.7v.1"/>'),
  warning: icon('<path d="M8 1.8l6.7 12.4H1.3z"/><path d="M8 6v4M8 12v.1"/>'),
  success: check,
};
