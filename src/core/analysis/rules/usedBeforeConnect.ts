import { serviceById } from '../../services/index.ts';
import type { Connection } from '../connections.ts';
import type { Rule } from '../rule.ts';
import type { ScriptModel } from '../scriptModel.ts';

/** A cmdlet that runs before the script has connected to its service. */
export const usedBeforeConnect: Rule<'before'> = {
  id: 'usedBeforeConnect',
  messages: ['before'],
  *check({ script }) {
    const limit = firstUncertainty(script);
    const checked = new Set<string>();
    for (const connection of script.connections) {
      const { invocation, service, signature } = connection;
      if (checked.has(service) || signature === undefined) {
        continue;
      }
      checked.add(service);
      const end = Math.min(limit, invocation.range.start);
      if (invocation.depth > 0 || !script.blocks.isUnconditional(invocation.range.start)) {
        continue;
      }
      const early = script.commands.find(
        (command) => command.invocation.range.start < end && isEarly(script, connection, command),
      );
      if (early !== undefined) {
        yield {
          message: 'before',
          range: early.invocation.nameRange,
          params: {
            cmdlet: early.name,
            connect: signature.name,
            service: serviceById(service).name,
            line: script.lineOf(invocation.range.start),
          },
        };
      }
    }
  },
};

function isEarly(script: ScriptModel, { service }: Connection, command: ScriptModel['commands'][number]): boolean {
  const { facts, invocation, kind } = command;
  if (kind !== 'catalog' || facts === undefined || facts.kind === 'session' || facts.services.length !== 1) {
    return false;
  }
  // Azure keeps its sessions, and what needs neither permission nor role may be a setting of the module itself.
  const asksService = facts.permissionState === 'listed' || facts.purpose !== undefined;
  return (
    command.service === service &&
    service !== 'azure' &&
    asksService &&
    invocation.depth === 0 &&
    // Asking whether a connection is there is what `try` and conditions are for.
    script.blocks.around(invocation.range.start).length === 0
  );
}

/** Where something comes in that may have connected: a function, another script, a session of old. */
function firstUncertainty(script: ScriptModel): number {
  const opaque = script.syntax.commands.find(
    ({ invocation, name }) => invocation !== 'plain' || /\.ps1$/i.test(name ?? ''),
  );
  const called = script.commands.find(
    ({ kind, lower, invocation: { depth, range } }) =>
      depth === 0 &&
      (kind === 'own' ||
        kind === 'unknown' ||
        lower === 'import-pssession' ||
        lower === 'invoke-expression' ||
        (lower === 'import-module' && /[\\/]|\.ps[md]?1\b/i.test(script.text.slice(range.start, range.end)))),
  );
  return Math.min(
    opaque?.range.start ?? Number.POSITIVE_INFINITY,
    called?.invocation.range.start ?? Number.POSITIVE_INFINITY,
  );
}
