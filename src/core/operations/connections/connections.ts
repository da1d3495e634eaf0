import { randomUUID } from 'node:crypto';
import type { SigningCertificate } from '../../certificates/types.ts';
import type { ApplicationToken } from '../../identity/types.ts';
import { operationError } from '../errors.ts';
import type { OperationSessionOptions } from '../types.ts';

/** What a console can be connected to. Microsoft Entra PowerShell shares the connection of Microsoft Graph. */
export type ConnectionService = 'exchangeOnline' | 'securityCompliance' | 'graph' | 'teams' | 'sharePoint' | 'azure';

export interface Connection {
  readonly id: string;
  readonly service: ConnectionService;
  readonly appId: string;
  readonly thumbprint: string;
  readonly notAfter: string;
  /** What the module calls the tenant: the domain or the tenant id. */
  readonly organization: string;
  /** Token resource, an origin or an application id. */
  readonly resource: string;
  /** What the command before a cmdlet of the service was called. */
  readonly connectCommand: string;
}

interface OpenConnection {
  readonly connection: Connection;
  readonly certificate: () => Promise<SigningCertificate>;
  token: ApplicationToken | undefined;
}

/** A token that ends sooner than this is replaced before it is used. */
const renewBefore = 5 * 60_000;

const connectCommands: Readonly<Record<ConnectionService, string>> = {
  exchangeOnline: 'Connect-ExchangeOnline',
  securityCompliance: 'Connect-IPPSSession',
  graph: 'Connect-MgGraph',
  teams: 'Connect-MicrosoftTeams',
  sharePoint: 'Connect-PnPOnline',
  azure: 'Connect-AzAccount',
};

/** The connections of one console, newest last; each signs in with a certificate and renews its token from it. */
export class Connections {
  readonly #options: OperationSessionOptions;
  readonly #open = new Map<ConnectionService, OpenConnection>();
  /** Services the user disconnected: they do not connect by themselves again. */
  readonly #left = new Set<ConnectionService>();

  constructor(options: OperationSessionOptions) {
    this.#options = options;
  }

  list(): readonly Connection[] {
    return [...this.#open.values()].map(({ connection }) => connection);
  }

  isOpen(service: ConnectionService): boolean {
    return this.#open.has(service);
  }

  /** Whether a command of the service would connect by itself. */
  connectsByItself(service: ConnectionService): boolean {
    return this.#options.application !== undefined && !this.#left.has(service);
  }

  /**
   * Signs in and keeps the connection; an existing one of the service stays when it fails.
   *
   * @throws what the sign-in throws
   */
  async open(
    service: ConnectionService,
    facts: {
      readonly appId: string;
      readonly organization: string;
      readonly resource?: string;
      readonly certificate: () => Promise<SigningCertificate>;
    },
    signal: AbortSignal | undefined,
  ): Promise<Connection> {
    const certificate = await facts.certificate();
    const resource = facts.resource ?? this.#resource(service);
    const token = await this.#options.signIn({ appId: facts.appId, certificate, resource, signal });
    const connection: Connection = {
      id: randomUUID(),
      service,
      appId: facts.appId,
      thumbprint: certificate.thumbprint,
      notAfter: certificate.notAfter,
      organization: facts.organization,
      resource,
      connectCommand: connectCommands[service],
    };
    this.#open.delete(service);
    this.#open.set(service, { connection, certificate: facts.certificate, token });
    this.#left.delete(service);
    return connection;
  }

  /** Forgets the connection and its token. */
  close(service: ConnectionService): boolean {
    this.#left.add(service);
    return this.#open.delete(service);
  }

  closeAll(): void {
    for (const service of Object.keys(connectCommands) as ConnectionService[]) {
      this.close(service);
    }
  }

  /** The connection of a service; opened as the session's application where nobody has. @throws operations/notConnected */
  async connected(service: ConnectionService, command: string, signal: AbortSignal | undefined): Promise<Connection> {
    const open = this.#open.get(service);
    if (open !== undefined) {
      return open.connection;
    }
    const { application, vault, tenant } = this.#options;
    if (application === undefined || this.#left.has(service)) {
      throw operationError('notConnected', { command, connect: connectCommands[service] });
    }
    return this.open(
      service,
      {
        appId: application.appId,
        organization: tenant.domain,
        certificate: () => vault.signingCertificate(application.thumbprint),
      },
      signal,
    );
  }

  /** A token that is good for some minutes; `refused` is one the service did not take. */
  async token(service: ConnectionService, signal: AbortSignal | undefined, refused?: string): Promise<string> {
    const open = this.#open.get(service);
    if (open === undefined) {
      throw operationError('notConnected', { command: '', connect: connectCommands[service] });
    }
    const { token } = open;
    const stale =
      token === undefined ||
      token.accessToken === refused ||
      token.expiresOn.getTime() - this.#options.clock.now().getTime() < renewBefore;
    if (!stale) {
      return token.accessToken;
    }
    const { appId, resource } = open.connection;
    const renewed = await this.#options.signIn({ appId, certificate: await open.certificate(), resource, signal });
    open.token = renewed;
    return renewed.accessToken;
  }

  /** Granted permissions and role template ids of the connection's token. */
  claims(service: ConnectionService): Pick<ApplicationToken, 'roles' | 'wids'> | undefined {
    return this.#open.get(service)?.token;
  }

  #resource(service: ConnectionService): string {
    const { cloud, tenant } = this.#options;
    switch (service) {
      case 'exchangeOnline':
        return cloud.exchange;
      case 'securityCompliance':
        return cloud.compliance;
      case 'graph':
        return cloud.graph;
      case 'teams':
        // Application id of the Teams tenant admin API.
        return '48ac35b8-9aa8-4d74-927d-1f4a14a0b239';
      case 'sharePoint':
        return `https://${tenant.domain.split('.')[0]}.${cloud.sharePointSuffix}`;
      case 'azure':
        return cloud.azure;
    }
  }
}
