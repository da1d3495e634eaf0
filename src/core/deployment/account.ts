import { deploymentError } from './errors.ts';

/** What Windows refuses in the name of an account, and what separates its two parts. */
const refused = '"/\\[\\]:;|=,+*?<>\\\\';

const domainName = new RegExp(`^(?:[^${refused}@\\p{Cc}]+\\\\)?[^${refused}@\\p{Cc}]+$`, 'u');
const principalName = new RegExp(`^[^${refused}@\\p{Cc}]+@[^${refused}@\\s\\p{Cc}]+$`, 'u');

const longest = 200;

/**
 * The name of a Windows account as it goes into a script: `DOMAIN\name`, `name@domain`, `NT AUTHORITY\SYSTEM` or the name
 * of one of this computer.
 *
 * @throws accountInvalid for what no account can be called
 */
export function checkedAccount(account: string): string {
  const name = account.trim();
  if (name.length > longest || (!domainName.test(name) && !principalName.test(name))) {
    throw deploymentError('accountInvalid', { account });
  }
  return name;
}

/** The same for a Linux or macOS account. */
export function checkedUnixAccount(account: string): string {
  const name = account.trim();
  if (!/^[a-z_][a-z0-9_.-]{0,30}\$?$/i.test(name)) {
    throw deploymentError('unixAccountInvalid', { account });
  }
  return name;
}
