import { type Disposable, l10n, TerminalProfile, window } from 'vscode';
import { terminalProfileId } from '../../contributions.ts';
import { isCancellation } from '../../workbench/cancelled.ts';
import { CommandOptions } from '../../workbench/commandOptions.ts';
import { toUserError } from '../../workbench/userError.ts';
import { type ConnectParts, prepareTerminal } from './connect.ts';

/** *Entra Cert Auth* in the terminal's list of profiles: asks as *Connect in Terminal…* does. */
export function registerTerminalProfile(parts: ConnectParts): Disposable {
  return window.registerTerminalProfileProvider(terminalProfileId, {
    async provideTerminalProfile() {
      try {
        const options = await prepareTerminal(parts, new CommandOptions(undefined));
        parts.terminals.showWhenOpened(options);
        return new TerminalProfile(options);
      } catch (error) {
        // The editor shows whatever message it gets, also when the user changed their mind.
        throw isCancellation(error)
          ? new Error(l10n.t('No terminal was opened, because nothing was chosen.'))
          : toUserError(error);
      }
    },
  });
}
