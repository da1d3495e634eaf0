import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, toolsFolder } from './paths.mjs';
import { mustRun } from './run.mjs';

// The npm package `code-server` contains VS Code itself, ready to run without a download from elsewhere.
const codeServerVersion = '4.139.1';
// Its `lib/vscode` asks for Node 24; the npm package of the platform carries the binary.
const nodeVersion = '24.21.0';

/** Installs VS Code and the Node it runs on, once; gives the paths. */
export async function ensureVsCode() {
  const folder = join(toolsFolder, `vscode-${codeServerVersion}-node-${nodeVersion}`);
  const paths = {
    node: join(folder, 'node_modules', nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    server: join(folder, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
  if (existsSync(folder)) {
    return paths;
  }
  console.log('Installing VS Code from npm (once, under a minute)…');
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), '{"private":true}');
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const quiet = { quiet: true };
  await mustRun(
    'Installing VS Code',
    'npm',
    [...install, `code-server@${codeServerVersion}`, `${nodePackage()}@${nodeVersion}`],
    { cwd: unfinished, ...quiet },
  );
  const vscode = join(unfinished, 'node_modules', 'code-server', 'lib', 'vscode');
  const production = [...install, '--omit=dev', '--legacy-peer-deps'];
  await mustRun('Installing VS Code', 'npm', production, { cwd: vscode, ...quiet });
  await mustRun('Installing VS Code', 'npm', production, { cwd: join(vscode, 'extensions'), ...quiet });
  renameSync(unfinished, folder);
  return paths;
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/**
 * Starts VS Code as a server on loopback. Gives its address and how to stop it.
 * `dataFolder` holds user data and extensions; a fresh folder is a fresh user. With `trust` VS Code asks whether a folder is
 * trusted, and restricts it until then.
 */
export async function startVsCode({ dataFolder, port, log, testDriver = false, trust = false, settings, env = {} }) {
  const paths = await ensureVsCode();
  const userSettings = join(dataFolder, 'data', 'User');
  mkdirSync(userSettings, { recursive: true });
  if (settings && !existsSync(join(userSettings, 'settings.json'))) {
    writeFileSync(join(userSettings, 'settings.json'), JSON.stringify(settings, null, 2));
  }
  if (!testDriver) {
    installFromCheckout(join(dataFolder, 'extensions'));
  }
  const chosen = port ?? (await freePort());
  const child = spawn(
    paths.node,
    [
      `--import=${pathToFileURL(join(import.meta.dirname, 'secretKey.mjs'))}`,
      paths.server,
      '--host=127.0.0.1',
      `--port=${chosen}`,
      '--without-connection-token',
      '--accept-server-license-terms',
      '--telemetry-level=off',
      ...(trust ? [] : ['--disable-workspace-trust']),
      ...(testDriver ? ['--enable-smoke-test-driver'] : []),
      `--server-data-dir=${dataFolder}`,
      `--user-data-dir=${join(dataFolder, 'data')}`,
      `--extensions-dir=${join(dataFolder, 'extensions')}`,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, WORKBENCH_KEY_FILE: join(dataFolder, 'secret-key') },
    },
  );
  let output = '';
  const ready = new Promise((resolve, reject) => {
    const take = (chunk) => {
      const text = chunk.toString();
      output = (output + text).slice(-8000);
      log?.(text);
      if (/Web UI available at|Extension host agent listening on/.test(output)) {
        resolve();
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`VS Code ended early with code ${code}.\n${output}`)));
  });
  await ready;
  return {
    host: `127.0.0.1:${chosen}`,
    address: `http://127.0.0.1:${chosen}`,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) {
          resolve();
          return;
        }
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 5000).unref();
      }),
    exited: new Promise((resolve) => child.once('exit', resolve)),
  };
}

/**
 * Lists the checkout as an installed extension. (A development path in the address works only with the test driver,
 * which answers modal dialogs by itself.)
 */
function installFromCheckout(extensionsFolder) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(extensionsFolder, { recursive: true });
  const path = root.replaceAll('\\', '/');
  const list = join(extensionsFolder, 'extensions.json');
  const id = `${manifest.publisher}.${manifest.name}`;
  const others = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8')).filter((each) => each.identifier.id !== id)
    : [];
  writeFileSync(
    list,
    JSON.stringify([
      ...others,
      {
        identifier: { id },
        version: manifest.version,
        location: { $mid: 1, path: path.startsWith('/') ? path : `/${path}`, scheme: 'file' },
        metadata: { source: 'vsix' },
      },
    ]),
  );
}

/** Address of the workbench on a folder. */
export function workbenchAddress(server, folder) {
  return `${server.address}/?${new URLSearchParams({ folder })}`;
}

/** Address of a workbench that runs an in-host test suite; the server needs the test driver. */
export function testAddress(server, { folder, tests }) {
  const remote = (path) => `vscode-remote://${server.host}${path.replaceAll('\\', '/')}`;
  const payload = [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(tests)],
  ];
  return `${server.address}/?${new URLSearchParams({ folder, payload: JSON.stringify(payload) })}`;
}

/** Version of VS Code that `ensureVsCode` installs. */
export async function vsCodeVersion() {
  const { server } = await ensureVsCode();
  return JSON.parse(readFileSync(join(server, '..', '..', 'package.json'), 'utf8')).version;
}

/** A port on loopback that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
