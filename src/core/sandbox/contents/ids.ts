import { createHash } from 'node:crypto';

/** Tenant id of the sample tenant; the same for everyone, as its documentation refers to it. */
export const sampleTenantId = '5a3b1e0c-7c1d-4f7a-9c55-e0c4a9d2f001';
export const sampleDomain = 'contoso-sample.onmicrosoft.com';
export const sampleName = 'Contoso (sample)';
/** Where Exchange keeps the tenant's objects. */
export const organizationUnit = `OU=${sampleDomain},OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM`;

/** A GUID that stays the same from one sample tenant to the next, by what it identifies. */
export function sampleId(name: string): string {
  const hash = createHash('sha1').update(`sample tenant/${name}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** An id in the form Graph gives assignments: base64url. */
export function sampleAssignmentId(name: string): string {
  return createHash('sha256').update(`sample tenant/${name}`).digest('base64url');
}
