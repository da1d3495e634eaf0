import type { HttpTransport } from '../../src/core/shared/ports.ts';

/** A request as the transport saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

export type ScriptedAnswer =
  | Response
  | Error
  | ((request: SeenRequest) => Response | Error | Promise<Response | Error>);

/** A transport that answers with what was prepared, in order, and keeps what it was asked. */
export class ScriptedTransport {
  readonly requests: SeenRequest[] = [];
  readonly #answers: ScriptedAnswer[];

  constructor(...answers: ScriptedAnswer[]) {
    this.#answers = answers;
  }

  /** Answers left over: a test that expected more requests than came can tell. */
  get left(): number {
    return this.#answers.length;
  }

  readonly transport: HttpTransport = async (input, init) => {
    const request = new Request(input, init);
    const seen = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      body: await request.text(),
    };
    this.requests.push(seen);
    const next = this.#answers.shift();
    if (next === undefined) {
      throw new TypeError(`Nobody prepared an answer for ${seen.method} ${seen.url}`);
    }
    const answer = typeof next === 'function' ? await next(seen) : next;
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** An error answer of Microsoft Graph. */
export function graphRefusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return json({ error: { code, message, innerError: { 'request-id': 'request-1' } } }, status, headers);
}

/** How `fetch` fails when a connection breaks. */
export function brokenConnection(code = 'ECONNRESET'): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(`read ${code}`), { code }) });
}
