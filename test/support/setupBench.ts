import { generateCertificate } from '../../src/core/certificates/generate.ts';
import type { CertificateMaterial } from '../../src/core/certificates/types.ts';
import { CertificateVault } from '../../src/core/certificates/vault.ts';
import { createDirectory } from '../../src/core/directory/client.ts';
import { signInAsApplication } from '../../src/core/identity/application.ts';
import { clouds } from '../../src/core/identity/clouds.ts';
import type { SetupEnvironment, SetupOptions } from '../../src/core/provisioning/environment.ts';
import { SetupJournal } from '../../src/core/provisioning/journal.ts';
import { setupCertificates } from '../../src/core/provisioning/setupCertificates.ts';
import type { StepProgress } from '../../src/core/provisioning/types.ts';
import { createSampleTenant, type SampleTenant } from '../../src/core/sandbox/sampleTenant.ts';
import { ManualClock, MemoryKeyValueStore, MemoryLog, MemorySecretStore } from '../../src/core/shared/memory.ts';
import type { HttpTransport } from '../../src/core/shared/ports.ts';

const client = '14d82eec-204b-4c2f-b7e8-296a70dab67e';
const login = 'https://login.microsoftonline.com';

/** A certificate takes a tenth of a second, so tests share two of each subject and lifetime. */
const generated = new Map<string, Promise<CertificateMaterial>>();
let fresh: Promise<unknown> | undefined;

/** The sample tenant with everything a set-up works with, as an administrator's window has it. */
export interface SetupBench {
  readonly tenant: SampleTenant;
  readonly clock: ManualClock;
  readonly log: MemoryLog;
  readonly store: MemoryKeyValueStore;
  readonly secrets: MemorySecretStore;
  readonly vault: CertificateVault;
  readonly env: SetupEnvironment;
  readonly options: SetupOptions;
  readonly progress: StepProgress[];
  /** How many certificates were generated. */
  readonly generated: number;
  /** Another window of the same person: own memory, same stores and tenant. */
  window(account?: string): SetupBench;
}

/**
 * A bench on a fresh sample tenant. `wrap` sits between the product and the tenant. Its clock starts with
 * the computer's, because MSAL dates its assertions by that one.
 */
export async function setupBench(
  options: { readonly wrap?: (transport: HttpTransport) => HttpTransport; readonly helpdesk?: boolean } = {},
): Promise<SetupBench> {
  const clock = new ManualClock(new Date());
  const log = new MemoryLog();
  fresh ??= createSampleTenant({ clock, log }).then((tenant) => tenant.snapshot());
  const tenant = await createSampleTenant({ clock, log, snapshot: await fresh });
  const shared = { tenant, clock, log, store: new MemoryKeyValueStore(), secrets: new MemorySecretStore() };
  return open(shared, options.helpdesk ? tenant.helpdesk : tenant.administrator, options.wrap ?? ((inner) => inner));
}

function open(
  shared: Pick<SetupBench, 'tenant' | 'clock' | 'log' | 'store' | 'secrets'>,
  account: string,
  wrap: (transport: HttpTransport) => HttpTransport,
): SetupBench {
  const { tenant, clock, log, store, secrets } = shared;
  const transport = wrap(tenant.transport);
  const vault = new CertificateVault({ store, secrets, clock, log, expiringWithinDays: () => 30 });
  const tokens = new Map<string, Promise<string>>();
  const directory = createDirectory({
    cloud: clouds.Global,
    tokens: {
      accessToken: (scopes) => {
        const key = [...scopes].sort().join(' ');
        const token = tokens.get(key) ?? delegatedToken(tenant, account, scopes);
        tokens.set(key, token);
        return token;
      },
    },
    transport,
    clock,
    log,
  });
  let count = 0;
  const progress: StepProgress[] = [];
  const env: SetupEnvironment = {
    directory,
    tenant: {
      tenantId: tenant.tenantId,
      domain: tenant.domain,
      displayName: 'Contoso',
      cloud: 'Global',
      sample: true,
      account,
    },
    cloud: clouds.Global,
    certificates: {
      ...setupCertificates(vault, clock, async () => false),
      generate: async (wanted) => {
        count += 1;
        const name = `${wanted.subject}|${wanted.months}|${count % 2}`;
        const material = generated.get(name) ?? generateCertificate(wanted, { clock: new ManualClock(new Date()) });
        generated.set(name, material);
        return vault.add(await material);
      },
    },
    journal: new SetupJournal({ store, clock, log }),
    clock,
    log,
  };
  return {
    ...shared,
    vault,
    env,
    progress,
    options: {
      onProgress: (one) => progress.push(one),
      proveSignIn: async ({ appId, thumbprint, resource }, signal) =>
        signInAsApplication({
          cloud: clouds.Global,
          tenantId: tenant.tenantId,
          appId,
          resource,
          certificate: await vault.signingCertificate(thumbprint),
          transport,
          log,
          clock,
          signal,
        }),
    },
    get generated() {
      return count;
    },
    window: (other = account) => open(shared, other, wrap),
  };
}

/** A delegated token as device sign-in gives it. */
async function delegatedToken(tenant: SampleTenant, account: string, scopes: readonly string[]): Promise<string> {
  const post = async (path: string, body: Record<string, string>) => {
    const answer = await tenant.transport(`${login}/${tenant.tenantId}/oauth2/v2.0/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: client, ...body }),
    });
    return (await answer.json()) as Record<string, string>;
  };
  const started = await post('devicecode', { scope: scopes.join(' ') });
  tenant.approve(String(started.user_code), account);
  const token = await post('token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: String(started.device_code),
  });
  return String(token.access_token);
}
