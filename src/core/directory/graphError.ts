import type { DomainError } from '../shared/errors.ts';
import { directoryError } from './errors.ts';

/** An answer of Graph that is an error, and what was asked. */
export interface GraphFailure {
  readonly method: string;
  /** Relative path; its query is dropped. */
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
  readonly requestId?: string | undefined;
  readonly clientRequestId?: string | undefined;
  /** Milliseconds of `Retry-After`. */
  readonly wait?: number | undefined;
}

interface Shape {
  readonly error?: {
    readonly code?: unknown;
    readonly message?: unknown;
    readonly innerError?: { readonly 'request-id'?: unknown };
  };
}

/** The error for a failed request, by status first, then by Graph's code and the few messages that stand for a code. */
export function graphError(failure: GraphFailure): DomainError {
  const { status } = failure;
  const error = (failure.body as Shape | undefined)?.error;
  const code = text(error?.code);
  const message = text(error?.message);
  const params = {
    request: `${failure.method} ${failure.path.split('?')[0]}`,
    status,
    graphCode: code,
    message: message?.slice(0, 500),
    requestId: text(error?.innerError?.['request-id']) ?? failure.requestId,
    clientRequestId: failure.clientRequestId,
  };
  if (isDuplicate(status, code, message)) {
    return directoryError('alreadyExists', params);
  }
  switch (status) {
    case 401:
      return directoryError('tokenRefused', params);
    case 403:
      return directoryError('forbidden', params);
    case 404:
      return directoryError('notFound', params);
    case 409:
    case 412:
      return directoryError('conflict', params);
    case 429:
      return directoryError('throttled', {
        ...params,
        seconds: failure.wait === undefined ? undefined : Math.ceil(failure.wait / 1000),
      });
    default:
  }
  if (status >= 500) {
    return directoryError('serviceUnavailable', params);
  }
  if (isMissing(code, message)) {
    return directoryError('notFound', params);
  }
  if (code === 'Authorization_RequestDenied') {
    return directoryError('forbidden', params);
  }
  if (code === 'Directory_ConcurrencyViolation') {
    return directoryError('conflict', params);
  }
  if (code === 'CredentialInvalidLifetimeAsPerAppPolicy' || /lifetime exceeds the max value/i.test(message ?? '')) {
    return directoryError('lifetimeTooLong', params);
  }
  return directoryError('badRequest', params);
}

/** Graph says "it is there already" in three ways, and only the second has a code of its own. */
function isDuplicate(status: number, code: string | undefined, message = ''): boolean {
  return (
    (status === 400 || status === 409) &&
    (code === 'Request_MultipleObjectsWithSameKeyValue' ||
      /permission being assigned already exists/i.test(message) ||
      /conflicting object with one or more of the specified property values/i.test(message) ||
      /added object references already exist/i.test(message))
  );
}

/** A new object that this replica does not know yet is a 400 in some places. */
function isMissing(code: string | undefined, message = ''): boolean {
  return code === 'Request_ResourceNotFound' || /does not reference a valid application object/i.test(message);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
