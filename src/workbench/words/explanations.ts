import { l10n } from 'vscode';
import type { ExplanationId } from '../../core/explain/entries/index.ts';
import type { FixId } from '../../core/explain/fixes.ts';
import type { ErrorFacts } from '../../core/explain/types.ts';
import { explainModules } from './explainModules.ts';
import { explainServices } from './explainServices.ts';
import { explainSignIn } from './explainSignIn.ts';

/** An error in words: what it is, why it happens, what to do. */
export interface ErrorWords {
  readonly title: (facts: ErrorFacts) => string;
  readonly cause: (facts: ErrorFacts) => string;
  readonly remedy: (facts: ErrorFacts) => string;
}

export type ExplanationWords = Readonly<Record<string, ErrorWords>>;

/** Words for every known error; one without words does not compile. */
export const explanationWords: Readonly<Record<ExplanationId, ErrorWords>> = {
  ...explainSignIn,
  ...explainServices,
  ...explainModules,
};

/** Buttons. */
export const fixTitles: Readonly<Record<FixId, () => string>> = {
  signIn: () => l10n.t('Sign In…'),
  signInToTenant: () => l10n.t('Sign In to That Tenant…'),
  setUp: () => l10n.t('Set Up Sign-In…'),
  uploadCertificate: () => l10n.t('Upload Certificate…'),
  uploadAnotherCertificate: () => l10n.t('Upload Another Certificate…'),
  rotateCertificate: () => l10n.t('Rotate Certificate…'),
  generateCertificate: () => l10n.t('Generate Certificate…'),
  importCertificate: () => l10n.t('Import Certificate…'),
  installCertificate: () => l10n.t('Install in Certificate Store…'),
  exportPfx: () => l10n.t('Export as PFX…'),
  exportCompatiblePfx: () => l10n.t('Export PFX with Older Encryption…'),
  grantConsent: () => l10n.t('Grant Admin Consent…'),
  copyAdminConsentLink: () => l10n.t('Copy Admin Consent Link'),
  addPermission: () => l10n.t('Add Permission…'),
  checkPermissions: () => l10n.t('Check Permissions…'),
  assignRole: () => l10n.t('Assign Directory Role…'),
  testSignIn: () => l10n.t('Test Sign-In…'),
  insertConnection: () => l10n.t('Insert Connection Block…'),
  insertPortableConnection: () => l10n.t('Insert Connection Block with PFX…'),
  connect: () => l10n.t('Connect in Terminal…'),
  connectInConsole: () => l10n.t('Open Operations Console…'),
  openInPortal: () => l10n.t('Open in Admin Center'),
  installModule: () => l10n.t('Type Install Command in Terminal'),
  updateModule: () => l10n.t('Type Update Command in Terminal'),
  setIsWindows: () => l10n.t('Type $IsWindows in Terminal'),
  allowScripts: () => l10n.t('Type Policy Command in Terminal'),
  listPolicies: () => l10n.t('Type Command That Lists Policies in Terminal'),
  raiseFunctionLimit: () => l10n.t('Type Higher Limit in Terminal'),
  useTls12: () => l10n.t('Type TLS Command in Terminal'),
  useProxyCredentials: () => l10n.t('Type Proxy Command in Terminal'),
};
