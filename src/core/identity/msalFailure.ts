import { DomainError, type ErrorParams, isAbort } from '../shared/errors.ts';
import { type Refusal, readRefusal, refusalError } from './aadsts.ts';
import { identityError } from './errors.ts';
import type { MsalNetwork } from './msalNetwork.ts';

/** MSAL's errors as far as they are read; of the text only codes and ids, for it carries server prose. */
interface MsalError {
  readonly name?: unknown;
  readonly errorCode?: unknown;
  readonly errorMessage?: unknown;
}

/**
 * What to throw for an error MSAL threw: the cause the network saw if there was one, else by MSAL's error code.
 *
 * @param facts what was attempted (`tenant`, `appId`, `resource`), for the sentence
 */
export function msalFailure(error: unknown, network: MsalNetwork, facts: ErrorParams = {}): Error {
  if (network.failure) {
    return network.failure;
  }
  if (isAbort(error) || error instanceof DomainError) {
    return error as Error;
  }
  if (network.refusal && isRefusal(error)) {
    return refusalError(network.refusal, { ...facts, skewSeconds: seconds(network.skew) });
  }
  const answer = redirectRefusal(error);
  if (answer) {
    return refusalError(answer, facts);
  }
  const code = msalCode(error);
  if (code === 'device_code_expired' || code === 'user_timeout_reached') {
    return identityError('deviceCodeExpired', facts);
  }
  if (code === undefined) {
    // Not MSAL's: a prompt that failed, or a defect. The log gets all of it.
    return identityError('failed', { ...facts, detail: error instanceof Error ? error.name : 'unknown' }, error);
  }
  return identityError('failed', { ...facts, detail: code });
}

/** The refusal of a failed silent acquisition; undefined when it failed for another reason. */
export function silentRefusal(error: unknown, network: MsalNetwork): Refusal | undefined {
  if (network.failure) {
    return undefined;
  }
  if (network.refusal) {
    return network.refusal;
  }
  const code = msalCode(error);
  // MSAL found nothing in the cache that would do; no request was made.
  return code && noTokens.has(code) ? { status: 0, error: 'interaction_required' } : undefined;
}

const noTokens = new Set([
  'no_tokens_found',
  'no_account_found',
  'refresh_token_expired',
  'no_account_in_silent_request',
]);

/** What the browser brought back instead of a code: it reaches MSAL through the loopback server, not the network client. */
function redirectRefusal(error: unknown): Refusal | undefined {
  const { name, errorCode, errorMessage } = (error ?? {}) as MsalError;
  return name === 'ServerError' ? readRefusal(0, { error: errorCode, error_description: errorMessage }) : undefined;
}

function isRefusal(error: unknown): boolean {
  const code = msalCode(error);
  // What MSAL makes of an answer it could not use; an error of its own keeps its code.
  return code !== undefined && code !== 'device_code_expired' && code !== 'user_timeout_reached';
}

function msalCode(error: unknown): string | undefined {
  const code = (error as MsalError | undefined)?.errorCode;
  return typeof code === 'string' && code !== '' ? code : undefined;
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.round(milliseconds / 1000);
}
