import type { PermissionRef } from '../directory/types.ts';
import type { ServiceId } from '../services/types.ts';

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
  /** Directory role by template id; undefined when none is wanted. */
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

export type StepState = 'pending' | 'running' | 'waiting' | 'done' | 'unchanged' | 'failed' | 'skipped';

export interface StepProgress {
  readonly id: string;
  readonly state: StepState;
  /** While waiting for replication: what is awaited, for how long already, and until when at most (milliseconds). */
  readonly waiting?: { readonly forReason: string; readonly elapsed: number; readonly limit: number };
}
