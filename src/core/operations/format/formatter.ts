import { formatDate, toText } from '../language/text.ts';
import { Hashtable, PsObject, Rendered, type Value } from '../language/values.ts';
import { listText } from './list.ts';
import { neutralise } from './neutralise.ts';
import { type LayoutOptions, TableWriter } from './table.ts';
import { type View, type ViewColumn, viewOf } from './views.ts';

/** Up to so many properties make a table, more a list. */
const tableColumns = 4;

/** Objects as PowerShell shows them at the end of a pipeline: by their type's view, streaming. */
export async function* formatDefault(values: AsyncIterable<Value>, options: LayoutOptions): AsyncGenerator<string> {
  const writer = new DefaultWriter(options);
  for await (const value of values) {
    const text = writer.add(value);
    if (text !== '') {
      yield text;
    }
  }
  const rest = writer.finish();
  if (rest !== '') {
    yield rest;
  }
}

/** Shows objects one after the other; objects of one type share a table. */
export class DefaultWriter {
  readonly #options: LayoutOptions;
  #typeName = '';
  #table: TableWriter | undefined;
  #inList = false;

  constructor(options: LayoutOptions) {
    this.#options = options;
  }

  /** Text that can be written now. */
  add(value: Value): string {
    if (value === null) {
      return '';
    }
    if (value instanceof Rendered) {
      return this.finish() + value.text;
    }
    if (value instanceof Hashtable) {
      const before = this.finish();
      const writer = new DefaultWriter(this.#options);
      const rows = [...value.entries()].map(([name, item]) =>
        writer.add(
          new PsObject(
            'System.Collections.DictionaryEntry',
            new Map<string, Value>([
              ['Name', name],
              ['Value', item],
            ]),
          ),
        ),
      );
      return before + rows.join('') + writer.finish();
    }
    if (value instanceof PsObject) {
      return this.#addObject(value);
    }
    if (Array.isArray(value)) {
      return value.map((item: Value) => this.add(item)).join('');
    }
    if (value instanceof Date) {
      return `${this.finish()}\n${formatDate(value, 'dddd, MMMM d, yyyy h:mm:ss tt')}\n\n`;
    }
    // Text goes between the rows: it does not end a table or list.
    return `${this.#table?.flush() ?? ''}${neutralise(toText(value), true)}\n`;
  }

  /** Ends the table or list that is open. */
  finish(): string {
    const rest = this.#table?.finish() ?? (this.#inList ? '\n' : '');
    this.#table = undefined;
    this.#inList = false;
    this.#typeName = '';
    return rest;
  }

  #addObject(object: PsObject): string {
    if (object.properties.size === 0) {
      return `${this.finish()}\n`;
    }
    const before = object.typeName === this.#typeName ? '' : this.finish();
    if (this.#table !== undefined) {
      return this.#table.add(object);
    }
    if (this.#inList) {
      return before + listText(object, viewOf(object.typeName)?.columns ?? propertyColumns(object), this.#options);
    }
    const view = defaultView(object);
    this.#typeName = object.typeName;
    if (view.kind === 'list') {
      this.#inList = true;
      return before + listText(object, view.columns, this.#options);
    }
    this.#table = new TableWriter(view.columns, {
      ...this.#options,
      ...(view.heading === undefined ? {} : { heading: view.heading }),
    });
    return before + this.#table.add(object);
  }
}

function defaultView(object: PsObject): View {
  const known = viewOf(object.typeName);
  if (known?.columns.some(({ value }) => value(object) !== null)) {
    return known;
  }
  const columns = propertyColumns(object);
  return { kind: columns.length <= tableColumns ? 'table' : 'list', columns };
}

/** One column for each property the object has. */
export function propertyColumns(object: PsObject): readonly ViewColumn[] {
  return [...object.properties.keys()].map((name) => ({ label: name, value: (each) => each.get(name) ?? null }));
}
