import { escapeMarkdown } from '../shared/markdown.ts';
import type { Report, ReportState } from './report.ts';

/** Words of a report's headings and cells, in the reader's language. */
export interface ReportLabels {
  readonly resource: string;
  readonly permission: string;
  readonly needed: string;
  readonly requested: string;
  readonly granted: string;
  readonly inToken: string;
  readonly state: string;
  readonly role: string;
  readonly held: string;
  readonly yes: string;
  readonly no: string;
  /** For what was not looked at. */
  readonly unknown: string;
  readonly unknownCommands: string;
  readonly states: Readonly<Record<ReportState, string>>;
  /** Display name of an API, by its application id. */
  readonly resourceName: (resourceAppId: string) => string;
}

/** The report as Markdown tables. Names that come from a tenant or a script are escaped: they show as they are. */
export function reportMarkdown(report: Report, labels: ReportLabels): string {
  const parts = [
    markdownTable(permissionHeadings(labels), permissionCells(report, labels)),
    ...(report.roles.length === 0 ? [] : [markdownTable(roleHeadings(labels), roleCells(report, labels))]),
    ...(report.unknownCommands.length === 0
      ? []
      : [`${escapeMarkdown(labels.unknownCommands)}: ${report.unknownCommands.map(escapeMarkdown).join(', ')}\n`]),
  ];
  return parts.join('\n');
}

/**
 * The report as CSV (RFC 4180, lines end with CRLF): permissions and roles in one table, roles with an empty API. A cell
 * that a spreadsheet would take for a formula starts with an apostrophe.
 */
export function reportCsv(report: Report, labels: ReportLabels): string {
  const roles = report.roles.map(({ role, needed, held }) => [
    '',
    '',
    role,
    yesNo(needed, labels),
    '',
    yesNo(held, labels),
    '',
    held ? (needed ? labels.states.granted : labels.states.unused) : labels.states.missing,
  ]);
  const { resource, permission, role, needed, requested, granted, inToken, state } = labels;
  const headings = [resource, 'resourceAppId', `${permission} / ${role}`, needed, requested, granted, inToken, state];
  const permissions = report.rows.map((row) => [
    labels.resourceName(row.resourceAppId),
    row.resourceAppId,
    row.permission,
    yesNo(row.needed, labels),
    yesNo(row.requested, labels),
    yesNo(row.granted, labels),
    yesNo(row.inToken, labels),
    labels.states[row.state],
  ]);
  return [headings, ...permissions, ...roles].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** The report as JSON, indented. */
export function reportJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function permissionHeadings(labels: ReportLabels): readonly string[] {
  const { permission, resource, needed, requested, granted, inToken, state } = labels;
  return [permission, resource, needed, requested, granted, inToken, state];
}

function permissionCells(report: Report, labels: ReportLabels): readonly (readonly string[])[] {
  return report.rows.map((row) => [
    row.permission,
    labels.resourceName(row.resourceAppId),
    yesNo(row.needed, labels),
    yesNo(row.requested, labels),
    yesNo(row.granted, labels),
    yesNo(row.inToken, labels),
    labels.states[row.state],
  ]);
}

function roleHeadings({ role, needed, held }: ReportLabels): readonly string[] {
  return [role, needed, held];
}

function roleCells(report: Report, labels: ReportLabels): readonly (readonly string[])[] {
  return report.roles.map(({ role, needed, held }) => [role, yesNo(needed, labels), yesNo(held, labels)]);
}

function yesNo(value: boolean | null, labels: ReportLabels): string {
  return value === null ? labels.unknown : value ? labels.yes : labels.no;
}

function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |\n`;
  return `${line(headings)}|${headings.map(() => ' --- |').join('')}\n${rows.map(line).join('')}`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
