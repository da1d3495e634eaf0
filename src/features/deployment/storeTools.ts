import { tmpdir } from 'node:os';
import { commands, workspace } from 'vscode';
import { commandId } from '../../contributions.ts';
import { deploymentError } from '../../core/deployment/errors.ts';
import type { StoreShell } from '../../core/deployment/storeShell.ts';
import { hostingError } from '../../core/hosting/errors.ts';
import { rememberPresence } from '../../workbench/certificateStore.ts';
import { findInstallations, thisComputer } from '../../workbench/computer.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { installationName } from '../../workbench/words/installationName.ts';

/** What every change of the certificate store takes, apart from the certificate. */
export interface StoreTools {
  readonly shell: StoreShell;
  readonly temporaryFolder: string;
  readonly processId: number;
  readonly log: Rooms['log'];
}

/**
 * The PowerShell that reaches the certificate store, which is the one that terminals use.
 *
 * @throws hosting/untrustedWorkspace, deployment/storeNeedsPowerShell, what is wrong with the setting
 */
export async function storeTools({ log }: Rooms): Promise<StoreTools> {
  if (!workspace.isTrusted) {
    throw hostingError('untrustedWorkspace');
  }
  const computer = await thisComputer();
  const [installation] = await findInstallations(computer);
  if (installation === undefined) {
    throw deploymentError('storeNeedsPowerShell');
  }
  const { platform, environment } = computer;
  return {
    shell: { installation, name: installationName(installation), platform, environment },
    temporaryFolder: tmpdir(),
    processId: process.pid,
    log,
  };
}

/**
 * Changes the store, notes what `present` says of the outcome, and lets everything that shows the store look again, also when
 * the change failed or was cancelled half-way.
 */
export async function changeStore<Result>(
  { store, clock }: Rooms,
  thumbprint: string,
  present: boolean,
  change: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await change();
    await rememberPresence(store, thumbprint, present, clock.now());
    return result;
  } finally {
    await commands.executeCommand(commandId('refreshCertificates'));
  }
}
