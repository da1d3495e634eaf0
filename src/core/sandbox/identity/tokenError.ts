import { randomUUID } from 'node:crypto';

/** OAuth error name and HTTP status of the AADSTS codes the token service answers with. */
const codes = {
  28000: ['invalid_request', 400],
  50011: ['invalid_request', 400],
  50013: ['invalid_client', 401],
  50027: ['invalid_client', 401],
  50034: ['invalid_grant', 400],
  50049: ['invalid_instance', 400],
  54005: ['invalid_grant', 400],
  65001: ['invalid_grant', 400],
  65004: ['authorization_declined', 400],
  70000: ['invalid_grant', 400],
  70003: ['unsupported_grant_type', 400],
  70008: ['invalid_grant', 400],
  70011: ['invalid_scope', 400],
  70016: ['authorization_pending', 400],
  70018: ['bad_verification_code', 400],
  70020: ['expired_token', 400],
  90002: ['invalid_request', 400],
  900023: ['invalid_request', 400],
  500011: ['invalid_resource', 400],
  500112: ['invalid_client', 400],
  501051: ['invalid_grant', 400],
  501481: ['invalid_grant', 400],
  700016: ['unauthorized_client', 400],
  700021: ['invalid_client', 401],
  700023: ['invalid_client', 401],
  700024: ['invalid_client', 401],
  700025: ['invalid_client', 401],
  700027: ['invalid_client', 401],
  900144: ['invalid_request', 400],
  900561: ['invalid_request', 400],
  1000502: ['invalid_client', 401],
  1002012: ['invalid_scope', 400],
  7000112: ['unauthorized_client', 400],
  7000215: ['invalid_client', 401],
  7000218: ['invalid_client', 401],
  7000222: ['invalid_client', 401],
  7000229: ['unauthorized_client', 400],
} as const satisfies Record<number, readonly [error: string, status: number]>;

export type AadstsCode = keyof typeof codes;

/** A refusal of the token service; carries what the answer says. Not a domain error: it never leaves the sample tenant. */
export class TokenError extends Error {
  readonly code: AadstsCode;
  readonly suberror: string | undefined;

  constructor(code: AadstsCode, text: string, suberror?: string) {
    super(`AADSTS${code}: ${text}`);
    this.code = code;
    this.suberror = suberror;
  }

  get error(): string {
    return codes[this.code][0];
  }

  get status(): number {
    return codes[this.code][1];
  }
}

/** The answer in the form Microsoft Entra gives it, with trace id, correlation id and time in body and description. */
export function errorAnswer(error: TokenError, now: Date, correlationId: string | undefined, origin: string): Response {
  const traceId = randomUUID();
  const correlation = correlationId ?? randomUUID();
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const body = {
    error: error.error,
    error_description: `${error.message} Trace ID: ${traceId} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [error.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlation,
    error_uri: `${origin}/error?code=${error.code}`,
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
  };
  return jsonAnswer(body, error.status, { 'x-ms-request-id': traceId, 'client-request-id': correlation });
}

export function jsonAnswer(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store, no-cache',
      Pragma: 'no-cache',
      ...headers,
    },
  });
}
