import { env, l10n, Uri, window } from 'vscode';
import type { DeviceCode, SignInOccasion, SignInPrompts } from '../core/identity/administratorSignIn.ts';
import { abortError } from '../core/shared/clock.ts';

/** Asks the user to sign in: opens the browser, or shows a device code that one click copies. */
export const signInPrompts: SignInPrompts = {
  openBrowser: async (url) => {
    if (!(await env.openExternal(Uri.parse(url, true)))) {
      throw abortError();
    }
  },
  showDeviceCode: async (code, occasion, finished) => {
    const copyAndOpen = l10n.t('Copy Code and Open Page');
    const cancel = l10n.t('Cancel');
    for (;;) {
      const chosen = await untilFinished(
        window.showInformationMessage(deviceCodeSentence(code, occasion), copyAndOpen, cancel),
        finished,
      );
      if (finished.aborted) {
        return;
      }
      if (chosen !== copyAndOpen) {
        throw abortError();
      }
      await env.clipboard.writeText(code.userCode);
      await env.openExternal(Uri.parse(code.verificationUri, true));
      // The code stays on screen while the user types it elsewhere.
    }
  },
};

function deviceCodeSentence(code: DeviceCode, occasion: SignInOccasion): string {
  const page = code.verificationUri.replace(/^https:\/\//, '');
  switch (occasion.purpose) {
    case 'moreAccess':
      return l10n.t(
        'This change needs more access to the tenant. Enter the code {0} at {1} to allow it.',
        code.userCode,
        page,
      );
    case 'lapsed':
      return l10n.t(
        'The sign-in to {0} has lapsed. Enter the code {1} at {2}.',
        occasion.tenant ?? '',
        code.userCode,
        page,
      );
    case 'signIn':
      return l10n.t('To sign in, enter the code {0} at {1}.', code.userCode, page);
  }
}

function untilFinished<T>(shown: Thenable<T>, finished: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    finished.addEventListener('abort', () => resolve(undefined), { once: true });
    shown.then(resolve, reject);
  });
}
