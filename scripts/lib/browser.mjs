import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

const names = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Path of a Chromium-based browser; installs one where that is possible without asking. */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) {
    return found;
  }
  console.log('Looking for a browser: none is installed, trying to get Chromium…');
  const downloaded = await playwrightChromium();
  if (downloaded) {
    return downloaded;
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update'], { quiet: true });
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      quiet: true,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = await findBrowser();
    if (installed) {
      return installed;
    }
  }
  throw new Error(
    'The tests need a browser. Install Chrome, Chromium or Edge, or set CHROME_PATH, and run them again.',
  );
}

async function findBrowser() {
  if (process.env.CHROME_PATH) {
    return process.env.CHROME_PATH;
  }
  const candidates = names[process.platform] ?? [];
  const folders = process.platform === 'linux' ? (process.env.PATH ?? '').split(delimiter) : [''];
  for (const name of candidates) {
    for (const folder of folders) {
      const path = folder === '' ? name : join(folder, name);
      if (existsSync(path)) {
        return path;
      }
    }
  }
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : undefined;
}

async function playwrightChromium() {
  const code = await run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], {
    quiet: true,
  }).catch(() => 1);
  return code === 0 ? findBrowser() : undefined;
}

/** Options that let Chromium run in a container and keep it off the network. */
export function launchOptions(executablePath) {
  return {
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
