import type { AuthenticationResult } from '@azure/msal-node';
import type { SignInMethod } from './administratorSignIn.ts';
import { type CustomCloudSettings, cloudById } from './clouds.ts';
import { identityError } from './errors.ts';
import type { Organization } from './organization.ts';
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

/** The record of a sign-in that has just succeeded. */
export function makeRecord(facts: {
  readonly result: AuthenticationResult;
  readonly organization: Organization | undefined;
  readonly cloud: Cloud;
  readonly clientId: string;
  readonly sample: boolean;
  readonly request: { readonly tenant?: string | undefined; readonly method: SignInMethod };
}): TenantRecord {
  const { result, organization, cloud, clientId, sample, request } = facts;
  const { account, tenantId } = result;
  if (!account || !isGuid(tenantId)) {
    throw identityError('failed', { tenant: request.tenant, detail: 'no_account' });
  }
  // Without the initial domain: the one that was typed, else the account's; both name the tenant.
  const typed = request.tenant && !isGuid(request.tenant) ? request.tenant : undefined;
  const domain = organization?.initialDomain ?? typed ?? account.username.split('@')[1] ?? tenantId;
  return {
    tenant: {
      tenantId,
      domain,
      displayName: organization?.displayName ?? domain,
      cloud: cloud.id,
      sample,
      account: account.username,
    },
    ...(cloud.id === 'Custom' ? { endpoints: cloud } : {}),
    clientId,
    method: request.method,
    homeAccountId: account.homeAccountId,
  };
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
