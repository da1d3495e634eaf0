import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, toolsFolder } from './paths.mjs';
import { mustRun } from './run.mjs';

/** Installs the locked npm packages unless exactly these are there already. */
export async function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node ${process.versions.node} is too old. Install Node 20.19 or later and run the command again.`);
  }
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(toolsFolder, 'dependencies');
  const installed = existsSync(stamp) && existsSync(join(root, 'node_modules')) ? readFileSync(stamp, 'utf8') : '';
  if (installed === wanted) {
    return;
  }
  console.log('Installing npm packages…');
  await mustRun('Installing npm packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  mkdirSync(toolsFolder, { recursive: true });
  writeFileSync(stamp, wanted);
}
