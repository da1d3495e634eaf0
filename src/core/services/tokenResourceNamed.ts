import { servicesError } from './errors.ts';
import { services } from './index.ts';
import { tokenResource } from './resources.ts';
import type { ConnectionFacts } from './types.ts';

/** Short words people use for a service. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['exchange', 'exchangeOnline'],
  ['compliance', 'securityCompliance'],
]);

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What to ask the token endpoint for (`{resource}/.default`), from what somebody wrote: the id of a service, a short word
 * such as `exchange`, an application id, or the address of an API.
 *
 * @throws services/unknownService for anything else
 */
export function tokenResourceNamed(text: string, facts: Pick<ConnectionFacts, 'cloud' | 'domain'>): string {
  const wanted = text.trim().replace(/\/\.default$/, '');
  if (guid.test(wanted)) {
    return tokenResource(wanted, facts);
  }
  if (/^(https|api):\/\/\S+$/i.test(wanted) && URL.canParse(wanted)) {
    return wanted.replace(/\/+$/, '');
  }
  const id = (aliases.get(wanted.toLowerCase()) ?? wanted).toLowerCase();
  const resource = services.find((service) => service.id.toLowerCase() === id)?.resource(facts);
  if (resource === undefined) {
    const known = services.filter((service) => service.resource(facts) !== undefined).map((service) => service.id);
    throw servicesError('unknownService', { service: text, known: known.join(', ') });
  }
  return resource;
}
