import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import type { Analysis } from '../../core/analysis/analyse.ts';
import type { RuleId } from '../../core/analysis/ruleIds.ts';
import type { Finding } from '../../core/analysis/types.ts';
import { unmetNeeds } from './unmetNeeds.ts';

/** What there is to say of a script in a few words. */
export interface Verdict {
  /** `none`: the script has nothing to do with Microsoft 365. */
  readonly kind: 'none' | 'problem' | 'missing' | 'attention' | 'granted' | 'needs' | 'noNeeds';
  /** Localized; empty for `none`. */
  readonly text: string;
  /** Codicon; its shape tells the kind as well as its colour. */
  readonly icon: string;
}

/** Rules that speak for themselves, most urgent first. */
const named: readonly RuleId[] = ['passwordLiteral', 'clientSecret'];

/** Judges a script: secrets in it first, then what its application lacks, other findings, and what it needs at all. */
export function verdictOf(analysis: Analysis): Verdict {
  const { findings, services, script } = analysis;
  const urgent = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  if (services.length === 0 && urgent.length === 0) {
    return { kind: 'none', text: '', icon: 'circle-outline' };
  }
  const secret = named.map((rule) => urgent.find((finding) => finding.rule === rule)).find(Boolean);
  if (secret !== undefined) {
    return { kind: 'problem', icon: 'warning', text: secretWords(secret, script.lineOf(secret.range.start)) };
  }
  const grants = grantsOf(analysis);
  const unmet = grants.map(([grant, connection]) => unmetNeeds(analysis, grant, connection));
  const permissions = new Set(unmet.flatMap((each) => each.permissions.map(({ permission }) => permission)));
  const roles = new Set(unmet.flatMap((each) => each.roles.map(({ templateId }) => templateId)));
  if (permissions.size + roles.size > 0) {
    return { kind: 'missing', icon: 'warning', text: missingWords(permissions.size, roles.size) };
  }
  if (urgent.length > 0) {
    const error = urgent.some(({ severity }) => severity === 'error');
    return { kind: 'attention', icon: error ? 'error' : 'warning', text: problemWords(urgent.length) };
  }
  if (grants.length > 0) {
    return { kind: 'granted', icon: 'verified-filled', text: l10n.t('Permissions granted') };
  }
  const needed = analysis.needed();
  if (needed.permissions.length + needed.roles.length > 0) {
    return { kind: 'needs', icon: 'shield', text: needsWords(needed.permissions.length, needed.roles.length) };
  }
  return needed.withoutPermission.length + needed.undecided.length > 0
    ? { kind: 'needs', icon: 'question', text: l10n.t('Needs not fully known') }
    : { kind: 'noNeeds', icon: 'shield', text: l10n.t('No permission needed') };
}

/** The icon of a verdict in its colour, for rows and reports. */
export function verdictIcon({ kind, icon }: Verdict): ThemeIcon {
  const colors: Readonly<Partial<Record<Verdict['kind'], string>>> = {
    problem: 'problemsWarningIcon.foreground',
    missing: 'problemsWarningIcon.foreground',
    attention: icon === 'error' ? 'problemsErrorIcon.foreground' : 'problemsWarningIcon.foreground',
    granted: 'testing.iconPassed',
  };
  const color = colors[kind];
  return new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
}

/** The applications of the script whose grants are known, with the connection that names them. */
function grantsOf({ script }: Analysis) {
  const { grants, appId: bound } = script.context;
  const found = script.connections.flatMap((connection) => {
    const known = grants?.get((connection.appId?.text ?? bound ?? '').toLowerCase());
    return known === undefined ? [] : [[known, connection] as const];
  });
  const own = grants?.get((bound ?? '').toLowerCase());
  return found.length === 0 && own !== undefined ? ([[own, undefined]] as const) : found;
}

function secretWords({ rule }: Finding, line: number): string {
  return rule === 'passwordLiteral' ? l10n.t('Password in line {0}', line) : l10n.t('Client secret in line {0}', line);
}

/** `Needs 1 permission`, `Needs 2 permissions and a directory role`. */
function needsWords(permissions: number, roles: number): string {
  if (roles === 0) {
    return permissions === 1 ? l10n.t('Needs 1 permission') : l10n.t('Needs {0} permissions', permissions);
  }
  if (permissions === 0) {
    return l10n.t('Needs a directory role');
  }
  return permissions === 1
    ? l10n.t('Needs 1 permission and a directory role')
    : l10n.t('Needs {0} permissions and a directory role', permissions);
}

/** `1 permission missing`, `2 permissions and 1 role missing`. */
export function missingWords(permissions: number, roles: number): string {
  if (roles === 0) {
    return permissions === 1 ? l10n.t('1 permission missing') : l10n.t('{0} permissions missing', permissions);
  }
  if (permissions === 0) {
    return l10n.t('Directory role missing');
  }
  return permissions === 1
    ? l10n.t('1 permission and a directory role missing')
    : l10n.t('{0} permissions and a directory role missing', permissions);
}

function problemWords(count: number): string {
  return count === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', count);
}
