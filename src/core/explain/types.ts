import type { ServiceId } from '../services/types.ts';
import type { ExplanationId } from './entries/index.ts';
import type { FixId } from './fixes.ts';

/** What the text of an error says beside the error itself. Everything is as printed, from a log or a paste: not trusted. */
export interface ErrorFacts {
  /** `AADSTS700016` */
  readonly aadsts?: string;
  readonly appId?: string;
  /** Tenant id, domain or display name. */
  readonly tenant?: string;
  /** SHA-1, upper-case hex. */
  readonly thumbprint?: string;
  /** The cmdlet that failed, `Get-Mailbox`. */
  readonly command?: string;
  readonly service?: ServiceId;
  /** Application permissions any one of which would do, separated by commas. */
  readonly permission?: string;
  /** Address or application id of an API. */
  readonly resource?: string;
  readonly module?: string;
  readonly parameter?: string;
  readonly host?: string;
  readonly traceId?: string;
  readonly requestId?: string;
}

/** What can be looked up to settle which cause it is. */
export type CheckKind =
  | 'applicationExists'
  | 'certificateOnApplication'
  | 'certificateValid'
  | 'privateKeyHere'
  | 'clockSkew'
  | 'servicePrincipalUsable'
  | 'resourceExists'
  | 'permissionGranted'
  | 'consentGranted'
  | 'roleAssigned'
  | 'tenantOfDomain'
  | 'organizationName'
  | 'lifetimePolicy'
  | 'moduleVersions'
  | 'signsIn'
  | 'signInServiceReachable';

/** A check with the facts it starts from; what is missing is asked for. */
export interface Check extends ErrorFacts {
  readonly kind: CheckKind;
}

/** A way on, ready to be carried out. */
export interface Fix {
  readonly id: FixId;
  /** A command of the extension with the options the error tells. */
  readonly command?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** PowerShell for a terminal, to be read before it is run. */
  readonly powershell?: string;
}

export interface Explanation {
  readonly id: ExplanationId;
  readonly facts: ErrorFacts;
  readonly check?: Check;
  /** Best first. */
  readonly fixes: readonly Fix[];
  /** Page of Microsoft's documentation. */
  readonly documentation?: string;
  /** Where the error stands in the text that was given. */
  readonly start: number;
  readonly end: number;
}
