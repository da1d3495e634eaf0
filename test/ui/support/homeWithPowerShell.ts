import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../engine/engine.ts';

/** A new home folder with a PowerShell in it, as `dotnet tool` installs it; undefined where there is no engine for one. */
export async function homeWithPowerShell(): Promise<string | undefined> {
  const engine = process.platform === 'win32' ? undefined : await startEngine();
  if (engine === undefined) {
    return undefined;
  }
  await engine.stop();
  const home = mkdtempSync(join(tmpdir(), 'powershell-home-'));
  const tools = join(home, '.dotnet', 'tools');
  mkdirSync(tools, { recursive: true });
  const { file, args } = engine.shell;
  const command = [file, ...args].map((part) => `'${part}'`).join(' ');
  writeFileSync(join(tools, 'pwsh'), `#!/bin/sh\nexec ${command} "$@"\n`);
  chmodSync(join(tools, 'pwsh'), 0o755);
  return home;
}
