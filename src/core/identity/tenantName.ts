import { identityError } from './errors.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const domain = /^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Whether `text` is a GUID in the form Entra shows ids. */
export function isGuid(text: string): boolean {
  return guid.test(text);
}

/** Whether `text` could name a tenant: its id or one of its domains. Says so while the user types. */
export function isTenantName(text: string): boolean {
  return guid.test(text) || domain.test(text);
}

/**
 * `text` as it goes into an authority: trimmed and in lower case. Nothing else may reach the path of a sign-in address.
 *
 * @throws InvalidInput when it is neither a tenant id nor a domain
 */
export function tenantName(text: string): string {
  const name = text.trim().toLowerCase();
  if (!isTenantName(name)) {
    throw identityError('invalidTenant', { tenant: text });
  }
  return name;
}
