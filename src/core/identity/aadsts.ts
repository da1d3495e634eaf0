import type { DomainError, ErrorParams } from '../shared/errors.ts';
import { identityError } from './errors.ts';

/** A refusal of the token endpoint: its JSON body as far as it says something. */
export interface Refusal {
  readonly status: number;
  /** OAuth error, `invalid_client`. */
  readonly error?: string;
  /** `AADSTS700016`; undefined when the body has none. */
  readonly aadsts?: string;
  readonly traceId?: string;
  readonly correlationId?: string;
}

/** Reasons by AADSTS code (Microsoft Learn, "Microsoft Entra authentication and authorization error codes"). */
const reasons = {
  AADSTS700016: 'applicationNotFound',
  AADSTS700027: 'certificateNotRegistered',
  AADSTS700024: 'assertionOutsideLifetime',
  AADSTS50012: 'assertionInvalid',
  AADSTS1000502: 'certificateOutsideValidity',
  AADSTS7000222: 'credentialExpired',
  AADSTS7000215: 'clientSecretInvalid',
  AADSTS7000229: 'servicePrincipalMissing',
  AADSTS7000112: 'applicationDisabled',
  AADSTS90002: 'tenantNotFound',
  AADSTS900023: 'tenantNotFound',
  AADSTS500011: 'resourceNotFound',
  AADSTS53003: 'blockedByConditionalAccess',
  AADSTS530035: 'blockedBySecurityDefaults',
  AADSTS65001: 'consentMissing',
  AADSTS65004: 'declined',
  AADSTS90094: 'adminApprovalNeeded',
  AADSTS90095: 'adminApprovalNeeded',
  AADSTS50034: 'userNotFound',
  AADSTS50020: 'userNotInTenant',
  AADSTS50057: 'accountDisabled',
  AADSTS50011: 'redirectNotRegistered',
  AADSTS7000218: 'publicClientNotAllowed',
  AADSTS70020: 'deviceCodeExpired',
} as const satisfies Record<string, keyof typeof identityError.reasons>;

/** Codes that mean: the saved sign-in no longer works, ask the user again. */
const lapsed = new Set([
  'AADSTS50058',
  'AADSTS50076',
  'AADSTS50078',
  'AADSTS50079',
  'AADSTS50132',
  'AADSTS50133',
  'AADSTS50173',
  'AADSTS65001',
  'AADSTS70008',
  'AADSTS70043',
  'AADSTS700081',
  'AADSTS700082',
  'AADSTS700084',
]);

/**
 * Reads the refusal out of a token endpoint's answer. Takes the codes and ids and leaves the prose, which can quote
 * what the user typed.
 */
export function readRefusal(status: number, body: unknown): Refusal {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const description = text(fields.error_description) ?? '';
  const numbers: readonly unknown[] = Array.isArray(fields.error_codes) ? fields.error_codes : [];
  const code =
    /AADSTS\d+/.exec(description)?.[0] ?? (typeof numbers[0] === 'number' ? `AADSTS${numbers[0]}` : undefined);
  const error = text(fields.error);
  const traceId = text(fields.trace_id) ?? /Trace ID: ([\w-]+)/i.exec(description)?.[1];
  const correlationId = text(fields.correlation_id) ?? /Correlation ID: ([\w-]+)/i.exec(description)?.[1];
  return {
    status,
    ...(error ? { error } : {}),
    ...(code ? { aadsts: code } : {}),
    ...(traceId ? { traceId } : {}),
    ...(correlationId ? { correlationId } : {}),
  };
}

/** Whether a refused silent sign-in is mended by asking the user to sign in or consent. */
export function needsUser(refusal: Refusal): boolean {
  return (
    refusal.error === 'interaction_required' ||
    refusal.error === 'consent_required' ||
    refusal.error === 'login_required' ||
    // Refresh tokens end in many ways, all of them `invalid_grant`.
    refusal.error === 'invalid_grant' ||
    (refusal.aadsts !== undefined && lapsed.has(refusal.aadsts))
  );
}

/** The error a user reads about `refusal`; `facts` name what was attempted (`tenant`, `appId`, `resource`). */
export function refusalError(refusal: Refusal, facts: ErrorParams = {}, cause?: unknown): DomainError {
  const params: ErrorParams = {
    ...facts,
    aadsts: refusal.aadsts,
    oauthError: refusal.error,
    traceId: refusal.traceId,
    correlationId: refusal.correlationId,
  };
  if (refusal.error === 'expired_token' || refusal.error === 'code_expired') {
    return identityError('deviceCodeExpired', params, cause);
  }
  if (refusal.error === 'authorization_declined' || (refusal.error === 'access_denied' && !refusal.aadsts)) {
    return identityError('declined', params, cause);
  }
  if (refusal.aadsts === undefined) {
    return identityError('failed', { ...params, detail: refusal.error ?? `HTTP ${refusal.status}` }, cause);
  }
  const reason = (reasons as Readonly<Record<string, keyof typeof identityError.reasons>>)[refusal.aadsts];
  return identityError(reason ?? 'refused', params, cause);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
