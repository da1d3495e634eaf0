import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { EngineParse } from './agreement.ts';
import { howToGetAnEngine, startEngine } from './engine.ts';

describe('the engine of these tests', () => {
  const path = process.env.PATH;
  let folder: string;
  let library: string | undefined;

  before(async function () {
    const engine = await startEngine();
    const { shell, name } = engine ?? {};
    await engine?.stop();
    if (shell === undefined || process.platform === 'win32') {
      console.log(`    skipped: ${howToGetAnEngine}`);
      this.skip();
    }
    assert.match(name ?? '', / \d+\.\d+/);
    library = shell.args[0];
    folder = mkdtempSync(join(tmpdir(), 'pwsh-'));
  });

  afterEach(() => {
    process.env.PATH = path;
  });
  after(() => rmSync(folder ?? '', { recursive: true, force: true }));

  /** A `pwsh` that talks as a real one may, and is the engine. */
  function installPwsh(whole: string): void {
    writeFileSync(join(folder, 'pwsh'), `#!/bin/sh\nprintf '\\033[?1h'\n${whole}\n`, { mode: 0o755 });
    process.env.PATH = `${folder}${delimiter}${path}`;
  }

  const version = `case "$*" in *PSVersionTable*) echo version=7.4.6; exit;; esac`;

  it('is PowerShell itself where there is one', async () => {
    if (library === undefined) {
      // It is already.
      return;
    }
    installPwsh(`${version}\ncase "$*" in *-File*engine.ps1) exec dotnet '${library}';; esac\nexit 3`);
    const engine = await startEngine();
    try {
      assert.match(engine?.name ?? '', /^pwsh /);
      assert.equal(engine?.shell.file, 'pwsh');
      const parsed = await engine.ask<EngineParse>({ do: 'parse', text: 'Get-It -Name 1' });
      assert.equal(parsed.commands[0]?.name, 'Get-It');
    } finally {
      await engine?.stop();
    }
  });

  it('is what .NET builds where PowerShell is too old, or does not answer', async () => {
    if (library === undefined) {
      return;
    }
    for (const pwsh of ['echo version=6.2.0', `${version}\nexit 3`]) {
      installPwsh(pwsh);
      const engine = await startEngine();
      assert.equal(engine?.shell.file, 'dotnet');
      await engine.stop();
    }
  });
});
