import type { Clock, HttpTransport, Log } from '../shared/ports.ts';
import { MsalNetwork } from './msalNetwork.ts';
import type { Cloud } from './types.ts';

export interface Organization {
  readonly displayName: string;
  /** `contoso.onmicrosoft.com`: the name Exchange and Security & Compliance know the tenant by. */
  readonly initialDomain: string;
}

interface Answer {
  readonly value?: readonly {
    readonly displayName?: unknown;
    readonly verifiedDomains?: readonly { readonly name?: unknown; readonly isInitial?: unknown }[];
  }[];
}

/**
 * Name and initial domain of the tenant `accessToken` is for; undefined when Graph does not tell them.
 *
 * @throws AbortError; Network or Throttled when Graph can't be asked
 */
export async function readOrganization(
  cloud: Cloud,
  accessToken: string,
  ports: {
    readonly transport: HttpTransport;
    readonly clock: Clock;
    readonly log: Log;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Organization | undefined> {
  const answer = await new MsalNetwork(ports).sendGetRequestAsync<Answer>(
    `${cloud.graph}/v1.0/organization?$select=id,displayName,verifiedDomains`,
    { headers: { authorization: `Bearer ${accessToken}` } },
  );
  const organization = answer.status === 200 ? answer.body?.value?.[0] : undefined;
  const initial = organization?.verifiedDomains?.find((domain) => domain.isInitial === true)?.name;
  if (typeof initial !== 'string') {
    ports.log.warn('The tenant did not tell its initial domain', { status: answer.status });
    return undefined;
  }
  const name = organization?.displayName;
  return { displayName: typeof name === 'string' && name !== '' ? name : initial, initialDomain: initial };
}
