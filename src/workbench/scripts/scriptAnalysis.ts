import { type Event, EventEmitter, type TextDocument, type Uri, window, workspace } from 'vscode';
import type { Analysis } from '../../core/analysis/analyse.ts';
import type { AnalysisContext, KnownConnection } from '../../core/analysis/types.ts';
import { isAbort } from '../../core/shared/errors.ts';
import { onSettingChanged } from '../adapters/settings.ts';
import { disposeAll } from '../disposeAll.ts';
import { lazy } from '../lazy.ts';
import type { DirectoryChange, Rooms } from '../rooms.ts';
import { isScript, longestScript, scriptLength } from './isScript.ts';
import { KnownGrants } from './knownGrants.ts';
import { LinkedScripts, readLinked, scriptPath } from './linkedScripts.ts';
import { KnownSeverities, onSeveritiesChanged, type RuleSeverities } from './ruleSettings.ts';
import { ScriptBindings } from './scriptBindings.ts';
import { readScriptFacts, type ScriptFacts } from './scriptFacts.ts';

interface Cached {
  readonly version: number;
  readonly revision: number;
  readonly analysis: Promise<Analysis | undefined>;
  readonly cancel: AbortController;
}

/** Of a cell of a notebook: what surrounds it stands in other cells, and somebody sits before it. */
const cellScheme = 'vscode-notebook-cell';
const partOnly: RuleSeverities = {
  connectionLeftOpen: 'off',
  moduleConflict: 'off',
  promptUnattended: 'off',
  requiresModules: 'off',
  usedBeforeConnect: 'off',
};

const analysing = lazy(() => import('../../core/analysis/analyse.ts'));

const nothing: ScriptFacts = { certificates: [], connections: [], tenants: [] };

/**
 * Analyses scripts with what is known here: certificates of the vault, applications worked with, what they may do. Never asks
 * anybody anything; nothing is sent in an untrusted workspace, or to a tenant nobody is signed in to.
 */
