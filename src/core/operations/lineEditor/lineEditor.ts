import { CompletionCycle } from './completionCycle.ts';
import { editedBy, pastedText } from './editKeys.ts';
import { type CompletionList, type Effect, merge } from './effects.ts';
import type { LineHistory } from './history.ts';
import { HistorySearch } from './historySearch.ts';
import { type Drawn, InputScreen } from './inputScreen.ts';
import { isIncomplete } from './inputState.ts';
import { type Key, readKey } from './keys.ts';
import { TextBuffer } from './textBuffer.ts';

export interface ReadOptions {
  /** Shows asterisks; no history, no completion. */
  readonly masked?: boolean;
  /** One line of anything, as Read-Host takes it: neither continued nor kept in the history. */
  readonly plain?: boolean;
}

const continuation = '>> ';
/** What is typed ahead while a command runs. */
const longestTypeAhead = 100_000;

/**
 * The line editor of the console as a state machine: what the terminal sends goes in, what to write and do comes out. It
 * knows neither the terminal nor the console.
 */
export class LineEditor {
  readonly #history: LineHistory;
  readonly #screen: InputScreen;
  #buffer = new TextBuffer();
  #prompt = '';
  #options: ReadOptions = {};
  #reading = false;
  /** Input that belongs to a later prompt, or a sequence that has not arrived whole. */
  #pending = '';
  /** Place in the history, its length when editing something new. */
  #historyIndex = 0;
  #draft = new TextBuffer();
  #completing: CompletionCycle | undefined;
  #backwards = false;
  #search: HistorySearch | undefined;
  readonly #searchLabel: (query: string, found: boolean) => string;

  constructor(options: {
    readonly columns: number;
    readonly history: LineHistory;
    /** The line below the input while Ctrl+R looks for `query`. */
    readonly searchLabel?: (query: string, found: boolean) => string;
  }) {
    this.#screen = new InputScreen(options.columns);
    this.#history = options.history;
    this.#searchLabel = options.searchLabel ?? ((query, found) => `${found ? '' : 'failed-'}bck-i-search: ${query}_`);
  }

  /** Whether a prompt is open. */
  get reading(): boolean {
    return this.#reading;
  }

  /** What is typed at the open prompt; asterisks where it is masked. */
  get text(): string {
    return this.#options.masked ? '*'.repeat(this.#buffer.text.length) : this.#buffer.text;
  }

  /** A prompt for one line of anything: a password, an answer. */
  get #isOneLine(): boolean {
    return (this.#options.masked ?? false) || (this.#options.plain ?? false);
  }

