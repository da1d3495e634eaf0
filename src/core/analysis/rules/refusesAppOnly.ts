import { serviceById } from '../../services/index.ts';
import { signsInAsApplication } from '../connections.ts';
import type { Rule } from '../rule.ts';

/** A cmdlet that Microsoft refuses when an application signs in without a user, in a script that signs in that way. */
export const refusesAppOnly: Rule<'cmdlet' | 'me'> = {
  id: 'refusesAppOnly',
  messages: ['cmdlet', 'me'],
  *check({ script }) {
    for (const command of script.commands) {
      const { facts, request, service, invocation } = command;
      const refuses = facts?.appOnly === 'no' && !facts.retired;
      if (service === undefined || !(refuses || request?.usesMe)) {
        continue;
      }
      const connection = script.connectionFor(command);
      const asUser = script.connections.some(
        (other) => other.service === connection?.service && !signsInAsApplication(other.method),
      );
      if (connection === undefined ? script.context.appId === undefined : asUser) {
        continue;
      }
      const params = { cmdlet: command.name, service: serviceById(service).name };
      yield { message: request?.usesMe ? 'me' : 'cmdlet', range: invocation.nameRange, params };
    }
  },
};
