import { l10n, type TextDocument, WorkspaceEdit, window, workspace } from 'vscode';
import { type Conversion, convertedText, convertToCertificate } from '../../core/analysis/convert.ts';
import type { ScriptModel } from '../../core/analysis/scriptModel.ts';
import { type ConnectionFacts, type ConnectionTarget, connectionTargets } from '../../core/services/types.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { connectionError } from '../../workbench/connectionError.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { editorRange } from '../../workbench/scripts/editorRange.ts';
import { openScript } from '../../workbench/scripts/openScript.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { skipReason } from '../../workbench/words/analysis.ts';
import { connectionFacts } from './connectionFacts.ts';
import type { ConversionPreview } from './conversionPreview.ts';

/** What a conversion gives a program. */
export interface ConvertedScript extends Omit<Conversion, 'edits'> {
  readonly text: string;
}

/**
 * Rewrites the sign-ins of a script to certificate sign-in. A person sees the changes first and accepts them; a program
 * gets the text, and nothing is changed.
 */
export async function convertScript(
  rooms: Rooms,
  analysis: ScriptAnalysis,
  previews: ConversionPreview,
  options: CommandOptions,
): Promise<ConvertedScript | { readonly applied: boolean }> {
  const target = options.choice('target', connectionTargets) ?? 'windows';
  const text = options.exactText('text');
  if (text !== undefined && options.text('path') !== undefined) {
    throw optionError('notTogether', { first: 'path', second: 'text' });
  }
  if (text !== undefined) {
    const { script } = await analysis.analyseText(text);
    return converted(script, await convert(rooms, script, options, target));
  }
  if (!workspace.isTrusted) {
    throw connectionError('untrustedWorkspace');
  }
  const document = await openScript(options);
  const script = await modelOf(analysis, document);
  if (options.programmatic) {
    return converted(script, await convert(rooms, script, options, target));
  }
  return { applied: await preview(previews, document, script, await convert(rooms, script, options, target)) };
}

async function modelOf(analysis: ScriptAnalysis, document: TextDocument): Promise<ScriptModel> {
  const made =
    (await analysis.analyseDocument(document)) ?? (await analysis.analyseText(document.getText(), document.uri));
  return made.script;
}

/** Asks who shall sign in only where there is something to convert. */
async function convert(
  rooms: Rooms,
  script: ScriptModel,
  options: CommandOptions,
  target: ConnectionTarget,
): Promise<Conversion> {
  const { isConvertible } = await import('../../core/analysis/convertible.ts');
  const [first] = script.connections.filter(isConvertible);
  if (first === undefined) {
    const dynamic = script.connections.filter(({ method }) => method === 'unknown');
    const skipped = dynamic.map(({ invocation }) => ({
      line: script.lineOf(invocation.range.start),
      command: invocation.name ?? '',
      reason: 'dynamic' as const,
    }));
    return { edits: [], converted: [], skipped, removedVariables: [] };
  }
  const facts: ConnectionFacts = await connectionFacts(rooms, options, l10n.t('Convert to Certificate Sign-In'));
  return convertToCertificate(script, { facts, target });
}

function converted(script: ScriptModel, conversion: Conversion): ConvertedScript {
  const { edits, ...rest } = conversion;
  return { text: edits.length === 0 ? script.text : convertedText(script, conversion), ...rest };
}

/** Shows what the script would become; true once the user has applied it. */
async function preview(
  previews: ConversionPreview,
  document: TextDocument,
  script: ScriptModel,
  conversion: Conversion,
): Promise<boolean> {
  const { edits, skipped } = conversion;
  if (edits.length === 0) {
    void window.showInformationMessage(nothingToConvert(skipped));
    return false;
  }
  if (!(await previews.confirm(document, convertedText(script, conversion)))) {
    return false;
  }
  // Questions and preview may have taken a while.
  const now = await workspace.openTextDocument(document.uri);
  if (now.getText() !== script.text) {
    throw connectionError('scriptChanged');
  }
  const edit = new WorkspaceEdit();
  for (const { range, text } of edits) {
    edit.replace(now.uri, editorRange(now, range), text);
  }
  if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) {
    throw connectionError('readOnlyEditor');
  }
  await window.showTextDocument(now, { preview: false });
  if (skipped.length > 0) {
    void window.showInformationMessage(nothingToConvert(skipped));
  }
  return true;
}

function nothingToConvert(skipped: Conversion['skipped']): string {
  const [first] = skipped;
  return first === undefined
    ? l10n.t('This script has no sign-in to convert: nothing in it signs in with a password, a secret or a prompt.')
    : l10n.t('{0} in line {1} stays as it is: {2}.', first.command, first.line, skipReason(first.reason));
}
