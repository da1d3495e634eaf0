import { commandText } from '../powershell/commandText.ts';
import { commentText, quoteString } from '../powershell/quote.ts';
import { automationAssetName } from './automationAssetName.ts';
import { servicesError } from './errors.ts';
import type { ConnectionFacts, ConnectionTarget, ServiceDefinition } from './types.ts';

/** Environment variables the blocks read; whoever runs the script sets them, from a store of secrets where there is one. */
export const certificateVariables = {
  path: 'ENTRA_CERTIFICATE_PATH',
  password: 'ENTRA_CERTIFICATE_PASSWORD',
  base64: 'ENTRA_CERTIFICATE_BASE64',
} as const;

/**
 * The PowerShell that signs a script in to `service` with the certificate, does the script's work and signs out again,
 * for the place it will run. Lines end with `\n`, also the last. No secret is in it.
 *
 * - `windows`: certificate by thumbprint from the certificate store of the account that runs the script
 * - `windowsMachine`: certificate of the computer's store, for tasks and services under an account of their own
 * - `portable`: PFX file, path and password from environment variables; Windows, Linux, macOS, containers
 * - `azureAutomation`: certificate asset of the Automation account, see {@link automationAssetName}
 * - `githubActions`: PFX as Base64 and password from secrets, passed as environment variables
 *
 * `work` is what the script does between signing in and out, one command a line.
 *
 * @throws services/storeOnly for a target without a certificate store, when the module knows nothing else
 */
