import { basename } from 'node:path';
import { l10n, Uri, window } from 'vscode';
import type { CheckedScript } from '../../core/analysis/checkScript.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withPatientProgress } from '../../workbench/progress.ts';
import { reportError } from '../../workbench/reportError.ts';
import { activeScript } from '../../workbench/scripts/activeScript.ts';
import { applicationOfScript } from './applicationOfScript.ts';
import { askScript } from './askScript.ts';
import { findScripts } from './findScripts.ts';
import { makeReport, type ReportParts, type ReportSubject } from './makeReport.ts';
import type { ReportPages } from './reportPages.ts';
import { givenScript, readScript, type ScriptSource } from './scriptSource.ts';

/**
 * Checks one script: for a program as plain values, for a person as the report page as well, against the application the
 * script signs in as where that is known.
 */
export async function checkScript(
  parts: ReportParts,
  pages: ReportPages,
  options: CommandOptions,
): Promise<CheckedScript> {
  const source = await scriptOf(options);
  const analysis = await parts.scripts.analyseText(source.text, source.uri);
  if (!options.programmatic) {
    const application = await applicationOfScript(parts, source, analysis);
    const subject: ReportSubject = { scripts: [source], ...(application ? { application } : {}) };
    const facts = await showReport(parts, pages, subject);
    if (options.boolean('addMissing')) {
      // A quick fix or lens meant this at once; the plan is still shown before anything changes.
      const { addMissing } = await import('./fixReport.ts');
      await addMissing(parts, facts);
    }
  }
  const { checkedScript } = await import('../../core/analysis/checkScript.ts');
  return checkedScript(analysis);
}

/** Makes a report and shows its page. */
export async function showReport(parts: ReportParts, pages: ReportPages, subject: ReportSubject) {
  const facts = await withPatientProgress(l10n.t('Checking permissions'), (_report, signal) =>
    makeReport(parts, subject, { signal }),
  );
  pages.show(subject, facts);
  return facts;
}

/** The script of a menu, lens or row, the one that is given, that of the active editor, or the one a person picks. */
async function scriptOf(options: CommandOptions): Promise<ScriptSource> {
  const uri = options.programmatic ? undefined : (options.uri ?? options.text('uri'));
  if (uri !== undefined) {
    return readScript(Uri.parse(uri, true));
  }
  const given = await givenScript(options, 'path');
  if (given) {
    return given;
  }
  const active = activeScript();
  if (active) {
    return readScript(active);
  }
  const all = options.programmatic ? [] : await findScripts();
  if (all.length > 0) {
    return readScript(await askScript(l10n.t('Check Script'), all));
  }
  const other = window.activeTextEditor?.document;
  throw other ? reportError('notPowerShell', { name: basename(other.uri.path) }) : reportError('noScript');
}
