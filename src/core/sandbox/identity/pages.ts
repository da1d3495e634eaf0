import { randomBytes } from 'node:crypto';

/** Makes text safe as HTML content and attribute value. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A page of the sample tenant. `body` is HTML; `title` is text. No scripts, nothing from elsewhere. */
export function page(title: string, tenantName: string, body: string, status = 200): Response {
  return htmlAnswer(
    title,
    tenantName,
    body,
    status,
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  );
}

/** A page that posts `values` to `action` by itself, as OAuth's `form_post` response mode asks for; with a button where scripts are off. */
export function postingPage(action: string, tenantName: string, values: Readonly<Record<string, string>>): Response {
  const nonce = randomBytes(16).toString('base64');
  const fields = Object.entries(values)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const body = `<form method="post" action="${escapeHtml(action)}">${fields}<button type="submit">Continue</button></form>
<script nonce="${nonce}">document.forms[0].submit()</script>`;
  return htmlAnswer(
    'Signed in',
    tenantName,
    body,
    200,
    `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; frame-ancestors 'none'`,
  );
}

function htmlAnswer(title: string, tenantName: string, body: string, status: number, policy: string): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} (sample tenant)</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 32rem; margin: 3rem auto; padding: 0 1rem; }
.banner { background: #0b3d5c; color: #fff; padding: .6rem 1rem; text-align: center; }
ul { list-style: none; padding: 0; }
li { margin: .4rem 0; }
.account, button { display: block; width: 100%; box-sizing: border-box; padding: .6rem .8rem; border: 1px solid #8888; border-radius: 4px;
  background: transparent; color: inherit; font: inherit; text-align: left; text-decoration: none; cursor: pointer; }
.account:hover, button:hover { background: #8882; }
.account small { display: block; opacity: .8; }
input[type=text] { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box; letter-spacing: .1em; }
label { display: block; margin-bottom: .3rem; }
</style>
</head>
<body>
<div class="banner" role="note">This is the sample tenant. No account or data here is real.</div>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(tenantName)}</p>
${body}
</main>
</body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

/** A form that sends hidden values and shows one button per choice. */
export function form(
  action: string,
  hidden: Readonly<Record<string, string>>,
  buttons: readonly {
    readonly name: string;
    readonly value: string;
    readonly label: string;
    readonly detail?: string;
  }[],
): string {
  const fields = Object.entries(hidden)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const choices = buttons
    .map(({ name, value, label, detail }) => {
      const small = detail === undefined ? '' : `<small>${escapeHtml(detail)}</small>`;
      return `<li><button class="account" type="submit" name="${escapeHtml(name)}" value="${escapeHtml(value)}">${escapeHtml(label)}${small}</button></li>`;
    })
    .join('\n');
  return `<form method="post" action="${escapeHtml(action)}">${fields}<ul>\n${choices}\n</ul></form>`;
}
