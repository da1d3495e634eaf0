import { type CancellationToken, ProgressLocation, window } from 'vscode';

/** Replaces the line below the title; `percent` of the whole moves the bar. */
export type ProgressReport = (message: string, percent?: number) => void;

/** Runs work with a cancellable notification; the work must honour `signal`. */
export async function withProgress<T>(
  title: string,
  work: (report: ProgressReport, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      let reached = 0;
      return work((message, percent) => {
        const increment = percent === undefined ? undefined : Math.max(0, percent - reached);
        reached += increment ?? 0;
        progress.report(increment === undefined ? { message } : { message, increment });
      }, signalOf(token));
    },
  );
}

/** How long work may take before it is worth a notification. */
const patience = 800;

/** The same for work that is usually quick: the notification comes only when it is not. */
export async function withPatientProgress<T>(
  title: string,
  work: (report: ProgressReport, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const cancelling = new AbortController();
  let last: Parameters<ProgressReport> | undefined;
  let show: ProgressReport = () => {};
  const result = work((...said) => {
    last = said;
    show(...said);
  }, cancelling.signal);
  const ended = result.then(
    () => true,
    () => true,
  );
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  if (!(await Promise.race([ended, waited]))) {
    void withProgress(title, async (report, signal) => {
      signal.addEventListener('abort', () => cancelling.abort(), { once: true });
      show = report;
      if (last) {
        report(...last);
      }
      await ended;
    });
  }
  clearTimeout(timer);
  return result;
}

/** Runs work with the thin progress line of a view. */
export async function withViewProgress<T>(viewId: string, work: () => Promise<T>): Promise<T> {
  return window.withProgress({ location: { viewId } }, work);
}

/** An `AbortSignal` that follows a cancellation token. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) {
    controller.abort();
  } else {
    token.onCancellationRequested(() => controller.abort());
  }
  return controller.signal;
}
