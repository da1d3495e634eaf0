import type { CertificateMaterial } from '../certificates/types.ts';
import { type HandOver, prepareHandOver } from '../hosting/handOver.ts';
import type { Log } from '../shared/ports.ts';
import { deploymentError } from './errors.ts';
import { readAnswer, type StoreAnswer } from './storeAnswer.ts';
import { storeName } from './storeName.ts';
import { installScript, removalScript } from './storeScript.ts';
import { runShell, type StoreShell } from './storeShell.ts';

interface StoreWork {
  readonly shell: StoreShell;
  /** Upper-case hex SHA-1. */
  readonly thumbprint: string;
  /** How people call the certificate. */
  readonly name: string;
  /** The system's temporary folder. */
  readonly temporaryFolder: string;
  readonly processId: number;
  readonly log: Log;
  readonly signal?: AbortSignal | undefined;
}

export interface InstallOptions extends StoreWork {
  readonly material: CertificateMaterial & { readonly privateKey: string };
  readonly exportable: boolean;
}

export interface Installed extends Pick<StoreAnswer, 'provider' | 'kind' | 'exportable'> {
  readonly state: 'installed' | 'alreadyThere' | 'repaired';
}

export interface Removed {
  readonly state: 'removed' | 'notThere';
  /** Its key is left, because another certificate of the store has it. */
  readonly keyKept: boolean;
}

/**
 * Puts a certificate with its private key into the certificate store of this account through PowerShell, and has it sign
 * there. The key goes over as it goes to terminals; see `prepareHandOver`. Nothing of it is left on the way, whatever happens.
 *
 * @throws deployment/*, hosting/handOverFailed, AbortError
 */
export async function installInStore(options: InstallOptions): Promise<Installed> {
  const { shell, material, exportable } = options;
  const answer = await run(options, { material }, ({ files }) =>
    installScript({ ...options, platform: shell.platform, files, exportable }),
  );
  const { state, provider, kind } = answer;
  if (state !== 'installed' && state !== 'alreadyThere' && state !== 'repaired') {
    throw refusal(answer, shell);
  }
  return {
    state,
    ...(provider === undefined ? {} : { provider }),
    ...(kind === undefined ? {} : { kind }),
    ...(answer.exportable === undefined ? {} : { exportable: answer.exportable }),
  };
}

/**
 * Removes a certificate with its private key from the certificate store of this account, and looks whether it is gone.
 *
 * @throws deployment/*, hosting/handOverFailed, AbortError
 */
export async function removeFromStore(options: StoreWork): Promise<Removed> {
  const { shell } = options;
  const answer = await run(options, {}, ({ files }) =>
    removalScript({ ...options, platform: shell.platform, folder: files.folder }),
  );
  if (answer.state !== 'removed' && answer.state !== 'notThere') {
    throw refusal(answer, shell);
  }
  return { state: answer.state, keyKept: answer.keyKept === true };
}

async function run(
  { shell, temporaryFolder, processId, log, signal }: StoreWork,
  given: { readonly material?: InstallOptions['material'] },
  text: (handOver: HandOver) => string,
): Promise<StoreAnswer> {
  const { platform, name } = shell;
  const handOver = await prepareHandOver({ ...given, platform, temporaryFolder, processId, signal });
  try {
    const script = await handOver.writeScript(text(handOver));
    const { exitCode, output, complaint } = await runShell(shell, script, handOver.environment, signal);
    const answer = readAnswer(output);
    if (answer !== undefined) {
      return answer;
    }
    log.error('PowerShell did not say what became of the certificate store.', { exitCode, complaint });
    // In the words of Windows; in another language the exit code remains, and the log.
    const forbidden = /about_Execution_Policies|not digitally signed/i.test(complaint);
    throw forbidden ? deploymentError('scriptsForbidden') : deploymentError('shellEnded', { shell: name, exitCode });
  } finally {
    await handOver.dispose();
  }
}

function refusal({ state, problem }: StoreAnswer, { platform }: StoreShell): Error {
  const store = storeName(platform);
  switch (state) {
    case 'blocked':
      return deploymentError('storeBlocked');
    case 'keyCannotSign':
      return deploymentError('storeKeyCannotSign', { store });
    case 'lost':
      return deploymentError('storeKeptNothing', { store });
    case 'kept':
      return deploymentError('storeKeptCertificate', { store });
    default:
      return deploymentError('storeFailed', { store, problem: problem ?? '' });
  }
}
