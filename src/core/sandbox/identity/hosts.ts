/** Host names under which Microsoft Entra answers for the global cloud; one service, several names. */
export const loginHosts: readonly string[] = [
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
];

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether `url` names this computer: the sample tenant served over HTTPS without a hosts file. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.has(url.hostname.toLowerCase());
}

/** Origin that documents and links of the token service name: the one that was asked. */
export function authorityOrigin(url: URL): string {
  return url.hostname.toLowerCase() === 'sts.windows.net' ? 'https://login.microsoftonline.com' : url.origin;
}

/** Issuer of v2.0 tokens for a request that came in at `url`. */
export function issuerOf(url: URL, tenantId: string): string {
  // A client that knows the service by another port or by localhost compares the issuer with what it was configured with.
  const origin = isLoopback(url) || url.port !== '' ? authorityOrigin(url) : 'https://login.microsoftonline.com';
  return `${origin}/${tenantId}/v2.0`;
}
