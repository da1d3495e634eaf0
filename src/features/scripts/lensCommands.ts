import { type Command, l10n } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Analysis } from '../../core/analysis/analyse.ts';
import { type Connection, type SignInMethod, signsInAsApplication } from '../../core/analysis/connections.ts';
import { isConvertible } from '../../core/analysis/convertible.ts';
import type { KnownConnection } from '../../core/analysis/types.ts';
import type { ScriptFacts } from '../../workbench/scripts/scriptFacts.ts';
import { unmetNeeds } from '../../workbench/scripts/unmetNeeds.ts';
import { missingWords } from '../../workbench/scripts/verdict.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { fixTitle } from '../../workbench/words/analysis.ts';
import { declared } from './declared.ts';

type Target = Readonly<Record<'uri' | 'path', string>>;

/** The lenses over one connect statement: who signs in, what is missing, and the ways on. */
export function lensCommands(
  analysis: Analysis,
  connection: Connection,
  facts: ScriptFacts,
  target: Target,
): readonly Command[] {
  const action = (title: string, name: string): readonly Command[] => {
    const known = declared(name);
    return known === undefined ? [] : [{ title, command: commandId(known), arguments: [fromPerson(target)] }];
  };
  return [
    who(analysis, connection, facts, target),
    ...(isConvertible(connection) ? action(l10n.t('Convert to certificate sign-in'), 'convertScript') : []),
    ...action(l10n.t('Check'), 'checkScript'),
    ...action(l10n.t('Run'), 'runScript'),
  ];
}

/** Who signs in: application, tenant and what is missing, or by what else than an application. */
function who(analysis: Analysis, connection: Connection, { tenants }: ScriptFacts, target: Target): Command {
  const { method } = connection;
  if (!signsInAsApplication(method) || method === 'managedIdentity') {
    return label(methodWords(method));
  }
  const { context } = analysis.script;
  const appId = connection.appId?.text ?? (connection.appId === undefined ? context.appId : undefined);
  const application = knownApplication(context.connections ?? [], appId, connection.tenant?.text);
  if (application === undefined) {
    return label(appId === undefined ? methodWords(method) : unknownWords(appId));
  }
  const { tenantId, domain, displayName } = application;
  const tenant = tenants.find((one) => one.tenantId === tenantId);
  const grants = context.grants?.get(application.appId.toLowerCase());
  const unmet = grants && servesAny(analysis, connection) ? unmetNeeds(analysis, grants, connection) : undefined;
  const missing = (unmet?.permissions.length ?? 0) + (unmet?.roles.length ?? 0);
  const state =
    tenant === undefined
      ? l10n.t('not signed in to this tenant')
      : unmet === undefined
        ? undefined
        : missing === 0
          ? l10n.t('permissions granted')
          : missingWords(unmet.permissions.length, unmet.roles.length);
  const icon = unmet === undefined ? 'key' : missing === 0 ? 'verified-filled' : 'warning';
  const parts = [displayName, tenant === undefined ? domain : tenantLabel(tenant), state];
  const title = `$(${icon})\u00a0${parts.filter((part) => part !== undefined).join(' · ')}`;
  if (tenant === undefined) {
    return label(title);
  }
  if (missing > 0) {
    return {
      title,
      tooltip: fixTitle({ kind: 'grant' }),
      command: commandId('checkScript'),
      arguments: [fromPerson({ ...target, addMissing: true })],
    };
  }
  return {
    title,
    tooltip: l10n.t('Show this application'),
    command: commandId('showApplication'),
    arguments: [fromPerson({ tenantId, appId: application.appId })],
  };
}

/** Whether any command of the script needs what this statement opens; if none does, there is nothing to say of permissions. */
function servesAny({ script, ownRequirements }: Analysis, connection: Connection): boolean {
  return ownRequirements.some(
    ({ service, range }) => script.connectionFor({ service, invocation: { range } }) === connection,
  );
}

/** An application id may be known in several tenants: the one the statement names counts, where it names one. */
function knownApplication(
  known: readonly KnownConnection[],
  appId: string | undefined,
  tenant: string | undefined,
): KnownConnection | undefined {
  const same = known.filter((one) => one.appId.toLowerCase() === appId?.toLowerCase());
  const name = tenant?.toLowerCase();
  return same.find((one) => one.tenantId.toLowerCase() === name || one.domain.toLowerCase() === name) ?? same[0];
}

function methodWords(method: SignInMethod): string {
  switch (method) {
    case 'certificate':
      return `$(key)\u00a0${l10n.t('Signs in with a certificate')}`;
    case 'clientSecret':
      return `$(warning)\u00a0${l10n.t('Signs in with a client secret')}`;
    case 'credential':
      return `$(warning)\u00a0${l10n.t('Signs in with user name and password')}`;
    case 'interactive':
      return `$(person)\u00a0${l10n.t('Asks a person to sign in')}`;
    case 'deviceCode':
      return `$(person)\u00a0${l10n.t('Asks a person to enter a code')}`;
    case 'managedIdentity':
      return `$(key)\u00a0${l10n.t('Signs in with a managed identity')}`;
    case 'token':
      return `$(key)\u00a0${l10n.t('Signs in with a token')}`;
    case 'session':
      return `$(warning)\u00a0${l10n.t('Opens a remote session that is no longer accepted')}`;
    case 'unknown':
      return `$(question)\u00a0${l10n.t('How it signs in shows when the script runs')}`;
  }
}

function unknownWords(appId: string): string {
  return `$(question)\u00a0${l10n.t('Application {0}, not known here', shortId(appId))}`;
}

/** A lens that only says something. */
function label(title: string): Command {
  return { title, command: '' };
}

function shortId(id: string): string {
  return id.length > 12 ? `${id.slice(0, 8)}…` : id;
}
