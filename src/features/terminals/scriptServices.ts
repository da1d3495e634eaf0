import { parseScript } from '../../core/powershell/parseScript.ts';
import { services } from '../../core/services/index.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';

export interface ScriptServices {
  /** Services whose cmdlets the script calls, in the order they are offered. */
  readonly used: readonly ServiceDefinition[];
  /** Those of them that the script does not connect itself. */
  readonly toConnect: readonly ServiceDefinition[];
}

/**
 * Which services a script uses, and which of them somebody has to connect for it. Exchange Online and Security &
 * Compliance are told apart by their cmdlets.
 */
export function scriptServices(text: string): ScriptServices {
  const { commands, functions } = parseScript(text);
  const own = new Set(functions.map(({ name }) => name.toLowerCase()));
  const names = new Set(
    commands.flatMap(({ name }) => {
      // `Microsoft.Graph.Users\Get-MgUser` names the module as well.
      const bare = name?.split('\\').at(-1);
      return bare === undefined || own.has(bare.toLowerCase()) ? [] : [bare];
    }),
  );
  const used = services.filter(({ ownsCmdlet }) => [...names].some((name) => ownsCmdlet(name)));
  const connected = new Set([...names].map((name) => name.toLowerCase()));
  return { used, toConnect: used.filter(({ connectCommand }) => !connected.has(connectCommand.toLowerCase())) };
}
