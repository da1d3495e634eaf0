import type { Assignment, Range } from '../powershell/types.ts';
import type { ScriptModel } from './scriptModel.ts';
import { applyEdits } from './textEdits.ts';
import { lineStart } from './textLines.ts';
import type { TextEdit } from './types.ts';
import { plainName, variablePattern } from './values.ts';

/** Commands whose only purpose is to make a credential: without a user of it they can go. */
const credentialCommands =
  /^(?:get-credential|new-object|convertto-securestring|read-host|import-clixml|get-content|get-automationpscredential|convertfrom-securestring)$/;

/** What makes it impossible to say who reads a variable. */
const dynamic = /\b(?:Get-Variable|gv|Invoke-Expression|iex|ExpandString|ExecutionContext)\b/i;

/**
 * The assignments that nothing reads any more once `edits` are made, of variables that `edits` take the last use from:
 * only whole statements that make a credential, and what these were made from.
 */
export function unusedAssignments(
  script: ScriptModel,
  edits: readonly TextEdit[],
): { readonly edits: readonly TextEdit[]; readonly variables: readonly string[] } {
  const found: TextEdit[] = [];
  const variables: string[] = [];
  if (dynamic.test(script.text) || /\.psm1$/i.test(script.context.path ?? '')) {
    return { edits: found, variables };
  }
  const references = new References(script);
  const gone: Range[] = edits.filter(({ range }) => range.end > range.start).map(({ range }) => range);
  const inserted = edits.map(({ text }) => text).join('\n');
  const queue = gone.flatMap((range) => references.in(range));
  const seen = new Set<string>();
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (seen.has(name) || variablePattern(name).test(inserted)) {
      continue;
    }
    const statements = assignmentsOf(script, name);
    const ranges = statements.map((assignment) => assignment.range);
    if (statements.length === 0 || !statements.every((assignment) => isRemovable(script, assignment))) {
      continue;
    }
    if (references.of(name).some((at) => ![...gone, ...ranges].some((range) => range.start <= at && at < range.end))) {
      continue;
    }
    seen.add(name);
    variables.push(name);
    for (const range of ranges) {
      found.push({ range: statementRange(script.text, range), text: '' });
      gone.push(range);
      queue.push(...references.in(range));
    }
  }
  return { edits: withoutOverlap(found, edits), variables };
}

/** Where each variable of a script is mentioned: everywhere but in comments and single-quoted strings. */
class References {
  readonly #mentions: readonly { readonly name: string; readonly at: number }[];

  constructor({ text, syntax }: ScriptModel) {
    const blind = [
      ...syntax.comments,
      ...syntax.strings.filter(({ kind }) => kind === 'single' || kind === 'singleHere'),
    ].map(({ range }) => ({ range, text: ' '.repeat(range.end - range.start) }));
    const visible = applyEdits(text, withoutOverlap(blind, []));
    this.#mentions = [
      ...visible.matchAll(/[$@]\{?(?:(?:script|global|local|private|using|variable):)?([A-Za-z_]\w*)/gi),
    ].map((match) => ({ name: plainName(match[1] ?? ''), at: match.index }));
  }

  of(name: string): readonly number[] {
    return this.#mentions.filter((mention) => mention.name === name).map(({ at }) => at);
  }

  in(range: Range): readonly string[] {
    return this.#mentions.filter(({ at }) => range.start <= at && at < range.end).map(({ name }) => name);
  }
}

function assignmentsOf(script: ScriptModel, name: string): readonly Assignment[] {
  // A parameter belongs to the script's callers.
  if (script.syntax.parameters.some((parameter) => plainName(parameter.name) === name)) {
    return [];
  }
  return script.syntax.assignments.filter(({ variable }) => plainName(variable) === name);
}

function isRemovable(script: ScriptModel, { range, member, compound, argument, variable }: Assignment): boolean {
  if (member !== undefined || compound || /^(?:global|env):/i.test(variable)) {
    return false;
  }
  const { text } = script;
  const before = text.slice(lineStart(text, range.start), range.start);
  const after = /^[^\r\n]*/.exec(text.slice(range.end, range.end + 500))?.[0] ?? '';
  if (before.trim() !== '' || !/^\s*;?\s*(?:#.*)?$/.test(after)) {
    return false;
  }
  const inside = script.syntax.commands.filter(
    (command) => command.range.start >= argument.range.start && command.range.end <= argument.range.end,
  );
  if (inside.length > 0) {
    return inside.every(({ name }) => credentialCommands.test(name?.toLowerCase() ?? ''));
  }
  return (
    argument.value !== undefined ||
    argument.variable !== undefined ||
    /^\[[\w.]*(?:PSCredential|NetworkCredential)\]::new\(/i.test(text.slice(argument.range.start, argument.range.end))
  );
}

/** The statement with its line, when a comment does not share it. */
function statementRange(text: string, range: Range): Range {
  const after = /^[ \t]*;?[ \t]*(#)?(?:[^\r\n]*)(\r\n|\n|\r)?/.exec(text.slice(range.end, range.end + 500));
  if (after === null || after[1] !== undefined) {
    return range;
  }
  return { start: lineStart(text, range.start), end: range.end + after[0].length };
}

/** Leaves out edits inside one that is kept, and those that meet one of `others`. */
function withoutOverlap(edits: readonly TextEdit[], others: readonly TextEdit[]): readonly TextEdit[] {
  let end = 0;
  return edits
    .toSorted((left, right) => left.range.start - right.range.start || right.range.end - left.range.end)
    .filter(({ range }) => {
      const free =
        range.start >= end && !others.some((other) => other.range.end > other.range.start && meets(other.range, range));
      end = free ? range.end : end;
      return free;
    });
}

function meets(left: Range, right: Range): boolean {
  return left.start < right.end && right.start < left.end;
}
