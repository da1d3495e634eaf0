import type { Uri } from 'vscode';
import type { Analysis } from '../../core/analysis/analyse.ts';
import type { RuleId } from '../../core/analysis/ruleIds.ts';
import type { Severity } from '../../core/analysis/types.ts';
import type { ServiceId } from '../../core/services/types.ts';
import { type Verdict, verdictOf } from '../../workbench/scripts/verdict.ts';
import { findingSentence } from '../../workbench/words/analysis.ts';

/** What the workspace remembers of a script it has checked: an analysis itself would take too much room. */
export interface ScriptSummary {
  readonly uri: Uri;
  readonly services: readonly ServiceId[];
  readonly verdict: Verdict;
  readonly findings: readonly SummaryFinding[];
  /** Names of the permissions it needs. */
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly unknownCommands: readonly string[];
}

export interface SummaryFinding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** 1-based. */
  readonly line: number;
  readonly sentence: string;
}

export function summaryOf(uri: Uri, analysis: Analysis): ScriptSummary {
  const { permissions, roles, unknownCommands } = analysis.needed();
  return {
    uri,
    services: analysis.services,
    verdict: verdictOf(analysis),
    findings: analysis.findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      line: analysis.script.lineOf(finding.range.start),
      sentence: findingSentence(finding),
    })),
    permissions: permissions.map(({ permission }) => permission),
    roles: roles.map(({ role }) => role),
    unknownCommands,
  };
}

/** Whether somebody should look at it: an error or warning, or something missing. */
export function needsAttention({ verdict, findings }: ScriptSummary): boolean {
  return (
    verdict.kind === 'missing' ||
    verdict.kind === 'problem' ||
    findings.some(({ severity }) => severity === 'error' || severity === 'warning')
  );
}
