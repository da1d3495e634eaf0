import { Range, type TextDocument } from 'vscode';
import type { Range as OffsetRange } from '../../core/powershell/types.ts';

/** A range of offsets as the editor counts: lines and columns. */
export function editorRange(document: Pick<TextDocument, 'positionAt'>, { start, end }: OffsetRange): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
