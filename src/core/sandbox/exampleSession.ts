import { ManualClock, MemoryLog } from '../shared/memory.ts';
import { createSampleTenant, type SampleTenant, type SampleTenantOptions } from './sampleTenant.ts';

export interface GraphResponse {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly headers: Headers;
}

const commandLineTools = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

/** Everything the command line tools were consented to. */
export const allScopes = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'Directory.Read.All',
  'RoleManagement.ReadWrite.Directory',
  'User.Read.All',
];

export interface SessionOptions extends Partial<Omit<SampleTenantOptions, 'clock' | 'log'>> {
  /** User principal name; the administrator when absent. */
  readonly account?: string;
  readonly scopes?: readonly string[];
}

let model: Promise<ExampleSession> | undefined;
const tokens = new Map<string, Promise<string>>();

/** A sample tenant with a user signed in to it by device code, for tests. */
export class ExampleSession {
  readonly tenant: SampleTenant;
  readonly clock: ManualClock;
  readonly log: MemoryLog;
  token = '';

  private constructor(tenant: SampleTenant, clock: ManualClock, log: MemoryLog) {
    this.tenant = tenant;
    this.clock = clock;
    this.log = log;
  }

  /** A tenant of its own with `account` signed in. Copies one made before, as making keys is what takes time. */
  static async open(options: SessionOptions = {}): Promise<ExampleSession> {
    const { account, scopes, ...tenantOptions } = options;
    model ??= ExampleSession.#fresh();
    const original = await model;
    const name = account ?? original.tenant.administrator;
    const key = [name, ...(scopes ?? [])].join(' ');
    const token = tokens.get(key) ?? original.signIn(name, scopes);
    tokens.set(key, token);
    const signedIn = await token;
    const copied = tenantOptions.applications === undefined ? { snapshot: original.tenant.snapshot() } : {};
    const session = await ExampleSession.#fresh({ ...copied, ...tenantOptions });
    // The token was signed by the tenant it was copied from.
    const { signingKeys } = original.tenant.state.collections;
    if (signingKeys !== undefined) {
      session.tenant.state.collections.signingKeys = signingKeys;
    }
    session.token = signedIn;
    return session;
  }

  static async #fresh(options: Partial<SampleTenantOptions> = {}): Promise<ExampleSession> {
    const clock = new ManualClock();
    const log = new MemoryLog();
    return new ExampleSession(await createSampleTenant({ clock, log, ...options }), clock, log);
  }

  /** A Graph token of `account` with `scopes`. */
  async signIn(account: string, scopes: readonly string[] = allScopes): Promise<string> {
    const authority = `https://login.microsoftonline.com/${this.tenant.tenantId}/oauth2/v2.0`;
    const scope = scopes.map((name) => `https://graph.microsoft.com/${name}`).join(' ');
    const device = await this.#post(`${authority}/devicecode`, { client_id: commandLineTools, scope });
    this.tenant.approve(String(device.user_code), account);
    const token = await this.#post(`${authority}/token`, {
      client_id: commandLineTools,
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: String(device.device_code),
    });
    if (typeof token.access_token !== 'string') {
      throw new Error(`Signing in failed: ${JSON.stringify(token)}`);
    }
    return token.access_token;
  }

  /** Calls Graph; `path` is relative to v1.0 unless it names a version. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<GraphResponse> {
    const versioned = /^\/(?:v1\.0|beta|v\d)/.test(path) ? path : `/v1.0${path}`;
    const response = await this.tenant.transport(`https://graph.microsoft.com${versioned}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('Content-Type')?.includes('json') === true;
    return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers };
  }

  get(path: string, headers?: Readonly<Record<string, string>>): Promise<GraphResponse> {
    return this.call('GET', path, undefined, headers);
  }

  post(path: string, body: unknown): Promise<GraphResponse> {
    return this.call('POST', path, body);
  }

  patch(path: string, body: unknown): Promise<GraphResponse> {
    return this.call('PATCH', path, body);
  }

  delete(path: string): Promise<GraphResponse> {
    return this.call('DELETE', path);
  }

  async #post(url: string, form: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
    const response = await this.tenant.transport(url, { method: 'POST', body: new URLSearchParams(form) });
    return (await response.json()) as Record<string, unknown>;
  }
}

/** Object ids and the like of the sample tenant by name. */
export async function applicationNamed(session: ExampleSession, name: string): Promise<{ id: string; appId: string }> {
  const { body } = await session.get(
    `/applications?$filter=displayName eq '${encodeURIComponent(name.replaceAll("'", "''"))}'`,
  );
  return body.value[0];
}
