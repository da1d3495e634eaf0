/**
 * Every name the manifest and the code share. `src/contributions.test.ts` compares them with `package.json` both ways.
 */

/** Commands; the id is `entraCertAuth.<name>`. */
export const commandNames = [
  'openSampleTenant',
  'signIn',
  'signOut',
  'listTenants',
  'generateCertificate',
  'importCertificate',
  'listCertificates',
  'exportCertificate',
  'exportPfx',
  'deleteCertificate',
  'installCertificate',
  'removeFromStore',
  'moveToAnotherComputer',
  'createScheduledTask',
  'showCertificate',
  'renameCertificate',
  'copyThumbprint',
  'copyCertificateValue',
  'copyPassword',
  'listApplications',
  'createApplication',
  'renameApplication',
  'deleteApplication',
  'showApplication',
  'uploadCertificate',
  'removeCertificate',
  'rotateCertificate',
  'expiryReport',
  'addPermission',
  'grantPermission',
  'grantConsent',
  'copyAdminConsentLink',
  'removePermission',
  'assignRole',
  'removeRole',
  'planSetup',
  'setUp',
  'undoSetUp',
  'exportSetupScript',
  'testSignIn',
  'connectionBlock',
  'insertConnection',
  'convertScript',
  'applyConversion',
  'turnOffRule',
  'connect',
  'showTerminal',
  'runOperation',
  'runScript',
  'installModule',
  'openInPortal',
  'copyId',
  'filterApplications',
  'searchApplications',
  'clearSearch',
  'actOnSelected',
  'loadMore',
  'refresh',
  'refreshCertificates',
  'explainError',
  'checkScript',
  'checkAppPermissions',
  'checkAllScripts',
  'filterScripts',
  'workspaceReport',
  'updatePermissionData',
  'showLog',
] as const;

export type CommandName = (typeof commandNames)[number];
export type CommandId = `entraCertAuth.${CommandName}`;

export const commandId = (name: CommandName): CommandId => `entraCertAuth.${name}`;

export const viewIds = {
  tenants: 'entraCertAuth.tenants',
  certificates: 'entraCertAuth.certificates',
  scripts: 'entraCertAuth.scripts',
} as const;

export const viewContainerId = 'entraCertAuth';
export const walkthroughId = 'entraCertAuth.start';
/** View types of pages that are made again when the window is loaded again. */
export const pageTypes = {
  report: 'entraCertAuth.report',
  setUp: 'entraCertAuth.setUp',
  move: 'entraCertAuth.move',
} as const;

export const terminalProfileId = 'entraCertAuth.terminal';

/** Context keys, all boolean. The walkthrough's steps complete on the `done.*` ones. */
export const contextKeys = {
  hasTenants: 'entraCertAuth.hasTenants',
  hasCertificates: 'entraCertAuth.hasCertificates',
  tenantsReady: 'entraCertAuth.tenantsReady',
  hasTerminals: 'entraCertAuth.hasTerminals',
  searching: 'entraCertAuth.searching',
  scriptsReady: 'entraCertAuth.scriptsReady',
  canUndoSetUp: 'entraCertAuth.canUndoSetUp',
  doneTenant: 'entraCertAuth.done.tenant',
  doneCertificate: 'entraCertAuth.done.certificate',
  doneSetUp: 'entraCertAuth.done.setUp',
  doneScript: 'entraCertAuth.done.script',
  doneConnect: 'entraCertAuth.done.connect',
} as const;

export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

/** Settings below `entraCertAuth.` with the type and default the code relies on. */
export interface Settings {
  readonly clientId: string;
  readonly signInMethod: 'automatic' | 'browser' | 'deviceCode';
  /** Validated where it is read; an object of endpoint origins, or null. */
  readonly customCloud: unknown;
  readonly expiringWithinDays: number;
  readonly certificateMonths: number;
  readonly certificateKeySize: 2048 | 3072 | 4096;
  readonly applicationFilter: 'owned' | 'withCertificates' | 'all';
  readonly replicationTimeoutMinutes: number;
  /** Complete path of a PowerShell; empty to have one found. */
  readonly powerShellPath: string;
}

export const settingDefaults: Settings = {
  clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
  signInMethod: 'automatic',
  customCloud: null,
  expiringWithinDays: 30,
  certificateMonths: 12,
  certificateKeySize: 2048,
  applicationFilter: 'all',
  replicationTimeoutMinutes: 10,
  powerShellPath: '',
};

export type SettingName = keyof Settings;
