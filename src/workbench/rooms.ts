import { type Event, EventEmitter } from 'vscode';
import type { Catalog } from '../core/catalog/types.ts';
import type { CertificateVault } from '../core/certificates/vault.ts';
import type { Directory } from '../core/directory/types.ts';
import type { SignInPrompts } from '../core/identity/administratorSignIn.ts';
import type { TenantSessions } from '../core/identity/sessions.ts';
import type { ApplicationToken } from '../core/identity/types.ts';
import type { Clock, HttpTransport, KeyValueStore, Log, SecretStore } from '../core/shared/ports.ts';
import { readSetting } from './adapters/settings.ts';
import { lazy } from './lazy.ts';
import { PermissionData } from './permissionData.ts';
import { SampleTenantHolder } from './sampleTenantHolder.ts';

export interface RoomsOptions {
  readonly secrets: SecretStore;
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly transport: HttpTransport;
  readonly signInPrompts: SignInPrompts;
}

/**
 * The rooms of core, each loaded and built on first use and then shared by every feature. Listening for changes loads
 * nothing.
 */
export class Rooms {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: KeyValueStore;
  readonly sampleTenant: SampleTenantHolder;
  readonly vault: () => Promise<CertificateVault>;
  readonly sessions: () => Promise<TenantSessions>;
  readonly permissionData: PermissionData;
  readonly catalog: () => Promise<Catalog>;
  readonly #vaultChanged = new EventEmitter<void>();
  readonly #tenantsChanged = new EventEmitter<void>();
  readonly #directoryChanged = new EventEmitter<DirectoryChange>();
  /** The vault has other certificates than before. */
  readonly onVaultChanged: Event<void> = this.#vaultChanged.event;
  /** Somebody signed in to or out of a tenant. */
  readonly onTenantsChanged: Event<void> = this.#tenantsChanged.event;
  /** A command changed something in a tenant. */
  readonly onDirectoryChanged: Event<DirectoryChange> = this.#directoryChanged.event;

  constructor(options: RoomsOptions) {
    const { secrets, store, clock, log, transport, signInPrompts } = options;
    this.clock = clock;
    this.log = log;
    this.store = store;
    this.sampleTenant = new SampleTenantHolder(store, clock, log);
    this.vault = lazy(async () => {
      const { CertificateVault } = await import('../core/certificates/vault.ts');
      const expiringWithinDays = () => readSetting('expiringWithinDays');
      const vault = new CertificateVault({ store, secrets, clock, log, expiringWithinDays });
      vault.onDidChange(() => this.#vaultChanged.fire());
      return vault;
    });
    this.sessions = lazy(async () => {
      const { TenantSessions } = await import('../core/identity/sessions.ts');
      const sessions = new TenantSessions({
        secrets,
        store,
        transport,
        clock,
        log,
        prompts: signInPrompts,
        clientId: () => readSetting('clientId'),
        customCloud: () => readSetting('customCloud'),
        sample: () => this.sampleTenant.get(),
      });
      sessions.onDidChange(() => this.#tenantsChanged.fire());
      return sessions;
    });
    this.permissionData = new PermissionData(log);
    this.catalog = () => this.permissionData.catalog();
  }

  /**
   * Microsoft Graph for the administrator of a tenant. `quiet` never asks the user: for what draws a view.
   *
   * @throws NotSignedIn
   */
  async directory(
    tenantId: string,
    options: { readonly quiet?: boolean; readonly onWait?: WaitListener } = {},
  ): Promise<Directory> {
    const { createDirectory } = await import('../core/directory/client.ts');
    const sessions = await this.sessions();
    return createDirectory({
      cloud: await sessions.cloud(tenantId),
      tokens: sessions.tokens(tenantId, options.quiet ? { interactive: false } : {}),
      transport: sessions.transportFor(tenantId),
      clock: this.clock,
      log: this.log,
      ...(options.onWait ? { onWait: options.onWait } : {}),
    });
  }

  /**
   * A fresh token of an application, by signing in with a certificate of the vault.
   *
   * @throws SignInFailed, NotSignedIn, NotFound, NoPrivateKey, Network, AbortError
   */
  async signInAs(
    identity: { readonly tenantId: string; readonly appId: string; readonly thumbprint: string },
    resource: string,
    signal?: AbortSignal,
  ): Promise<ApplicationToken> {
    const { signInAsApplication } = await import('../core/identity/application.ts');
    const sessions = await this.sessions();
    const certificate = await (await this.vault()).signingCertificate(identity.thumbprint);
    return signInAsApplication({
      cloud: await sessions.cloud(identity.tenantId),
      tenantId: identity.tenantId,
      appId: identity.appId,
      certificate,
      resource,
      transport: sessions.transportFor(identity.tenantId),
      clock: this.clock,
      log: this.log,
      signal,
    });
  }

  /** Tells the views what a command changed; without an `appId` the whole tenant. */
  directoryChanged(change: DirectoryChange): void {
    this.#directoryChanged.fire(change);
  }

  async dispose(): Promise<void> {
    this.permissionData.dispose();
    this.#vaultChanged.dispose();
    this.#tenantsChanged.dispose();
    this.#directoryChanged.dispose();
    await this.sampleTenant.dispose();
  }
}

export interface DirectoryChange {
  readonly tenantId: string;
  readonly appId?: string;
}

/** Called when Graph asks to wait before the next try. */
export type WaitListener = (wait: { readonly milliseconds: number }) => void;
