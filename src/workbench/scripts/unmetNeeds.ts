import type { Analysis } from '../../core/analysis/analyse.ts';
import type { Connection } from '../../core/analysis/connections.ts';
import type { Grants, NeededPermission, NeededRole, Place } from '../../core/analysis/types.ts';
import type { PermissionRef } from '../../core/directory/types.ts';

/** What an application lacks for a script. */
export interface UnmetNeeds {
  readonly permissions: readonly NeededPermission[];
  readonly roles: readonly NeededRole[];
}

/** What `grants` lack for the commands that `connection` serves; for all commands of the script without one. */
export function unmetNeeds(analysis: Analysis, grants: Grants, connection?: Connection): UnmetNeeds {
  const { permissions, roles } = analysis.needed(grants);
  const granted = new Set(grants.granted.map(keyOf));
  const held = new Set(grants.roles.map((id) => id.toLowerCase()));
  const concerns = connection === undefined ? () => true : isServedBy(analysis, connection);
  return {
    permissions: permissions.filter((ref) => !granted.has(keyOf(ref)) && ref.places.some(concerns)),
    roles: roles.filter(({ templateId, places }) => !held.has(templateId.toLowerCase()) && places.some(concerns)),
  };
}

/** Whether a place is a command that runs in the session which `connection` opens; those of other files may be. */
function isServedBy({ script, ownRequirements }: Analysis, connection: Connection): (place: Place) => boolean {
  const served = new Set(
    ownRequirements
      .filter(({ service, range }) => script.connectionFor({ service, invocation: { range } }) === connection)
      .map(({ name, line }) => `${line} ${name}`),
  );
  // The place of a request names what it asks for after the command.
  return ({ line, name, path }) => path !== undefined || served.has(`${line} ${name.split(' ', 1)[0]}`);
}

function keyOf({ resourceAppId, permission }: PermissionRef): string {
  return `${resourceAppId}/${permission}`.toLowerCase();
}
