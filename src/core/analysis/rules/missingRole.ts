import { serviceById } from '../../services/index.ts';
import { grantsFor } from '../openGrants.ts';
import type { Rule } from '../rule.ts';
import { nameRange } from './missingPermission.ts';

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/** A command for which the application holds none of the directory roles that would do. */
export const missingRole: Rule<'noneHeld'> = {
  id: 'missingRole',
  messages: ['noneHeld'],
  *check({ script, requirements }) {
    const reported = new Set<string>();
    for (const requirement of requirements) {
      const { roles, service, name } = requirement;
      const open = roles.length === 0 ? undefined : grantsFor(script, requirement);
      const [smallest = ''] = roles;
      if (open === undefined) {
        continue;
      }
      const held = new Set(open.grants.roles.map((id) => id.toLowerCase()));
      const key = `${roles.join()} ${open.appId}`;
      if (held.has(globalAdministrator) || roles.some((id) => held.has(id)) || reported.has(key)) {
        continue;
      }
      reported.add(key);
      yield {
        message: 'noneHeld',
        range: nameRange(script.text, requirement),
        params: {
          command: name,
          role: script.context.catalog.role(smallest)?.name ?? smallest,
          service: serviceById(service).name,
          application: open.application,
        },
        fixes: [{ kind: 'grant' }],
      };
    }
  },
};
