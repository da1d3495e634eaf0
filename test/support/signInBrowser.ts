import type { HttpTransport } from '../../src/core/shared/ports.ts';

/**
 * Does what a person and a browser do with a sign-in address: opens it, chooses an account (or cancels) and carries the
 * answer back to the loopback address. Gives the page that address shows.
 *
 * @param service answers for the sign-in service
 * @param choice form fields of the account page: `{account: id}` or `{cancel: '1'}`
 */
export async function signInBrowser(
  address: string,
  service: HttpTransport,
  choice: Readonly<Record<string, string>>,
): Promise<string> {
  const url = new URL(address);
  const redirect = new URL(url.searchParams.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries(choice)) {
    url.searchParams.set(name, value);
  }
  const html = await (await service(url, { headers: { accept: 'text/html' } })).text();
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
    ([, name = '', value = '']): [string, string] => [name, unescapeHtml(value)],
  );
  // `localhost` can mean another address than the one MSAL listens on.
  redirect.hostname = '127.0.0.1';
  const answer = await fetch(redirect, { method: 'POST', body: new URLSearchParams(fields) });
  return answer.text();
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&amp;', '&');
}
