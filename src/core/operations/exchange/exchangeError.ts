import type { DomainError } from '../../shared/errors.ts';
import { operationError } from '../errors.ts';

export interface ExchangeFailure {
  readonly status: number;
  readonly body: unknown;
  readonly requestId: string | undefined;
  readonly cmdlet: string;
  readonly compliance: boolean;
  readonly appId: string;
}

/** A refusal of the Exchange admin API as an error of this room, with the service's own words in `message`. */
export function exchangeError(failure: ExchangeFailure): DomainError {
  const { status, cmdlet, requestId, appId } = failure;
  const { type, message } = serviceMessage(failure.body);
  const facts = {
    cmdlet,
    appId,
    status,
    requestId,
    message,
    service: failure.compliance ? 'securityCompliance' : 'exchangeOnline',
  };
  // Sources of the texts: Exchange Online PowerShell's own errors as users report them.
  if (/role assigned to application .*isn.t supported in this scenario/is.test(message)) {
    return operationError('exchangeRoleMissing', facts);
  }
  if (status === 401 || (status === 403 && message === '')) {
    return operationError('exchangePermissionMissing', facts);
  }
  if (
    /CommandNotFound|CmdletNotFound/i.test(type) ||
    /is not recognized as (?:the|a) name of a cmdlet|is not present in the role definition/i.test(message)
  ) {
    return operationError('exchangeCmdletUnknown', facts);
  }
  const parameter = /cannot be found that matches parameter name '([^']{1,80})'/i.exec(message)?.[1];
  if (parameter !== undefined) {
    return operationError('exchangeUnknownParameter', { ...facts, parameter });
  }
  if (status === 403) {
    return operationError('exchangeForbidden', facts);
  }
  if (
    status === 404 ||
    /ManagementObjectNotFound|ObjectNotFound/i.test(type) ||
    /couldn.t be found on /i.test(message)
  ) {
    return operationError('exchangeNotFound', facts);
  }
  if (status === 409 || /already exists/i.test(message)) {
    return operationError('exchangeConflict', facts);
  }
  if (status === 429) {
    return operationError('exchangeThrottled', facts);
  }
  return operationError(status >= 500 ? 'exchangeUnavailable' : 'exchangeRefused', facts);
}

/** The innermost text the service gives: `details[].message` has the form `|Exception.Type|Text`. */
export function serviceMessage(body: unknown): { readonly type: string; readonly message: string } {
  const error = field(body, 'error');
  const details = field(error, 'details');
  const candidates = [
    ...(Array.isArray(details) ? details.map((detail) => field(detail, 'message')) : []),
    field(field(error, 'innererror'), 'message'),
    field(error, 'message'),
  ];
  for (const candidate of candidates) {
    if (typeof candidate === 'string' && candidate.trim() !== '') {
      const marked = /^(?:Ex[0-9A-F]{6})?\|([\w.+]+)\|([\s\S]*)$/.exec(candidate);
      return { type: marked?.[1] ?? String(field(error, 'code') ?? ''), message: tidy(marked?.[2] ?? candidate) };
    }
  }
  return { type: '', message: '' };
}

/** One line of reasonable length. */
function tidy(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 499)}…` : line;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
