import { serviceById } from '../../services/index.ts';
import type { Rule } from '../rule.ts';
import type { ScriptModel } from '../scriptModel.ts';
import { lineBreak, lineStart } from '../textLines.ts';
import type { Fix } from '../types.ts';

/**
 * A script that connects without saying which module it needs: it fails in the middle where the module is missing. Most
 * scripts say nothing about modules, and who runs them by hand sees why they fail; it matters to one that lists its
 * modules and leaves this one out, and to one that signs in with a certificate, which runs where nobody looks.
 */
export const requiresModules: Rule<'notRequired'> = {
  id: 'requiresModules',
  messages: ['notRequired'],
  *check({ script }) {
    if (/\.ps[md]1$/i.test(script.context.path ?? '')) {
      return;
    }
    const lists = script.syntax.requires.some(({ modules }) => modules.length > 0);
    const seen = new Set<string>();
    for (const { service, signature, invocation, method } of script.connections) {
      if (signature === undefined || signature.retired || !(lists || method === 'certificate')) {
        continue;
      }
      const { module } = signature;
      if (seen.has(module)) {
        continue;
      }
      seen.add(module);
      // Any mention will do: imported, installed, looked for, or required.
      const root = module.replace(/\.(?:Authentication|Accounts)$/, '');
      const mentioned = new RegExp(`(?<![\\w.-])${root.replace('.', '\\.')}(?![\\w-])`, 'i').test(script.text);
      if (mentioned) {
        continue;
      }
      yield {
        message: 'notRequired',
        range: invocation.nameRange,
        params: { module, command: signature.name },
        fixes: addRequires(script, module, signature.minimumVersion ?? serviceById(service).module.minimumVersion),
      };
    }
  },
};

function addRequires({ text, syntax }: ScriptModel, module: string, version: string): readonly Fix[] {
  const last = syntax.requires.at(-1);
  const shebang = /^#!.*(?:\r\n|\n|\r|$)/.exec(text)?.[0].length ?? 0;
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const start = last === undefined ? Math.max(shebang, mark) : lineStart(text, last.range.start);
  const line = `#Requires -Modules @{ ModuleName = '${module}'; ModuleVersion = '${version}' }${lineBreak(text)}`;
  return [
    {
      kind: 'edit',
      id: 'addRequires',
      params: { module },
      edits: [{ range: { start, end: start }, text: line }],
      preferred: true,
    },
  ];
}
