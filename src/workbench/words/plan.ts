import { l10n } from 'vscode';
import type { Created } from '../../core/provisioning/journalEntry.ts';
import type { Plan, PlanNote, PlanStep, StepKind, WaitReason } from '../../core/provisioning/types.ts';

type Step = Pick<PlanStep, 'kind' | 'change' | 'facts'>;

/** The first line of a plan: how much changes, and where. */
export function planHeadline(plan: Pick<Plan, 'steps'>, tenantName: string): string {
  const changes = plan.steps.filter((step) => step.change !== 'none').length;
  if (changes === 0) {
    return l10n.t('Nothing has to change in {0}: everything is there already.', tenantName);
  }
  return changes === 1
    ? l10n.t('1 change in {0}, nothing is deleted.', tenantName)
    : l10n.t('{0} changes in {1}, nothing is deleted.', changes, tenantName);
}

/** What a step does, as one line of the letter. */
export function stepTitle(step: Step): string {
  return step.change === 'none' ? titleOfPresent(step) : titleOfChange(step);
}

function titleOfChange({ kind, facts, change }: Step): string {
  const text = (name: string) => String(facts[name] ?? '');
  switch (kind) {
    case 'certificate':
      return facts.months === 1
        ? l10n.t('Generate certificate {0}, valid for 1 month', text('subject'))
        : l10n.t('Generate certificate {0}, valid for {1} months', text('subject'), text('months'));
    case 'application':
      return l10n.t('Create application {0} (single tenant)', text('displayName'));
    case 'servicePrincipal':
      return l10n.t('Create the service principal of {0}', text('displayName'));
    case 'resourcePrincipal':
      return l10n.t('Create the service principal of {0}, which this tenant lacks', text('resource'));
    case 'uploadCertificate':
      return change === 'update'
        ? l10n.t('Add certificate {0} to {1}', certificateName(facts), text('displayName'))
        : l10n.t('Add certificate {0}', certificateName(facts));
    case 'requestPermissions':
      return l10n.t('Request {0}', text('permissions'));
    case 'grantPermission':
      return l10n.t('Grant {0} ({1})', text('displayName') || text('permission'), text('resource'));
    case 'assignRole':
      return l10n.t('Assign {0}', text('role'));
    case 'prove':
      return l10n.t('Prove it by signing in to {0}', text('name'));
  }
}

function titleOfPresent({ kind, facts, change }: Step): string {
  const text = (name: string) => String(facts[name] ?? '');
  switch (kind) {
    case 'certificate':
      return l10n.t('Use certificate {0}', certificateName(facts));
    case 'application':
      return l10n.t('Use application {0}', text('displayName'));
    case 'servicePrincipal':
      return l10n.t('The service principal of {0} is there', text('displayName'));
    case 'uploadCertificate':
      return l10n.t('Certificate {0} is on the application', certificateName(facts));
    case 'requestPermissions':
      return l10n.t('{0} is requested', text('permissions'));
    case 'grantPermission':
      return l10n.t('{0} ({1}) is granted', text('displayName') || text('permission'), text('resource'));
    case 'assignRole':
      return l10n.t('{0} is assigned', text('role'));
    case 'resourcePrincipal':
    case 'prove':
      return titleOfChange({ kind, facts, change });
  }
}

/** What a step means for the tenant, in plain words; empty where the title says it all. */
export function stepDetail({ kind, change, facts }: Step): string {
  const text = (name: string) => String(facts[name] ?? '');
  switch (kind) {
    case 'certificate':
      return change === 'none'
        ? l10n.t('Its private key stays where it is.')
        : l10n.t('A key of {0} bits; the private key stays in this editor’s secret storage.', text('keySize'));
    case 'application':
      return change === 'none'
        ? l10n.t('Application id {0}.', text('appId'))
        : l10n.t('Only accounts and certificates of this tenant can sign in to it.');
    case 'uploadCertificate':
      return othersDetail(Number(facts.others ?? 0));
    case 'requestPermissions':
      return l10n.t('Listed in the application’s registration; requesting alone grants nothing.');
    case 'grantPermission':
      return grantDetail(text('permission'), text('description'));
    case 'assignRole':
      return roleDetail(text('purpose'), text('description'));
    case 'prove':
      return text('permissions') === ''
        ? l10n.t('Signs in with the certificate.')
        : l10n.t('Signs in with the certificate until the token says {0}.', text('permissions'));
    case 'servicePrincipal':
      return l10n.t('The application’s identity in this tenant: grants and roles are given to it.');
    case 'resourcePrincipal':
      return l10n.t('Without it, no permission of this API can be granted here.');
  }
}

function othersDetail(others: number): string {
  switch (others) {
    case 0:
      return l10n.t('Whoever holds its private key can sign in as the application.');
    case 1:
      return l10n.t('The other certificate on the application stays as it is.');
    default:
      return l10n.t('The {0} other certificates on the application stay as they are.', others);
  }
}

function grantDetail(permission: string, description: string): string {
  if (permission === 'Exchange.ManageAsApp') {
    return l10n.t('The application may run Exchange cmdlets within its directory role, without a user.');
  }
  if (description === '') {
    return l10n.t('The application may do this in the whole tenant, without a user.');
  }
  // Microsoft's descriptions of application permissions mostly say so themselves.
  return /without a (?:signed-in )?user/i.test(description)
    ? l10n.t('In the whole tenant: {0}', description)
    : l10n.t('In the whole tenant, without a user: {0}', description);
}