export class ScriptAnalysis {
  readonly bindings: ScriptBindings;
  readonly #rooms: Rooms;
  readonly #grants: KnownGrants;
  readonly #linked: LinkedScripts;
  readonly #cache = new WeakMap<TextDocument, Cached>();
  readonly #changed = new EventEmitter<void>();
  readonly #owned: { dispose(): unknown };
  #facts: Promise<ScriptFacts> | undefined;
  #factsText = '';
  #connections: Promise<readonly KnownConnection[]> | undefined;
  readonly #severities = new KnownSeverities();
  #revision = 0;
  /** Scripts may be judged differently than before: certificates, applications, grants, settings or linked files changed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    this.bindings = new ScriptBindings(rooms.store);
    this.#grants = new KnownGrants(rooms);
    this.#linked = new LinkedScripts(() => this.#renew());
    this.#owned = disposeAll([
      this.#changed,
      this.bindings,
      this.#grants,
      this.#linked,
      this.#grants.onDidChange(() => this.#renew()),
      this.bindings.onDidChange(() => this.#renew()),
      rooms.permissionData.onDidChange(() => this.#renew()),
      rooms.onVaultChanged(() => void this.refresh()),
      rooms.onTenantsChanged(() => void this.refresh()),
      rooms.onDirectoryChanged((change) => this.#directoryChanged(change)),
      onSeveritiesChanged(() => this.#renew()),
      workspace.onDidChangeWorkspaceFolders(() => this.#severities.forget()),
      onSettingChanged('expiringWithinDays', () => void this.refresh()),
      workspace.onDidGrantWorkspaceTrust(() => this.#renew()),
      workspace.onDidChangeTextDocument(({ document }) => this.#cancelStale(document)),
      // Other windows change the facts too, and time does: certificates expire.
      window.onDidChangeWindowState(({ focused }) => focused && void this.refresh()),
    ]);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** Certificates and applications that are known here; read on first use. Never throws. */
  facts(): Promise<ScriptFacts> {
    this.#facts ??= readScriptFacts(this.#rooms).catch((error: unknown) => {
      this.#rooms.log.warn('What is known of certificates and applications could not be read.', { error });
      return nothing;
    });
    return this.#facts;
  }

  /** Reads the facts again, and tells where they are others than before. */
  async refresh(): Promise<void> {
    this.bindings.forget();
    if (this.#facts === undefined) {
      return;
    }
    this.#facts = undefined;
    const facts = await this.facts();
    this.#grants.keepOnly(facts.tenants.map(({ tenantId }) => tenantId));
    this.#connections = undefined;
    const text = JSON.stringify(facts);
    if (text !== this.#factsText) {
      this.#factsText = text;
      this.#renew();
    }
  }

  /** Applications known here; those a tenant was asked about with what it said. */
  connections(): Promise<readonly KnownConnection[]> {
    this.#connections ??= this.#readConnections();
    return this.#connections;
  }

  async #readConnections(): Promise<readonly KnownConnection[]> {
    const byKey = new Map<string, KnownConnection>();
    for (const one of [...(await this.facts()).connections, ...this.#grants.connections]) {
      const key = `${one.tenantId}/${one.appId}`.toLowerCase();
      const thumbprints = new Set([...(byKey.get(key)?.thumbprints ?? []), ...one.thumbprints]);
      byKey.set(key, { ...one, thumbprints: [...thumbprints] });
    }
    return [...byKey.values()];
  }

  /**
   * The analysis of a document as it stands, made once for each version of it; undefined for another language, for texts
   * beyond {@link longestScript}, and when the document was changed meanwhile.
   */
  async analyseDocument(document: TextDocument): Promise<Analysis | undefined> {
    if (!isScript(document) || scriptLength(document) > longestScript) {
      return undefined;
    }
    const { version } = document;
    const known = this.#cache.get(document);
    if (known?.version === version && known.revision === this.#revision) {
      return known.analysis;
    }
    const cancel = new AbortController();
    const analysis = this.#analyse(document.getText(), document.uri, cancel.signal).catch((error: unknown) => {
      if (isAbort(error)) {
        return undefined;
      }
      if (this.#cache.get(document) === cached) {
        this.#cache.delete(document);
      }
      throw error;
    });
    const cached: Cached = { version, revision: this.#revision, analysis, cancel };
    this.#cache.set(document, cached);
    return analysis;
  }

  /**
   * The analysis of a text, as if it were at `uri` where one is given.
   *
   * @param context what {@link context} said of it, where it was asked before
   * @throws AbortError
   */
  async analyseText(text: string, uri?: Uri, signal?: AbortSignal, context?: AnalysisContext): Promise<Analysis> {
    return this.#analyse(text, uri, signal, context);
  }

  /** What an analysis knows beside the text, linked scripts included where `text` is given. */
  async context(uri?: Uri, text?: string): Promise<AnalysisContext> {
    const [catalog, { certificates }, connections, binding, linked] = await Promise.all([
      this.#rooms.catalog(),
      this.facts(),
      this.connections(),
      uri === undefined ? undefined : this.bindings.get(uri.toString()),
      uri === undefined || text === undefined ? [] : this.#linked.of(uri, text),
    ]);
    const platform = platforms[process.platform];
    return {
      catalog,
      certificates,
      connections,
      linked,
      grants: this.#grants.grants,
      severities: { ...this.#severities.of(uri), ...(uri?.scheme === cellScheme ? partOnly : {}) },
      ...(uri !== undefined && uri.scheme !== 'untitled' && { path: scriptPath(uri) }),
      ...(platform !== undefined && { platform }),
      ...(binding !== undefined && { appId: binding.appId }),
    };
  }

  /** Reads a file that a script at `uri` names; for {@link CheckDoors}. */
  reader(uri: Uri): (path: string) => Promise<string | undefined> {
    return (path) => readLinked(uri, path);
  }

  async #analyse(
    text: string,
    uri: Uri | undefined,
    signal: AbortSignal | undefined,
    context?: AnalysisContext,
  ): Promise<Analysis> {
    const { analyseInSlices } = await analysing();
    const analysis = await analyseInSlices(text, context ?? (await this.context(uri, text)), signal);
    void this.#needGrants(analysis, uri);
    return analysis;
  }

  /** Starts reading what the applications that the script connects as may do, where somebody is signed in. */
  async #needGrants({ script }: Analysis, uri: Uri | undefined): Promise<void> {
    const { tenants } = await this.facts();
    if (tenants.length === 0) {
      return;
    }
    const connections = await this.connections();
    const tenantOf = (appId: string, written: string | undefined) => {
      const name = written?.toLowerCase();
      const home = connections.find((known) => known.appId.toLowerCase() === appId.toLowerCase());
      return tenants.find(({ tenantId, domain }) =>
        home === undefined
          ? tenantId.toLowerCase() === name || domain.toLowerCase() === name
          : tenantId === home.tenantId,
      );
    };
    for (const { appId, tenant } of script.connections) {
      const home = appId?.text === undefined ? undefined : tenantOf(appId.text, tenant?.text);
      if (home !== undefined && appId?.text !== undefined) {
        this.#grants.need(home, appId.text);
      }
    }
    const binding = uri === undefined ? undefined : await this.bindings.get(uri.toString());
    const bound = tenants.find(({ tenantId }) => tenantId === binding?.tenantId);
    if (bound !== undefined && binding !== undefined) {
      this.#grants.need(bound, binding.appId);
    }
  }

  /** Nobody waits for what a version was that is not there any more. */
  #cancelStale(document: TextDocument): void {
    const known = this.#cache.get(document);
    if (known !== undefined && known.version !== document.version) {
      known.cancel.abort();
    }
  }

  #directoryChanged(change: DirectoryChange): void {
    this.#grants.forget(change);
    void this.refresh();
  }

  #renew(): void {
    this.#revision++;
    this.#connections = undefined;
    this.#severities.forget();
    this.#changed.fire();
  }
}

const platforms: Readonly<Partial<Record<NodeJS.Platform, 'windows' | 'linux' | 'macos'>>> = {
  win32: 'windows',
  linux: 'linux',
  darwin: 'macos',
};
