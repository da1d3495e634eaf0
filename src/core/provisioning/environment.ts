import type { Certificate } from '../certificates/types.ts';
import type { Directory } from '../directory/types.ts';
import type { ApplicationToken, Cloud, Tenant } from '../identity/types.ts';
import type { Clock, Log } from '../shared/ports.ts';
import type { SetupJournal } from './journal.ts';
import type { StepProgress } from './types.ts';

/** The vault, as much of it as a set-up needs. */
export interface SetupCertificates {
  list(): Promise<readonly Certificate[]>;
  /** Undefined when the vault has no such certificate. */
  describe(thumbprint: string): Promise<Certificate | undefined>;
  /** The certificate in DER, without its key. */
  der(thumbprint: string): Promise<Uint8Array>;
  /** Generates a certificate and keeps it in the vault. */
  generate(
    options: { readonly subject: string; readonly months: number; readonly keySize?: 2048 | 3072 | 4096 },
    signal?: AbortSignal,
  ): Promise<Certificate>;
  /** Whether anything but the application `appId` is known to use it. */
  usedElsewhere(thumbprint: string, appId: string | undefined): Promise<boolean>;
  delete(thumbprint: string): Promise<void>;
}

/** What a set-up works with. */
export interface SetupEnvironment {
  readonly directory: Directory;
  readonly tenant: Tenant;
  readonly cloud: Cloud;
  readonly certificates: SetupCertificates;
  readonly journal: SetupJournal;
  readonly clock: Clock;
  readonly log: Log;
}

/** A real sign-in as the application with the certificate `thumbprint`; throws what the token endpoint refuses with. */
export type ProveSignIn = (
  request: { readonly appId: string; readonly thumbprint: string; readonly resource: string },
  signal?: AbortSignal,
) => Promise<ApplicationToken>;

/** Ways to steer and watch the work. Limits in milliseconds. */
export interface SetupOptions {
  readonly proveSignIn: ProveSignIn;
  readonly onProgress?: (progress: StepProgress) => void;
  readonly signal?: AbortSignal;
  /** How long to wait for what was created to be known in the directory; 3 minutes when absent. */
  readonly replicationLimit?: number;
  /** How long to wait for tokens to carry what was granted; 5 minutes when absent. */
  readonly proofLimit?: number;
}
