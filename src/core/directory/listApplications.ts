import { isGuid } from '../identity/tenantName.ts';
import { applicationProperties } from './applications.ts';
import { literal, query, searchPhrase } from './odata.ts';
import { readPage } from './pages.ts';
import type { Application, Directory, GraphRequest } from './types.ts';

export type ApplicationFilter = 'owned' | 'withCertificates' | 'all';

export interface ApplicationQuery {
  readonly filter: ApplicationFilter;
  /** Words of the display name, or an application id. */
  readonly search?: string | undefined;
  /** Where the page before ended. */
  readonly cursor?: string | undefined;
}

export interface ApplicationPage {
  readonly applications: readonly Application[];
  /** Gives the next page; undefined when there is none. */
  readonly cursor: string | undefined;
}

const pageSize = 100;
/** Graph can't filter by certificates, so one call looks through this many applications at most. */
const pagesLookedThrough = 5;
/** What `$search`, `$count` and casts need (Microsoft Graph, "Advanced query capabilities on directory objects"). */
const eventual = { ConsistencyLevel: 'eventual' };

/**
 * A page of applications by display name. Pages of `withCertificates` can be short or empty while `cursor` says there is
 * more.
 */
export async function listApplications(
  directory: Directory,
  { filter, search, cursor }: ApplicationQuery,
  signal?: AbortSignal,
): Promise<ApplicationPage> {
  const text = search?.trim() ?? '';
  const first = firstRequest(filter, text);
  const keep = keeper(filter, text);
  const applications: Application[] = [];
  let path: string | undefined = cursor ?? first.path;
  for (let pages = 0; path !== undefined && pages < pagesLookedThrough; pages++) {
    const page: { items: readonly Application[]; next: string | undefined } = readPage<Application>(
      await directory.request({ ...first, path }, signal),
    );
    applications.push(...page.items.filter(keep));
    path = page.next;
    if (filter === 'all' || applications.length >= pageSize) {
      break;
    }
  }
  return { applications, cursor: path };
}

function firstRequest(filter: ApplicationFilter, text: string): GraphRequest {
  const common = { $select: applicationProperties, $top: pageSize };
  if (filter === 'owned') {
    return {
      method: 'GET',
      path: `/me/ownedObjects/microsoft.graph.application${query({ ...common, $count: true })}`,
      headers: eventual,
    };
  }
  if (isGuid(text)) {
    return { method: 'GET', path: `/applications${query({ ...common, $filter: `appId eq ${literal(text)}` })}` };
  }
  if (text === '') {
    return { method: 'GET', path: `/applications${query({ ...common, $orderby: 'displayName' })}` };
  }
  const parameters = { ...common, $search: searchPhrase('displayName', text), $orderby: 'displayName', $count: true };
  return { method: 'GET', path: `/applications${query(parameters)}`, headers: eventual };
}

/** What Graph could not filter. */
function keeper(filter: ApplicationFilter, text: string): (application: Application) => boolean {
  if (filter === 'withCertificates') {
    return ({ keyCredentials }) => (keyCredentials ?? []).length > 0;
  }
  if (filter === 'owned' && text !== '') {
    const needle = text.toLocaleLowerCase();
    return ({ displayName, appId }) =>
      (displayName ?? '').toLocaleLowerCase().includes(needle) || appId.toLowerCase() === needle;
  }
  return () => true;
}
