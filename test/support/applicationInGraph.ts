import type { KeyCredential } from '../../src/core/directory/types.ts';
import type { HttpTransport } from '../../src/core/shared/ports.ts';
import { graphRefusal, json } from './scriptedTransport.ts';

interface Item {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly body?: { readonly keyCredentials?: readonly KeyCredential[] };
}

/** One application in Graph with the replace semantics of `keyCredentials`, and doors for somebody else at the same time. */
export class ApplicationInGraph {
  keys: KeyCredential[];
  /** Called with each operation before it is carried out (`GET`, `PATCH`). */
  onOperation: (operation: string, count: number) => void = () => undefined;
  /** Answers every read with this instead, once for each entry. */
  readonly staleReads: KeyCredential[][] = [];
  operations = 0;
  calls = 0;

  constructor(keys: readonly KeyCredential[]) {
    this.keys = [...keys];
  }

  readonly transport: HttpTransport = async (input, init) => {
    this.calls++;
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (!url.pathname.endsWith('/$batch')) {
      return this.#carryOut(request.method, await bodyOf(request));
    }
    const { requests } = (await request.json()) as { requests: readonly Item[] };
    const responses: object[] = [];
    for (const item of requests) {
      const answer = this.#carryOut(item.method, item.body);
      const text = await answer.text();
      responses.push({ id: item.id, status: answer.status, body: text === '' ? undefined : JSON.parse(text) });
    }
    return json({ responses });
  };

  #carryOut(method: string, body: Item['body']): Response {
    this.operations++;
    this.onOperation(method, this.operations);
    if (method === 'GET') {
      return json({ id: 'object-id', keyCredentials: this.staleReads.shift() ?? this.keys });
    }
    const wanted = body?.keyCredentials;
    if (!Array.isArray(wanted)) {
      return graphRefusal(400, 'Request_BadRequest', 'does not match schema');
    }
    const next: KeyCredential[] = [];
    for (const credential of wanted as readonly KeyCredential[]) {
      const stored = this.keys.find(({ keyId }) => keyId === credential.keyId);
      if (!stored && !credential.key) {
        return graphRefusal(400, 'Request_BadRequest', 'The key value is invalid.');
      }
      if (stored && credential.key && credential.key !== stored.key) {
        return graphRefusal(
          400,
          'KeyCredentialsInvalidKeyUpdate',
          'Update to existing credential with KeyId is not allowed',
        );
      }
      next.push(stored ?? credential);
    }
    this.keys = next;
    return new Response(null, { status: 204 });
  }
}

async function bodyOf(request: Request): Promise<Item['body']> {
  const text = await request.text();
  return text === '' ? undefined : JSON.parse(text);
}
