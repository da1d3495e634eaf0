import { commandText } from '../../powershell/commandText.ts';
import { serviceById } from '../../services/index.ts';
import type { ServiceId } from '../../services/types.ts';
import { type Connection, signsInAsApplication } from '../connections.ts';
import type { Rule } from '../rule.ts';
import type { ScriptModel } from '../scriptModel.ts';
import { lineBreak } from '../textLines.ts';
import type { Fix } from '../types.ts';

/** Services that count their open sessions; the others only forget a token when they are disconnected. */
const counting: ReadonlySet<ServiceId> = new Set(['exchangeOnline', 'securityCompliance']);

const closes = /^disconnect-exchangeonline$|^remove-pssession$/;

/** A session of Exchange that an unattended script opens, uses and never closes: an application has only so many. */
export const connectionLeftOpen: Rule<'open'> = {
  id: 'connectionLeftOpen',
  messages: ['open'],
  *check({ script }) {
    if (/\.psm1$/i.test(script.context.path ?? '')) {
      return;
    }
    // Something the script calls may do it.
    const closed = script.commands.some(
      ({ lower, kind }) =>
        closes.test(lower) || ((kind === 'own' || kind === 'unknown') && lower.startsWith('disconnect-')),
    );
    for (const connection of closed ? [] : script.connections) {
      const { service, method, invocation, signature } = connection;
      if (!counting.has(service) || signature === undefined || !signsInAsApplication(method)) {
        continue;
      }
      if (invocation.depth > 0 || !script.blocks.isUnconditional(invocation.range.start)) {
        continue;
      }
      // A script that only connects leaves it open on purpose.
      const used = script.commands.some(
        (command) =>
          command.facts?.purpose !== undefined &&
          command.invocation.range.start > invocation.range.start &&
          command.service !== undefined &&
          counting.has(command.service),
      );
      if (used) {
        yield {
          message: 'open',
          range: invocation.nameRange,
          params: { service: serviceById(service).name, disconnect: serviceById(service).disconnectCommand },
          fixes: disconnectAtEnd(script, connection),
        };
        return;
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