  /** Opens a prompt at the start of a row; input that came before is taken now. */
  start(prompt: string, options: ReadOptions = {}): readonly Effect[] {
    this.#prompt = prompt;
    this.#options = options;
    this.#buffer = new TextBuffer();
    this.#draft = this.#buffer;
    this.#historyIndex = this.#history.lines.length;
    this.#completing = undefined;
    this.#search = undefined;
    this.#screen.reset();
    this.#reading = true;
    const waiting = this.#pending;
    this.#pending = '';
    return merge([this.#screen.draw(this.#drawn()), ...(waiting === '' ? [] : this.input(waiting))]);
  }

  /** What the terminal sent. */
  input(data: string): readonly Effect[] {
    if (!this.#reading) {
      return this.#typeAhead(data);
    }
    const effects: Effect[] = [];
    let rest = this.#pending + data;
    this.#pending = '';
    while (rest !== '' && this.#reading) {
      const read = readKey(rest);
      if (read === undefined) {
        break;
      }
      rest = read.rest;
      effects.push(...this.#press(read.key));
    }
    this.#pending = effects.some(({ kind }) => kind === 'interrupt') ? '' : rest;
    return merge(effects);
  }

  /**
   * The terminal has another width now. Like xterm does, it has wrapped the rows above anew, but left those of the line the
   * cursor is in as they were: the input is drawn again over them.
   */
  resize(columns: number): readonly Effect[] {
    const changed = this.#screen.resize(this.#drawn(), columns);
    return changed && this.#reading ? [this.#redraw()] : [];
  }

  /** Draws the prompt again after something else was written, at the start of a row. */
  redraw(): readonly Effect[] {
    this.#screen.reset();
    return this.#reading ? [this.#screen.draw(this.#drawn())] : [];
  }

  /** Takes the completions asked for by a `complete` effect; late ones for a text that has changed are dropped. */
  completed(list: CompletionList, text: string): readonly Effect[] {
    if (!this.#reading || this.#buffer.text !== text || list.candidates.length === 0) {
      return this.#reading ? [{ kind: 'write', text: '\u0007' }] : [];
    }
    this.#completing = new CompletionCycle(list, this.#buffer, this.#backwards);
    return this.#change(this.#completing.text);
  }

  #typeAhead(data: string): readonly Effect[] {
    const stop = data.lastIndexOf('\u0003');
    if (stop >= 0) {
      this.#pending = data.slice(stop + 1);
      return [{ kind: 'interrupt' }];
    }
    this.#pending = (this.#pending + data).slice(0, longestTypeAhead);
    return [];
  }

  #press(key: Key): readonly Effect[] {
    const search = this.#search;
    if (search !== undefined) {
      const next = this.#searchStep(search, key);
      if (next !== undefined) {
        return next;
      }
    }
    if (key.kind !== 'tab' && key.kind !== 'shiftTab' && key.kind !== 'escape') {
      this.#completing = undefined;
    }
    const buffer = this.#buffer;
    const edited = editedBy(key, buffer);
    if (edited !== undefined) {
      return this.#change(edited);
    }
    switch (key.kind) {
      case 'text':
        return this.#insert(key.text);
      case 'paste':
        return this.#insert(pastedText(key.text, this.#isOneLine));
      case 'newline':
        return this.#isOneLine ? [] : this.#insert('\n');
      case 'enter':
        return this.#enter();
      case 'tab':
      case 'shiftTab':
        return this.#tab(key.kind === 'shiftTab');
      case 'up':
        return this.#vertical(-1);
      case 'down':
        return this.#vertical(1);
      case 'escape':
        return this.#escape();
      case 'interrupt':
        return this.#interrupt();
      case 'endOfInput':
        return buffer.text === ''
          ? this.#finish([{ kind: 'endOfInput' }])
          : this.#change(buffer.deleteTo(buffer.right()));
      case 'clearScreen':
        this.#screen.reset();
        return [{ kind: 'write', text: '\u001b[2J\u001b[3J\u001b[H' }, this.#screen.draw(this.#drawn())];
      case 'searchBack':
      case 'searchForward':
        return this.#startSearch();
      default:
        return [];
    }
  }

  #startSearch(): readonly Effect[] {
    if (this.#isOneLine || this.#history.lines.length === 0) {
      return [];
    }
    this.#search = new HistorySearch(this.#history.lines, this.#buffer);
    return [this.#redraw()];
  }

  /** A key while Ctrl+R is open; undefined for one that takes what was found and does its own work with it. */
  #searchStep(search: HistorySearch, key: Key): readonly Effect[] | undefined {
    switch (key.kind) {
      case 'text':
        return this.#showSearch(search.typed(key.text));
      case 'backspace':
        return this.#showSearch(search.backspace());
      case 'searchBack':
        return this.#showSearch(search.next(-1));
      case 'searchForward':
        return this.#showSearch(search.next(1));
      case 'cancel':
      case 'interrupt':
        this.#search = undefined;
        this.#buffer = search.original;
        return [this.#redraw()];
      case 'escape':
        this.#search = undefined;
        return [this.#redraw()];
      default:
        this.#search = undefined;
        // Draws at least once, so that the line below goes away.
        return key.kind === 'ignored' ? [this.#redraw()] : undefined;
    }
  }

  #showSearch(search: HistorySearch): readonly Effect[] {
    this.#search = search;
    this.#buffer = search.line === undefined ? search.original : new TextBuffer(search.line, search.offset);
    if (search.index !== undefined) {
      this.#historyIndex = search.index;
    }
    return [this.#redraw()];
  }

  #insert(text: string): readonly Effect[] {
    const appends = this.#buffer.after === '' && /^[\x20-\x7e]+$/.test(text) && !this.#options.masked;
    const before = this.#screen.layout(this.#drawn());
    this.#buffer = this.#buffer.insert(text);
    // Typing at the end of a row with room is the common case: the characters themselves are enough.
    if (appends && !this.#screen.statusShown && before.end.column + text.length < this.#screen.columns) {
      return [{ kind: 'write', text }];
    }
    return [this.#redraw()];
  }

  #change(buffer: TextBuffer): readonly Effect[] {
    if (buffer.text === this.#buffer.text && buffer.cursor === this.#buffer.cursor && !this.#screen.statusShown) {
      return [];
    }
    this.#buffer = buffer;
    return [this.#redraw()];
  }

  #enter(): readonly Effect[] {
    const { text } = this.#buffer;
    if (!this.#isOneLine && isIncomplete(text)) {
      this.#buffer = new TextBuffer(text);
      return this.#insert('\n');
    }
    if (!this.#isOneLine) {
      this.#history.add(text);
    }
    return this.#finish([{ kind: 'submit', text }]);
  }

  #interrupt(): readonly Effect[] {
    return this.#finish([{ kind: 'interrupt' }], '^C');
  }

  /** Leaves the prompt: the cursor goes below the input, and nothing of it is kept. */
  #finish(effects: readonly Effect[], mark = ''): readonly Effect[] {
    this.#buffer = new TextBuffer(this.#buffer.text);
    const last: Effect = { kind: 'write', text: `${this.#redraw().text}${mark}\r\n` };
    this.#buffer = new TextBuffer();
    this.#draft = this.#buffer;
    this.#reading = false;
    return [last, ...effects];
  }

  #escape(): readonly Effect[] {
    if (this.#completing !== undefined) {
      const { original } = this.#completing;
      this.#completing = undefined;
      return this.#change(original);
    }
    this.#historyIndex = this.#history.lines.length;
    return this.#change(new TextBuffer());
  }

