import { commands, l10n } from 'vscode';
import { type CommandName, commandId } from '../contributions.ts';
import { type DomainError, isDomainError } from '../core/shared/errors.ts';
import { fromPerson } from './tree/row.ts';

/** The next step after an error, as a button. */
export interface Remedy {
  readonly title: string;
  readonly command: CommandName | typeof manageTrust;
  /** What the command is about; it asks for the rest. */
  readonly options?: object;
}

/** VS Code's own. */
const manageTrust = 'workbench.trust.manage';

/** Does what the button says. */
export async function followRemedy({ command, options }: Remedy): Promise<void> {
  await commands.executeCommand(command === manageTrust ? command : commandId(command), options);
}

/** The command that mends what went wrong; undefined when there is none. */
export function remedyFor(error: unknown): Remedy | undefined {
  if (!isDomainError(error)) {
    return undefined;
  }
  const { tenantId, tenant, appId, thumbprint } = error.params;
  const application = {
    ...((tenantId ?? tenant) ? { tenantId: tenantId ?? tenant } : {}),
    ...(appId ? { appId } : {}),
  };
  switch (error.reason) {
    case 'connections/untrustedWorkspace':
    case 'hosting/untrustedWorkspace':
      return { title: l10n.t('Manage Workspace Trust'), command: manageTrust };
    case 'certificates/vaultEmpty':
      return { title: l10n.t('Generate Certificate…'), command: 'generateCertificate' };
    case 'connections/noKeyHere':
      return {
        title: l10n.t('Upload Certificate…'),
        command: 'uploadCertificate',
        options: fromPerson(application),
      };
    case 'connections/noTerminal':
      return { title: l10n.t('Connect in Terminal…'), command: 'connect' };
    case 'deployment/storeHasNone':
      return { title: l10n.t('Install in Certificate Store…'), command: 'installCertificate' };
    case 'hosting/moduleMissing':
    case 'hosting/moduleTooOld':
      return {
        title: l10n.t('Install Module'),
        command: 'installModule',
        options: fromPerson({ service: error.params.serviceId }),
      };
    case 'hosting/certificateExpired':
      return {
        title: l10n.t('Rotate Certificate…'),
        command: 'rotateCertificate',
        options: fromPerson(application),
      };
    case 'hosting/permissionMissing':
      return { title: l10n.t('Grant Admin Consent…'), command: 'grantConsent', options: fromPerson(application) };
    case 'hosting/roleMissing':
      return {
        title: l10n.t('Assign {0}', error.params.role ?? ''),
        command: 'assignRole',
        options: fromPerson({ ...application, role: error.params.role }),
      };
    case 'directory/principalNotCreated':
      return {
        title: l10n.t('Create It Again'),
        command: 'createApplication',
        options: fromPerson({ ...(tenantId ? { tenantId } : {}), displayName: error.params.name }),
      };
    case 'connections/notOnApplication':
    case 'identity/certificateNotRegistered':
      return {
        title: l10n.t('Upload Certificate'),
        command: 'uploadCertificate',
        options: fromPerson({ ...application, thumbprint }),
      };
    case 'identity/credentialExpired':
    case 'identity/certificateOutsideValidity':
      return {
        title: l10n.t('Rotate Certificate…'),
        command: 'rotateCertificate',
        options: fromPerson(application),
      };
    case 'identity/consentMissing':
      return appId
        ? { title: l10n.t('Grant Admin Consent…'), command: 'grantConsent', options: fromPerson(application) }
        : undefined;
    case 'identity/servicePrincipalMissing':
    case 'identity/resourceNotFound':
      return { title: l10n.t('Set Up Sign-In…'), command: 'setUp', options: fromPerson(application) };
    default:
      return byCode(error, application);
  }
}

function byCode(error: DomainError, application: { readonly appId?: unknown }): Remedy | undefined {
  switch (error.code) {
    case 'NotSignedIn':
      return { title: l10n.t('Sign In'), command: 'signIn' };
    case 'Incomplete':
      return { title: l10n.t('Resume Set-Up'), command: 'setUp' };
    case 'Forbidden':
      return application.appId
        ? {
            title: l10n.t('Copy Admin Consent Link'),
            command: 'copyAdminConsentLink',
            options: fromPerson(application),
          }
        : undefined;
    default:
      return undefined;
  }
}
