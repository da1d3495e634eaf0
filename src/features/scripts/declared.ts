import { type CommandName, commandNames } from '../../contributions.ts';

/** The command of that name, where this version of the extension has it: a lens or fix for another one is not offered. */
export function declared(name: string): CommandName | undefined {
  return commandNames.find((known) => known === name);
}
