import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { ensureBrowser, launchOptions } from './browser.mjs';
import { root } from './paths.mjs';
import { startVsCode, testAddress } from './vscode.mjs';

/** Bundles the in-host suite to out/host. */
export async function buildHostTests() {
  const outdir = join(root, 'out', 'host');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: { index: join(root, 'test/host/index.ts'), suite: join(root, 'test/host/suite.ts') },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(outdir, 'index.js');
}

/** Runs the in-host suite inside VS Code's real extension host. Gives its exit code and what it printed. */
export async function runHostTests({
  grep = process.env.HOST_TEST_GREP ?? '',
  out = (text) => process.stdout.write(text),
} = {}) {
  const tests = await buildHostTests();
  const dataFolder = mkdtempSync(join(tmpdir(), 'entra-host-'));
  const output = join(dataFolder, 'output.txt');
  writeFileSync(output, '');
  const server = await startVsCode({
    dataFolder,
    testDriver: true,
    env: { HOST_TEST_OUTPUT: output, HOST_TEST_GREP: grep },
  });
  const browser = await chromium.launch(launchOptions(await ensureBrowser()));
  try {
    const page = await browser.newPage();
    let consoleText = '';
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      consoleText += `${args.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(' ')}\n`;
    });
    const exit = new Promise((resolve) => {
      page.exposeFunction('codeAutomationExit', resolve);
    });
    const folder = join(root, 'test', 'samples', 'workspace');
    await page.goto(testAddress(server, { folder, tests }));
    const timeout = new Promise((resolve) => setTimeout(() => resolve('timeout'), 300_000).unref());
    const code = await Promise.race([exit, timeout]);
    const printed = readFileSync(output, 'utf8');
    out(printed);
    if (code !== 0 && !/\d+ passed/.test(printed)) {
      out(consoleText.slice(-4000));
    }
    return { code: code === 0 ? 0 : 1, printed };
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}
