/** What is read from an access token. Nothing here is verified: the service the token is for does that. */
export interface TokenClaims {
  readonly roles: readonly string[];
  readonly wids: readonly string[];
  readonly tenantId?: string;
}

/**
 * Reads `roles`, `wids` and `tid` of a JWT access token. A token is opaque by contract, so one that can't be read
 * gives empty lists instead of an error.
 */
export function tokenClaims(token: string): TokenClaims {
  const payload = decodePayload(token);
  const tenantId = payload.tid;
  return {
    roles: strings(payload.roles),
    wids: strings(payload.wids),
    ...(typeof tenantId === 'string' ? { tenantId } : {}),
  };
}

function decodePayload(token: string): Record<string, unknown> {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function strings(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item) => typeof item === 'string').sort();
}
