import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
  PublicClientApplication,
} from '@azure/msal-node';
import { systemClock } from '../../shared/clock.ts';
import { MemoryLog } from '../../shared/memory.ts';
import { keyCredential, type TestCertificate, testCertificate } from '../identity/exampleTenant.ts';
import { createSampleTenant, type SampleTenant } from '../sampleTenant.ts';
import { createSandboxServer, type SandboxServer } from './sandboxServer.ts';

const commandLineTools = '14d82eec-204b-4c2f-b7e8-296a70dab67e';
const hour = 60 * 60 * 1000;

describe('The sample tenant over HTTPS', () => {
  let tenant: SampleTenant;
  let server: SandboxServer;

  before(async () => {
    tenant = await createSampleTenant({ clock: systemClock, log: new MemoryLog() });
    server = await createSandboxServer(tenant);
  });

  after(() => server.close());

  /** A request as any client makes it that trusts the authority and finds the host by a hosts file. */
  function send(
    address: string,
    options: { method?: string; headers?: Record<string, string>; body?: string; ca?: string } = {},
  ): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
    const url = new URL(address);
    return new Promise((resolve, reject) => {
      const outgoing = httpsRequest(
        {
          host: '127.0.0.1',
          port: server.port,
          servername: url.hostname === '127.0.0.1' ? '' : url.hostname,
          path: url.pathname + url.search,
          method: options.method ?? 'GET',
          ca: options.ca ?? server.authority,
          headers: { host: url.host, ...options.headers },
          agent: false,
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
          incoming.on('error', reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(options.body);
    });
  }

  const network: INetworkModule = {
    sendGetRequestAsync: (url, options) => exchange(url, 'GET', options),
    sendPostRequestAsync: (url, options) => exchange(url, 'POST', options),
  };

  async function exchange<T>(
    url: string,
    method: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const { body, headers } = options ?? {};
    const answer = await send(url, { method, ...(headers ? { headers } : {}), ...(body ? { body } : {}) });
    return {
      status: answer.status,
      headers: answer.headers as Record<string, string>,
      body: JSON.parse(answer.body) as T,
    };
  }

  function registered(): { appId: string; certificate: TestCertificate } {
    const [start, end] = [new Date(Date.now() - hour), new Date(Date.now() + hour)];
    const certificate = testCertificate(start, end);
    const application = Object.values(tenant.state.collections.applications ?? {}).find(
      (one) => one.displayName === 'Mailbox report',
    );
    (application!.keyCredentials as unknown[]).push(keyCredential(certificate, start, end));
    return { appId: String(application!.appId), certificate };
  }

  for (const host of ['login.microsoftonline.com', 'localhost']) {
    it(`signs in with MSAL at ${host}, as an application and as the administrator`, async () => {
      const origin = host === 'localhost' ? server.origin : `https://${host}`;
      const authority = `${origin}/${tenant.tenantId}`;
      const knownAuthorities = [new URL(origin).host];
      const { appId, certificate } = registered();
      const clientCertificate = {
        thumbprintSha256: certificate.thumbprintSha256,
        privateKey: certificate.privateKeyPem,
      };
      const application = new ConfidentialClientApplication({
        auth: { clientId: appId, authority, knownAuthorities, clientCertificate },
        system: { networkClient: network },
      });
      const exchangeOrigin = host === 'localhost' ? server.origin : 'https://outlook.office365.com';
      const token = await application.acquireTokenByClientCredential({ scopes: [`${exchangeOrigin}/.default`] });
      const mailboxes = await send(`${exchangeOrigin}/adminapi/beta/${tenant.tenantId}/InvokeCommand`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token?.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ CmdletInput: { CmdletName: 'Get-Mailbox', Parameters: { ResultSize: '3' } } }),
      });
      assert.equal(mailboxes.status, 200, mailboxes.body);
      assert.equal(JSON.parse(mailboxes.body).value.length, 3);

      const administrator = new PublicClientApplication({
        auth: { clientId: commandLineTools, authority, knownAuthorities },
        system: { networkClient: network },
      });
      const graph = host === 'localhost' ? server.origin : 'https://graph.microsoft.com';
      const result = await administrator.acquireTokenByDeviceCode({
        scopes: [`${graph}/Application.Read.All`],
        deviceCodeCallback: ({ userCode, verificationUri }) => {
          assert.ok(verificationUri.startsWith(origin));
          tenant.approve(userCode);
        },
      });
      assert.equal(result?.account?.username, tenant.administrator);
      const applications = await send(`${graph}/v1.0/applications?$top=2`, {
        headers: { authorization: `Bearer ${result?.accessToken}` },
      });
      assert.equal(applications.status, 200, applications.body);
      assert.ok(String(JSON.parse(applications.body)['@odata.nextLink']).startsWith(graph));
    });
  }

  it('names itself in its documents by the address it was asked at', async () => {
    const answer = await send(`${server.origin}/${tenant.domain}/v2.0/.well-known/openid-configuration`);
    const document = JSON.parse(answer.body);
    assert.equal(document.issuer, `${server.origin}/${tenant.tenantId}/v2.0`);
    for (const name of ['token_endpoint', 'authorization_endpoint', 'device_authorization_endpoint', 'jwks_uri']) {
      assert.ok(document[name].startsWith(`${server.origin}/`), name);
    }
  });

  it('proves itself for every name it serves, and is trusted for no other', async () => {
    for (const address of [
      server.origin,
      `https://127.0.0.1:${server.port}`,
      ...server.hostNames.map((name) => `https://${name}`),
    ]) {
      const { status } = await send(`${address}/common/discovery/instance`);
      assert.ok(status > 0, address);
    }
    const authority = new X509Certificate(server.authority);
    assert.ok(authority.ca);
    assert.ok(authority.checkIssued(authority));
    const stranger = testCertificate(new Date(Date.now() - hour), new Date(Date.now() + hour));
    await assert.rejects(send(`${server.origin}/`, { ca: stranger.pem }), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  });

  it('refuses host names that are not its own', async () => {
    assert.equal((await send(`${server.origin}/`, { headers: { host: 'evil.example' } })).status, 421);
  });

  it('breaks the connection where a fault asks for it', async () => {
    tenant.faults.queue.push({ match: /openid-configuration/, answer: 'network' });
    await assert.rejects(send(`${server.origin}/common/.well-known/openid-configuration`), { code: 'ECONNRESET' });
  });

  it('says when the port is taken', async () => {
    await assert.rejects(createSandboxServer(tenant, { port: server.port }), { code: 'EADDRINUSE' });
  });
});
