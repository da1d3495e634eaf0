/** Microsoft Graph's application id, the resource of every permission that is written without one. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/**
 * Everything that can stand in a list of alternatives gets a number: Graph permissions in the order of their table,
 * then permissions of other resources.
 */
export class PermissionNumbers {
  #numbers = new Map();
  #others = [];

  constructor(graphNames) {
    for (const name of graphNames) {
      this.#numbers.set(key(graphAppId, name), this.#numbers.size);
    }
  }

  of(name, resourceAppId = graphAppId) {
    const known = this.#numbers.get(key(resourceAppId, name));
    if (known !== undefined) {
      return known;
    }
    if (resourceAppId === graphAppId) {
      throw new Error(`${name} is no row of graph-permissions.`);
    }
    const number = this.#numbers.size;
    this.#numbers.set(key(resourceAppId, name), number);
    this.#others.push(`${resourceAppId}\t${name}`);
    return number;
  }

  /** `resourceAppId<tab>name` of the permissions of other resources, in number order. */
  get others() {
    return this.#others;
  }
}

function key(resourceAppId, name) {
  return `${resourceAppId}/${name}`;
}

/** A Graph permission as the ranking needs to know it. */
export function describe(row) {
  const flags = new Set(row.flags.split(','));
  return {
    name: row.name,
    level: row.applicationPrivilegeLevel === '' ? 3 : Number(row.applicationPrivilegeLevel),
    // Published for applications but without an id yet: the tenant's own list of app roles may know it.
    withoutId: flags.has('appNoId'),
    grantable: row.applicationId !== '' && !flags.has('rsc'),
    area: row.name.split('.')[0].split('-')[0].toLowerCase(),
    writes: /Write|FullControl|Manage|Create|Delete|Send|Invite|Operations|Enable|Update|Migrate/.test(
      // What may be done stands after the area: `DeviceManagementApps.Read.All` manages nothing.
      row.name.slice(row.name.indexOf('.')),
    ),
  };
}
