import { env, l10n, window } from 'vscode';

const secretMilliseconds = 60_000;

/** Puts a value on the clipboard and says so in the status bar. */
export async function copyValue(what: string, value: string): Promise<void> {
  await env.clipboard.writeText(value);
  window.setStatusBarMessage(l10n.t('$(check) Copied {0}', what), 4000);
}

/** Puts a secret on the clipboard and takes it away after a minute, unless something else was copied meanwhile. */
export async function copySecret(what: string, secret: string): Promise<void> {
  await env.clipboard.writeText(secret);
  window.setStatusBarMessage(l10n.t('$(check) Copied {0}; the clipboard is cleared in a minute', what), 8000);
  setTimeout(async () => {
    if ((await env.clipboard.readText()) === secret) {
      await env.clipboard.writeText('');
    }
  }, secretMilliseconds);
}
