import { certificateConnect } from '../../core/analysis/certificateConnect.ts';
import { convertConnect } from '../../core/analysis/convertConnect.ts';
import { convertSession } from '../../core/analysis/convertSession.ts';
import { ScriptModel } from '../../core/analysis/scriptModel.ts';
import { lineBreak, lineIndentation, lineStart } from '../../core/analysis/textLines.ts';
import type { TextEdit } from '../../core/analysis/types.ts';
import { unusedAssignments } from '../../core/analysis/unusedAssignments.ts';
import type { Catalog } from '../../core/catalog/types.ts';
import { commandText } from '../../core/powershell/commandText.ts';
import { parseScript } from '../../core/powershell/parseScript.ts';
import { certificateSource, consoleWorkaround } from '../../core/services/connectionBlock.ts';
import type { ConnectionFacts, ConnectionTarget, ServiceDefinition } from '../../core/services/types.ts';

/** A connect statement of a script that could sign in as somebody else. */
export interface Replacement {
  /** As written. */
  readonly command: string;
  /** 1-based. */
  readonly line: number;
  readonly edits: readonly TextEdit[];
}

/**
 * The statements of a script that sign in to the service, each with the edits that make it sign in with the certificate.
 * What they say beside who signs in stays; those put together at run time, or for a place where a file has to be
 * removed afterwards, are left out.
 */
export function replacementsIn(
  text: string,
  catalog: Catalog,
  service: ServiceDefinition,
  facts: ConnectionFacts,
  target: ConnectionTarget,
): readonly Replacement[] {
  const script = new ScriptModel(parseScript(text), { catalog });
  const source = certificateSource(service, facts, target);
  if (source.cleanUp.length > 0) {
    return [];
  }
  const before = [
    ...source.lines,
    ...consoleWorkaround(service, target),
    ...(service.prepare?.(facts) ?? []).map((command) => commandText(command, 'line')),
  ].filter((line) => !text.includes(line));
  return script.connections
    .filter((connection) => connection.service === service.id && connection.method !== 'unknown')
    .flatMap((connection) => {
      const { range, name } = connection.invocation;
      const value = certificateConnect(connection, service, facts, target);
      const own =
        connection.method === 'session'
          ? convertSession(script, connection, value, service.disconnect)
          : convertConnect(script, connection, value);
      if (own === undefined) {
        return [];
      }
      const edits = [...linesBefore(text, range.start, before), ...own];
      return {
        command: name ?? service.connectCommand,
        line: script.lineOf(range.start),
        edits: [...edits, ...unusedAssignments(script, edits).edits],
      };
    });
}

/** Lines above the statement at `offset`, or before it on its own line where it shares that with something. */
function linesBefore(text: string, offset: number, lines: readonly string[]): readonly TextEdit[] {
  const start = lineStart(text, offset);
  const indentation = lineIndentation(text, start);
  const alone = start + indentation.length === offset;
  const at = alone ? start : offset;
  const added = lines.map((line) => (alone ? `${indentation}${line}${lineBreak(text)}` : `${line}; `));
  return added.length === 0 ? [] : [{ range: { start: at, end: at }, text: added.join('') }];
}
