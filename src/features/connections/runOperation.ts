import { homedir } from 'node:os';
import { l10n } from 'vscode';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { withProgress } from '../../workbench/progress.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { resolveIdentity } from '../../workbench/targets/connection.ts';
import { createOperationSession } from './operationSession.ts';

/** Runs one PowerShell-equivalent command line as the application and gives its output as plain objects. */
export async function runOperation(rooms: Rooms, options: CommandOptions): Promise<{ output: object[] }> {
  const command = options.text('command');
  if (command === undefined) {
    throw optionError('notText', { name: 'command' });
  }
  const identity = await resolveIdentity(rooms, options, { title: l10n.t('Run Operation'), signsIn: true });
  const session = await createOperationSession(rooms, identity, homedir);
  try {
    const output = await withProgress(l10n.t('Running the operation'), (_report, signal) =>
      session.runOperation(command, signal),
    );
    return { output };
  } finally {
    session.dispose();
  }
}
