// `npm run test:desktop`: the in-host suite in a desktop VS Code, downloaded by @vscode/test-electron or already there.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root, toolsFolder } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

const help = `npm run test:desktop [-- options]
  --grep TEXT      run only the tests whose title contains this
  --version V      VS Code to download: stable (default), insiders, or a version such as 1.100.0
  --vscode PATH    use this VS Code, its program itself (not the \`code\` command), and download nothing`;

process.exitCode = await main();

async function main() {
  let options;
  try {
    ({ values: options } = parseArgs({
      options: {
        grep: { type: 'string', default: '' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'string', default: 'stable' },
        vscode: { type: 'string' },
      },
    }));
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    return 2;
  }
  if (options.help) {
    console.log(help);
    return 0;
  }
  if (options.vscode !== undefined && !existsSync(options.vscode)) {
    console.error(`There is no VS Code at ${options.vscode}.`);
    return 2;
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.error('A desktop VS Code needs a display. Where there is none, use `xvfb-run -a npm run test:desktop`.');
    return 2;
  }
  await ensureDependencies();
  await mustRun('Building the extension', process.execPath, ['esbuild.mjs'], { cwd: root });
  const { buildHostTests } = await import('./lib/hostTests.mjs');
  const tests = await buildHostTests();
  return runTests(options, tests);
}

/** Runs the suite with user data of its own, so that no setting or secret of this computer's user is touched. */
async function runTests(options, tests) {
  const { downloadAndUnzipVSCode, runTests: run } = await import('@vscode/test-electron');
  const data = mkdtempSync(join(tmpdir(), 'entra-desktop-'));
  const folder = join(data, 'workspace');
  const output = join(data, 'output.txt');
  cpSync(join(root, 'test', 'samples', 'workspace'), folder, { recursive: true });
  writeFileSync(output, '');
  try {
    const vscodeExecutablePath =
      options.vscode ?? (await downloadAndUnzipVSCode({ version: options.version, cachePath: toolsFolder }));
    await run({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      extensionTestsEnv: { HOST_TEST_OUTPUT: output, HOST_TEST_GREP: options.grep },
      launchArgs: [
        folder,
        '--disable-extensions',
        '--disable-workspace-trust',
        '--skip-release-notes',
        '--skip-welcome',
        // Secrets are kept without the keyring of the desktop, which could ask for a password.
        '--password-store=basic',
        `--user-data-dir=${join(data, 'user')}`,
        `--extensions-dir=${join(data, 'extensions')}`,
      ],
    });
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    process.stdout.write(readFileSync(output, 'utf8'));
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}
