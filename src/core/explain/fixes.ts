/** A command of the extension and the options an error can tell it. */
interface CommandFix {
  readonly command: string;
  readonly takes: readonly ('tenantId' | 'appId' | 'thumbprint' | 'service' | 'services' | 'permission' | 'tenant')[];
  readonly options?: Readonly<Record<string, unknown>>;
}

/** PowerShell that goes into a terminal without being run. `{module}` becomes the quoted name of the module. */
interface TerminalFix {
  readonly powershell: string;
}

const application = ['tenantId', 'appId'] as const;
const identity = ['tenantId', 'appId', 'thumbprint'] as const;

/** Every way on. The workbench has the titles and checks that the commands exist. */
export const fixes = {
  signIn: { command: 'signIn', takes: [] },
  signInToTenant: { command: 'signIn', takes: ['tenant'] },
  setUp: { command: 'setUp', takes: [...application, 'services'] },
  uploadCertificate: { command: 'uploadCertificate', takes: identity },
  uploadAnotherCertificate: { command: 'uploadCertificate', takes: application },
  rotateCertificate: { command: 'rotateCertificate', takes: application },
  generateCertificate: { command: 'generateCertificate', takes: [] },
  importCertificate: { command: 'importCertificate', takes: [] },
  installCertificate: { command: 'installCertificate', takes: ['thumbprint'] },
  exportPfx: { command: 'exportPfx', takes: ['thumbprint'] },
  exportCompatiblePfx: { command: 'exportPfx', takes: ['thumbprint'], options: { encryption: 'tripledes' } },
  grantConsent: { command: 'grantConsent', takes: application },
  copyAdminConsentLink: { command: 'copyAdminConsentLink', takes: application },
  addPermission: { command: 'addPermission', takes: [...application, 'permission'] },
  checkPermissions: { command: 'checkAppPermissions', takes: application },
  assignRole: { command: 'assignRole', takes: application },
  testSignIn: { command: 'testSignIn', takes: identity },
  insertConnection: { command: 'insertConnection', takes: [...application, 'service'] },
  insertPortableConnection: {
    command: 'insertConnection',
    takes: [...application, 'service'],
    options: { target: 'portable' },
  },
  connect: { command: 'connect', takes: [...application, 'service'] },
  connectInConsole: { command: 'connect', takes: [...application, 'service'], options: { console: 'operations' } },
  openInPortal: { command: 'openInPortal', takes: application },
  installModule: { powershell: 'Install-Module -Name {module} -Scope CurrentUser' },
  updateModule: { powershell: 'Update-Module -Name {module}' },
  setIsWindows: { powershell: '$Global:IsWindows = $true' },
  allowScripts: { powershell: 'Set-ExecutionPolicy -Scope Process -ExecutionPolicy RemoteSigned' },
  listPolicies: { powershell: 'Get-ExecutionPolicy -List' },
  raiseFunctionLimit: { powershell: '$MaximumFunctionCount = 32768' },
  useTls12: {
    powershell: '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12',
  },
  useProxyCredentials: {
    powershell: '[Net.WebRequest]::DefaultWebProxy.Credentials = [Net.CredentialCache]::DefaultNetworkCredentials',
  },
} as const satisfies Readonly<Record<string, CommandFix | TerminalFix>>;

export type FixId = keyof typeof fixes;

/** Names of the commands that fixes run. */
export type FixCommand = Extract<(typeof fixes)[FixId], CommandFix>['command'];
