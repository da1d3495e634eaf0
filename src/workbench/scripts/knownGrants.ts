import { type Event, EventEmitter, workspace } from 'vscode';
import type { Grants, KnownConnection } from '../../core/analysis/types.ts';
import type { ResourceCache } from '../../core/directory/applicationDetails.ts';
import type { Rooms } from '../rooms.ts';

/** What a tenant says of one application. */
export interface ApplicationGrants {
  readonly connection: KnownConnection;
  readonly grants: Grants;
}

/** A read that failed is not tried again for a while: nobody has asked for it. */
const restMilliseconds = 60_000;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What applications may do, read quietly: nobody is asked to sign in, nothing is sent in an untrusted workspace, and only
 * applications that a script names are read.
 */
export class KnownGrants {
  readonly #rooms: Rooms;
  readonly #known = new Map<string, ApplicationGrants>();
  readonly #reading = new Map<string, Promise<ApplicationGrants | undefined>>();
  readonly #failed = new Map<string, number>();
  readonly #resources = new Map<string, ResourceCache>();
  readonly #changed = new EventEmitter<void>();
  /** Something else is known than before. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  /** What is known now, by application id in lower case. */
  get grants(): ReadonlyMap<string, Grants> {
    return new Map([...this.#known.values()].map(({ connection, grants }) => [connection.appId.toLowerCase(), grants]));
  }

  get connections(): readonly KnownConnection[] {
    return [...this.#known.values()].map(({ connection }) => connection);
  }

  /** Reads what is not known yet, in the background; {@link onDidChange} tells when it is there. */
  need(tenant: Pick<KnownConnection, 'tenantId' | 'domain'>, appId: string): void {
    const key = keyOf(tenant.tenantId, appId);
    const rests = this.#rooms.clock.now().getTime() < (this.#failed.get(key) ?? 0) + restMilliseconds;
    if (workspace.isTrusted && guid.test(appId) && !this.#known.has(key) && !this.#reading.has(key) && !rests) {
      void this.#start(key, tenant, appId);
    }
  }

  /** Forgets what a change in a tenant may have made wrong. What was known is read again and stays until then. */
  forget({ tenantId, appId }: { readonly tenantId: string; readonly appId?: string }): void {
    this.#resources.delete(tenantId);
    for (const [key, { connection }] of [...this.#known]) {
      if (connection.tenantId === tenantId && (appId === undefined || sameId(connection.appId, appId))) {
        void this.#start(key, connection, connection.appId);
      }
    }
    for (const key of [...this.#failed.keys()]) {
      if (key.startsWith(`${tenantId}/`)) {
        this.#failed.delete(key);
      }
    }
  }

  /** Drops what was read of tenants that nobody is signed in to any more. */
  keepOnly(tenantIds: readonly string[]): void {
    for (const [key, { connection }] of [...this.#known]) {
      if (!tenantIds.includes(connection.tenantId)) {
        this.#known.delete(key);
      }
    }
    this.#failed.clear();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #start(key: string, tenant: Pick<KnownConnection, 'tenantId' | 'domain'>, appId: string): Promise<void> {
    const reading = this.#read(tenant, appId).catch((error: unknown) => {
      this.#rooms.log.debug('What an application of a script may do could not be read.', { appId, error });
      return undefined;
    });
    this.#reading.set(key, reading);
    const found = await reading;
    if (this.#reading.get(key) !== reading) {
      return;
    }
    this.#reading.delete(key);
    if (found === undefined) {
      this.#failed.set(key, this.#rooms.clock.now().getTime());
      if (!this.#known.delete(key)) {
        return;
      }
    } else {
      this.#failed.delete(key);
      this.#known.set(key, found);
    }
    this.#changed.fire();
  }

  async #read(
    { tenantId, domain }: Pick<KnownConnection, 'tenantId' | 'domain'>,
    appId: string,
  ): Promise<ApplicationGrants> {
    const { readApplicationDetails } = await import('../../core/directory/applicationDetails.ts');
    const { thumbprintOfKey } = await import('../../core/directory/keyCredential.ts');
    const resources = this.#resources.get(tenantId) ?? new Map();
    this.#resources.set(tenantId, resources);
    const directory = await this.#rooms.directory(tenantId, { quiet: true });
    const { application, permissions, roles } = await readApplicationDetails(directory, appId, resources);
    const named = (which: 'requested' | 'granted') =>
      permissions.flatMap(({ resourceAppId, permission, ...state }) =>
        state[which] && resourceAppId !== undefined ? [{ resourceAppId, permission }] : [],
      );
    return {
      connection: {
        tenantId,
        domain,
        appId: application.appId,
        displayName: application.displayName,
        thumbprints: application.keyCredentials.flatMap((key) => thumbprintOfKey(key) ?? []),
      },
      grants: {
        requested: named('requested'),
        granted: named('granted'),
        // A role in a part of the tenant only does not open a service.
        roles: roles
          .filter(({ directoryScopeId = '/' }) => directoryScopeId === '/')
          .map(({ roleDefinition, roleDefinitionId }) => roleDefinition?.templateId ?? roleDefinitionId),
      },
    };
  }
}

function keyOf(tenantId: string, appId: string): string {
  return `${tenantId}/${appId.toLowerCase()}`;
}

function sameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