  #vertical(step: -1 | 1): readonly Effect[] {
    const within = this.#buffer.vertical(step);
    if (within !== undefined) {
      return this.#change(within);
    }
    const { lines } = this.#history;
    const index = this.#historyIndex + step;
    if (this.#isOneLine || index < 0 || index > lines.length) {
      return [];
    }
    if (this.#historyIndex === lines.length) {
      this.#draft = this.#buffer;
    }
    this.#historyIndex = index;
    return this.#change(index === lines.length ? this.#draft : new TextBuffer(lines[index] ?? ''));
  }

  #tab(backwards: boolean): readonly Effect[] {
    if (this.#isOneLine) {
      return [];
    }
    const completing = this.#completing;
    if (completing === undefined) {
      this.#backwards = backwards;
      return [{ kind: 'complete', text: this.#buffer.text, cursor: this.#buffer.cursor }];
    }
    completing.step(backwards);
    return this.#change(completing.text);
  }

  #drawn(): Drawn {
    const search = this.#search;
    return {
      ...(search === undefined
        ? {}
        : { status: this.#searchLabel(search.query, search.line !== undefined || search.query === '') }),
      prompt: this.#prompt,
      continuation,
      text: this.#buffer.text,
      cursor: this.#buffer.cursor,
      masked: this.#options.masked ?? false,
    };
  }

  #redraw(): Extract<Effect, { kind: 'write' }> {
    return this.#screen.redraw(this.#drawn());
  }
}
