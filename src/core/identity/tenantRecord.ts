import type { SignInMethod } from './administratorSignIn.ts';
import { type CustomCloudSettings, cloudById } from './clouds.ts';
import { isGuid } from './tenantName.ts';
import type { Cloud, Tenant } from './types.ts';

/** What is remembered of a signed-in tenant, apart from its tokens. Nothing in it is secret. */
export interface TenantRecord {
  readonly tenant: Tenant;
  /**
   * Endpoints of a custom cloud as they were at sign-in: a later change of the setting must not send this tenant's
   * tokens elsewhere.
   */
  readonly endpoints?: CustomCloudSettings;
  /** The public client the refresh token belongs to. */
  readonly clientId: string;
  readonly method: SignInMethod;
  /** MSAL's id of the account. */
  readonly homeAccountId: string;
}

/** The endpoints of the cloud the tenant lives in. */
export function cloudOf(record: TenantRecord): Cloud {
  return cloudById(record.tenant.cloud, record.endpoints);
}

/** A stored record, checked field by field; undefined when it is not one. */
export function readTenantRecord(value: unknown): TenantRecord | undefined {
  const record = value as Partial<TenantRecord> | undefined | null;
  const tenant = record?.tenant as Partial<Tenant> | undefined | null;
  if (
    !record ||
    !tenant ||
    !isText(tenant.tenantId) ||
    !isGuid(tenant.tenantId) ||
    !isText(tenant.domain) ||
    typeof tenant.displayName !== 'string' ||
    typeof tenant.account !== 'string' ||
    typeof tenant.sample !== 'boolean' ||
    !isText(tenant.cloud) ||
    !isText(record.clientId) ||
    !isGuid(record.clientId) ||
    !isText(record.homeAccountId) ||
    (record.method !== 'browser' && record.method !== 'deviceCode')
  ) {
    return undefined;
  }
  try {
    cloudOf(record as TenantRecord);
  } catch {
    return undefined;
  }
  return record as TenantRecord;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
