import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import type { ConnectedTerminal } from '../../workbench/connectedTerminals.ts';
import { tenantColour } from '../../workbench/tenantColour.ts';

/** What an application's row shows of its open terminals. */
export interface TerminalMark {
  readonly words: string;
  readonly tooltip: string;
  readonly icon: ThemeIcon;
}

/** The mark of an application that is signed in to in these terminals; undefined when there are none. */
export function terminalMark(open: readonly ConnectedTerminal[]): TerminalMark | undefined {
  const [first] = open;
  if (first === undefined) {
    return undefined;
  }
  const services = [...new Set(open.flatMap((each) => each.services))].join(', ');
  const names = open.map(({ terminal }) => terminal.name).join(', ');
  return {
    words:
      open.length === 1
        ? l10n.t('terminal open: {0}', services)
        : l10n.t('{0} terminals open: {1}', open.length, services),
    tooltip: open.length === 1 ? l10n.t('Open terminal: {0}', names) : l10n.t('Open terminals: {0}', names),
    icon: new ThemeIcon('terminal', new ThemeColor(tenantColour(first.tenantId))),
  };
}
