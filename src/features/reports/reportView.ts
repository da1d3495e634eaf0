import { l10n } from 'vscode';
import type { ReportRow } from '../../core/analysis/report.ts';
import { serviceById } from '../../core/services/index.ts';
import { resourceName } from '../../core/services/resources.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { toUserError } from '../../workbench/userError.ts';
import { reportState } from '../../workbench/words/analysis.ts';
import { shortThumbprint } from '../../workbench/words/certificateState.ts';
import type { ApplicationFindings, ReportFacts } from './makeReport.ts';
import { lists, shownPlaces } from './reportPlaces.ts';
import { missingRoles, reportSentence } from './reportSentence.ts';
import type { PermissionView, ReportAction, ReportNote, ReportView, RoleView, TickView } from './reportViewTypes.ts';

/** A report in words. */
export function reportView(facts: ReportFacts): ReportView {
  const { report, needed, application } = facts;
  const compared = application !== undefined;
  return {
    heading: reportSentence(facts),
    lead: leadSentences(facts),
    notes: notes(facts),
    permissions: report.rows.map((row) => permissionView(facts, row)),
    roles: report.roles.map(({ role, needed: isNeeded, held }): RoleView => {
      const found = needed.roles.find((one) => one.role === role);
      const places = found?.places ?? [];
      return {
        name: role,
        services: (found?.services ?? []).map((id) => serviceById(id).name).join(', '),
        needed: yesNo(isNeeded),
        held: yesNo(compared ? held : null),
        missing: compared && isNeeded && !held,
        ...shownPlaces(places),
        fix: compared ? roleFix(role, { needed: isNeeded, held }) : undefined,
      };
    }),
    compared,
    caution: caution(facts),
    lists: lists(facts),
    foot: footSentences(facts),
    actions: actions(facts),
  };
}

/** Name of an API for people. */
export function apiName(facts: Pick<ReportFacts, 'catalog' | 'application'>, resourceAppId: string): string {
  const ofTenant = facts.application?.states.find(
    (state) => state.resourceAppId?.toLowerCase() === resourceAppId.toLowerCase(),
  );
  const named = ofTenant && ofTenant.resourceName !== ofTenant.resourceAppId ? ofTenant.resourceName : undefined;
  return resourceName(resourceAppId) ?? named ?? facts.catalog.resource(resourceAppId)?.name ?? resourceAppId;
}

function leadSentences({ application, services }: ReportFacts): readonly string[] {
  const names = services.map((id) => serviceById(id).name);
  const uses = names.length === 0 ? [] : [l10n.t('Services: {0}', names.join(', '))];
  if (!application) {
    return uses;
  }
  const { tenant, application: found, token } = application;
  const where = l10n.t('{0} in {1}, application id {2}', found.displayName, tenantLabel(tenant), found.appId);
  return [where, ...uses, ...tokenSentence(token)];
}

function tokenSentence(token: ApplicationFindings['token']): readonly string[] {
  switch (token.kind) {
    case 'signedIn':
      return [l10n.t('The token is from a real sign-in with the certificate {0}.', shortThumbprint(token.thumbprint))];
    case 'noKeyHere':
      return [l10n.t('No sign-in was tried: the key of its certificate is not on this computer.')];
    case 'failed':
      return [];
  }
}

function notes(facts: ReportFacts): readonly ReportNote[] {
  const { application } = facts;
  if (!application) {
    return [];
  }
  const found: ReportNote[] = [];
  if (!application.hasPrincipal) {
    found.push({
      kind: 'warning',
      text: l10n.t('The application has no service principal in this tenant, so it cannot sign in. Set it up first.'),
    });
  }
  if (application.token.kind === 'failed') {
    found.push({
      kind: 'warning',
      text: l10n.t('The token was not looked at: {0}', toUserError(application.token.error).message),
    });
  }
  return found;
}

function caution({ application, report, scripts }: ReportFacts): string {
  if (!application || report.unused.length === 0) {
    return '';
  }
  return scripts.length === 1
    ? l10n.t(
        'What this script does not use, other scripts that sign in as {0} may.',
        application.application.displayName,
      )
    : l10n.t('What none of these scripts uses, scripts kept elsewhere may.');
}

