import { commands, type Disposable, l10n, Uri, workspace } from 'vscode';
import { commandId } from '../../contributions.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import type { Commands } from '../../workbench/commands.ts';
import { copyValue } from '../../workbench/copied.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { Page } from '../../workbench/webview/page.ts';
import { addMissing, removeUnused } from './fixReport.ts';
import { makeReport, type ReportFacts, type ReportParts, type ReportSubject } from './makeReport.ts';
import { openPlace } from './openPlace.ts';
import { type CopyFormat, reportCopy } from './reportCopies.ts';
import { reportHtml } from './reportHtml.ts';
import { scriptsName } from './reportSentence.ts';
import { reportView } from './reportView.ts';
import { readScript } from './scriptSource.ts';

export interface PagesParts extends ReportParts {
  readonly commands: Commands;
  readonly extensionUri: Uri;
}

const pause = 400;

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
    this.#open.set(key, new ReportPage(this.#parts, subject, facts, () => this.#open.delete(key)));
  }

  dispose(): void {
    this.#owned.dispose();
    for (const page of [...this.#open.values()]) {
      page.dispose();
    }
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

class ReportPage {
  readonly #parts: PagesParts;
  readonly #page: Page;
  #subject: ReportSubject;
  #facts: ReportFacts;
  #timer: NodeJS.Timeout | undefined;
  #renewing: AbortController | undefined;
  #busy = false;

  constructor(parts: PagesParts, subject: ReportSubject, facts: ReportFacts, onClose: () => void) {
    this.#parts = parts;
    this.#subject = subject;
    this.#facts = facts;
    this.#page = new Page({
      viewType: 'entraCertAuth.report',
      title: titleOf(facts),
      extensionUri: parts.extensionUri,
      styles: ['report.css'],
      // The script stays in sight: its lines are what the report speaks of.
      beside: facts.scripts.length > 0,
      body: reportHtml(reportView(facts)),
      onAction: (action) => void this.#act(action),
      onClose: () => {
        clearTimeout(this.#timer);
        this.#renewing?.abort();
        onClose();
      },
    });
  }

  get subject(): ReportSubject {
    return this.#subject;
  }

  concerns(tenantId: string, appId: string | undefined): boolean {
    const { application } = this.#subject;
    return application?.tenantId === tenantId && (appId === undefined || appId === this.#appId);
  }

  /** Whether the text of a file is part of the report. */
  shows(uri: Uri): boolean {
    return this.#subject.scripts.some((script) => script.uri?.toString() === uri.toString());
  }

  /** Shows another report here: the reader starts at its top. */
  show(subject: ReportSubject, facts: ReportFacts): void {
    this.#renewing?.abort();
    this.#subject = subject;
    this.#facts = facts;
    this.#page.show(reportHtml(reportView(facts)));
    this.#page.reveal();
  }

  /** Makes the report again shortly; several changes in a row make it once. */
  renewSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#renew(), pause);
  }

  dispose(): void {
    this.#page.dispose();
  }

  get #appId(): string | undefined {
    return this.#facts.application?.application.appId;
  }

  async #renew(): Promise<void> {
    this.#renewing?.abort();
    const renewing = new AbortController();
    this.#renewing = renewing;
    try {
      const scripts = await Promise.all(
        this.#subject.scripts.map((script) => (script.uri ? readScript(script.uri) : script)),
      );
      this.#subject = { ...this.#subject, scripts };
      const facts = await makeReport(this.#parts, this.#subject, renewing.signal);
      if (!renewing.signal.aborted && !this.#page.closed) {
        this.#facts = facts;
        this.#page.update(reportHtml(reportView(facts)));
      }
    } catch (error) {
      if (!isCancellation(error)) {
        // The page keeps what it showed; nobody has asked for this.
        this.#parts.rooms.log.warn('A report could not be made again.', { error });
      }
    }
  }

  /** One action at a time: a second click on a button that opens a modal opens nothing. */
  async #act(action: string): Promise<void> {
    const [kind = '', ...rest] = action.split(':');
    const about = rest.join(':');
    if (kind !== 'open' && this.#busy) {
      return;
    }
    this.#busy ||= kind !== 'open';
    try {
      await this.#carryOut(kind, about);
    } catch (error) {
      if (!isCancellation(error)) {
        await this.#parts.commands.show(error);
      }
    } finally {
      if (kind !== 'open') {
        this.#busy = false;
      }
    }
  }

  async #carryOut(kind: string, about: string): Promise<unknown> {
    const facts = this.#facts;
    switch (kind) {
      case 'open':
        return this.#openPlace(about);
      case 'add':
        return this.#run('addPermission', permissionOf(about));
      case 'grant':
        return this.#run('grantPermission', permissionOf(about));
      case 'remove':
        return this.#run('removePermission', permissionOf(about));
      case 'assign':
        return this.#run('assignRole', { role: about });
      case 'addMissing':
        return addMissing(this.#parts, facts);
      case 'removeUnused':
        return removeUnused(facts);
      case 'testSignIn': {
        const { token } = facts.application ?? {};
        return this.#run('testSignIn', token && token.kind !== 'noKeyHere' ? { thumbprint: token.thumbprint } : {});
      }
      case 'choose':
      case 'chooseScript':
        return this.#askForTheRest();
      case 'data':
        return commands.executeCommand(commandId('updatePermissionData'));
      case 'copyMarkdown':
        return this.#copy('markdown', l10n.t('the report as Markdown'));
      case 'copyCsv':
        return this.#copy('csv', l10n.t('the report as CSV'));
      case 'copyJson':
        return this.#copy('json', l10n.t('the report as JSON'));
      default:
        return undefined;
    }
  }

  /** Runs a command for the application of the report, as a person's choice. */
  #run(name: 'addPermission' | 'grantPermission' | 'removePermission' | 'assignRole' | 'testSignIn', more: object) {
    const { application } = this.#facts;
    const who = application && { tenantId: application.tenant.tenantId, appId: application.application.appId };
    return commands.executeCommand(commandId(name), fromPerson({ ...who, ...more }));
  }

  #askForTheRest() {
    const [script] = this.#subject.scripts;
    const { application } = this.#subject;
    return commands.executeCommand(
      commandId('checkAppPermissions'),
      fromPerson({
        ...application,
        ...(script?.uri === undefined ? (script ? { text: script.text } : {}) : { uri: script.uri.toString() }),
        ...(script === undefined && application ? { chooseScript: true } : {}),
      }),
    );
  }

  async #openPlace(about: string): Promise<void> {
    const [line = '', ...path] = about.split(':');
    const written = path.join(':');
    const own = this.#subject.scripts[0]?.uri;
    const uri = written === '' ? own : own && own.scheme !== 'file' ? own.with({ path: written }) : Uri.file(written);
    // A text that was passed to a command has no lines to open.
    if (uri) {
      await openPlace(uri, Number(line));
    }
  }

  async #copy(format: CopyFormat, what: string): Promise<void> {
    await copyValue(what, await reportCopy(this.#facts, format));
  }
}

function permissionOf(about: string) {
  const slash = about.indexOf('/');
  return { resourceAppId: about.slice(0, slash), permission: about.slice(slash + 1) };
}

function titleOf(facts: ReportFacts): string {
  const script = scriptsName(facts);
  const application = facts.application?.application.displayName;
  return l10n.t('Permissions: {0}', script ?? application ?? l10n.t('services'));
}
