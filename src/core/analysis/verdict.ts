import type { ServiceId } from '../services/types.ts';
import type { Analysis } from './analyse.ts';
import { permissionKey } from './scriptRequirements.ts';
import type { Finding, Grants, Severity } from './types.ts';

/** A script in one line: for lists, the status bar and a report of the workspace. Plain JSON. */
export interface Verdict {
  readonly services: readonly ServiceId[];
  /** Needed and not granted; undefined when no grants are known. */
  readonly missingPermissions?: number;
  readonly missingRoles?: number;
  readonly counts: Readonly<Record<Severity, number>>;
  /** The finding to name: the first of the worst. */
  readonly worst?: { readonly finding: Finding; readonly line: number };
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Sums an analysis up. @param grants of the application the script signs in as */
export function verdict(analysis: Analysis, grants?: Grants): Verdict {
  const { findings, script, services } = analysis;
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) {
    counts[severity]++;
  }
  const worst = severities.flatMap((severity) => findings.find((finding) => finding.severity === severity) ?? [])[0];
  return {
    services,
    ...(grants === undefined ? {} : missing(analysis, grants)),
    counts,
    ...(worst === undefined ? {} : { worst: { finding: worst, line: script.lineOf(worst.range.start) } }),
  };
}

function missing(analysis: Analysis, grants: Grants): Pick<Verdict, 'missingPermissions' | 'missingRoles'> {
  const { permissions, roles } = analysis.needed(grants);
  const granted = new Set(grants.granted.map(permissionKey));
  const held = new Set(grants.roles.map((id) => id.toLowerCase()));
  return {
    missingPermissions: permissions.filter((ref) => !granted.has(permissionKey(ref))).length,
    missingRoles: roles.filter(({ templateId }) => !held.has(templateId.toLowerCase())).length,
  };
}
