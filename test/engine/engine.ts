import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('program/', import.meta.url));
const output = fileURLToPath(new URL('../../out/engine/', import.meta.url));

/** What to tell people who have neither PowerShell nor .NET. */
export const howToGetAnEngine =
  'no PowerShell engine here: install PowerShell 7.4 or later (https://aka.ms/install-powershell), or the .NET SDK 8 or later ' +
  '(https://dotnet.microsoft.com/download), and put it on the PATH';

/** PowerShell's own engine in a process of its own, which answers one request at a time. */
export interface Engine {
  /** `pwsh 7.6.1` or `System.Management.Automation 7.6.9`. */
  readonly name: string;
  /** The same engine as a shell: to be started with these arguments and then those of `pwsh`. */
  readonly shell: { readonly file: string; readonly args: readonly string[] };
  /**
   * Sends `{do: …}` and gives the answer (see `program/Program.cs`).
   * @throws Error with what the engine said, when it could not serve the request or ended.
   */
  ask<Answer>(request: { readonly do: string; readonly [key: string]: unknown }): Promise<Answer>;
  stop(): Promise<void>;
}

/**
 * Starts the engine, and builds it when it has not been: PowerShell 7 where there is one, otherwise what .NET builds.
 * Undefined when there is neither.
 */
export async function startEngine(): Promise<Engine | undefined> {
  const pwsh = pwshCommand();
  try {
    return await start(pwsh ?? dotnetCommand());
  } catch (error) {
    const other = pwsh && dotnetCommand();
    if (other === undefined) {
      throw error;
    }
    console.log(`    pwsh was not usable: ${error}`);
    return start(other);
  }
}

async function start(command: EngineCommand | undefined): Promise<Engine | undefined> {
  if (command === undefined) {
    return undefined;
  }
  const started = spawn(command.file, command.args, { stdio: 'pipe', env: { ...process.env, ...quiet } });
  const engine = new EngineProcess(command.label, command.shell, started);
  const { version } = await engine.ask<{ version: string }>({ do: 'version' });
  engine.name = `${command.label} ${version}`;
  return engine;
}

/** Keeps PowerShell from writing what nobody asked it for, and from asking the network. */
export const quiet = {
  TERM: 'dumb',
  NO_COLOR: '1',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
} as const;

interface EngineCommand {
  readonly label: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly shell: Engine['shell'];
}

/** PowerShell 7 compiles the same program itself. */
function pwshCommand(): EngineCommand | undefined {
  const ask = ['-NoProfile', '-NoLogo', '-NonInteractive', '-Command', '"version=$($PSVersionTable.PSVersion)"'];
  const { status, stdout } = spawnSync('pwsh', ask, { encoding: 'utf8', env: { ...process.env, ...quiet } });
  const major = /version=(\d+)\./.exec(stdout ?? '')?.[1];
  if (status !== 0 || Number(major ?? 0) < 7) {
    return undefined;
  }
  // Where a policy keeps scripts from running, it does not apply to this one. Elsewhere there is none.
  const policy = ['-ExecutionPolicy', 'Bypass'];
  return {
    label: 'pwsh',
    file: 'pwsh',
    args: ['-NoProfile', '-NoLogo', '-NonInteractive', ...policy, '-File', join(program, 'engine.ps1')],
    shell: { file: 'pwsh', args: [] },
  };
}

/** The newest framework of the installed SDKs, and the engine that runs on it. */
const engines: readonly (readonly [sdk: number, framework: string, engine: string])[] = [
  [10, 'net10.0', '7.6.*'],
  [9, 'net9.0', '7.5.*'],
  [8, 'net8.0', '7.4.*'],
];

function dotnetCommand(): EngineCommand | undefined {
  const sdks = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8' });
  if (sdks.status !== 0) {
    return undefined;
  }
  const newest = Math.max(...sdks.stdout.split('\n').map((line) => Number.parseInt(line, 10) || 0));
  const found = engines.find(([sdk]) => newest >= sdk);
  if (found === undefined) {
    return undefined;
  }
  const [, framework, version] = found;
  const library = join(output, framework, 'Engine.dll');
  const stamp = join(output, framework, 'stamp');
  const digest = programDigest();
  const isBuilt = () => existsSync(library) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
  if (!isBuilt()) {
    alone(() => {
      if (!isBuilt()) {
        build(framework, version);
        writeFileSync(stamp, digest);
      }
    });
  }
  return {
    label: 'System.Management.Automation',
    file: 'dotnet',
    args: [library],
    shell: { file: 'dotnet', args: [library] },
  };
}

/** Does something that no other test process may do at the same time. */
function alone(work: () => void): void {
  const lock = join(output, 'building');
  mkdirSync(output, { recursive: true });
  const givesUp = Date.now() + 120_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (Date.now() > givesUp) {
        // Left by a process that was killed.
        break;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function programDigest(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(program).sort()) {
    if (/\.(cs|csproj|psm1)$/.test(name)) {
      hash.update(name).update(readFileSync(join(program, name)));
    }
  }
  return hash.digest('hex');
}

function build(framework: string, version: string): void {
  mkdirSync(output, { recursive: true });
  const result = spawnSync(
    'dotnet',
    [
      'build',
      join(program, 'Engine.csproj'),
      '--configuration',
      'Release',
      '--nologo',
      '--verbosity',
      'quiet',
      '--output',
      join(output, framework),
      `-p:EngineFramework=${framework}`,
      `-p:EngineVersion=${version}`,
      `-p:BaseIntermediateOutputPath=${join(output, 'obj')}/`,
    ],
    { encoding: 'utf8', env: { ...process.env, ...quiet } },
  );
  if (result.status !== 0) {
    throw new Error(`The PowerShell engine could not be built:\n${result.stdout}${result.stderr}`);
  }
}

class EngineProcess implements Engine {
  name: string;
  readonly shell: Engine['shell'];
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  #last = 0;
  #errors = '';

  constructor(name: string, shell: Engine['shell'], process: ChildProcessWithoutNullStreams) {
    this.name = name;
    this.shell = shell;
    this.#process = process;
    process.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
    createInterface({ input: process.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) =>
      this.#receive(line),
    );
    process.on('close', () => this.#fail(new Error(`The PowerShell engine ended. ${this.#errors}`)));
    process.on('error', (error) => this.#fail(error));
    process.stdin.on('error', (error) => this.#fail(error));
  }

  ask<Answer>(request: { readonly do: string }): Promise<Answer> {
    const id = ++this.#last;
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (answer) => resolve(answer as Answer), reject });
      this.#process.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const closed = new Promise((resolve) => this.#process.once('close', resolve));
      this.#process.stdin.end();
      await closed;
    }
  }

  #receive(line: string): void {
    // A shell may write to a terminal it takes this for.
    const from = line.indexOf('{');
    if (from < 0) {
      return;
    }
    const answer = JSON.parse(line.slice(from)) as { id: number; failed?: string };
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.failed === undefined) {
      waiting?.resolve(answer);
    } else {
      waiting?.reject(new Error(answer.failed));
    }
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.values()) {
      waiting.reject(error);
    }
    this.#waiting.clear();
  }
}

/** The engine for tests; skips those of `context`, saying why, where there is none. */
export async function engineOrSkip(context: Mocha.Context): Promise<Engine> {
  const engine = await startEngine();
  if (engine === undefined) {
    console.log(`    skipped: ${howToGetAnEngine}`);
    context.skip();
  }
  return engine;
}
