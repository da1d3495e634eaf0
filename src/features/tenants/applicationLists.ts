import type { ApplicationDetails, ResourceCache } from '../../core/directory/applicationDetails.ts';
import type { Application } from '../../core/directory/types.ts';
import { isDomainError } from '../../core/shared/errors.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { insertByName } from './insertByName.ts';

/** Reading again stops here: whoever has loaded thousands of applications shouldn't wait for all of them. */
const mostPages = 10;

interface List {
  readonly applications: readonly Application[];
  readonly cursor: string | undefined;
  /** How many pages were read. */
  readonly pages: number;
}

/**
 * What the explorer has read of each tenant: applications page by page, details of those that were opened. Reading again
 * reads as many pages as there were, up to a limit, so that what the user has loaded stays.
 */
export class ApplicationLists {
  readonly #rooms: Rooms;
  readonly #lists = new Map<string, Promise<List>>();
  /** Pages to read when a list is read again. */
  readonly #pages = new Map<string, number>();
  /** Applications that a command changed since the list was read. */
  readonly #stale = new Map<string, Set<string>>();
  readonly #details = new Map<string, Promise<ApplicationDetails>>();
  readonly #resources = new Map<string, ResourceCache>();
  #search = '';

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  get search(): string {
    return this.#search;
  }

  set search(text: string) {
    this.#search = text.trim();
    this.restart();
  }

  /** The pages read so far; the first one is read on first use. */
  list(tenantId: string): Promise<List> {
    const stale = this.#stale.get(tenantId);
    const known = this.#lists.get(tenantId);
    this.#stale.delete(tenantId);
    if (known && stale) {
      this.#lists.delete(tenantId);
      return remember(this.#lists, tenantId, async () => this.#update(tenantId, await known, stale));
    }
    return remember(this.#lists, tenantId, () => this.#read(tenantId, this.#pages.get(tenantId) ?? 1));
  }

  /** Reads one page more. */
  async more(tenantId: string): Promise<void> {
    const before = await this.list(tenantId);
    if (before.cursor === undefined) {
      return;
    }
    const next = await this.#page(tenantId, before.cursor);
    // A search or refresh may have begun meanwhile: its list stays.
    if ((await this.#lists.get(tenantId)) === before) {
      const applications = [...before.applications, ...next.applications];
      const merged = { applications, cursor: next.cursor, pages: before.pages + 1 };
      this.#lists.set(tenantId, Promise.resolve(merged));
      this.#pages.set(tenantId, merged.pages);
    }
  }

  /** Permissions, roles and owners of one application. */
  details(tenantId: string, appId: string): Promise<ApplicationDetails> {
    return remember(this.#details, `${tenantId}/${appId}`, async () => {
      const { readApplicationDetails } = await import('../../core/directory/applicationDetails.ts');
      const resources = this.#resources.get(tenantId) ?? new Map();
      this.#resources.set(tenantId, resources);
      return readApplicationDetails(await this.#rooms.directory(tenantId, { quiet: true }), appId, resources);
    });
  }

  /** Forgets one application, or a whole tenant, so that it is read again. */
  forget(tenantId: string, appId?: string): void {
    for (const key of [...this.#details.keys()]) {
      if (appId === undefined ? key.startsWith(`${tenantId}/`) : key === `${tenantId}/${appId}`) {
        this.#details.delete(key);
      }
    }
    this.#resources.delete(tenantId);
    if (appId === undefined) {
      this.#lists.delete(tenantId);
      this.#stale.delete(tenantId);
    } else if (this.#lists.has(tenantId)) {
      this.#stale.set(tenantId, (this.#stale.get(tenantId) ?? new Set()).add(appId));
    }
  }

  /** Forgets everything; the pages that were read are read again. */
  forgetAll(): void {
    this.#lists.clear();
    this.#stale.clear();
    this.#details.clear();
    this.#resources.clear();
  }

  /** Forgets everything, and begins again with the first page. */
  restart(): void {
    this.forgetAll();
    this.#pages.clear();
  }

  async #read(tenantId: string, pages: number): Promise<List> {
    let list: List = { ...(await this.#page(tenantId, undefined)), pages: 1 };
    while (list.pages < Math.min(pages, mostPages) && list.cursor !== undefined) {
      const next = await this.#page(tenantId, list.cursor);
      const applications = [...list.applications, ...next.applications];
      list = { applications, cursor: next.cursor, pages: list.pages + 1 };
    }
    return list;
  }

  /** `list` with the applications that changed read again in their places. */
  async #update(tenantId: string, list: List, appIds: ReadonlySet<string>): Promise<List> {
    const { getApplication } = await import('../../core/directory/applications.ts');
    const directory = await this.#rooms.directory(tenantId, { quiet: true });
    let { applications } = list;
    for (const appId of appIds) {
      const known = applications.some((application) => application.appId === appId);
      let fresh: Application | undefined;
      try {
        fresh = await getApplication(directory, appId);
      } catch (error) {
        if (!isDomainError(error, 'NotFound')) {
          throw error;
        }
      }
      if (known) {
        applications = applications.flatMap((application) =>
          application.appId === appId ? (fresh ?? []) : application,
        );
      } else if (fresh && (this.#search !== '' || readSetting('applicationFilter') !== 'all')) {
        // Only the directory can tell whether it belongs here.
        return this.#read(tenantId, list.pages);
      } else if (fresh) {
        applications = insertByName(applications, fresh, list.cursor === undefined);
      }
    }
    return { ...list, applications };
  }

  async #page(tenantId: string, cursor: string | undefined): Promise<Omit<List, 'pages'>> {
    const { listApplications } = await import('../../core/directory/listApplications.ts');
    const directory = await this.#rooms.directory(tenantId, { quiet: true });
    return listApplications(directory, { filter: readSetting('applicationFilter'), search: this.#search, cursor });
  }
}

/** The value under `key`, made on first use; one that could not be made is tried again next time. */
function remember<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = map.get(key);
  if (known) {
    return known;
  }
  const made = make();
  map.set(key, made);
  made.catch(() => {
    if (map.get(key) === made) {
      map.delete(key);
    }
  });
  return made;
}
