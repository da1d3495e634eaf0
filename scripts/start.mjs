// `npm start`: installs what is missing, builds, and opens VS Code with the extension and a sample workspace.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root, toolsFolder } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

const help = `npm start [-- options]
  --desktop   use the VS Code that is installed on this computer
  --no-open   print the address and leave the browser alone
  --fresh     forget what an earlier start left behind: tenants, certificates, settings, changed scripts
  --port N    serve on this port instead of any that is free
  --help      show this text`;

const options = readOptions();

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        desktop: { type: 'boolean' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        'no-open': { type: 'boolean' },
        port: { type: 'string' },
      },
    });
    if (values.help) {
      console.log(help);
      process.exit(0);
    }
    if (values.port !== undefined && !(/^\d+$/.test(values.port) && values.port >= 1 && values.port <= 65_535)) {
      throw new Error('--port takes a number from 1 to 65535.');
    }
    return values;
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    process.exit(2);
  }
}

/** A workspace of PowerShell scripts to try things on; the user may change it, so it is a copy. */
function sampleWorkspace() {
  const folder = join(toolsFolder, 'sample-workspace');
  if (options.fresh) {
    rmSync(folder, { recursive: true, force: true });
  }
  if (!existsSync(folder)) {
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

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The port of the last start where it is free: the browser keeps private keys and tokens for one address only. */
async function usualPort(dataFolder, wanted) {
  const file = join(dataFolder, 'port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const { freePort } = await import('./lib/vscode.mjs');
  const port = wanted ?? (last > 0 && (await isFree(last)) ? last : await freePort());
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(file, String(port));
  return port;
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
  const port = options.port === undefined ? undefined : Number(options.port);
  if (port !== undefined && !(await isFree(port))) {
    throw new Error(`Port ${port} is in use. Choose another, or leave --port out.`);
  }
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
    const dataFolder = join(toolsFolder, 'start');
    if (options.fresh) {
      rmSync(dataFolder, { recursive: true, force: true });
    }
    console.log('Starting VS Code…');
    const server = await startVsCode({
      dataFolder,
      port: await usualPort(dataFolder, port),
      settings: {
        // The scripts' README says what to try first.
        'workbench.startupEditor': 'readme',
        // The scripts are a copy inside this checkout, which is no business of theirs.
        'git.openRepositoryInParentFolders': 'never',
        'security.workspace.trust.enabled': false,
        'chat.disableAIFeatures': true,
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
      },
    });
    const address = workbenchAddress(server, folder);
    console.log(`
VS Code is running with Entra Cert Auth for PowerShell:

  ${address}

To begin, open the Entra Cert Auth view in the activity bar and choose Open Sample Tenant:
it is built in, needs no account, and nothing leaves this computer. Ctrl+C stops VS Code.`);
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
