import { type Disposable, type Event, EventEmitter, type Uri, workspace } from 'vscode';
import type { AnalysisContext } from '../../core/analysis/types.ts';
import { throwIfAborted } from '../../core/shared/clock.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import { findScripts, scriptPattern } from './findScripts.ts';
import type { ReportParts } from './makeReport.ts';
import { readScript } from './scriptSource.ts';
import { type ScriptSummary, summaryOf } from './scriptSummary.ts';

/** A script of the workspace and how its check ended; undefined before it. */
export interface WorkspaceScript {
  readonly uri: Uri;
  readonly summary: ScriptSummary | undefined;
  /** Why it was not checked. */
  readonly problem: unknown;
}

/** A script that was read, or why it was not, and the change that asked for it. */
type Read = { readonly key: string; readonly change: number | undefined } & (
  | { readonly text: string; readonly context: AnalysisContext }
  | { readonly problem: unknown }
);

/** Scripts are read this many at a time, while those before are analysed one by one. */
const atOnce = 16;
const pause = 500;

/** Told how many of how many scripts are done. */
export type CheckProgress = (done: number, total: number) => void;

/** The scripts of the workspace with what checking them has shown. Checks in the background, and again what changes. */
export class WorkspaceScripts implements Disposable {
  readonly #parts: ReportParts;
  readonly #known = new Map<string, WorkspaceScript>();
  /** What is to be checked, each with the number of the change that asks for it. */
  readonly #stale = new Map<string, number>();
  #changes = 0;
  readonly #changed = new EventEmitter<void>();
  readonly #owned: Disposable;
  #listed = false;
  #wanted = false;
  #running: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** There are other scripts than before, or other results. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(parts: ReportParts) {
    this.#parts = parts;
    const watcher = workspace.createFileSystemWatcher(scriptPattern);
    this.#owned = disposeAll([
      this.#changed,
      watcher,
      watcher.onDidCreate(() => this.#relist()),
      watcher.onDidDelete(() => this.#relist()),
      watcher.onDidChange((uri) => this.#markStale(uri)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.#known.has(document.uri.toString())) {
          this.#markStale(document.uri);
        }
      }),
      workspace.onDidChangeWorkspaceFolders(() => this.#relist()),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('files.exclude') && this.#relist()),
      parts.scripts.onDidChange(() => this.#markAllStale()),
    ]);
  }

  /** The scripts known now; listed on first use. */
  async list(): Promise<readonly WorkspaceScript[]> {
    if (!this.#listed) {
      await this.#list();
    }
    return [...this.#known.values()];
  }

  /** Whether results are kept up to date: while somebody sees them. */
  set wanted(wanted: boolean) {
    this.#wanted = wanted;
    if (wanted) {
      this.#checkSoon(0);
    }
  }

  /**
   * Checks every script again.
   *
   * @throws AbortError
   */
  async checkAll(signal?: AbortSignal, onProgress?: CheckProgress): Promise<readonly WorkspaceScript[]> {
    await this.#list();
    for (const key of this.#known.keys()) {
      this.#mark(key);
    }
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    await this.#check(signal ? AbortSignal.any([signal, running.signal]) : running.signal, onProgress);
    return this.list();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#owned.dispose();
  }

  async #list(): Promise<void> {
    const uris = await findScripts();
    const before = new Map(this.#known);
    this.#known.clear();
    for (const uri of uris) {
      const key = uri.toString();
      const old = before.get(key);
      this.#known.set(key, old ?? { uri, summary: undefined, problem: undefined });
      if (!old) {
        this.#mark(key);
      }
    }
    for (const key of this.#stale.keys()) {
      if (!this.#known.has(key)) {
        this.#stale.delete(key);
      }
    }
    this.#listed = true;
  }

  #relist(): void {
    this.#listed = false;
    this.#checkSoon(pause);
  }

  #markStale(uri: Uri): void {
    this.#mark(uri.toString());
    this.#checkSoon(pause);
  }

  #mark(key: string): void {
    this.#stale.set(key, ++this.#changes);
  }

  #markAllStale(): void {
    for (const key of this.#known.keys()) {
      this.#mark(key);
    }
    this.#checkSoon(pause);
  }

  #checkSoon(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#wanted) {
      this.#timer = setTimeout(() => void this.#checkInBackground(), milliseconds);
    }
  }

  async #checkInBackground(): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      await this.#list();
      this.#changed.fire();
      if (this.#stale.size > 0) {
        await this.#check(running.signal);
      }
    } catch (error) {
      if (!running.signal.aborted) {
        this.#parts.rooms.log.warn('The scripts of the workspace could not be checked.', { error });
      }
    }
  }

  async #check(signal: AbortSignal, onProgress?: CheckProgress): Promise<void> {
    const keys = [...this.#stale.keys()];
    let done = 0;
    let shown = Date.now();
    try {
      const readFrom = (start: number) => Promise.all(keys.slice(start, start + atOnce).map((key) => this.#read(key)));
      let next = readFrom(0);
      while (done < keys.length) {
        const batch = await next;
        next = readFrom(done + atOnce);
        for (const read of batch) {
          await this.#checkOne(read, signal);
          done++;
        }
        onProgress?.(done, keys.length);
        if (Date.now() - shown > pause) {
          shown = Date.now();
          this.#changed.fire();
        }
      }
    } finally {
      this.#changed.fire();
    }
  }

  /** Reads a script with what its analysis needs to know. */
  async #read(key: string): Promise<Read> {
    const change = this.#stale.get(key);
    const uri = this.#known.get(key)?.uri;
    if (uri === undefined) {
      return { key, change, problem: undefined };
    }
    try {
      const { text } = await readScript(uri);
      return { key, change, text, context: await this.#parts.scripts.context(uri, text) };
    } catch (problem) {
      return { key, change, problem };
    }
  }

  async #checkOne(read: Read, signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    const { key } = read;
    const uri = this.#known.get(key)?.uri;
    if (uri === undefined) {
      return;
    }
    if ('problem' in read) {
      if (!isDomainError(read.problem)) {
        this.#parts.rooms.log.warn('A script could not be checked.', { error: read.problem });
      }
      this.#known.set(key, { uri, summary: undefined, problem: read.problem });
    } else {
      const analysis = await this.#parts.scripts.analyseText(read.text, uri, signal, read.context);
      this.#known.set(key, { uri, summary: summaryOf(uri, analysis), problem: undefined });
    }
    // What changed after it was read is to be checked once more.
    if (this.#stale.get(key) === read.change) {
      this.#stale.delete(key);
    }
  }
}
