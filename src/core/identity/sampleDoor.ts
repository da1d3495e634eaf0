import type { HttpTransport } from '../shared/ports.ts';

/** What signing in to the sample tenant needs of it. */
export interface SampleTenantDoor {
  readonly tenantId: string;
  readonly transport: HttpTransport;
  /** Does what the user would do on the device code page; false when it knows no such code. */
  readonly approve: (userCode: string) => boolean | Promise<boolean>;
}
