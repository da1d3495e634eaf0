import { type Disposable, type WebviewPanel, workspace } from 'vscode';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { ReportFacts, ReportSubject } from './makeReport.ts';
import { subjectOf } from './reportMemory.ts';
import { type PagesParts, ReportPage, type ReportStart } from './reportPage.ts';

/** The report pages that are open; each follows changes in its tenant and its scripts. */
export class ReportPages implements Disposable {
  readonly #parts: PagesParts;
  readonly #open = new Map<string, ReportPage>();
  readonly #owned: Disposable;

  constructor(parts: PagesParts) {
    this.#parts = parts;
    const { rooms } = parts;
    this.#owned = disposeAll([
      rooms.onDirectoryChanged(({ tenantId, appId }) => this.#renew((page) => page.concerns(tenantId, appId))),
      // Of a tenant nobody is signed in to any more there is nothing to show, and again once somebody is.
      rooms.onTenantsChanged(() => this.#renew(({ subject }) => subject.application !== undefined)),
      rooms.onVaultChanged(() => this.#renew(({ subject }) => subject.application !== undefined)),
      rooms.permissionData.onDidChange(() => this.#renew(() => true)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) {
          this.#renew((page) => page.shows(document.uri));
        }
      }),
    ]);
  }

  /** Shows a report that was just made, in its page where that is open already. */
  show(subject: ReportSubject, facts: ReportFacts): void {
    const key = keyOf(subject);
    const open = this.#open.get(key);
    if (open) {
      open.show(subject, facts);
      return;
    }
    this.#start(subject, { facts });
  }

  /** Makes a page again that was open when the window was loaded again. */
  restore(panel: WebviewPanel, memory: unknown): void {
    const subject = subjectOf(memory);
    if (subject && !this.#open.has(keyOf(subject))) {
      this.#start(subject, { panel });
    } else {
      // Of a text that was passed to a command nothing is kept.
      panel.dispose();
    }
  }

  dispose(): void {
    this.#owned.dispose();
    for (const page of [...this.#open.values()]) {
      page.dispose();
    }
  }

  #start(subject: ReportSubject, start: ReportStart): void {
    const key = keyOf(subject);
    this.#open.set(key, new ReportPage(this.#parts, subject, start, () => this.#open.delete(key)));
  }

  #renew(concerned: (page: ReportPage) => boolean): void {
    for (const page of this.#open.values()) {
      if (concerned(page)) {
        page.renewSoon();
      }
    }
  }
}

/** A script has one page, whichever application it is checked against; without a script the application has. */
function keyOf({ application, scripts, services }: ReportSubject): string {
  const [only, ...others] = scripts.map(({ uri, text }) => uri?.toString() ?? text);
  return JSON.stringify(
    only !== undefined && others.length === 0
      ? [only]
      : [application?.tenantId, application?.appId, scripts.length > 0, services],
  );
}
