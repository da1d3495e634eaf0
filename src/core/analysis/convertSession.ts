import { commandText } from '../powershell/commandText.ts';
import type { CommandInvocation, Range } from '../powershell/types.ts';
import type { CommandValue } from '../services/types.ts';
import type { Connection } from './connections.ts';
import type { ScriptModel } from './scriptModel.ts';
import { lineStart } from './textLines.ts';
import type { TextEdit } from './types.ts';
import { plainName, variablePattern } from './values.ts';

/**
 * The edits that turn `$session = New-PSSession …; Import-PSSession $session; …; Remove-PSSession $session` into a connect
 * and a disconnect statement. Undefined when the session is used in another way.
 */
export function convertSession(
  script: ScriptModel,
  { invocation }: Connection,
  value: CommandValue,
  disconnect: CommandValue,
): readonly TextEdit[] | undefined {
  const assignment = script.syntax.assignments.find(
    ({ argument, member, compound }) =>
      member === undefined &&
      !compound &&
      argument.range.start === invocation.range.start &&
      argument.range.end === invocation.range.end,
  );
  if (assignment === undefined) {
    return undefined;
  }
  const name = plainName(assignment.variable);
  const users = script.syntax.commands.filter(
    (command) => command !== invocation && mentions(script, command.range, name) && !isInside(command, script, name),
  );
  const edits: TextEdit[] = [{ range: assignment.range, text: commandText(value, 'line') }];
  for (const command of users) {
    const lower = command.name?.toLowerCase() ?? '';
    const line = wholeLine(script.text, command.range);
    if (line === undefined) {
      return undefined;
    }
    if (
      lower === 'import-pssession' ||
      (lower === 'import-module' && /Import-PSSession/i.test(slice(script, command)))
    ) {
      edits.push({ range: line, text: '' });
    } else if (lower === 'remove-pssession') {
      edits.push({ range: command.range, text: commandText(disconnect, 'line') });
    } else {
      return undefined;
    }
  }
  return edits;
}

/** A command inside another one that mentions the session: the outer one is what is looked at. */
function isInside(command: CommandInvocation, { syntax, text }: ScriptModel, name: string): boolean {
  return syntax.commands.some(
    (outer) =>
      outer !== command &&
      outer.range.start < command.range.start &&
      outer.range.end >= command.range.end &&
      variablePattern(name).test(text.slice(outer.range.start, outer.range.end)),
  );
}

function mentions(script: ScriptModel, range: Range, name: string): boolean {
  return variablePattern(name).test(script.text.slice(range.start, range.end));
}

function slice(script: ScriptModel, { range }: CommandInvocation): string {
  return script.text.slice(range.start, range.end);
}

/** The line of a statement that has it for itself, with its end; undefined when something else is on it. */
function wholeLine(text: string, range: Range): Range | undefined {
  const start = lineStart(text, range.start);
  const before = text.slice(start, range.start);
  const after = /^(?:[ \t]*\|[ \t]*Out-Null)?[ \t]*(?:\r\n|\n|\r|$)/i.exec(text.slice(range.end, range.end + 200));
  return after !== null && /^[ \t]*(?:\[void\][ \t]*\(?|\$\w+[ \t]*=[ \t]*)?$/i.test(before)
    ? { start, end: range.end + after[0].length }
    : undefined;
}
