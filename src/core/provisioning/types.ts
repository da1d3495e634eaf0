import type { PermissionRef } from '../directory/types.ts';
import type { ServiceId } from '../services/types.ts';
import type { SetupReading } from './reading.ts';

/** What the user wants to end up with. */
export interface SetupRequest {
  readonly services: readonly ServiceId[];
  /** An existing application, or the name of a new single-tenant one. */
  readonly application: { readonly appId: string } | { readonly displayName: string };
  /** A certificate of the vault, or what to generate. */
  readonly certificate:
    | { readonly thumbprint: string }
    | { readonly subject: string; readonly months: number; readonly keySize?: 2048 | 3072 | 4096 };
  /** Beyond what the services need. */
  readonly permissions: readonly PermissionRef[];
  /** Directory role by template id or by the name of one the services offer; undefined when none is wanted. */
  readonly role?: string;
}

/** A request that was checked: nothing twice, ids in the form the directory uses, the services' own permissions included. */
export interface CheckedRequest extends Omit<SetupRequest, 'role'> {
  /** Template id. */
  readonly role?: string;
}

export type StepKind =
  | 'certificate'
  | 'application'
  | 'servicePrincipal'
  | 'uploadCertificate'
  | 'resourcePrincipal'
  | 'requestPermissions'
  | 'grantPermission'
  | 'assignRole'
  | 'prove';

/** One step of a plan, as data; the workbench words it from `kind` and `facts`. */
export interface PlanStep {
  /** Stable across runs of the same request: `grantPermission:<resourceAppId>:<permission>`. */
  readonly id: string;
  readonly kind: StepKind;
  readonly change: 'create' | 'update' | 'none';
  /** Names, ids and dates for the words. Never a secret. */
  readonly facts: Readonly<Record<string, string | number | boolean | undefined>>;
  /** The Microsoft Graph PowerShell that does the same. */
  readonly powershell: string;
}

/** What a person should know before agreeing to a plan. */
export type PlanNote =
  /** The service refuses an application without a directory role, and none is chosen or held. */
  | { readonly kind: 'roleNeeded'; readonly service: string; readonly role: string }
  /** The signed-in administrator holds no role that may make this step; it would be refused. */
  | { readonly kind: 'stepBeyondRights'; readonly stepId: string; readonly role: string }
  /** Somebody's applications have the name already; a further one would be created. */
  | { readonly kind: 'sameName'; readonly name: string; readonly count: number; readonly appId: string }
  | { readonly kind: 'retiredService'; readonly service: string; readonly replacement: string }
  /** What the application may do in Azure is granted on a subscription or resource, outside the directory. */
  | { readonly kind: 'azureRoleElsewhere' };

/** Everything that would happen, decided by what is there now. Plain data. */
export interface Plan {
  /** Names this set-up: the same request has the same key, and so the same journal. */
  readonly key: string;
  readonly tenantId: string;
  /** Initial domain. */
  readonly domain: string;
  readonly request: CheckedRequest;
  readonly steps: readonly PlanStep[];
  readonly notes: readonly PlanNote[];
  /** Calls to Microsoft Graph for planning and applying together, if nothing has to be waited for. */
  readonly requests: number;
  readonly reading: SetupReading;
  /** The journal's state the plan is based on. */
  readonly revision: number;
}

export type StepState = 'pending' | 'running' | 'waiting' | 'done' | 'unchanged' | 'failed' | 'skipped';

export interface StepProgress {
  readonly id: string;
  readonly state: StepState;
  /** While waiting for replication: what is awaited, for how long already, and until when at most (milliseconds). */
  readonly waiting?: { readonly forReason: WaitReason; readonly elapsed: number; readonly limit: number };
}

/** Why something is waited for; the workbench has a sentence for each. */
export type WaitReason =
  /** What was created is not yet everywhere in the directory. */
  | 'replication'
  /** An interrupted run may have created the application; it is looked for. */
  | 'lostAnswer'
  /** The token endpoint does not know the certificate or the application yet. */
  | 'signIn'
  /** Tokens do not carry the new permissions or the role yet. */
  | 'token'
  /** Another window is working on the same set-up. */
  | 'otherWindow';

/** A sign-in as the application that worked, and what its token says. */
export interface SignInProof {
  readonly resource: string;
  readonly roles: readonly string[];
  /** Template ids. */
  readonly directoryRoles: readonly string[];
}

export interface StepResult {
  readonly id: string;
  readonly kind: StepKind;
  readonly state: StepState;
  readonly facts: PlanStep['facts'];
}

export interface SetupResult {
  /** Key of the journal entry, for undoing. */
  readonly key: string;
  readonly appId: string;
  /** Of the application. */
  readonly objectId: string;
  readonly servicePrincipalId: string;
  readonly thumbprint: string;
  readonly steps: readonly StepResult[];
  readonly proof: readonly SignInProof[];
}
