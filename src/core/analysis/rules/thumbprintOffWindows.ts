import { serviceById } from '../../services/index.ts';
import type { Rule } from '../rule.ts';

/** `-CertificateThumbprint` where there is no Windows certificate store to look it up in. */
export const thumbprintOffWindows: Rule<'storeOnly'> = {
  id: 'thumbprintOffWindows',
  messages: ['storeOnly'],
  *check({ script }) {
    const { platform } = script.context;
    const unix = platform === 'linux' || platform === 'macos' || /^#!.*\bpwsh\b/.test(script.text);
    // A script that asks where it runs has thought of it.
    if (
      !unix ||
      /\$(?:Global:)?Is(?:Windows|Linux|MacOS)\b|PSVersionTable\.(?:Platform|OS)\b|OSVersion|RuntimeInformation/i.test(
        script.text,
      )
    ) {
      return;
    }
    for (const { thumbprint, service, invocation, signature, arguments: bound } of script.connections) {
      if (
        thumbprint === undefined ||
        signature === undefined ||
        !serviceById(service).thumbprintWindowsOnly ||
        signature.retired
      ) {
        continue;
      }
      const parameter = bound.parameters.find(({ name }) => signature.roles[name] === 'thumbprint');
      yield {
        message: 'storeOnly',
        range: parameter === undefined || parameter.splatted ? invocation.nameRange : parameter.nameRange,
        params: { command: signature.name },
      };
    }
  },
};
