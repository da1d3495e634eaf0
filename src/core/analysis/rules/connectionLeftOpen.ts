import { commandText } from '../../powershell/commandText.ts';
import { serviceById } from '../../services/index.ts';
import type { ServiceId } from '../../services/types.ts';
import type { Connection } from '../connections.ts';
import type { Rule } from '../rule.ts';
import type { ScriptModel } from '../scriptModel.ts';
import { lineBreak } from '../textLines.ts';
import type { Fix } from '../types.ts';

/** What closes a session of a service. */
const closing: Readonly<Partial<Record<ServiceId, RegExp>>> = {
  exchangeOnline: /^disconnect-exchangeonline$|^remove-pssession$/,
  securityCompliance: /^disconnect-exchangeonline$|^remove-pssession$/,
  teams: /^disconnect-microsoftteams$/,
  graph: /^disconnect-(?:mg)?graph$/,
  entra: /^disconnect-(?:entra|(?:mg)?graph)$/,
};

/** A connection that an unattended script opens and never closes; of Exchange, a tenant has only so many. */
export const connectionLeftOpen: Rule<'open'> = {
  id: 'connectionLeftOpen',
  messages: ['open'],
  *check({ script }) {
    if (/\.psm1$/i.test(script.context.path ?? '')) {
      return;
    }
    const reported = new Set<RegExp>();
    for (const connection of script.connections) {
      const { service, method, invocation, signature } = connection;
      const closes = closing[service];
      const unattended = method === 'certificate' || method === 'clientSecret' || method === 'managedIdentity';
      if (closes === undefined || reported.has(closes) || signature === undefined || !unattended) {
        continue;
      }
      if (invocation.depth > 0 || !script.blocks.isUnconditional(invocation.range.start)) {
        continue;
      }
      // Something the script calls may do it.
      const closed = script.commands.some(
        ({ lower, kind }) =>
          closes.test(lower) || ((kind === 'own' || kind === 'unknown') && lower.startsWith('disconnect-')),
      );
      if (!closed) {
        reported.add(closes);
        yield {
          message: 'open',
          range: invocation.nameRange,
          params: { service: serviceById(service).name, disconnect: serviceById(service).disconnectCommand },
          fixes: disconnectAtEnd(script, connection),
        };
      }
    }
  },
};

function disconnectAtEnd({ text, syntax }: ScriptModel, { service }: Connection): readonly Fix[] {
  if (syntax.brokenAt !== undefined) {
    return [];
  }
  const at = syntax.signatureStart ?? text.length;
  const end = lineBreak(text);
  const before = text.slice(0, at);
  const line = commandText(serviceById(service).disconnect, 'line');
  const inserted = `${before === '' || before.endsWith('\n') ? '' : end}${line}${end}`;
  return [
    {
      kind: 'edit',
      id: 'disconnectAtEnd',
      params: { disconnect: line },
      edits: [{ range: { start: at, end: at }, text: inserted }],
      preferred: false,
    },
  ];
}
