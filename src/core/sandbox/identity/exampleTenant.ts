import { constants, createHash, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { certificatePem } from '../../certificates/encodeCertificate.ts';
import { ManualClock, MemoryLog } from '../../shared/memory.ts';
import type { Clock } from '../../shared/ports.ts';
import type { GraphObject, SandboxContext } from '../model.ts';
import { selfSigned } from '../selfSigned.ts';
import { createIdentityPart, type IdentityPart } from './identityPart.ts';

/** A key pair with its certificate, for the tests of the token service. */
export interface TestCertificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly privateKey: KeyObject;
  readonly privateKeyPem: string;
  /** SHA-1 and SHA-256, upper-case hex. */
  readonly thumbprint: string;
  readonly thumbprintSha256: string;
}

let sharedKeys: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

/** Makes a self-signed certificate. Certificates share one key unless `ownKey`: making keys is what takes time. */
export function testCertificate(notBefore: Date, notAfter: Date, ownKey = false): TestCertificate {
  const make = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  sharedKeys ??= make();
  const keys = ownKey ? make() : sharedKeys;
  const privateKeyPem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const der = Buffer.from(selfSigned(keys, { name: 'Example', notBefore, notAfter }));
  const digest = (algorithm: string) => createHash(algorithm).update(der).digest('hex').toUpperCase();
  return {
    der,
    pem: certificatePem(der),
    privateKey: keys.privateKey,
    privateKeyPem,
    thumbprint: digest('sha1'),
    thumbprintSha256: digest('sha256'),
  };
}

export function keyCredential(certificate: TestCertificate, notBefore: Date, notAfter: Date): Record<string, unknown> {
  return {
    keyId: randomUUID(),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: certificate.der.toString('base64'),
    customKeyIdentifier: Buffer.from(certificate.thumbprint, 'hex').toString('base64'),
    startDateTime: notBefore.toISOString(),
    endDateTime: notAfter.toISOString(),
  };
}

export interface AssertionOptions {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly algorithm?: 'RS256' | 'PS256';
}

const day = 24 * 60 * 60 * 1000;

export const ids = {
  tenant: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
  app: '11111111-1111-4111-8111-111111111111',
  appWithoutPrincipal: '22222222-2222-4222-8222-222222222222',
  principal: '33333333-3333-4333-8333-333333333333',
  administrator: '44444444-4444-4444-8444-444444444444',
  user: '55555555-5555-4555-8555-555555555555',
  graph: '00000003-0000-0000-c000-000000000000',
  exchange: '00000002-0000-0ff1-ce00-000000000000',
  manageAsApp: 'dc50a0fb-09a3-484d-be87-e023b12c6440',
  exchangeAdministrator: '29232cdf-9323-42fd-ade2-1d097af3e4de',
} as const;

/** A tenant small enough to see through: one application with a certificate, an administrator and a user. */
export class ExampleTenant {
  readonly clock: Clock;
  readonly log = new MemoryLog();
  readonly certificate: TestCertificate;
  readonly context: SandboxContext;
  readonly identity: IdentityPart;

