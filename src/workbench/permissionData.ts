import { type Event, EventEmitter } from 'vscode';
import type { ModuleMetadata } from '../core/catalog/moduleMetadata.ts';
import type { CatalogSources, SourcesInUse, TenantResource } from '../core/catalog/sources.ts';
import type { Catalog } from '../core/catalog/types.ts';
import type { Log } from '../core/shared/ports.ts';
import { lazy } from './lazy.ts';

/**
 * The permission data everybody asks: what ships with the product, and what the installed Microsoft Graph module says,
 * once that was read. A report on a tenant adds the tenant's own app roles.
 */
export class PermissionData {
  readonly #log: Log;
  readonly #sources: () => Promise<CatalogSources>;
  readonly #shipped: () => Promise<Catalog>;
  readonly #changed = new EventEmitter<void>();
  #module: ModuleMetadata | undefined;
  #reading: Promise<ModuleMetadata | undefined> | undefined;
  /** Other data answers than before. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(log: Log) {
    this.#log = log;
    this.#shipped = lazy(async () => (await import('../core/catalog/catalog.ts')).loadCatalog());
    this.#sources = lazy(async () => {
      const { CatalogSources } = await import('../core/catalog/sources.ts');
      return new CatalogSources(await this.#shipped());
    });
  }

  /** Answers from the best data read so far; the same object stays valid when more is read. */
  async catalog(): Promise<Catalog> {
    return (await this.#sources()).catalog;
  }

  /** Which data answers. */
  async inUse(): Promise<SourcesInUse> {
    return (await this.#sources()).inUse;
  }

  /** The catalog with a tenant's own app roles before everything else. */
  async forTenant(resources: readonly TenantResource[]): Promise<CatalogSources> {
    const { CatalogSources } = await import('../core/catalog/sources.ts');
    const sources = new CatalogSources(await this.#shipped());
    sources.useModule(this.#module);
    sources.useTenant(resources);
    return sources;
  }

  /** Reads the metadata of the installed module, unless that was done; `again` looks for it anew. */
  readModule(options: { readonly again?: boolean; readonly signal?: AbortSignal } = {}): Promise<SourcesInUse> {
    if (options.again || this.#reading === undefined) {
      const reading = this.#readModule(options.signal);
      this.#reading = reading;
      reading.catch(() => {
        // Cancelled or failed: the next one who needs it tries again.
        if (this.#reading === reading) {
          this.#reading = undefined;
        }
      });
    }
    return this.#reading.then(() => this.inUse());
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #readModule(signal: AbortSignal | undefined): Promise<ModuleMetadata | undefined> {
    const [{ findModuleMetadata, readModuleMetadata }, { moduleFolders }] = await Promise.all([
      import('../core/catalog/moduleMetadata.ts'),
      import('./moduleFolders.ts'),
    ]);
    const sources = await this.#sources();
    const found = await findModuleMetadata(await moduleFolders());
    const shipped = await this.#shipped();
    const metadata =
      found &&
      (await readModuleMetadata(found, {
        log: this.#log,
        privilege: (name) => shipped.privilege(name),
        ...(signal ? { signal } : {}),
      }));
    const changed = metadata?.file !== this.#module?.file || metadata?.version !== this.#module?.version;
    this.#module = metadata;
    sources.useModule(metadata);
    if (changed) {
      this.#changed.fire();
    }
    return metadata;
  }
}
