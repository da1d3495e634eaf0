import { rmSync } from 'node:fs';
import { chmod, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generatePassword } from '../certificates/generatePassword.ts';
import { encodePfx } from '../certificates/pfx.ts';
import type { CertificateMaterial } from '../certificates/types.ts';
import { throwIfAborted } from '../shared/clock.ts';
import { isAbort, isDomainError } from '../shared/errors.ts';
import type { HandOverFiles } from './bootstrap.ts';
import { hostingError } from './errors.ts';
import { handOverPrefix, handOverVariable } from './handOverNames.ts';
import type { HostComputer } from './types.ts';

/** A certificate with its key on its way into one terminal. */
export interface HandOver {
  readonly files: HandOverFiles;
  /** To be set for the terminal's process alone. */
  readonly environment: Readonly<Record<string, string>>;
  /** Puts the script where the terminal is told to look, readable for the user only; gives its path. */
  writeScript(text: string): Promise<string>;
  /** Removes what the terminal has not removed itself. May be called at any time, and again. */
  dispose(): Promise<void>;
  /** The same before it returns, for an editor that is about to end. Throws nothing. */
  disposeNow(): void;
}

export interface HandOverOptions {
  /** Absent when the script that is run connects by itself. */
  readonly material?: CertificateMaterial & { readonly privateKey: string };
  readonly platform: HostComputer['platform'];
  /** The system's temporary folder. */
  readonly temporaryFolder: string;
  /** Of the process that disposes it, by which a later one knows leftovers. */
  readonly processId: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the certificate with its key as a PFX into a new folder that only the user may enter (0700, files 0600). The PFX
 * opens with two random halves of a password together: one goes into the environment of the terminal, the other into a file
 * beside the PFX. Whoever finds one after the terminal has taken over, or after a crash, finds nothing it opens.
 *
 * @throws hosting/handOverFailed; what `encodePfx` throws; AbortError. Nothing is left behind then.
 */
export async function prepareHandOver(options: HandOverOptions): Promise<HandOver> {
  const { material, platform, temporaryFolder, processId, signal } = options;
  const [inEnvironment, inFile] = [generatePassword(), generatePassword()];
  const pfx =
    material &&
    (await encodePfx(material, {
      password: inEnvironment + inFile,
      // Windows Server 2016 opens nothing newer, and Windows PowerShell leaves it to Windows.
      encryption: platform === 'win32' ? 'tripledes' : 'aes256',
      signal,
    }));
  throwIfAborted(signal);
  const folder = await attempt(() => mkdtemp(join(temporaryFolder, `${handOverPrefix}${processId}-`)));
  const files = { folder, pfx: join(folder, 'certificate.pfx'), half: join(folder, 'half') };
  const dispose = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    await attempt(async () => {
      await chmod(folder, 0o700);
      if (pfx) {
        await writePrivate(files.pfx, pfx);
        await writePrivate(files.half, inFile);
      }
    });
    throwIfAborted(signal);
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    files,
    environment: pfx ? { [handOverVariable]: inEnvironment } : {},
    writeScript: async (text) => {
      const path = join(folder, 'connect.ps1');
      await attempt(() => writePrivate(path, text));
      return path;
    },
    dispose,
    disposeNow: () => {
      try {
        rmSync(folder, { recursive: true, force: true });
      } catch {
        // Swept at the next start.
      }
    },
  };
}

/** How PowerShell is started with the script: stays open, and leaves the profile to the script. Nothing in it is secret. */
export function startArguments(platform: HostComputer['platform'], script: string): string[] {
  return ['-NoLogo', '-NoProfile', '-NoExit', ...policy(platform), '-File', script];
}

/** The same for a script that nobody watches: asks nothing, and ends when the script does. */
export function runArguments(platform: HostComputer['platform'], script: string): string[] {
  return ['-NoLogo', '-NoProfile', '-NonInteractive', ...policy(platform), '-File', script];
}

/**
 * On Windows an unset or restrictive policy would keep scripts, and with them modules, from running at all; a policy set by
 * the organization still has the last word.
 */
const policy = (platform: HostComputer['platform']) =>
  platform === 'win32' ? ['-ExecutionPolicy', 'RemoteSigned'] : [];

async function writePrivate(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAbort(error) || isDomainError(error)) {
      throw error;
    }
    const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw hostingError('handOverFailed', { problem }, error);
  }
}
