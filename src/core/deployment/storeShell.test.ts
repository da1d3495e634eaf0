import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { runShell, type StoreShell } from './storeShell.ts';

describe('A PowerShell that nobody watches', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-shell-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function shell(does: string, edition: 'Core' | 'Desktop' = 'Core'): StoreShell {
    const path = join(folder, 'pwsh');
    writeFileSync(path, `#!/bin/sh\n${does}\n`);
    chmodSync(path, 0o700);
    const environment = { ...process.env, PSModulePath: '/modules' };
    return { installation: { path, edition }, name: 'PowerShell', platform: 'linux', environment };
  }

  it('gets what is set for it alone, no input, and says how it ended', async () => {
    const does = 'cat; echo "$MINE $PSModulePath"; echo "a complaint" >&2; exit 7';
    assert.deepEqual(await runShell(shell(does), 'x.ps1', { MINE: 'mine' }), {
      exitCode: 7,
      output: 'mine /modules\n',
      complaint: 'a complaint',
    });
    assert.equal(process.env.MINE, undefined);
  });

  it('finds its own modules only when it is Windows PowerShell', async () => {
    const { output } = await runShell(shell('echo "[$PSModulePath]"', 'Desktop'), 'x.ps1', {});
    assert.equal(output, '[]\n');
  });

  it('may say more than anybody reads', async () => {
    const { exitCode, output } = await runShell(shell('head -c 5000000 /dev/zero'), 'x.ps1', {});
    assert.equal(exitCode, 0);
    assert.ok(output.length < 1_000_000);
  });

  it('is ended by a cancellation, also while something it started goes on', async () => {
    const cancelling = new AbortController();
    const started = join(folder, 'started');
    const running = runShell(shell(`touch '${started}'; sleep 30`), 'x.ps1', {}, cancelling.signal);
    while (!existsSync(started)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    cancelling.abort();
    await assert.rejects(running, isAbort);
    await assert.rejects(runShell(shell('exit 0'), 'x.ps1', {}, cancelling.signal), isAbort);
  });

  it('is not waited for when it has ended and something it started goes on', async () => {
    const cancelling = new AbortController();
    const ended = join(folder, 'ended');
    const lingering = `(while kill -0 $$ 2> /dev/null; do :; done; touch '${ended}'; exec sleep 20) &`;
    const running = runShell(shell(lingering), 'x.ps1', {}, cancelling.signal);
    while (!existsSync(ended)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    cancelling.abort();
    await assert.rejects(running, isAbort);
  });

  it('is not there, or not to be run', async () => {
    const missing = shell('');
    rmSync(missing.installation.path);
    const notStarted = (error: unknown) =>
      isDomainError(error) && error.reason === 'deployment/shellNotStarted' && error.params.problem === 'ENOENT';
    await assert.rejects(runShell(missing, 'x.ps1', {}), notStarted);
  });
});
