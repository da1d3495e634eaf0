import type { Catalog } from '../../catalog/types.ts';
import type { CertificateVault } from '../../certificates/vault.ts';
import type { Directory } from '../../directory/types.ts';
import type { ApplicationToken, Cloud, Tenant } from '../../identity/types.ts';
import type { Clock, HttpTransport } from '../../shared/ports.ts';

export interface InstalledModule {
  readonly name: string;
  /** Versions found, newest first. */
  readonly versions: readonly string[];
}

/** What checks look at. Each is opened only by the checks that need it. */
export interface CheckDoors {
  readonly clock: Clock;
  /** Tenants somebody is signed in to. */
  readonly tenants: () => Promise<readonly Tenant[]>;
  readonly directory: (tenantId: string) => Promise<Directory>;
  readonly cloud: (tenantId: string) => Promise<Cloud>;
  readonly transport: (tenantId: string) => Promise<HttpTransport>;
  readonly vault: () => Promise<Pick<CertificateVault, 'list' | 'materialWithKey'>>;
  readonly catalog: () => Promise<Catalog>;
  readonly signIn: (
    identity: { readonly tenantId: string; readonly appId: string; readonly thumbprint: string },
    resource: string,
    signal?: AbortSignal,
  ) => Promise<ApplicationToken>;
  /** Those of `names` that are installed on this computer, without starting PowerShell. */
  readonly modules: (names: readonly string[], signal?: AbortSignal) => Promise<readonly InstalledModule[]>;
}
