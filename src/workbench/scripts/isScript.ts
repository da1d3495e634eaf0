import type { TextDocument } from 'vscode';

/** Longer texts are not analysed: that would be felt while typing. In UTF-16 units. */
export const longestScript = 2 * 1024 * 1024;

/** Whether a document is a PowerShell script, wherever it is kept. */
export function isScript(document: Pick<TextDocument, 'languageId'>): boolean {
  return document.languageId === 'powershell';
}

/** Length of a document in UTF-16 units, without copying its text. */
export function scriptLength(document: Pick<TextDocument, 'lineAt' | 'lineCount' | 'offsetAt'>): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
