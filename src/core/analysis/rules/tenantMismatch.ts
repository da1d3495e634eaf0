import type { Rule } from '../rule.ts';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An application id and a tenant of which it is known that they do not belong together. */
export const tenantMismatch: Rule<'otherTenant'> = {
  id: 'tenantMismatch',
  messages: ['otherTenant'],
  *check({ script }) {
    const { connections = [] } = script.context;
    for (const { appId, tenant } of script.connections) {
      const id = appId?.text?.toLowerCase();
      const written = tenant?.text?.toLowerCase();
      const homes = connections.filter((known) => known.appId.toLowerCase() === id);
      const [home] = homes;
      // A domain of its own may belong to any tenant; an id and an initial domain say which one is meant.
      if (home === undefined || tenant === undefined || written === undefined) {
        continue;
      }
      const decides = guid.test(written) || /\.onmicrosoft\./.test(written);
      const belongs = homes.some(
        ({ tenantId, domain }) => tenantId.toLowerCase() === written || domain.toLowerCase() === written,
      );
      const sameAddress = homes.some(
        ({ domain }) => domain.split('.').slice(1).join('.') !== written.split('.').slice(1).join('.'),
      );
      if (decides && !belongs && (guid.test(written) || !sameAddress)) {
        yield {
          message: 'otherTenant',
          range: tenant.range,
          params: { application: home.displayName, tenant: tenant.text, domain: home.domain },
        };
      }
    }
  },
};
