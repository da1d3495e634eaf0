import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { certificatePem } from '../../certificates/encodeCertificate.ts';
import { generateServerCertificate } from '../../certificates/serverCertificate.ts';
import { systemClock } from '../../shared/clock.ts';
import type { HttpTransport } from '../../shared/ports.ts';

/** Public host names the sample tenant answers for. */
export const publicHostNames: readonly string[] = [
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
  'graph.microsoft.com',
  'outlook.office365.com',
  'outlook.office.com',
  'ps.compliance.protection.outlook.com',
];

const loopbackAddress = '127.0.0.1';
/** Larger bodies than anything Microsoft Graph takes are not read. */
const largestBody = 8 * 1024 * 1024;

export interface SandboxServerOptions {
  /** 0 for any free port, which is the default. */
  readonly port?: number;
  readonly hostNames?: readonly string[];
}

export interface SandboxServer {
  /** `https://localhost:PORT`: authority, Microsoft Graph and Exchange at once, as their paths differ. */
  readonly origin: string;
  readonly port: number;
  /** Public names it answers for, by the `Host` header. */
  readonly hostNames: readonly string[];
  /** PEM of the authority a client has to trust. */
  readonly authority: string;
  close(): Promise<void>;
}

/**
 * Serves the sample tenant over HTTPS on 127.0.0.1, for clients that bring their own HTTP. They reach it at
 * `https://localhost:PORT`, or under the public host names when a hosts file points those here.
 *
 * @throws the error of the socket (`EADDRINUSE`, `EACCES`) when the port can't be had
 */
export async function createSandboxServer(
  sampleTenant: { readonly transport: HttpTransport },
  options: SandboxServerOptions = {},
): Promise<SandboxServer> {
  const hostNames = options.hostNames ?? publicHostNames;
  const dnsNames = ['localhost', ...hostNames, '*.ps.compliance.protection.outlook.com'];
  const own = new Set(['localhost', loopbackAddress, ...hostNames]);
  const server = createServer({}, (request, response) => {
    answer(sampleTenant.transport, own, request, response).catch(() => {
      // A connection that broke, on purpose or not: the client sees just that.
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, loopbackAddress, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // Only now: making keys takes a moment, and would be in vain for a port that is taken.
  const made = await generateServerCertificate({
    clock: systemClock,
    authorityName: 'Entra Cert Auth sample tenant, local authority',
    dnsNames,
    ipAddresses: [loopbackAddress],
    months: 3,
  });
  const authority = certificatePem(made.authority.certificate);
  server.setSecureContext({ cert: certificatePem(made.server.certificate) + authority, key: made.server.privateKey });
  // Clients that do not trust the certificate break off; that is theirs to report.
  server.on('tlsClientError', (_, socket) => socket.destroy());
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://localhost:${port}`,
    port,
    hostNames,
    authority,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer(
  transport: HttpTransport,
  hosts: ReadonlySet<string>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const address = `https://${incoming.headers.host ?? ''}${incoming.url ?? '/'}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (
    url === undefined ||
    !(hosts.has(url.hostname) || url.hostname.endsWith('.ps.compliance.protection.outlook.com'))
  ) {
    outgoing
      .writeHead(421, { 'Content-Type': 'text/plain' })
      .end('The sample tenant does not answer for this host name.\n');
    return;
  }
  const body = await readBody(incoming);
  if (body === undefined) {
    outgoing.writeHead(413, { Connection: 'close' }).end();
    return;
  }
  const cancelled = new AbortController();
  outgoing.once('close', () => cancelled.abort());
  const method = incoming.method ?? 'GET';
  const response = await transport(url, {
    method,
    headers: requestHeaders(incoming),
    signal: cancelled.signal,
    redirect: 'manual',
    ...(method === 'GET' || method === 'HEAD' || body.length === 0 ? {} : { body }),
  });
  const content = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    ...(response.status === 204 || response.status === 304 ? {} : { 'Content-Length': content.length }),
  });
  outgoing.end(method === 'HEAD' ? undefined : content);
}

/** The whole body; undefined when it is too large. */
async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += (chunk as Buffer).length;
    if (length > largestBody) {
      return undefined;
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Headers that say something about the request; those of the connection stay here. */
function requestHeaders(incoming: IncomingMessage): Headers {
  const connection = new Set([
    'connection',
    'content-length',
    'expect',
    'host',
    'keep-alive',
    'te',
    'transfer-encoding',
    'upgrade',
  ]);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !connection.has(name) && !name.startsWith(':')) {
      headers.set(name, Array.isArray(value) ? value.join(', ') : value);
    }
  }
  return headers;
}