  constructor(clock: Clock = new ManualClock()) {
    this.clock = clock;
    const now = clock.now().getTime();
    const [start, end] = [new Date(now - day), new Date(now + 300 * day)];
    this.certificate = testCertificate(start, end);
    const byId = (objects: readonly GraphObject[]) => Object.fromEntries(objects.map((one) => [one.id, one]));
    const keys = [keyCredential(this.certificate, start, end)];
    const resource = (id: string, appId: string, displayName: string, roles: Readonly<Record<string, string>>) => ({
      id,
      appId,
      displayName,
      appRoles: Object.entries(roles).map(([value, roleId]) => ({ id: roleId, value })),
    });
    this.context = {
      state: {
        version: 1,
        tenantId: ids.tenant,
        domain: 'example.onmicrosoft.com',
        displayName: 'Example',
        collections: {
          applications: byId([
            { id: 'app-object', appId: ids.app, displayName: 'Mailbox report', keyCredentials: keys },
            { id: 'lonely-object', appId: ids.appWithoutPrincipal, displayName: 'Lonely', keyCredentials: keys },
          ]),
          servicePrincipals: byId([
            { id: ids.principal, appId: ids.app, displayName: 'Mailbox report', accountEnabled: true },
            resource('graph-sp', ids.graph, 'Microsoft Graph', {
              'User.Read.All': 'role-user',
              'Mail.Read': 'role-mail',
            }),
            resource('exchange-sp', ids.exchange, 'Office 365 Exchange Online', {
              'Exchange.ManageAsApp': ids.manageAsApp,
            }),
          ]),
          users: byId([
            {
              id: ids.user,
              displayName: 'Ada User',
              userPrincipalName: 'ada@example.onmicrosoft.com',
              accountEnabled: true,
            },
            {
              id: ids.administrator,
              displayName: 'Zoe Admin',
              userPrincipalName: 'admin@example.onmicrosoft.com',
              accountEnabled: true,
            },
          ]),
          appRoleAssignments: byId([
            { id: 'grant-user', principalId: ids.principal, resourceId: 'graph-sp', appRoleId: 'role-user' },
            { id: 'grant-exchange', principalId: ids.principal, resourceId: 'exchange-sp', appRoleId: ids.manageAsApp },
          ]),
          roleAssignments: byId([
            {
              id: 'role-app',
              principalId: ids.principal,
              roleDefinitionId: ids.exchangeAdministrator,
              directoryScopeId: '/',
            },
            {
              id: 'role-admin',
              principalId: ids.administrator,
              roleDefinitionId: '62e90394-69f5-4237-9190-012177145e10',
              directoryScopeId: '/',
            },
          ]),
        },
        exchange: {},
        visibleFrom: {},
      },
      clock,
      log: this.log,
      faults: { replicationDelay: { graph: 0, token: 0, exchange: 0 }, queue: [] },
      changed: () => {},
      record: () => {},
    };
    this.identity = createIdentityPart(this.context);
  }

  /** The transport a client gets. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (!this.identity.part.serves(url)) {
      throw new TypeError(`The token service does not serve ${url.href}`);
    }
    return this.identity.part.handle(request, url);
  };

  /** Signs a client assertion as a client would; every part of it can be made wrong. */
  assertion(certificate: TestCertificate = this.certificate, options: AssertionOptions = {}): string {
    const algorithm = options.algorithm ?? 'RS256';
    const seconds = Math.floor(this.clock.now().getTime() / 1000);
    const header = options.header ?? {
      alg: algorithm,
      typ: 'JWT',
      x5t: Buffer.from(certificate.thumbprint, 'hex').toString('base64url'),
    };
    const payload = {
      aud: `https://login.microsoftonline.com/${ids.tenant}/oauth2/v2.0/token`,
      iss: ids.app,
      sub: ids.app,
      jti: randomUUID(),
      nbf: seconds,
      exp: seconds + 600,
      ...options.claims,
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const input = `${part(header)}.${part(payload)}`;
    const signer = createSign('RSA-SHA256').update(input);
    const padding =
      algorithm === 'PS256'
        ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
        : { padding: constants.RSA_PKCS1_PADDING };
    return `${input}.${signer.sign({ key: certificate.privateKey, ...padding }).toString('base64url')}`;
  }

  /** Posts to the token endpoint and gives status and body. */
  async post(
    parameters: Readonly<Record<string, string>>,
    path = `/${ids.tenant}/oauth2/v2.0/token`,
    origin = 'https://login.microsoftonline.com',
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await this.fetch(`${origin}${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  /** Asks for an application token with `assertion`. */
  signIn(assertion = this.assertion(), changes: Readonly<Record<string, string>> = {}) {
    return this.post({
      grant_type: 'client_credentials',
      client_id: ids.app,
      scope: 'https://graph.microsoft.com/.default',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...changes,
    });
  }
}
