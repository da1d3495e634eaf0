import { splitRows } from './table.ts';
import type { CatalogPurpose, CatalogService, RoleFacts } from './types.ts';

const coverage: readonly (readonly [flag: string, service: CatalogService])[] = [
  ['X', 'exchangeOnline'],
  ['S', 'securityCompliance'],
  ['t', 'teams'],
  ['p', 'sharePoint'],
];

/** Directory roles, and which of them suffices for what. */
export class RoleTable {
  readonly roles: readonly RoleFacts[];
  readonly #byName = new Map<string, RoleFacts>();
  readonly #byPurpose = new Map<string, readonly RoleFacts[]>();

  /** @param text rows of `data/directoryRoles` */
  constructor(text: string) {
    const rows = splitRows(text);
    const count = Number.parseInt(rows[0] ?? '0', 36);
    this.roles = rows.slice(1, 1 + count).map(parseRole);
    for (const role of this.roles) {
      this.#byName.set(role.name.toLowerCase(), role);
      this.#byName.set(role.templateId, role);
    }
    for (const row of rows.slice(1 + count)) {
      const [service = '', purpose = '', names = ''] = row.split('\t');
      this.#byPurpose.set(
        `${service}/${purpose}`,
        names.split(',').flatMap((name) => this.find(name) ?? []),
      );
    }
  }

  find(nameOrTemplateId: string): RoleFacts | undefined {
    return this.#byName.get(nameOrTemplateId.toLowerCase());
  }

  for(service: CatalogService, purpose: CatalogPurpose): readonly RoleFacts[] {
    return this.#byPurpose.get(`${service}/${purpose}`) ?? [];
  }
}

function parseRole(row: string): RoleFacts {
  const [name = '', templateId = '', flags = ''] = row.split('\t');
  return {
    name,
    templateId,
    privileged: flags.includes('P'),
    covers: coverage.filter(([flag]) => flags.includes(flag)).map(([, service]) => service),
  };
}
