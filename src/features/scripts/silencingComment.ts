import type { RuleId } from '../../core/analysis/ruleIds.ts';
import type { TextEdit } from '../../core/analysis/types.ts';
import type { ScriptSyntax } from '../../core/powershell/types.ts';

/**
 * The comment that turns a rule off for the line of `offset`, on a line of its own above it; undefined where a comment
 * would end up inside a string or break a continued line.
 */
export function silencingComment(
  { text, strings, comments }: Pick<ScriptSyntax, 'text' | 'strings' | 'comments'>,
  offset: number,
  rule: RuleId,
): TextEdit | undefined {
  const start = lineStart(text, offset);
  const inside = (ranges: readonly { readonly range: { readonly start: number; readonly end: number } }[]) =>
    ranges.some(({ range }) => range.start < start && start < range.end);
  const continued = /`[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 80), start));
  if (continued || inside(strings) || inside(comments)) {
    return undefined;
  }
  const indentation = /^[ \t]*/.exec(text.slice(start, start + 400))?.[0] ?? '';
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    range: { start, end: start },
    text: `${indentation}# entra-cert-auth: off ${rule}${line}`,
  };
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
