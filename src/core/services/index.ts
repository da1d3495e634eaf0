import { azure } from './azure.ts';
import { azureAD } from './azureAD.ts';
import { entra } from './entra.ts';
import { servicesError } from './errors.ts';
import { exchangeOnline } from './exchangeOnline.ts';
import { graph } from './graph.ts';
import { securityCompliance } from './securityCompliance.ts';
import { sharePoint } from './sharePoint.ts';
import { teams } from './teams.ts';
import type { ServiceDefinition } from './types.ts';

/** Every service, in the order they are offered. */
export const services: readonly ServiceDefinition[] = [
  exchangeOnline,
  securityCompliance,
  teams,
  graph,
  entra,
  sharePoint,
  azure,
  azureAD,
];

/**
 * The service with this id.
 * @throws services/unknownService
 */
export function serviceById(id: string): ServiceDefinition {
  const service = services.find((candidate) => candidate.id === id);
  if (service === undefined) {
    throw servicesError('unknownService', { service: id, known: services.map((candidate) => candidate.id).join(', ') });
  }
  return service;
}