export function connectionBlock(
  service: ServiceDefinition,
  facts: ConnectionFacts,
  target: ConnectionTarget,
  work: readonly string[] = ['# The work of the script goes here.'],
): string {
  if (!hasStore(target) && service.certificateForm === 'none') {
    throw servicesError('storeOnly', { service: service.name, replacement: service.retired?.replacement });
  }
  const certificate = certificateSource(service, facts, target);
  const prepare = (service.prepare?.(facts) ?? []).map((command) => commandText(command, 'line'));
  const connect = commandText(service.connect(facts, certificateKey(service, target)), 'splat');
  const opening = [...certificate.lines, ...consoleWorkaround(service, target), ...prepare, ...connect.split('\n')];
  // A file that was written must go, also when connecting fails; without one, there is nothing to undo before.
  const guarded = certificate.cleanUp.length > 0;
  const lines = [
    ...heading(service, facts, target),
    ...(guarded ? [] : opening),
    'try {',
    ...(guarded ? opening.map((line) => `    ${line}`) : []),
    ...work.map((line) => `    ${line}`),
    '}',
    'finally {',
    ...certificate.cleanUp.map((line) => `    ${line}`),
    `    ${commandText(service.disconnect, 'line')}`,
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether a script finds its certificate in a certificate store there. */
function hasStore(target: ConnectionTarget): boolean {
  return target === 'windows' || target === 'windowsMachine';
}

/**
 * How `connect` is told the certificate. Modules look a thumbprint up among the user's certificates and not all of them
 * among the computer's: those that take an object get one; PnP, Az and Azure AD look in both places.
 */
export function certificateKey(service: ServiceDefinition, target: ConnectionTarget): 'thumbprint' | 'object' {
  return target === 'windows' || (target === 'windowsMachine' && service.certificateForm !== 'object')
    ? 'thumbprint'
    : 'object';
}

function heading(service: ServiceDefinition, facts: ConnectionFacts, target: ConnectionTarget): readonly string[] {
  const who = facts.applicationName === undefined ? '' : ` as ${commentText(facts.applicationName)}`;
  const { path, password, base64 } = certificateVariables;
  const needs: Readonly<Record<ConnectionTarget, string>> = {
    windows: 'Needs the certificate in Cert:\\CurrentUser\\My of the account that runs the script.',
    windowsMachine:
      'Needs the certificate in Cert:\\LocalMachine\\My, and read access to its private key for the account.',
    portable: `Needs the environment variables ${path} (PFX file) and ${password}.`,
    azureAutomation: 'Needs the certificate as an exportable certificate asset of the Automation account.',
    githubActions: `Needs env: ${base64} and ${password}, each from a secret of the repository.`,
  };
  return [
    `# Signs in to ${service.name}${who} with a certificate: no password in the script, no prompt.`,
    `# ${needs[target]}`,
    ...(service.retired ? [`# The module ${service.module.name} is retired: plan the move to Microsoft Graph.`] : []),
  ];
}

/** How a script gets hold of its certificate. */
export interface CertificateSource {
  readonly lines: readonly string[];
  /** Run when the script is done, whatever happened. */
  readonly cleanUp: readonly string[];
}

const loadObject = '[System.Security.Cryptography.X509Certificates.X509Certificate2]::new';
const loadPassword = (expression: string) => `[System.Net.NetworkCredential]::new('', ${expression}).SecurePassword`;
const temporaryPath =
  "$certificatePath = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName() + '.pfx')";
const removeTemporary = 'Remove-Item -LiteralPath $certificatePath -ErrorAction SilentlyContinue';

/** The lines that put the certificate into the variables `connect` refers to; none where it takes a thumbprint. */
export function certificateSource(
  service: ServiceDefinition,
  facts: ConnectionFacts,
  target: ConnectionTarget,
): CertificateSource {
  const path = `$env:${certificateVariables.path}`;
  const password = `$env:${certificateVariables.password}`;
  const bytes = `[System.Convert]::FromBase64String($env:${certificateVariables.base64})`;
  const asFile = service.certificateForm === 'file';
  switch (target) {
    case 'windows':
      return { lines: [], cleanUp: [] };
    case 'windowsMachine': {
      const path = quoteString(`Cert:\\LocalMachine\\My\\${facts.thumbprint}`);
      return {
        lines:
          certificateKey(service, target) === 'object'
            ? [`$certificate = Get-Item -LiteralPath ${path} -ErrorAction Stop`]
            : [],
        cleanUp: [],
      };
    }
    case 'portable':
      return {
        lines: asFile
          ? [required(certificateVariables.path), `$certificatePath = ${path}`, passwordLine(password)]
          : [required(certificateVariables.path), `$certificate = ${loadObject}(${path}, ${password})`],
        cleanUp: [],
      };
    case 'githubActions':
      return asFile
        ? {
            lines: [
              required(certificateVariables.base64),
              temporaryPath,
              `[System.IO.File]::WriteAllBytes($certificatePath, ${bytes})`,
              passwordLine(password),
            ],
            cleanUp: [removeTemporary],
          }
        : {
            lines: [required(certificateVariables.base64), `$certificate = ${loadObject}(${bytes}, ${password})`],
            cleanUp: [],
          };
    case 'azureAutomation': {
      const asset = `$certificate = Get-AutomationCertificate -Name ${quoteString(automationAssetName(facts))}`;
      return asFile
        ? {
            lines: [
              asset,
              temporaryPath,
              passwordLine("[guid]::NewGuid().ToString('N')"),
              "[System.IO.File]::WriteAllBytes($certificatePath, $certificate.Export('Pfx', $certificatePassword))",
            ],
            cleanUp: [removeTemporary],
          }
        : { lines: [asset], cleanUp: [] };
    }
  }
}

function passwordLine(expression: string): string {
  return `$certificatePassword = ${loadPassword(expression)}`;
}

function required(variable: string): string {
  return `if (-not $env:${variable}) { throw 'The environment variable ${variable} is not set.' }`;
}

/**
 * Connect-IPPSSession reads `$IsWindows`, which Windows PowerShell 5.1 does not have, and would ask for a password
 * instead of looking the thumbprint up.
 */
export function consoleWorkaround(service: ServiceDefinition, target: ConnectionTarget): readonly string[] {
  return service.id === 'securityCompliance' && target === 'windows'
    ? ["if ($PSVersionTable.PSEdition -ne 'Core') { $Global:IsWindows = $true }"]
    : [];
}
