import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { startArguments } from '../../src/core/hosting/handOver.ts';
import { sweepHandOvers } from '../../src/core/hosting/sweepHandOvers.ts';
import { serviceById } from '../../src/core/services/index.ts';
import { MemoryLog } from '../../src/core/shared/memory.ts';
import { quiet } from './engine.ts';
import { type Prepared, TerminalBench, words } from './terminalBench.ts';

describe('a connected terminal as a process, in a real engine', () => {
  let bench: TerminalBench;
  let child: ChildProcessWithoutNullStreams | undefined;
  let output = '';

  before(async function () {
    bench = await TerminalBench.open(this);
  });
  beforeEach(() => bench.reset());
  afterEach(() => void child?.kill('SIGKILL'));
  after(() => bench?.close());

  function start(prepared: Prepared, more: Record<string, string> = {}): ChildProcessWithoutNullStreams {
    const { file, args: first } = bench.engine.shell;
    output = '';
    const started = spawn(file, [...first, ...startArguments('linux', prepared.script)], {
      cwd: bench.root,
      // A home of its own: what the profile of whoever runs the tests does is not known.
      env: {
        ...process.env,
        HOME: join(bench.root, 'home'),
        XDG_CONFIG_HOME: join(bench.root, 'home'),
        ...quiet,
        ...bench.environment(prepared, more),
      },
    });
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child = started;
    return started;
  }

  /** What it wrote, without what tells a terminal to do something. */
  const written = () => stripVTControlCharacters(output).replaceAll('\r', '');

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      assert.ok(child?.exitCode === null && !output.includes(words.failed), output);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const ended = (shell: ChildProcessWithoutNullStreams) => new Promise((resolve) => shell.once('close', resolve));

  const shown = (process: ChildProcessWithoutNullStreams, file: 'cmdline' | 'environ') =>
    existsSync('/proc') ? readFileSync(`/proc/${process.pid}/${file}`, 'utf8') : '';

  const connects = (command: string) => () => bench.calls().some((call) => call.command === command);

  it('shows nobody a password that opens anything, and a crash leaves nothing that lasts', async () => {
    // An editor that is gone when it is swept.
    const prepared = await bench.prepare([serviceById('azure')], { platform: 'darwin' }, 4711);
    const { secrets, handOver } = prepared;
    const [half = ''] = secrets;
    const shell = start(prepared, { STUB_WAITS: 'Connect-AzAccount' });
    await until(connects('Connect-AzAccount'));
    // While connecting, with the file that Az insists on.
    assert.deepEqual(readdirSync(handOver.files.folder).sort(), ['certificate.pfx', 'connect.ps1']);
    assert.equal(
      secrets.some((secret) => shown(shell, 'cmdline').includes(secret)),
      false,
    );
    assert.equal(shown(shell, 'environ').includes(half), false);
    shell.kill('SIGKILL');
    await ended(shell);
    // Half of the password went with the process, the other half with its file.
    assert.deepEqual(readdirSync(handOver.files.folder).sort(), ['certificate.pfx', 'connect.ps1']);
    const removed = await sweepHandOvers({
      temporaryFolder: bench.temporary,
      now: new Date(),
      isRunning: () => false,
      self: { processId: process.pid, started: new Date() },
      log: new MemoryLog(),
    });
    assert.equal(removed, 1);
    assert.deepEqual(readdirSync(bench.temporary), []);
    assert.equal(
      secrets.some((secret) => output.includes(secret)),
      false,
    );
  });

  it('has nothing on the disk while it connects, also when it is killed', async () => {
    for (const service of [serviceById('exchangeOnline'), serviceById('sharePoint')]) {
      const prepared = await bench.prepare([service]);
      const shell = start(prepared, { STUB_WAITS: service.connectCommand });
      await until(connects(service.connectCommand));
      assert.deepEqual(readdirSync(bench.temporary), []);
      shell.kill('SIGKILL');
      await ended(shell);
      assert.deepEqual(readdirSync(bench.temporary), []);
    }
  });

  it('is a shell to work in, whose children inherit nothing', async () => {
    const prepared = await bench.prepare([serviceById('exchangeOnline')]);
    const shell = start(prepared);
    await until(() => written().includes('PS'));
    assert.deepEqual(readdirSync(bench.temporary), []);
    shell.stdin.write('/bin/sh -c "env | grep -c ENTRA_CERT_AUTH"\n');
    shell.stdin.write('"history: $((Get-History | ForEach-Object { $_.CommandLine }) -join \'#\')"\n');
    shell.stdin.end();
    await ended(shell);
    assert.match(written(), /Connected\.[\s\S]*^(?:PS.*> )?0$/m);
    assert.match(written(), /history: \/bin\/sh -c[^#]*$/m);
    assert.equal(
      prepared.secrets.some((secret) => output.includes(secret)),
      false,
    );
    assert.equal(bench.calls().at(-1)?.command, 'Disconnect-ExchangeOnline');
  });
});
