import { basename } from 'node:path';
import { l10n } from 'vscode';
import type { ReportFacts } from './makeReport.ts';

const shown = 3;

/** The one sentence a report is about. */
export function reportSentence(facts: ReportFacts): string {
  const subject = scriptsName(facts);
  return facts.application === undefined
    ? subject === undefined
      ? servicesSentence(facts)
      : needsSentence(facts, subject)
    : subject === undefined
      ? applicationSentence(facts, facts.application.application.displayName)
      : verdict(facts, subject, facts.application.application.displayName);
}

/** How the scripts of a report are called; undefined when it is about none. */
export function scriptsName({ scripts }: Pick<ReportFacts, 'scripts'>): string | undefined {
  const [first, ...others] = scripts;
  if (first === undefined) {
    return undefined;
  }
  if (others.length > 0) {
    return l10n.t('{0} scripts', scripts.length);
  }
  return first.source.uri === undefined ? l10n.t('The script') : basename(first.source.uri.path);
}

/** Directory roles that are needed and not held, by name. */
export function missingRoles({ report }: Pick<ReportFacts, 'report'>): readonly string[] {
  return report.roles.filter(({ needed, held }) => needed && !held).map(({ role }) => role);
}

function verdict(facts: ReportFacts, subject: string, application: string): string {
  const { report, needed } = facts;
  const permissions = report.missing.map(({ permission }) => permission);
  const roles = missingRoles(facts);
  if (permissions.length > 0 && roles.length > 0) {
    return l10n.t(
      '{0} needs {1} and the directory role {2}: {3} lacks them.',
      subject,
      list(permissions),
      list(roles),
      application,
    );
  }
  if (permissions.length > 0) {
    return l10n.t('{0} needs {1}: not granted to {2}.', subject, list(permissions), application);
  }
  if (roles.length > 0) {
    return l10n.t('{0} needs the directory role {1}: not assigned to {2}.', subject, list(roles), application);
  }
  if (report.rows.some(({ state }) => state === 'notInToken')) {
    return l10n.t('{0} has been granted what {1} needs; its token does not carry it yet.', application, subject);
  }
  return needed.permissions.length + needed.roles.length > 0
    ? l10n.t('{0} may do everything that {1} needs.', application, subject)
    : nothingNeeded(facts, subject);
}

function needsSentence(facts: ReportFacts, subject: string): string {
  const { needed } = facts;
  const permissions = needed.permissions.map(({ permission }) => permission);
  const roles = needed.roles.map(({ role }) => role);
  if (permissions.length > 0 && roles.length > 0) {
    return l10n.t('{0} needs {1} and the directory role {2}.', subject, list(permissions), list(roles));
  }
  if (permissions.length > 0) {
    return l10n.t('{0} needs {1}.', subject, list(permissions));
  }
  return roles.length > 0
    ? l10n.t('{0} needs the directory role {1}.', subject, list(roles))
    : nothingNeeded(facts, subject);
}

function nothingNeeded({ services, needed }: ReportFacts, subject: string): string {
  if (needed.withoutPermission.length + needed.undecided.length > 0) {
    return l10n.t('What {0} needs is not fully known.', subject);
  }
  return services.length === 0
    ? l10n.t('{0} uses no Microsoft 365 command.', subject)
    : l10n.t('{0} needs no permission.', subject);
}

function applicationSentence({ report, services }: ReportFacts, application: string): string {
  if (services.length > 0) {
    const lacking = [...report.missing.map(({ permission }) => permission), ...missingRoles({ report })];
    return lacking.length > 0
      ? l10n.t('{0} lacks {1} for these services.', application, list(lacking))
      : l10n.t('{0} has what these services need.', application);
  }
  const granted = report.rows.filter((row) => row.granted).length;
  const pending = report.rows.filter((row) => row.requested && !row.granted).map(({ permission }) => permission);
  if (pending.length > 0) {
    return l10n.t('{0} requests {1}, which is not granted.', application, list(pending));
  }
  return granted === 0
    ? l10n.t('{0} holds no application permission.', application)
    : granted === 1
      ? l10n.t('{0} holds 1 application permission.', application)
      : l10n.t('{0} holds {1} application permissions.', application, granted);
}

function servicesSentence({ needed }: ReportFacts): string {
  const names = [...needed.permissions.map(({ permission }) => permission), ...needed.roles.map(({ role }) => role)];
  return names.length === 0
    ? l10n.t('These services need no permission.')
    : l10n.t('These services need {0}.', list(names));
}

/** `A, B and C`; of many the first ones, and how many more. */
function list(names: readonly string[]): string {
  const visible = names.length <= shown + 1 ? names : names.slice(0, shown);
  const more = names.length - visible.length;
  return new Intl.ListFormat(undefined, { type: 'conjunction' }).format(
    more > 0 ? [...visible, l10n.t('{0} more', more)] : visible,
  );
}
