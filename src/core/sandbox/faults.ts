import type { Fault, Faults } from './model.ts';

/** Takes the next injected fault meant for this request off the queue. Matched are method, origin and path, without the query. */
export function takeFault(faults: Faults, method: string, url: URL): Fault | undefined {
  const subject = `${method} ${url.origin}${readable(url.pathname)}`;
  const index = faults.queue.findIndex((fault) => {
    // A regular expression with the `g` or `y` flag carries its position from call to call.
    fault.match.lastIndex = 0;
    return fault.match.test(subject);
  });
  return index < 0 ? undefined : faults.queue.splice(index, 1)[0];
}

function readable(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** The rejection `fetch` gives when a connection breaks. */
export function brokenConnection(): TypeError {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' });
  return new TypeError('fetch failed', { cause });
}

/** The answer an injected fault prescribes; Microsoft Graph's usual body and headers where the fault names none. */
export function faultAnswer(status: number, fault: Fault, now: Date): Response {
  const headers = new Headers(fault.headers);
  if ((status === 429 || status === 503) && !headers.has('Retry-After')) {
    headers.set('Retry-After', '2');
  }
  if (status === 204 || status === 304) {
    return new Response(null, { status, headers });
  }
  headers.set('Content-Type', 'application/json');
  return new Response(JSON.stringify(fault.body ?? usualBody(status, now)), { status, headers });
}

const usual: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: [
    'Request_ResourceNotFound',
    'Resource does not exist or one of its queried reference-property objects are not present.',
  ],
  409: [
    'Request_Conflict',
    'A conflicting object with one or more of the specified property values is present in the directory.',
  ],
  412: ['Directory_ConcurrencyViolation', 'The object was changed by another request. Read it again and retry.'],
  429: ['TooManyRequests', 'Too many requests. Please wait before sending more.'],
  500: ['InternalServerError', 'The service encountered an internal error.'],
  502: ['BadGateway', 'The gateway received an invalid answer.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please try again.'],
  504: ['GatewayTimeout', 'The request timed out.'],
};

function usualBody(status: number, now: Date): object {
  const [code, message] = usual[status] ?? ['UnknownError', ''];
  return { error: { code, message, innerError: { date: now.toISOString().slice(0, 19) } } };
}
