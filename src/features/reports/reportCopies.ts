import { escapeMarkdown } from '../../core/shared/markdown.ts';
import { reportLabels } from '../../workbench/words/analysis.ts';
import type { ReportFacts } from './makeReport.ts';
import { reportSentence } from './reportSentence.ts';
import { apiName } from './reportView.ts';

export type CopyFormat = 'markdown' | 'csv' | 'json';

/** A report as text for elsewhere. */
export async function reportCopy(facts: ReportFacts, format: CopyFormat): Promise<string> {
  const { reportMarkdown, reportCsv, reportJson } = await import('../../core/analysis/reportText.ts');
  const { report } = facts;
  const labels = reportLabels((resourceAppId) => apiName(facts, resourceAppId));
  switch (format) {
    case 'json':
      return reportJson(report);
    case 'csv':
      return reportCsv(report, labels);
    case 'markdown':
      return `${escapeMarkdown(reportSentence(facts))}\n\n${reportMarkdown(report, labels)}`;
  }
}
