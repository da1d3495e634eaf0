// `npm start`: installs what is missing, builds, and opens VS Code with the extension and a sample workspace.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root, toolsFolder } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

const { values: options } = parseArgs({
  options: {
    desktop: { type: 'boolean' },
    fresh: { type: 'boolean' },
    help: { type: 'boolean' },
    'no-open': { type: 'boolean' },
    port: { type: 'string' },
  },
});

if (options.help) {
  console.log(`npm start [-- options]
  --desktop   use the VS Code that is installed on this computer
  --no-open   print the address and leave the browser alone
  --fresh     forget what an earlier start left behind
  --port N    serve on this port`);
  process.exit(0);
}

/** A workspace of PowerShell scripts to try things on; the user may change it, so it is a copy. */
function sampleWorkspace() {
  const folder = join(toolsFolder, 'sample-workspace');
  if (options.fresh || !existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    cpSync(join(root, 'test', 'samples', 'workspace'), folder, { recursive: true });
  }
  return folder;
}

function desktopVsCode() {
  const names = process.platform === 'win32' ? ['code.cmd', 'code-insiders.cmd'] : ['code', 'code-insiders'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

function openInBrowser(address) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '""', address.replaceAll('&', '^&')]
        : ['xdg-open', address];
  // Where there is no browser to open, the printed address is enough.
  spawn(command, args, { stdio: 'ignore', detached: true }).once('error', () => {});
}

try {
  await ensureDependencies();
  await mustRun('Building the extension', process.execPath, ['esbuild.mjs'], { cwd: root });
  const folder = sampleWorkspace();
  if (options.desktop) {
    const code = desktopVsCode();
    if (!code) {
      throw new Error('No VS Code is on the PATH. Install it, or run `npm start` without --desktop.');
    }
    await mustRun('Opening VS Code', code, [`--extensionDevelopmentPath=${root}`, folder]);
  } else {
    const { startVsCode, workbenchAddress } = await import('./lib/vscode.mjs');
    const { rmSync } = await import('node:fs');
    const dataFolder = join(toolsFolder, 'start');
    if (options.fresh) {
      rmSync(dataFolder, { recursive: true, force: true });
    }
    const server = await startVsCode({
      dataFolder,
      port: options.port === undefined ? undefined : Number(options.port),
      settings: {
        'workbench.startupEditor': 'none',
        'security.workspace.trust.enabled': false,
        'chat.disableAIFeatures': true,
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
      },
    });
    const address = workbenchAddress(server, folder);
    console.log(`
VS Code is running with Entra Cert Auth for PowerShell:

  ${address}

Open the Entra Cert Auth view in the activity bar and choose Open Sample Tenant. Ctrl+C stops it.`);
    if (!options['no-open']) {
      openInBrowser(address);
    }
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => server.stop().then(() => process.exit(0)));
    }
    await server.exited;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
