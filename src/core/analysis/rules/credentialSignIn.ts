import { serviceById } from '../../services/index.ts';
import type { Rule } from '../rule.ts';

/** Signing in with user name and password: Microsoft is taking it away, and it fails wherever a second factor is asked for. */
export const credentialSignIn: Rule<'credential'> = {
  id: 'credentialSignIn',
  messages: ['credential'],
  *check({ script }) {
    for (const { method, service, invocation, signature, arguments: bound } of script.connections) {
      if (method !== 'credential' || signature === undefined || signature.retired) {
        continue;
      }
      const parameter = bound.parameters.find(({ name }) => signature.roles[name] === 'credential');
      const range = parameter === undefined || parameter.splatted ? invocation.nameRange : parameter.range;
      yield {
        message: 'credential',
        range,
        params: { command: signature.name, service: serviceById(service).name },
        fixes: [{ kind: 'convert' }],
      };
    }
  },
};
