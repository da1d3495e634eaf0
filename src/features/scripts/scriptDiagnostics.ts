import {
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  DiagnosticTag,
  languages,
  type TextDocument,
  workspace,
} from 'vscode';
import type { RuleId } from '../../core/analysis/ruleIds.ts';
import type { Finding, Severity } from '../../core/analysis/types.ts';
import type { Log } from '../../core/shared/ports.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import { editorRange } from '../../workbench/scripts/editorRange.ts';
import { isScript, scriptLength } from '../../workbench/scripts/isScript.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { findingSentence } from '../../workbench/words/analysis.ts';
import { Debounced } from './debounced.ts';
import { rulePageUri } from './rulePages.ts';

/** What the diagnostics say they come from. */
export const diagnosticSource = 'Entra Cert Auth';

/** After the last key, in milliseconds; longer for scripts whose analysis would be felt: those of more than 100,000 characters. */
const typingPause = 250;
const charactersPerMillisecond = 400;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const retired: readonly RuleId[] = ['retiredModule', 'retiredCmdlet'];

/** Keeps the diagnostics of every open script up to date: while typing after a pause, otherwise at once. */
export class ScriptDiagnostics {
  readonly #analysis: ScriptAnalysis;
  readonly #log: Log;
  readonly #collection: DiagnosticCollection;
  readonly #pending: Debounced<TextDocument>;
  readonly #owned: { dispose(): unknown };

  constructor(analysis: ScriptAnalysis, log: Log) {
    this.#analysis = analysis;
    this.#log = log;
    this.#collection = languages.createDiagnosticCollection('entraCertAuth');
    this.#pending = new Debounced(typingPause, (document) => void this.#update(document));
    this.#owned = disposeAll([
      this.#collection,
      this.#pending,
      workspace.onDidOpenTextDocument((document) => this.#request(document, 0)),
      workspace.onDidChangeTextDocument(({ document }) => this.#request(document)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      analysis.onDidChange(() => this.#requestAll()),
    ]);
    this.#requestAll();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #requestAll(): void {
    for (const document of workspace.textDocuments) {
      this.#request(document, 0);
    }
  }

  #request(document: TextDocument, milliseconds?: number): void {
    if (isScript(document)) {
      this.#pending.request(document, milliseconds ?? pauseFor(document));
    }
  }

  /** A closed document, or one that is another language now: VS Code closes and opens it then. */
  #forget(document: TextDocument): void {
    this.#pending.cancel(document);
    this.#collection.delete(document.uri);
  }

  async #update(document: TextDocument): Promise<void> {
    const { version } = document;
    try {
      const analysis = await this.#analysis.analyseDocument(document);
      // A later version has its own request under way.
      if (document.version === version && !document.isClosed && isScript(document)) {
        this.#collection.set(
          document.uri,
          (analysis?.findings ?? []).map((finding) => toDiagnostic(finding, document)),
        );
      }
    } catch (error) {
      this.#log.error('A script could not be analysed.', { error });
    }
  }
}

/** How long to wait for the next key. */
function pauseFor(document: TextDocument): number {
  return Math.max(typingPause, scriptLength(document) / charactersPerMillisecond);
}

function toDiagnostic(finding: Finding, document: TextDocument): Diagnostic {
  const { rule, severity, range } = finding;
  const diagnostic = new Diagnostic(editorRange(document, range), findingSentence(finding), severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: rule, target: rulePageUri(rule) };
  if (retired.includes(rule)) {
    diagnostic.tags = [DiagnosticTag.Deprecated];
  }
  return diagnostic;
}
