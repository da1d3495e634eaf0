import { spawn } from 'node:child_process';
import { runArguments } from '../hosting/handOver.ts';
import type { HostComputer, PowerShellInstallation } from '../hosting/types.ts';
import { deploymentError } from './errors.ts';

/** A PowerShell that runs one script and ends. */
export interface StoreShell {
  readonly installation: Pick<PowerShellInstallation, 'path' | 'edition'>;
  /** As it is shown. */
  readonly name: string;
  readonly platform: HostComputer['platform'];
  /** Of this process, which the shell inherits. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface ShellResult {
  readonly exitCode: number;
  readonly output: string;
  /** The last of what it complained about. */
  readonly complaint: string;
}

/** Starting PowerShell takes seconds, a keychain may ask the user. */
const longest = 180_000;
/** More than any answer; what a shell prints beyond it is not kept. */
const longestOutput = 64 * 1024;

/**
 * Runs a script without a window and without input. `more` is set for that process alone. Ends it when it takes too long or
 * `signal` aborts, and returns only when it has ended, so that what it uses can be removed.
 *
 * @throws deployment/shellNotStarted, shellTookTooLong; AbortError
 */
export async function runShell(
  { installation, name, platform, environment }: StoreShell,
  script: string,
  more: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<ShellResult> {
  signal?.throwIfAborted();
  const child = spawn(installation.path, runArguments(platform, script), {
    env: { ...inherited(environment, installation.edition), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const output = collect(child.stdout);
  const complaint = collect(child.stderr);
  let tooLong = false;
  let stop = () => {};
  const timer = setTimeout(() => {
    tooLong = true;
    stop();
  }, longest);
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', (error) => {
        const problem = 'code' in error ? String(error.code) : error.name;
        reject(deploymentError('shellNotStarted', { shell: name, problem }, error));
      });
      child.once('close', (code) => resolve(code ?? -1));
      stop = () => {
        // What it may have started keeps its output open, also when it has ended itself: nobody waits for that.
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve(-1);
          return;
        }
        child.once('exit', () => resolve(-1));
        child.kill('SIGKILL');
      };
      signal?.addEventListener('abort', stop, { once: true });
    });
    signal?.throwIfAborted();
    if (tooLong) {
      throw deploymentError('shellTookTooLong', { shell: name, seconds: longest / 1000 });
    }
    return { exitCode, output: output(), complaint: complaint().trim().slice(-2000) };
  } finally {
    clearTimeout(timer);
    child.stdout.destroy();
    child.stderr.destroy();
    signal?.removeEventListener('abort', stop);
  }
}

/** Windows PowerShell finds the modules of PowerShell 7 first when it inherits its module path, and cannot load them. */
function inherited(
  environment: StoreShell['environment'],
  edition: PowerShellInstallation['edition'],
): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => edition === 'Core' || name.toLowerCase() !== 'psmodulepath',
  );
  return Object.fromEntries(kept);
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    if (length < longestOutput) {
      chunks.push(chunk);
      length += chunk.length;
    }
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