function permissionView(facts: ReportFacts, row: ReportRow): PermissionView {
  const compared = facts.application !== undefined;
  const places =
    facts.needed.permissions.find(
      ({ resourceAppId, permission }) =>
        permission.toLowerCase() === row.permission.toLowerCase() &&
        resourceAppId.toLowerCase() === row.resourceAppId.toLowerCase(),
    )?.places ?? [];
  return {
    name: row.permission,
    resource: apiName(facts, row.resourceAppId),
    state: row.state,
    stateWord: reportState(row.state === 'notChecked' && !row.granted ? 'notGranted' : row.state),
    needed: row.state === 'notChecked' ? notKnown() : yesNo(row.needed),
    requested: yesNo(compared ? row.requested : null),
    granted: yesNo(compared ? row.granted : null),
    inToken: yesNo(compared ? row.inToken : null),
    ...shownPlaces(places),
    fix: compared ? permissionFix(row) : undefined,
  };
}

function yesNo(value: boolean | null): TickView {
  if (value === null) {
    return { tick: 'open', word: l10n.t('not tried') };
  }
  return value ? { tick: 'yes', word: l10n.t('yes') } : { tick: 'no', word: l10n.t('no') };
}

function notKnown(): TickView {
  return { tick: 'open', word: l10n.t('not known') };
}

function permissionFix({ resourceAppId, permission, state, granted }: ReportRow): ReportAction | undefined {
  const about = `${resourceAppId}/${permission}`;
  if (state === 'notChecked' && !granted) {
    return { action: `grant:${about}`, label: l10n.t('Grant…'), says: l10n.t('Grant {0}', permission) };
  }
  switch (state) {
    case 'missing':
      return { action: `add:${about}`, label: l10n.t('Add…'), says: l10n.t('Add {0}', permission) };
    case 'notGranted':
      return { action: `grant:${about}`, label: l10n.t('Grant…'), says: l10n.t('Grant {0}', permission) };
    case 'unused':
      return { action: `remove:${about}`, label: l10n.t('Remove…'), says: l10n.t('Remove {0}', permission) };
    default:
      return undefined;
  }
}

function roleFix(
  role: string,
  { needed, held }: { readonly needed: boolean; readonly held: boolean },
): ReportAction | undefined {
  return needed && !held
    ? { action: `assign:${role}`, label: l10n.t('Assign…'), says: l10n.t('Assign {0}', role) }
    : undefined;
}

function footSentences({ sources, application }: ReportFacts): readonly string[] {
  return [
    l10n.t('Permission data of {0}.', sources.dataDate.slice(0, 10)),
    ...(sources.module
      ? [l10n.t('Microsoft.Graph.Authentication {0} on this computer takes precedence.', sources.module.version)]
      : []),
    ...(application && sources.tenantResources.length > 0
      ? [l10n.t('The app roles are those of {0}.', tenantLabel(application.tenant))]
      : []),
  ];
}

function actions(facts: ReportFacts): readonly ReportAction[] {
  const { report, application, scripts } = facts;
  if (!application) {
    return [{ action: 'choose', label: l10n.t('Check an Application…'), primary: true }];
  }
  const lacking = report.missing.length > 0 || missingRoles(facts).length > 0;
  return [
    ...(lacking
      ? [{ action: 'addMissing', label: l10n.t('Add Missing Permissions and Grant Consent…'), primary: true }]
      : []),
    ...(report.unused.length > 0 ? [{ action: 'removeUnused', label: l10n.t('Remove Unused…') }] : []),
    ...(canSignIn(application) ? [{ action: 'testSignIn', label: l10n.t('Test Sign-In') }] : []),
    scripts.length === 0
      ? { action: 'chooseScript', label: l10n.t('Check a Script…') }
      : { action: 'chooseAnother', label: l10n.t('Check Another Application…') },
  ];
}

function canSignIn({ token }: ApplicationFindings): boolean {
  return token.kind !== 'noKeyHere';
}
