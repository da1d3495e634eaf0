import { l10n } from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { ConnectedTerminal, ConnectedTerminals } from '../../workbench/connectedTerminals.ts';
import { connectionError } from '../../workbench/connectionError.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';

/** Shows an open terminal: of the application given, or of any. A program gets the one opened last; people choose. */
export async function showTerminal(
  terminals: ConnectedTerminals,
  options: CommandOptions,
): Promise<{ terminal: string }> {
  const tenantId = options.text('tenantId');
  const appId = options.text('appId');
  const name = options.text('terminal');
  const open = terminals
    .list()
    .filter((each) => tenantId === undefined || each.tenantId.toLowerCase() === tenantId.toLowerCase())
    .filter((each) => appId === undefined || each.appId.toLowerCase() === appId.toLowerCase())
    .filter((each) => name === undefined || each.terminal.name === name);
  const last = open.at(-1);
  if (last === undefined) {
    throw connectionError('noTerminal');
  }
  const { terminal } = open.length === 1 || options.programmatic ? last : await pick(open);
  terminal.show();
  return { terminal: terminal.name };
}

function pick(open: readonly ConnectedTerminal[]): Promise<ConnectedTerminal> {
  return askOne(
    l10n.t('Show Terminal'),
    l10n.t('Which terminal?'),
    open.map((value) => {
      const { name } = value.terminal;
      const services = value.services.join(', ');
      // Terminals of scripts are named after those.
      return { label: name, ...(name.startsWith(services) ? {} : { description: services }), value };
    }),
  );
}
