import { commands, l10n, Uri, type WebviewPanel, workspace } from 'vscode';
import { commandId, pageTypes } from '../../contributions.ts';
import { throwIfAborted } from '../../core/shared/clock.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import type { Commands } from '../../workbench/commands.ts';
import { copyValue } from '../../workbench/copied.ts';
import { followRemedy, remedyFor } from '../../workbench/remedies.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { Page } from '../../workbench/webview/page.ts';
import { addMissing, removeUnused } from './fixReport.ts';
import { makeReport, type ReportFacts, type ReportParts, type ReportSubject } from './makeReport.ts';
import { openPlace } from './openPlace.ts';
import { type CopyFormat, reportCopy } from './reportCopies.ts';
import { reportHtml } from './reportHtml.ts';
import { memoryOf } from './reportMemory.ts';
import { scriptsName } from './reportSentence.ts';
import { reportView } from './reportView.ts';
import { failedView, untrustedView, waitingView } from './reportWithoutFacts.ts';
import { readScript } from './scriptSource.ts';

export interface PagesParts extends ReportParts {
  readonly commands: Commands;
  readonly extensionUri: Uri;
}

const pause = 400;

/** A report that was just made, or the panel of one that was open when the window was loaded again. */
export type ReportStart = { readonly facts: ReportFacts } | { readonly panel: WebviewPanel };

/** One report page. It follows changes in its tenant and its scripts. */
export class ReportPage {
  readonly #parts: PagesParts;
  readonly #page: Page;
  #subject: ReportSubject;
  /** Undefined until a page that was open when the window was loaded again has been made again. */
  #facts: ReportFacts | undefined;
  #problem: unknown;
  #timer: NodeJS.Timeout | undefined;
  #renewing: AbortController | undefined;
  #busy = false;

  constructor(parts: PagesParts, subject: ReportSubject, start: ReportStart, onClose: () => void) {
    this.#parts = parts;
    this.#subject = subject;
    this.#facts = 'facts' in start ? start.facts : undefined;
    const panel = 'panel' in start ? start.panel : undefined;
    const waits = workspace.isTrusted || subject.application === undefined;
    this.#page = new Page({
      viewType: pageTypes.report,
      title: this.#facts ? titleOf(this.#facts) : (panel?.title ?? ''),
      extensionUri: parts.extensionUri,
      styles: ['report.css'],
      // The script stays in sight: its lines are what the report speaks of.
      beside: subject.scripts.length > 0,
      body: reportHtml(this.#facts ? reportView(this.#facts) : waits ? waitingView() : untrustedView()),
      memory: memoryOf(subject),
      ...(panel ? { panel } : {}),
      onAction: (action) => void this.#act(action),
      onClose: () => {
        clearTimeout(this.#timer);
        this.#renewing?.abort();
        onClose();
      },
    });
    if (!this.#facts && waits) {
      void this.#renew();
    }
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
    this.#page.remember(memoryOf(subject));
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
    return this.#facts?.application?.application.appId ?? this.#subject.application?.appId;
  }

  async #renew(): Promise<void> {
    this.#renewing?.abort();
    const renewing = new AbortController();
    this.#renewing = renewing;
    try {
      const scripts = await Promise.all(
        this.#subject.scripts.map((script) => (script.uri ? readScript(script.uri) : script)),
      );
      // Another report may be shown here by now: these are not its scripts.
      throwIfAborted(renewing.signal);
      this.#subject = { ...this.#subject, scripts };
      // Nobody has asked for this: no sign-in is asked for either.
      const facts = await makeReport(this.#parts, this.#subject, { signal: renewing.signal, quiet: true });
      if (!renewing.signal.aborted && !this.#page.closed) {
        this.#facts = facts;
        this.#page.update(reportHtml(reportView(facts)));
      }
    } catch (error) {
      if (!isCancellation(error)) {
        this.#parts.rooms.log.warn('A report could not be made again.', { error });
        this.#problem = error;
        const signedOut = isDomainError(error) && error.code === 'NotSignedIn';
        // A page that shows a report keeps it, unless its buttons would lead nowhere.
        if ((!this.#facts || signedOut) && !renewing.signal.aborted && !this.#page.closed) {
          this.#facts = undefined;
          this.#page.show(reportHtml(failedView(error, remedyFor(error)?.title)));
        }
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
    if (!facts) {
      return this.#startAgain(kind);
    }
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
        return this.#askForTheRest(this.#subject.application);
      case 'chooseAnother':
        return this.#askForTheRest(undefined);
      case 'data':
        return commands.executeCommand(commandId('updatePermissionData'));
      case 'copyMarkdown':
        return copy(facts, 'markdown', l10n.t('the report as Markdown'));
      case 'copyCsv':
        return copy(facts, 'csv', l10n.t('the report as CSV'));
      case 'copyJson':
        return copy(facts, 'json', l10n.t('the report as JSON'));
      default:
        return undefined;
    }
  }

  /** Runs a command for the application of the report, as a person's choice. */
  #run(name: 'addPermission' | 'grantPermission' | 'removePermission' | 'assignRole' | 'testSignIn', more: object) {
    const application = this.#facts?.application;
    const who = application && { tenantId: application.tenant.tenantId, appId: application.application.appId };
    return commands.executeCommand(commandId(name), fromPerson({ ...who, ...more }));
  }

  #askForTheRest(application: ReportSubject['application']) {
    const [script] = this.#subject.scripts;
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

  /** What a page without a report can do: try to make it, follow the way on that the error names, or close. */
  async #startAgain(kind: string): Promise<void> {
    const remedy = remedyFor(this.#problem);
    if (kind === 'close') {
      this.dispose();
    } else if (kind === 'remedy' && remedy) {
      await followRemedy(remedy);
    } else if (kind !== 'again') {
      return;
    }
    if (!this.#page.closed) {
      this.#page.show(reportHtml(waitingView()));
      await this.#renew();
    }
  }
}

async function copy(facts: ReportFacts, format: CopyFormat, what: string): Promise<void> {
  await copyValue(what, await reportCopy(facts, format));
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
