export interface SignInPageWords {
  readonly title: string;
  readonly text: string;
}

/** What the browser shows when it hands a sign-in back. */
export interface SignInPages {
  readonly signedIn: SignInPageWords;
  readonly notSignedIn: SignInPageWords;
}

export const englishPages: SignInPages = {
  signedIn: { title: 'Signed in', text: 'You are signed in. Close this page and return to the editor.' },
  notSignedIn: {
    title: 'Not signed in',
    text: 'The sign-in did not succeed. Close this page; the editor says why and what to do next.',
  },
};

/** A plain HTML page without script or anything loaded from elsewhere. */
export function signInPage({ title, text }: SignInPageWords): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}h1{font-size:1.4rem}</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main></body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
