import {
  type CancellationToken,
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  l10n,
  type Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Analysis } from '../../core/analysis/analyse.ts';
import type { RuleId } from '../../core/analysis/ruleIds.ts';
import type { Finding, Fix, TextEdit } from '../../core/analysis/types.ts';
import { editorRange } from '../../workbench/scripts/editorRange.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { fixTitle, ruleTitle } from '../../workbench/words/analysis.ts';
import { diagnosticSource } from './scriptDiagnostics.ts';
import { silencingComment } from './silencingComment.ts';

const fixAllKind = CodeActionKind.SourceFixAll.append('entraCertAuth');

/** Offers the mends of findings, and to turn their rules off. */
export class QuickFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix, fixAllKind];
  readonly #analysis: ScriptAnalysis;

  constructor(analysis: ScriptAnalysis) {
    this.#analysis = analysis;
  }

  async provideCodeActions(
    document: TextDocument,
    _range: Range,
    context: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const fixesAll = context.only?.contains(fixAllKind) === true;
    const shown = context.diagnostics.filter(({ source }) => source === diagnosticSource);
    if (shown.length === 0 && !fixesAll) {
      return [];
    }
    const { version } = document;
    const analysis = await this.#analysis.analyseDocument(document);
    if (analysis === undefined || token.isCancellationRequested || document.version !== version) {
      return [];
    }
    if (fixesAll) {
      return fixAll(document, analysis.findings);
    }
    const actions = shown.flatMap((diagnostic) => {
      const finding = findingOf(document, analysis.findings, diagnostic);
      return finding === undefined ? [] : actionsFor(document, analysis, finding, diagnostic);
    });
    // Several findings of one statement offer the same conversion.
    return actions.filter(({ title }, index) => actions.findIndex((other) => other.title === title) === index);
  }
}

function findingOf(
  document: TextDocument,
  findings: readonly Finding[],
  { code, range }: Diagnostic,
): Finding | undefined {
  const rule = typeof code === 'object' ? code.value : code;
  return findings.find((finding) => finding.rule === rule && editorRange(document, finding.range).isEqual(range));
}

function actionsFor(
  document: TextDocument,
  analysis: Analysis,
  finding: Finding,
  diagnostic: Diagnostic,
): readonly CodeAction[] {
  const mends = finding.fixes.map((fix) => mend(document, fix));
  const comment = silencingComment(analysis.script.syntax, finding.range.start, finding.rule);
  const offHere = comment && new CodeAction(l10n.t('Turn off for this line: {0}', ruleTitle(finding.rule)));
  if (offHere !== undefined) {
    offHere.kind = CodeActionKind.QuickFix;
    offHere.edit = workspaceEdit(document, [comment as TextEdit]);
  }
  return [...mends, ...(offHere ? [offHere] : []), turnOff(document, finding.rule)].map((action) => {
    action.diagnostics = [diagnostic];
    return action;
  });
}

function mend(document: TextDocument, fix: Fix): CodeAction {
  const action = new CodeAction(fixTitle(fix), CodeActionKind.QuickFix);
  switch (fix.kind) {
    case 'edit':
      action.edit = workspaceEdit(document, fix.edits);
      action.isPreferred = fix.preferred;
      return action;
    case 'convert':
      action.command = {
        title: action.title,
        command: commandId('convertScript'),
        arguments: [fromPerson({ uri: document.uri.toString() })],
      };
      return action;
    case 'grant':
      action.command = {
        title: action.title,
        command: commandId('checkScript'),
        arguments: [fromPerson({ uri: document.uri.toString(), addMissing: true })],
      };
      return action;
  }
}

function turnOff(document: TextDocument, rule: RuleId): CodeAction {
  const action = new CodeAction(l10n.t('Turn off this rule: {0}', ruleTitle(rule)), CodeActionKind.QuickFix);
  action.command = {
    title: action.title,
    command: commandId('turnOffRule'),
    arguments: [fromPerson({ rule, uri: document.uri.toString() })],
  };
  return action;
}

/** All mends of which it is certain that the author wants them, as one edit. */
function fixAll(document: TextDocument, findings: readonly Finding[]): CodeAction[] {
  const edits: TextEdit[] = [];
  const isThere = ({ range, text }: TextEdit) =>
    edits.some((other) => other.text === text && other.range.start === range.start && other.range.end === range.end);
  const overlaps = ({ range }: TextEdit) =>
    edits.some((other) => range.start < other.range.end && other.range.start < range.end);
  for (const fix of findings.flatMap(({ fixes }) => fixes)) {
    if (fix.kind === 'edit' && fix.preferred && !fix.edits.some((edit) => overlaps(edit) && !isThere(edit))) {
      // Several findings may have one mend: it is made once.
      edits.push(...fix.edits.filter((edit) => !isThere(edit)));
    }
  }
  if (edits.length === 0) {
    return [];
  }
  const action = new CodeAction(l10n.t('Mend what is certain in this script'), fixAllKind);
  action.edit = workspaceEdit(document, edits);
  return [action];
}

function workspaceEdit(document: TextDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { range, text } of edits) {
    edit.replace(document.uri, editorRange(document, range), text);
  }
  return edit;
}
