import { CertificateVault } from '../certificates/vault.ts';
import { clouds } from '../identity/clouds.ts';
import { ManualClock, MemoryKeyValueStore, MemoryLog, MemorySecretStore } from '../shared/memory.ts';
import type { HttpTransport } from '../shared/ports.ts';
import { OperationSession } from './session.ts';
import type { ConfirmRequest, FileAccess, Notice, OperationSessionOptions, PromptRequest } from './types.ts';

export const exampleTenant = {
  tenantId: '7d4a31d8-3f0c-4bb1-9d6e-7a2f6f9d2c11',
  domain: 'contoso.onmicrosoft.com',
  displayName: 'Contoso',
};
export const exampleApp = {
  appId: '36ee4c6c-0812-40a2-b820-b22ebd02bce3',
  thumbprint: 'AB'.repeat(20),
  displayName: 'Mailbox report',
};

/** Files in memory. */
export class MemoryFiles implements FileAccess {
  readonly contents = new Map<string, Uint8Array>();

  resolve(path: string): string {
    return path.startsWith('/') ? path : `/work folder/${path}`;
  }

  async exists(path: string): Promise<boolean> {
    return this.contents.has(this.resolve(path));
  }

  async read(path: string): Promise<Uint8Array> {
    const found = this.contents.get(this.resolve(path));
    if (found === undefined) {
      throw new Error(`no file ${path}`);
    }
    return found;
  }

  async write(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) {
      parts.push(chunk);
    }
    this.contents.set(this.resolve(path), Buffer.concat(parts));
  }

  text(path: string): string {
    return Buffer.from(this.contents.get(this.resolve(path)) ?? []).toString('utf8');
  }
}

/** Answers requests in order; remembers them. */
export function scriptedTransport(
  ...answers: readonly ((request: Request) => Response | Promise<Response>)[]
): HttpTransport & { readonly requests: Request[] } {
  const requests: Request[] = [];
  const transport = async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    requests.push(request.clone());
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    if (answer === undefined) {
      throw new Error(`nothing scripted for ${request.url}`);
    }
    return answer(request);
  };
  return Object.assign(transport, { requests });
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (): Response =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

export interface Console {
  readonly session: OperationSession;
  readonly clock: ManualClock;
  readonly log: MemoryLog;
  readonly files: MemoryFiles;
  readonly vault: CertificateVault;
  readonly secrets: MemorySecretStore;
  readonly signIns: { readonly appId: string; readonly resource: string; readonly thumbprint: string }[];
  readonly confirmations: ConfirmRequest[];
  readonly prompts: PromptRequest[];
  readonly errors: Error[];
  readonly notices: Notice[];
  /** Runs a line; what it wrote. */
  type(line: string, options?: { readonly width?: number; readonly signal?: AbortSignal }): Promise<string>;
}

/** A console on a vault, files and prompts in memory; `answers` are given to prompts in order. */
export function createConsole(
  options: {
    readonly transport?: HttpTransport;
    readonly answers?: readonly string[];
    readonly confirm?: boolean;
    readonly overrides?: Partial<OperationSessionOptions>;
    /** Sign in by itself as {@link exampleApp}. */
    readonly connected?: boolean;
  } = {},
): Console {
  const clock = new ManualClock();
  const log = new MemoryLog();
  const files = new MemoryFiles();
  const secrets = new MemorySecretStore();
  const vault = new CertificateVault({
    store: new MemoryKeyValueStore(),
    secrets,
    clock,
    log,
    expiringWithinDays: () => 30,
  });
  const signIns: Console['signIns'] = [];
  const confirmations: ConfirmRequest[] = [];
  const prompts: PromptRequest[] = [];
  const errors: Error[] = [];
  const notices: Notice[] = [];
  const answers = [...(options.answers ?? [])];
  const session = new OperationSession({
    tenant: exampleTenant,
    cloud: clouds.Global,
    vault: options.connected
      ? {
          list: () => vault.list(),
          material: (thumbprint) => vault.material(thumbprint),
          materialWithKey: (thumbprint) => vault.materialWithKey(thumbprint),
          add: (material) => vault.add(material),
          delete: (thumbprint) => vault.delete(thumbprint),
          signingCertificate: async (thumbprint) => ({
            thumbprint,
            thumbprintSha256: '',
            certificatePem: '',
            privateKeyPem: '',
            notBefore: '',
            notAfter: '2030-01-01T00:00:00Z',
          }),
        }
      : vault,
    transport: options.transport ?? scriptedTransport(),
    signIn: async ({ appId, resource, certificate }) => {
      signIns.push({ appId, resource, thumbprint: certificate.thumbprint });
      return {
        accessToken: `token-${signIns.length}`,
        expiresOn: new Date(clock.now().getTime() + 3_600_000),
        roles: ['Exchange.ManageAsApp'],
        wids: [],
      };
    },
    clock,
    log,
    files,
    confirm: async (request) => {
      confirmations.push(request);
      return options.confirm ?? true;
    },
    prompt: async (request) => {
      prompts.push(request);
      return answers.shift() ?? '';
    },
    ...(options.connected ? { application: exampleApp } : {}),
    ...options.overrides,
  });
  return {
    session,
    clock,
    log,
    files,
    vault,
    secrets,
    signIns,
    confirmations,
    prompts,
    errors,
    notices,
    async type(line, { width = 120, signal } = {}) {
      let written = '';
      await session.run(line, {
        signal,
        width: () => width,
        output: {
          write: (text) => {
            written += text;
          },
          error: (error) => {
            errors.push(error);
          },
          notice: (notice) => {
            notices.push(notice);
          },
        },
      });
      return written;
    },
  };
}
