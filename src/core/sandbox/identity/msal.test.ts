import assert from 'node:assert/strict';
import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
  PublicClientApplication,
} from '@azure/msal-node';
import { systemClock } from '../../shared/clock.ts';
import { ExampleTenant, ids } from './exampleTenant.ts';
import { decodeJwt } from './jwt.ts';

const authority = `https://login.microsoftonline.com/${ids.tenant}`;
const commandLineTools = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

function network(tenant: ExampleTenant): INetworkModule {
  const send = async <T>(url: string, method: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> => {
    const body = options?.body === undefined ? {} : { body: options.body };
    const answer = await tenant.fetch(url, { method, headers: options?.headers ?? {}, ...body });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: (await answer.json()) as T };
  };
  return {
    sendGetRequestAsync: (url, options) => send(url, 'GET', options),
    sendPostRequestAsync: (url, options) => send(url, 'POST', options),
  };
}

describe('The token service, with MSAL Node as its client', () => {
  let tenant: ExampleTenant;

  beforeEach(() => {
    tenant = new ExampleTenant(systemClock);
  });

  function confidential(thumbprint: { thumbprint: string } | { thumbprintSha256: string }) {
    return new ConfidentialClientApplication({
      auth: {
        clientId: ids.app,
        authority,
        clientCertificate: { ...thumbprint, privateKey: tenant.certificate.privateKeyPem, x5c: tenant.certificate.pem },
      },
      system: { networkClient: network(tenant) },
    });
  }

  it('signs an application in by SHA-256 thumbprint, for two resources in a row', async () => {
    const client = confidential({ thumbprintSha256: tenant.certificate.thumbprintSha256 });
    for (const [resource, role] of [
      ['https://graph.microsoft.com', 'User.Read.All'],
      ['https://outlook.office365.com', 'Exchange.ManageAsApp'],
    ]) {
      const result = await client.acquireTokenByClientCredential({ scopes: [`${resource}/.default`] });
      assert.deepEqual(decodeJwt(result?.accessToken ?? '')?.payload.roles, [role]);
    }
  });

  it('signs an application in by SHA-1 thumbprint', async () => {
    const client = confidential({ thumbprint: tenant.certificate.thumbprint });
    const result = await client.acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
    assert.ok(result?.expiresOn && result.expiresOn > new Date());
  });

  it('gives MSAL an error it understands', async () => {
    const client = confidential({ thumbprintSha256: '00'.repeat(32) });
    await assert.rejects(client.acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] }), {
      errorCode: 'invalid_client',
      message: /700027/,
    });
  });

  it('signs a user in by device code, then silently, then anew with the refresh token', async () => {
    const client = new PublicClientApplication({
      auth: { clientId: commandLineTools, authority },
      system: { networkClient: network(tenant) },
    });
    const scopes = ['https://graph.microsoft.com/Application.Read.All'];
    const result = await client.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode }) => assert.ok(tenant.identity.approve(userCode)),
    });
    assert.equal(result?.account?.username, 'admin@example.onmicrosoft.com');
    const account = result?.account;
    assert.ok(account);
    assert.ok((await client.acquireTokenSilent({ account, scopes })).fromCache);
    const more = ['https://graph.microsoft.com/Application.ReadWrite.All'];
    const renewed = await client.acquireTokenSilent({ account, scopes: more });
    assert.equal(decodeJwt(renewed.accessToken)?.payload.scp, 'Application.ReadWrite.All');
  });

  it('signs a user in by authorization code with PKCE', async () => {
    const client = new PublicClientApplication({
      auth: { clientId: commandLineTools, authority: 'https://login.microsoftonline.com/organizations' },
      system: { networkClient: network(tenant) },
    });
    const result = await client.acquireTokenInteractive({
      scopes: ['https://graph.microsoft.com/Application.Read.All'],
      openBrowser: async (url) => {
        // What a click on the account in the sign-in page sends.
        const form = new URLSearchParams(new URL(url).search);
        form.set('account', ids.administrator);
        const answer = await tenant.fetch(url.split('?')[0] ?? '', { method: 'POST', body: form });
        // And what the page that comes back posts to the client on this computer.
        const html = await answer.text();
        const fields = [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
          ([, name = '', value = '']): [string, string] => [name, value],
        );
        const [, action = ''] = /action="([^"]+)"/.exec(html) ?? [];
        await fetch(action, { method: 'POST', body: new URLSearchParams(fields) });
      },
    });
    assert.equal(result.tenantId, ids.tenant);
    assert.deepEqual(result.scopes.filter((one) => one.includes('Application')).length, 1);
  });
});
