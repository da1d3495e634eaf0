import { loadCatalog } from '../../catalog/catalog.ts';
import { signInAsApplication } from '../../identity/application.ts';
import { clouds } from '../../identity/clouds.ts';
import { createSampleTenant, type SampleTenant } from '../../sandbox/sampleTenant.ts';
import { ManualClock, MemoryLog } from '../../shared/memory.ts';
import { type Console, createConsole } from '../testSupport.ts';

/**
 * A console in a sample tenant of its own that signs in for real, with the certificate of the article in `$mycert`.
 *
 * @param answers to the prompts of the console, in their order
 */
export async function sampleConsole(
  answers: readonly string[] = [],
): Promise<{ readonly console: Console; readonly tenant: SampleTenant }> {
  // Microsoft's sign-in library reads the computer's clock: the tenant has to live at the same time.
  const clock = new ManualClock(new Date());
  const log = new MemoryLog();
  const tenant = await createSampleTenant({ clock, log });
  const catalog = await loadCatalog();
  const console = createConsole({
    answers,
    overrides: {
      tenant: { tenantId: tenant.tenantId, domain: tenant.domain, displayName: 'Contoso' },
      transport: tenant.transport,
      catalog,
      clock,
      signIn: ({ appId, certificate, resource, signal }) =>
        signInAsApplication({
          cloud: clouds.Global,
          tenantId: tenant.tenantId,
          appId,
          certificate,
          resource,
          transport: tenant.transport,
          log,
          clock,
          signal,
        }),
    },
  });
  await console.type(
    '$mycert = New-SelfSignedCertificate -DnsName "contoso.org" -CertStoreLocation "cert:\\CurrentUser\\My" -NotAfter (Get-Date).AddYears(1) -KeySpec KeyExchange',
  );
  return { console, tenant };
}
