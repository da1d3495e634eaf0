import { homedir, tmpdir } from 'node:os';
import { l10n, type TerminalOptions, ThemeColor, ThemeIcon, workspace } from 'vscode';
import type { BootstrapOptions } from '../../core/hosting/bootstrap.ts';
import { hostingError } from '../../core/hosting/errors.ts';
import type { HandOver } from '../../core/hosting/handOver.ts';
import type { HostComputer } from '../../core/hosting/types.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';
import { presenceInStore } from '../../workbench/certificateStore.ts';
import { findInstallations, thisComputer } from '../../workbench/computer.ts';
import type { ConnectedTerminals } from '../../workbench/connectedTerminals.ts';
import { lazy } from '../../workbench/lazy.ts';
import { canInstall, isReady, type PowerShellDoor, type PowerShellOffer } from '../../workbench/powerShellDoor.ts';
import { withPatientProgress } from '../../workbench/progress.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { factsOf, type Identity } from '../../workbench/targets/connection.ts';
import { tenantColour } from '../../workbench/tenantColour.ts';
import { installationName } from '../../workbench/words/installationName.ts';
import { bootstrapWords } from './bootstrapWords.ts';
import { checkConnection, decideOn } from './checkBeforeConnecting.ts';
import { OpenHandOvers } from './openHandOvers.ts';

/** What a terminal is started for. */
export interface Start {
  /** Absent, like services, for a script that connects by itself. */
  readonly identity?: Identity;
  readonly services: readonly ServiceDefinition[];
  readonly name: string;
  readonly run?: BootstrapOptions['run'];
  readonly programmatic: boolean;
}

/** Real PowerShell in terminals that are signed in when they show their first prompt. */
export class PowerShell implements PowerShellDoor {
  readonly #rooms: Rooms;
  readonly #terminals: ConnectedTerminals;
  readonly #handOvers = new OpenHandOvers();
  /** What a crash left is removed before anything new is made. */
  readonly #swept = lazy(() => this.#sweep());

  constructor(rooms: Rooms, terminals: ConnectedTerminals) {
    this.#rooms = rooms;
    this.#terminals = terminals;
  }

  /** Removes what an editor that crashed left behind; does nothing the second time. */
  sweep(): Promise<void> {
    return this.#swept();
  }

  async offer(services: readonly ServiceDefinition[]): Promise<PowerShellOffer | undefined> {
    const computer = await thisComputer();
    const { moduleState } = await import('../../core/hosting/moduleState.ts');
    const offers: PowerShellOffer[] = [];
    for (const installation of await findInstallations(computer)) {
      const modules = await Promise.all(services.map((service) => moduleState(computer, installation, service)));
      offers.push({ installation, name: installationName(installation), modules });
    }
    // One that lacks a module can get it; one that is too old or of the wrong edition cannot.
    return offers.find(isReady) ?? offers.find(canInstall) ?? offers[0];
  }

  terminal(
    identity: Identity,
    services: readonly ServiceDefinition[],
    { programmatic }: { readonly programmatic: boolean },
  ): Promise<TerminalOptions> {
    const name = `${services.map((service) => service.name).join(', ')} · ${identity.application.displayName}`;
    return this.start({ identity, services, name, programmatic });
  }

  /** The options of a terminal; the first window to show it takes the hand-over. */
  async start(start: Start): Promise<TerminalOptions> {
    const { identity, services, programmatic } = start;
    if (!workspace.isTrusted) {
      throw hostingError('untrustedWorkspace');
    }
    const offer = await this.offer(services);
    if (offer === undefined) {
      throw hostingError('notFound');
    }
    if (identity !== undefined) {
      const problems = await this.#moduleProblems(offer, services);
      const findings = await withPatientProgress(l10n.t('Checking before connecting'), (_report, signal) =>
        checkConnection(this.#rooms, identity, services, (service) => problems.get(service), signal),
      );
      await decideOn(findings, programmatic);
    }
    return this.#options(start, offer);
  }

  dispose(): void {
    this.#handOvers.dispose();
  }

  async #moduleProblems(
    { modules, name }: PowerShellOffer,
    services: readonly ServiceDefinition[],
  ): Promise<ReadonlyMap<ServiceDefinition, Error | undefined>> {
    const { moduleProblem } = await import('../../core/hosting/moduleState.ts');
    return new Map(
      services.map((service, index) => {
        const state = modules[index];
        return [service, state && moduleProblem(state, service, name)] as const;
      }),
    );
  }

  async #options(
    { identity, services, name, run }: Start,
    { installation }: PowerShellOffer,
  ): Promise<TerminalOptions> {
    await this.sweep();
    const [{ bootstrapScript }, { startArguments }] = await Promise.all([
      import('../../core/hosting/bootstrap.ts'),
      import('../../core/hosting/handOver.ts'),
    ]);
    const { platform } = await thisComputer();
    const handOver = await this.#handOver(identity, platform);
    try {
      const text = bootstrapScript({
        services,
        ...(identity ? { facts: factsOf(identity) } : {}),
        platform,
        files: handOver.files,
        words: bootstrapWords(identity, services),
        ...(run ? { run } : {}),
      });
      const script = await handOver.writeScript(text);
      this.#handOvers.add(script, handOver);
      const options: TerminalOptions = {
        name,
        shellPath: installation.path,
        shellArgs: startArguments(platform, script),
        env: handOver.environment,
        cwd: workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri ?? homedir(),
        iconPath: new ThemeIcon('terminal-powershell'),
        ...(identity ? { color: new ThemeColor(tenantColour(identity.tenant.tenantId)) } : {}),
        isTransient: true,
      };
      if (identity) {
        const { tenant, application } = identity;
        const names = services.map((service) => service.name);
        this.#terminals.expect(options, { tenantId: tenant.tenantId, appId: application.appId, services: names });
      }
      return options;
    } catch (error) {
      await handOver.dispose();
      throw error;
    }
  }

  async #handOver(identity: Identity | undefined, platform: HostComputer['platform']): Promise<HandOver> {
    const { prepareHandOver } = await import('../../core/hosting/handOver.ts');
    const vault = await this.#rooms.vault();
    const thumbprint = identity?.certificate.thumbprint;
    // On Windows the terminal finds the certificate in the store, and the key stays where it is.
    const installed =
      platform === 'win32' && thumbprint !== undefined
        ? (await presenceInStore(this.#rooms.store, thumbprint)).hasPrivateKey === true
        : false;
    return prepareHandOver({
      ...(thumbprint !== undefined && !installed ? { material: await vault.materialWithKey(thumbprint) } : {}),
      platform,
      temporaryFolder: tmpdir(),
      processId: process.pid,
    });
  }

  async #sweep(): Promise<void> {
    const { isRunning, sweepHandOvers } = await import('../../core/hosting/sweepHandOvers.ts');
    const { clock, log } = this.#rooms;
    const self = { processId: process.pid, started: new Date(Date.now() - process.uptime() * 1000) };
    await sweepHandOvers({ temporaryFolder: tmpdir(), now: clock.now(), isRunning, self, log });
  }
}
