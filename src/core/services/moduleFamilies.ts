import type { ServiceDefinition, ServiceId } from './types.ts';

/** Services whose modules share one set of assemblies; AzureAD, long frozen, brings none that matter to the others. */
const families: Readonly<Record<ServiceId, string | undefined>> = {
  exchangeOnline: 'exchange',
  securityCompliance: 'exchange',
  graph: 'graph',
  entra: 'graph',
  teams: 'teams',
  sharePoint: 'sharePoint',
  azure: 'azure',
  azureAD: undefined,
};

/** What a service's module gets along with; undefined for the one that gets along with all of them. */
export function moduleFamily(service: ServiceId): string | undefined {
  return families[service];
}

/** One service for each set of assemblies when there are several, which one process often cannot load; otherwise none. */
export function conflictingServices(services: readonly ServiceDefinition[]): readonly ServiceDefinition[] {
  const first = new Map<string, ServiceDefinition>();
  for (const service of services) {
    const family = moduleFamily(service.id);
    if (family !== undefined && !first.has(family)) {
      first.set(family, service);
    }
  }
  return first.size > 1 ? [...first.values()] : [];
}
