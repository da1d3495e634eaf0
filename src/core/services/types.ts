import type { PermissionRef } from '../directory/types.ts';
import type { Cloud, CloudId } from '../identity/types.ts';

export type ServiceId =
  | 'exchangeOnline'
  | 'securityCompliance'
  | 'teams'
  | 'graph'
  | 'entra'
  | 'sharePoint'
  | 'azure'
  | 'azureAD';

/** Where a script can run: decides how the certificate is found. See `connectionBlock`. */
export const connectionTargets = ['windows', 'windowsMachine', 'portable', 'azureAutomation', 'githubActions'] as const;

export type ConnectionTarget = (typeof connectionTargets)[number];

/** What a connect statement is built from; everything here may come from a tenant and is quoted by the builder. */
export interface ConnectionFacts {
  readonly cloud: Cloud;
  readonly tenantId: string;
  /** Initial domain, `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly appId: string;
  readonly thumbprint: string;
  /** For comments in the block. */
  readonly applicationName?: string;
}

/** One PowerShell command as data: the quoting module turns it into text, splatted or on one line. */
export interface CommandValue {
  readonly name: string;
  readonly parameters: readonly CommandParameter[];
}

export interface CommandParameter {
  readonly name: string;
  /** A string is quoted; `expression` is trusted PowerShell (a variable); `true` is a switch, `false` a switch turned off. */
  readonly value: string | boolean | { readonly expression: string };
}

/** What a role lets a script do in a service; the smallest that suffices is offered first. */
export type RolePurpose = 'read' | 'recipients' | 'everything';

/**
 * What a module takes where there is no certificate store: `$certificate` (an `X509Certificate2` with its key),
 * `$certificatePath` and `$certificatePassword` (a PFX file and a `SecureString`), or nothing.
 */
export type CertificateForm = 'object' | 'file' | 'none';

/** A Microsoft 365 service. Adding a service is adding one file that exports one of these. */
export interface ServiceDefinition {
  readonly id: ServiceId;
  /** Product name, `Exchange Online`: a proper noun, not translated. */
  readonly name: string;
  readonly module: { readonly name: string; readonly minimumVersion: string; readonly alsoNamed?: readonly string[] };
  /** Set when the module is retired; the plan and the editor say so and name the replacement service. */
  readonly retired?: { readonly replacement: ServiceId };
  /** Token resource (`{resource}/.default`) that a sign-in proof asks for; undefined when there is nothing to prove. */
  readonly resource: (facts: Pick<ConnectionFacts, 'cloud' | 'domain'>) => string | undefined;
  /** Application permissions every script of this service needs. */
  readonly permissions: readonly PermissionRef[];
  /** Application permissions worth offering, least privilege first; chosen by what the script does. */
  readonly optionalPermissions: readonly PermissionRef[];
  /** Directory roles that suffice, smallest first, with the purpose each is offered for. Template ids. */
  readonly roles: readonly { readonly templateId: string; readonly name: string; readonly purpose?: RolePurpose }[];
  /** Whether the service refuses an application without one of `roles`. */
  readonly roleRequired: boolean;
  /** The application whose roles the proof token of `resource` carries; undefined when no permission is checked in it. */
  readonly resourceAppId?: string;
  /** Commands that must run before `connect` in this cloud, each once. */
  readonly prepare?: (facts: ConnectionFacts) => readonly CommandValue[];
  /** How the certificate is handed over without a store: the variables `connect` with `object` refers to. */
  readonly certificateForm: CertificateForm;
  readonly connect: (facts: ConnectionFacts, key: 'thumbprint' | 'object') => CommandValue;
  readonly disconnect: CommandValue;
  readonly connectCommand: string;
  readonly disconnectCommand: string;
  /** Whether a cmdlet belongs to this service, by pattern on its name (case-insensitive). */
  readonly ownsCmdlet: (name: string) => boolean;
  /** A read-only cmdlet that shows the connection works. */
  readonly smokeTest: string;
  /** Whether thumbprint look-up in the certificate store works on Windows only. */
  readonly thumbprintWindowsOnly: boolean;
  readonly clouds: readonly CloudId[];
}
