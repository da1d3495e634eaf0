/** Markup that {@link html} made: the only thing a page takes. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = string | number | Html | readonly Html[] | undefined | false;

/** Text as it may stand in HTML, between tags and inside quoted attributes. The one place where this is done. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A template whose values are escaped unless they are markup themselves; `undefined` and `false` leave nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.reduce((text, part, index) => text + markup(values[index - 1]) + part));
}

function markup(value: HtmlValue): string {
  if (value === undefined || value === false) {
    return '';
  }
  if (value instanceof Html) {
    return value.text;
  }
  return Array.isArray(value) ? value.map((one: Html) => one.text).join('') : escapeHtml(String(value));
}
