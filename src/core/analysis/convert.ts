import { commandText } from '../powershell/commandText.ts';
import { certificateSource, consoleWorkaround } from '../services/connectionBlock.ts';
import { serviceById } from '../services/index.ts';
import type { ConnectionFacts, ConnectionTarget, ServiceDefinition } from '../services/types.ts';
import { certificateConnect } from './certificateConnect.ts';
import type { Connection } from './connections.ts';
import { convertConnect } from './convertConnect.ts';
import { isConvertible } from './convertible.ts';
import { convertSession } from './convertSession.ts';
import type { ScriptModel } from './scriptModel.ts';
import { applyEdits } from './textEdits.ts';
import { lineBreak, lineIndentation, lineStart } from './textLines.ts';
import type { TextEdit } from './types.ts';
import { unusedAssignments } from './unusedAssignments.ts';

export interface ConvertOptions {
  readonly facts: ConnectionFacts;
  /** Where the script will run; `windows` when absent. */
  readonly target?: ConnectionTarget;
}

/** Why a connect statement was left as it is. */
export type SkipReason =
  /** Its parameters are put together at run time. */
  | 'dynamic'
  /** The remote session is used in a way that has no equivalent. */
  | 'session'
  /** It works in a customer's tenant on behalf of a partner, where another application signs in. */
  | 'delegated'
  /** The module takes a certificate file only, which this place would have to write and remove. */
  | 'target';

export interface Conversion {
  /** In order, without overlaps; empty when there is nothing to convert. */
  readonly edits: readonly TextEdit[];
  /** Converted statements, 1-based lines of the text as it was. */
  readonly converted: readonly { readonly line: number; readonly command: string; readonly by: string }[];
  readonly skipped: readonly { readonly line: number; readonly command: string; readonly reason: SkipReason }[];
  /** Names of variables whose assignment nothing used any more and was removed. */
  readonly removedVariables: readonly string[];
}

/**
 * Rewrites the statements that sign in with a password, a prompt or a client secret so that they sign in with the
 * certificate. Other parameters, comments and layout stay; assignments that fed only the old sign-in go. Converting a
 * converted script changes nothing.
 */
export function convertToCertificate(script: ScriptModel, { facts, target = 'windows' }: ConvertOptions): Conversion {
  const edits: TextEdit[] = [];
  const converted: Conversion['converted'][number][] = [];
  const skipped: Conversion['skipped'][number][] = [];
  let certificateAt: number | undefined;
  for (const connection of script.connections) {
    const line = script.lineOf(connection.invocation.range.start);
    const command = connection.invocation.name ?? '';
    if (connection.method === 'unknown') {
      skipped.push({ line, command, reason: 'dynamic' });
      continue;
    }
    if (!isConvertible(connection)) {
      continue;
    }
    if (connection.arguments.get('delegatedorganization') !== undefined) {
      skipped.push({ line, command, reason: 'delegated' });
      continue;
    }
    const service = targetService(connection);
    const source = target === 'windows' ? undefined : certificateSource(service, facts, target);
    if (source !== undefined && source.cleanUp.length > 0) {
      skipped.push({ line, command, reason: 'target' });
      continue;
    }
    const value = certificateConnect(connection, service, facts, target);
    const own =
      connection.method === 'session'
        ? convertSession(script, connection, value, service.disconnect)
        : convertConnect(script, connection, value);
    if (own === undefined) {
      skipped.push({ line, command, reason: connection.method === 'session' ? 'session' : 'dynamic' });
      continue;
    }
    const certificateLines = certificateAt === undefined ? (source?.lines ?? []) : [];
    if (certificateLines.length > 0 && isAtScriptLevel(script, connection)) {
      certificateAt = connection.invocation.range.start;
    }
    const preamble = [
      ...certificateLines,
      ...consoleWorkaround(service, target).filter(() => !/\$Global:IsWindows\b/i.test(script.text)),
      ...(service.prepare?.(facts) ?? []).map((prepared) => commandText(prepared, 'line')),
    ];
    edits.push(...linesBefore(script, connection, preamble), ...own);
    converted.push({ line, command, by: value.name });
  }
  const unused = converted.length === 0 ? { edits: [], variables: [] } : unusedAssignments(script, edits);
  return { edits: [...edits, ...unused.edits].sort(byStart), converted, skipped, removedVariables: unused.variables };
}

/** The text after a conversion. */
export function convertedText(script: ScriptModel, conversion: Conversion): string {
  return applyEdits(script.text, conversion.edits);
}

/** A retired module is left for what replaced it. */
function targetService({ service }: Connection): ServiceDefinition {
  const definition = serviceById(service);
  return definition.retired === undefined ? definition : serviceById(definition.retired.replacement);
}

/** Whether what stands before a connect statement has run wherever a later statement runs. */
function isAtScriptLevel(script: ScriptModel, { invocation }: Connection): boolean {
  return invocation.depth === 0 && script.blocks.isUnconditional(invocation.range.start);
}

function linesBefore(script: ScriptModel, { invocation }: Connection, lines: readonly string[]): readonly TextEdit[] {
  if (lines.length === 0) {
    return [];
  }
  const start = lineStart(script.text, invocation.range.start);
  const block = script.blocks.around(invocation.range.start).find(({ bracket }) => bracket === '{');
  if (block !== undefined && block.start >= start) {
    // The block opens on this very line: what goes in front of the statement goes into the block, too.
    const at = block.start + 1;
    return [{ range: { start: at, end: at }, text: ` ${lines.join('; ')};` }];
  }
  const indentation = lineIndentation(script.text, start);
  const end = lineBreak(script.text);
  return [{ range: { start, end: start }, text: lines.map((line) => `${indentation}${line}${end}`).join('') }];
}

function byStart(left: TextEdit, right: TextEdit): number {
  return left.range.start - right.range.start || left.range.end - right.range.end;
}
