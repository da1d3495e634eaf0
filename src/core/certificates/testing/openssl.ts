import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OpensslResult {
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code. */
  readonly code: number;
}

/**
 * Runs the `openssl` command, which these tests hold the product to. Rejects when it fails, unless `allowFailure` is set, and
 * when it is not installed: a test machine must have it.
 */
export function openssl(
  args: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly allowFailure?: boolean } = {},
): Promise<OpensslResult> {
  return new Promise((resolve, reject) => {
    const child = execFile('openssl', [...args], { encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error !== null && error.code === 'ENOENT') {
        reject(new Error('The openssl command is missing. Install OpenSSL 3 on the machine that runs the tests.'));
      } else if (error !== null && !options.allowFailure) {
        reject(new Error(`openssl ${args[0]} failed: ${stderr}`));
      } else {
        resolve({ stdout, stderr, code: typeof error?.code === 'number' ? error.code : 0 });
      }
    });
    child.stdin?.on('error', () => {
      // It may end without reading its input; its exit code says how it went.
    });
    child.stdin?.end(options.input ?? '');
  });
}

/** A folder for one test file; `path` names a file in it. */
export class TemporaryFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'certificates-'));

  path(name: string): string {
    return join(this.root, name);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
