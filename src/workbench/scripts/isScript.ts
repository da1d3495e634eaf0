import type { TextDocument, Uri } from 'vscode';

/** Longer texts are not analysed: that would be felt while typing. In UTF-16 units. */
export const longestScript = 2 * 1024 * 1024;

/** Of documents that show what a script would become. */
export const conversionScheme = 'entra-cert-auth-conversion';

/** Other versions of a script that is open or on disk itself: what there is to say is said there. */
const versions: readonly string[] = [
  conversionScheme,
  'git',
  'review',
  'vscode-local-history',
  'chat-editing-text-model',
];

/** Whether a document is a PowerShell script, wherever it is kept. */
export function isScript({ languageId, uri }: Pick<TextDocument, 'languageId' | 'uri'>): boolean {
  return languageId === 'powershell' && !versions.includes(uri.scheme);
}

/** Whether a file is a PowerShell script by its name, as long as nobody has opened it. */
export function isScriptFile({ path, scheme }: Uri): boolean {
  return /\.psm?1$/i.test(path) && !versions.includes(scheme);
}

/** Length of a document in UTF-16 units, without copying its text. */
export function scriptLength(document: Pick<TextDocument, 'lineAt' | 'lineCount' | 'offsetAt'>): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