function roleDetail(purpose: string, description: string): string {
  switch (purpose) {
    case 'exchangeOnline.everything':
      return l10n.t('Full control of Exchange Online.');
    case 'exchangeOnline.recipients':
      return l10n.t('May create and change recipients of Exchange Online, such as mailboxes and groups.');
    case 'exchangeOnline.read':
    case 'securityCompliance.read':
      return l10n.t('May read everything an administrator sees, and change nothing.');
    case 'securityCompliance.everything':
      return l10n.t('Full control of compliance settings, and of data in Purview.');
    case 'teams.everything':
      return l10n.t('Full control of Microsoft Teams.');
    case 'sharePoint.everything':
      return l10n.t('Full control of SharePoint.');
    default:
      return description;
  }
}

function certificateName(facts: Step['facts']): string {
  const thumbprint = String(facts.thumbprint ?? '');
  const until = String(facts.notAfter ?? '').slice(0, 10);
  return thumbprint === ''
    ? String(facts.subject ?? '')
    : l10n.t('{0}…{1}, valid until {2}', thumbprint.slice(0, 4), thumbprint.slice(-4), until);
}

/** A step by its kind and what it is about, for an error that names it. */
export function stepName(kind: string, subject: string): string {
  const names: Readonly<Record<StepKind, () => string>> = {
    certificate: () => l10n.t('certificate {0}', subject),
    application: () => l10n.t('application {0}', subject),
    servicePrincipal: () => l10n.t('service principal of {0}', subject),
    uploadCertificate: () => l10n.t('certificate on {0}', subject),
    resourcePrincipal: () => l10n.t('service principal of {0}', subject),
    requestPermissions: () => l10n.t('request of {0}', subject),
    grantPermission: () => l10n.t('grant of {0}', subject),
    assignRole: () => l10n.t('directory role {0}', subject),
    prove: () => l10n.t('sign-in to {0}', subject),
  };
  return Object.hasOwn(names, kind) ? names[kind as StepKind]() : subject;
}

/** What a person should know before agreeing. */
export function noteSentence(note: PlanNote): string {
  switch (note.kind) {
    case 'roleNeeded':
      return l10n.t(
        '{0} refuses an application without a directory role. {1} is the smallest that serves.',
        note.service,
        note.role,
      );
    case 'stepBeyondRights':
      return l10n.t('You may be refused a step: it takes the directory role {0}.', note.role);
    case 'sameName':
      return note.count === 1
        ? l10n.t('An application called {0} exists already. It is left alone, and a second one is created.', note.name)
        : l10n.t('{0} applications called {1} exist already. They are left alone.', note.count, note.name);
    case 'retiredService':
      return l10n.t(
        '{0} is retired: its module no longer works everywhere. Use {1} instead.',
        note.service,
        note.replacement,
      );
    case 'azureRoleElsewhere':
      return l10n.t('What the application may do in Azure is granted on a subscription or resource, not here.');
  }
}

/** What is awaited while nothing seems to happen. */
export function waitSentence(reason: WaitReason): string {
  switch (reason) {
    case 'replication':
      return l10n.t('Waiting until the directory knows what was created');
    case 'lostAnswer':
      return l10n.t('Looking for what the interrupted run may have created');
    case 'signIn':
      return l10n.t('Waiting until the sign-in service knows the certificate');
    case 'token':
      return l10n.t('Waiting until tokens carry the new permissions');
    case 'otherWindow':
      return l10n.t('Another window is working on this set-up');
  }
}

/** What undoing takes back, as one line of its confirmation. */
export function undoLine(created: Created): string {
  switch (created.kind) {
    case 'certificate':
      return l10n.t('Delete certificate {0} and its private key', created.thumbprint);
    case 'application':
      return l10n.t('Delete application {0} (it can be restored for 30 days)', created.displayName);
    case 'servicePrincipal':
      return l10n.t('Delete the service principal of {0}', created.appId);
    case 'resourcePrincipal':
      return l10n.t('Delete the service principal of {0}, unless others use it', created.displayName);
    case 'keyCredential':
      return l10n.t('Remove certificate {0} from the application', created.thumbprint);
    case 'requestedPermission':
      return l10n.t('No longer request {0}', created.permission);
    case 'grant':
      return l10n.t('Take back the grant of {0} ({1})', created.permission, created.resource);
    case 'roleAssignment':
      return l10n.t('Take back the directory role {0}', created.role);
  }
}

/** What undoing took back, as a sentence for afterwards. */
export function undoneLine(created: Created): string {
  switch (created.kind) {
    case 'certificate':
      return l10n.t('Certificate {0} and its private key are deleted.', created.thumbprint);
    case 'application':
      return l10n.t('Application {0} is deleted; it can be restored for 30 days.', created.displayName);
    case 'servicePrincipal':
      return l10n.t('The service principal of {0} is deleted.', created.appId);
    case 'resourcePrincipal':
      return l10n.t('The service principal of {0} is deleted.', created.displayName);
    case 'keyCredential':
      return l10n.t('Certificate {0} is removed from the application.', created.thumbprint);
    case 'requestedPermission':
      return l10n.t('{0} is no longer requested.', created.permission);
    case 'grant':
      return l10n.t('The grant of {0} ({1}) is taken back.', created.permission, created.resource);
    case 'roleAssignment':
      return l10n.t('The directory role {0} is taken back.', created.role);
  }
}

/** What undoing left, because something else has come to use it. */
export function keptLine(created: Created): string {
  return created.kind === 'certificate'
    ? l10n.t('Certificate {0} stays: something else uses it.', created.thumbprint)
    : l10n.t(
        'The service principal of {0} stays: something else uses it.',
        'displayName' in created ? created.displayName : '',
      );
}
