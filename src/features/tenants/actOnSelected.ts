import { commands } from 'vscode';
import { type CommandName, commandId } from '../../contributions.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import type { Row } from '../../workbench/tree/row.ts';

/** What Delete and F2 do to each kind of row. */
const byKind: Readonly<Record<'delete' | 'rename', Readonly<Record<string, CommandName>>>> = {
  delete: {
    tenant: 'signOut',
    application: 'deleteApplication',
    appCertificate: 'removeCertificate',
    permission: 'removePermission',
    role: 'removeRole',
  },
  rename: { application: 'renameApplication' },
};

/** Runs what a key means for the row that has the focus; other rows ignore it. */
export async function actOnSelected(options: CommandOptions, row: Row | undefined): Promise<void> {
  const action = options.choice('action', ['delete', 'rename']);
  const kind = row?.flags.find((flag) => action !== undefined && Object.hasOwn(byKind[action], flag));
  const command = action && kind ? byKind[action][kind] : undefined;
  if (command) {
    await commands.executeCommand(commandId(command), row);
  }
}
