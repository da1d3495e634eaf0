import type { ApplicationDetails, ResourceCache } from '../../core/directory/applicationDetails.ts';
import type { Application } from '../../core/directory/types.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import type { Rooms } from '../../workbench/rooms.ts';

interface List {
  readonly applications: readonly Application[];
  readonly cursor: string | undefined;
}

/** What the explorer has read of each tenant: applications page by page, details of those that were opened. */
export class ApplicationLists {
  readonly #rooms: Rooms;
  readonly #lists = new Map<string, Promise<List>>();
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
    this.#lists.clear();
  }

  /** The pages read so far; the first one is read on first use. */
  list(tenantId: string): Promise<List> {
    return remember(this.#lists, tenantId, () => this.#page(tenantId, undefined));
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
      const merged = { applications: [...before.applications, ...next.applications], cursor: next.cursor };
      this.#lists.set(tenantId, Promise.resolve(merged));
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

  /** Forgets an application's details, a whole tenant, or everything, so that it is read again. */
  forget(tenantId?: string, appId?: string): void {
    if (tenantId === undefined) {
      this.#lists.clear();
      this.#details.clear();
      this.#resources.clear();
      return;
    }
    this.#lists.delete(tenantId);
    for (const key of [...this.#details.keys()]) {
      if (key === `${tenantId}/${appId}` || (appId === undefined && key.startsWith(`${tenantId}/`))) {
        this.#details.delete(key);
      }
    }
    this.#resources.delete(tenantId);
  }

  async #page(tenantId: string, cursor: string | undefined): Promise<List> {
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
