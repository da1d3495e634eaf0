import type { Catalog, CmdletFacts, PermissionAlternative, PermissionState, RequestFacts } from '../catalog/types.ts';
import type { CertificateState } from '../certificates/types.ts';
import type { PermissionRef } from '../directory/types.ts';
import type { CommandInvocation, Range } from '../powershell/types.ts';
import type { ServiceId } from '../services/types.ts';
import type { RuleId } from './ruleIds.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Replaces `range` of the text by `text`; several edits of one change never overlap. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** Facts for the words of a finding or fix. Never a secret. */
export type FindingParams = Readonly<Record<string, string | number | undefined>>;

/** A mend: `edit` changes the text; `convert` and `grant` are done by the command of that name. */
export type Fix =
  | {
      readonly kind: 'edit';
      /** Key of the title, see `fixIds`. */
      readonly id: FixId;
      readonly params: FindingParams;
      readonly edits: readonly TextEdit[];
      /** It is certain that this is what the author wants. */
      readonly preferred: boolean;
    }
  | { readonly kind: 'convert' }
  | { readonly kind: 'grant' };

export type FixId =
  | 'useReplacement'
  | 'removeHiddenCharacters'
  | 'removeSeparators'
  | 'useInitialDomain'
  | 'addSearchOnlySession'
  | 'setIsWindows'
  | 'disconnectAtEnd'
  | 'addRequires';

export interface Finding {
  readonly rule: RuleId;
  /** Which of the rule's sentences says it. */
  readonly message: string;
  readonly severity: Severity;
  readonly range: Range;
  readonly params: FindingParams;
  readonly fixes: readonly Fix[];
}

/** A certificate the product knows, as much of it as rules ask. */
export interface KnownCertificate {
  /** Upper-case hex SHA-1. */
  readonly thumbprint: string;
  readonly state: CertificateState;
  /** ISO 8601 UTC. */
  readonly notAfter: string;
}

/** An application of a tenant someone is signed in to, or was. */
export interface KnownConnection {
  readonly tenantId: string;
  /** Initial domain. */
  readonly domain: string;
  readonly appId: string;
  readonly displayName: string;
  /** Of the certificates on the application, upper-case hex SHA-1. */
  readonly thumbprints: readonly string[];
}

/** What an application may do. */
export interface Grants {
  readonly requested: readonly PermissionRef[];
  readonly granted: readonly PermissionRef[];
  /** Undefined when no token was looked at. */
  readonly inToken?: readonly PermissionRef[];
  /** Template ids of its directory roles. */
  readonly roles: readonly string[];
}

/** A script of the workspace that another one dot-sources, imports or runs. */
export interface LinkedScript {
  readonly path: string;
  readonly text: string;
}

/** What an analysis knows beside the text. Everything but the catalog may be missing: rules that need it are silent. */
export interface AnalysisContext {
  readonly catalog: Catalog;
  /** File system path of the script; decides what `$PSScriptRoot` is and whether it is a test. */
  readonly path?: string;
  /** See `followScripts`. */
  readonly linked?: readonly LinkedScript[];
  /** Where scripts of this workspace run, as far as it is known. */
  readonly platform?: 'windows' | 'linux' | 'macos';
  readonly certificates?: readonly KnownCertificate[];
  readonly connections?: readonly KnownConnection[];
  /** Grants by application id (lower case). */
  readonly grants?: ReadonlyMap<string, Grants>;
  /** The application the script is bound to where its text names none. */
  readonly appId?: string;
  readonly severities?: Partial<Readonly<Record<RuleId, Severity | 'off'>>>;
}

/**
 * What a command is: of the `catalog`, a `request` to Graph, part of PowerShell (`builtIn`), a function of the script or of
 * one it imports (`own`), of a common module that is no Microsoft 365 service (`elsewhere`), a program or a path
 * (`program`), or `unknown`.
 */
export type CommandKind = 'catalog' | 'request' | 'builtIn' | 'own' | 'elsewhere' | 'program' | 'unknown';

/** A command of the script with what the catalog says about it. */
export interface ScriptCommand {
  readonly invocation: CommandInvocation;
  /** As documented where the catalog knows it, else as written; without the module in front. */
  readonly name: string;
  readonly lower: string;
  readonly kind: CommandKind;
  readonly facts: CmdletFacts | undefined;
  /** The service it runs in, decided by the session where two have it. */
  readonly service: ServiceId | undefined;
  readonly request: RequestFacts | undefined;
  /** Set for a command of an imported script. */
  readonly path: string | undefined;
}

/** What one command needs. */
export interface CommandRequirement {
  readonly name: string;
  readonly range: Range;
  /** 1-based. */
  readonly line: number;
  readonly path?: string;
  readonly service: ServiceId;
  readonly state: PermissionState;
  /** Any one suffices, least privilege first. */
  readonly alternatives: readonly PermissionAlternative[];
  /** Template ids of the directory roles of which one is needed too, smallest first. */
  readonly roles: readonly string[];
  /** The cmdlet whose permissions these are, when the name itself has none of its own. */
  readonly derivedFrom?: string;
  /** `GET /users/{}/messages`, for a request. */
  readonly request?: string;
}

/** Where something is asked for. */
export interface Place {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  /** Set when it is another file than the script. */
  readonly path?: string;
}

export interface NeededPermission extends PermissionRef {
  readonly places: readonly Place[];
}

export interface NeededRole {
  /** Display name. */
  readonly role: string;
  readonly templateId: string;
  readonly services: readonly ServiceId[];
  readonly places: readonly Place[];
}

/** The smallest set that serves a whole script. */
export interface ScriptRequirements {
  readonly permissions: readonly NeededPermission[];
  readonly roles: readonly NeededRole[];
  /** Names, each once, in order of appearance. */
  readonly unknownCommands: readonly string[];
  /** Commands for which no application permission is documented. */
  readonly withoutPermission: readonly Place[];
  /** Requests whose permission depends on what only a run shows. */
  readonly undecided: readonly Place[];
}
