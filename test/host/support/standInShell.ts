import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { window } from 'vscode';

/** Hand-overs of this editor that lie in the temporary folder. */
export const handOvers = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`entra-cert-auth-${process.pid}-`));

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Closes every terminal; one that is just opening takes no notice of the first try. */
export async function closeTerminals(): Promise<void> {
  await until(() => {
    for (const terminal of window.terminals) {
      terminal.dispose();
    }
    return window.terminals.length === 0;
  });
}

/** Sets the shell variable `report` to where the script under test would report to, by whatever path it was told. */
export const findReport = `report=$(sed -n "s/.*Set-Content -LiteralPath '\\([^']*\\)'.*/\\1/p" connect.ps1 | head -1)`;

/** Stands in for PowerShell: writes down how it was started and what it was handed, then does what a test tells it to. */
export class StandInShell {
  /** Holds the program and what it wrote down. */
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'terminals-')));
  readonly #path = process.env.PATH;

  constructor(modules: readonly string[]) {
    for (const name of modules) {
      const home = join(this.folder, 'modules', name, '9.9.0');
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, `${name}.psd1`), '@{}');
    }
    process.env.PSModulePath = join(this.folder, 'modules');
    process.env.PATH = `${this.folder}:${this.#path}`;
    this.does('');
  }

  /** What it does after it has written everything down, as commands of `sh`. */
  does(rest: string, last = 'exec cat'): void {
    const program = join(this.folder, 'pwsh');
    writeFileSync(
      program,
      `#!/bin/sh
cd '${this.folder}'
printf '%s\\n' "$@" > arguments
env > environment
for last; do :; done
cp "$last" connect.ps1
ls -ld "$(dirname "$last")" "$(dirname "$last")"/* > listing
${rest}
touch started
${last}
`,
    );
    chmodSync(program, 0o755);
  }

  seen(name: 'arguments' | 'environment' | 'listing' | 'connect.ps1'): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  async started(): Promise<void> {
    await until(() => existsSync(join(this.folder, 'started')));
  }

  /** Closes every terminal and forgets what was written down. */
  async reset(): Promise<void> {
    await closeTerminals();
    await until(() => handOvers().length === 0);
    for (const name of ['arguments', 'environment', 'listing', 'connect.ps1', 'started']) {
      rmSync(join(this.folder, name), { force: true });
    }
    this.does('');
  }

  dispose(): void {
    process.env.PATH = this.#path;
    delete process.env.PSModulePath;
    rmSync(this.folder, { recursive: true });
  }
}
