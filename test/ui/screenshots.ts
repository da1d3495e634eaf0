// `npm run screenshots`: takes the pictures of the walkthrough and the README anew, from the real workbench.
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { Workbench } from './support/workbench.ts';

const folder = join(import.meta.dirname, '..', '..', 'media', 'walkthrough');
const application = 'Get-Mailboxes';

const workbench = await Workbench.open({
  width: 1040,
  height: 680,
  settings: {
    'breadcrumbs.enabled': false,
    'editor.minimap.enabled': false,
    'editor.scrollBeyondLastLine': false,
    'terminal.integrated.fontSize': 12,
    // Drawn on a canvas, the terminal would have no text to wait for.
    'terminal.integrated.gpuAcceleration': 'off',
    'workbench.panel.defaultLocation': 'bottom',
    // The block is for Windows, wherever the picture is taken.
    'entraCertAuth.rules.thumbprintOffWindows': 'off',
  },
});
try {
  await tenant();
  await setUp();
  await certificate();
  await script();
  await connect();
} catch (error) {
  await workbench.screenshot(join(import.meta.dirname, '..', '..', 'out', 'screenshots-failed.png'));
  throw error;
} finally {
  await workbench.close();
}

/** The explorer: applications in different states, one of them open. */
async function tenant(): Promise<void> {
  await workbench.showSidebar();
  await dragSidebarTo(560);
  await workbench.runCommand('Open Sample Tenant');
  await workbench.treeRow('Calendar report').click();
  await workbench.treeRow('API permissions').click();
  await workbench.treeRow('Calendars.Read').waitFor();
  // The other views take half of the height, and the one of certificates is empty yet.
  const others = ['Certificates', 'Scripts'].map((hasText) => workbench.page.locator('.pane-header', { hasText }));
  for (const header of others) {
    await header.click();
  }
  await workbench.page.locator('.editor-group-container').first().hover();
  await picture('tenant', workbench.page.locator('.part.sidebar'), 470);
  for (const header of others) {
    await header.click();
  }
  await dragSidebarTo(300);
}

/** The plan, before and after it is applied. */
async function setUp(): Promise<void> {
  await workbench.openFile('Get-Mailboxes.ps1');
  await workbench.runCommand('Set Up Certificate Sign-In');
  for (const step of ['(1/', '(2/', '(3/', '(4/']) {
    await workbench.waitForQuickInput(step);
    await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await workbench.page.keyboard.press('Enter');
  }
  const page = workbench.page.frameLocator('iframe.webview').frameLocator('#active-frame');
  const apply = page.getByRole('button', { name: 'Apply' });
  await apply.waitFor();
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await picture('setUp', workbench.page.locator('.part.editor'));
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await apply.click();
  await page.getByRole('button', { name: 'Connect in Terminal' }).waitFor({ timeout: 60_000 });
}

async function certificate(): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Show Certificate Details');
  await workbench.pick(application);
  await workbench.page.locator('.part.editor').getByText('Thumbprint').first().waitFor();
  await picture('certificate', workbench.page.locator('.part.editor'), 300);
  await workbench.runCommand('View: Close All Editors');
}

async function script(): Promise<void> {
  await workbench.openFile('Get-Mailboxes.ps1');
  // A script that connects already would have that statement replaced.
  await workbench.page.keyboard.press('Control+Shift+K');
  await workbench.page.keyboard.press('Control+Shift+K');
  await workbench.runCommand('Insert Connection Block');
  await chooseApplication();
  await workbench.pick('Exchange Online');
  await workbench.pick('Windows');
  const editor = workbench.page.locator('.part.editor');
  await editor.getByText('CertificateThumbprint').first().waitFor();
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await picture('script', editor, 440);
}

async function connect(): Promise<void> {
  await workbench.runCommand('Connect in Terminal');
  await chooseApplication();
  await workbench.pick('Exchange Online');
  const panel = workbench.page.locator('.part.panel');
  await panel.locator('.terminal-wrapper.active').waitFor();
  await workbench.runCommand('View: Toggle Maximized Panel');
  await terminalSays('Connect-ExchangeOnline');
  await terminalSays(/PS>\s*$/);
  await type('Get-EXOMailbox -ResultSize 5 | Select-Object DisplayName, PrimarySmtpAddress');
  await terminalSays('@contoso-sample');
  await type("Get-EXOMailbox -Identity 'info' | Format-List DisplayName, RecipientTypeDetails");
  await terminalSays('SharedMailbox');
  await picture('connect', panel, 480);
}

async function chooseApplication(): Promise<void> {
  await workbench.waitForQuickInput(/./);
  await workbench.quickInput().fill(application);
  await workbench.pick(application);
}

async function type(line: string): Promise<void> {
  await workbench.page.locator('.terminal-wrapper.active').click();
  await workbench.page.keyboard.type(line);
  await workbench.page.keyboard.press('Enter');
}

async function terminalSays(text: string | RegExp): Promise<void> {
  await workbench.page
    .locator('.terminal-wrapper.active .xterm-rows')
    .filter({ hasText: text })
    .waitFor({ timeout: 30_000 });
}

async function dragSidebarTo(width: number): Promise<void> {
  const box = await workbench.page.locator('.part.sidebar').boundingBox();
  const edge = (box?.x ?? 0) + (box?.width ?? 0) + 1;
  const { mouse } = workbench.page;
  await mouse.move(edge, 300);
  await mouse.down();
  await mouse.move((box?.x ?? 0) + width, 300, { steps: 5 });
  await mouse.up();
}

/** Keeps the upper part of what is shown as a picture of the walkthrough. */
async function picture(name: string, of: Locator, height = Number.POSITIVE_INFINITY): Promise<void> {
  await workbench.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  const box = await of.boundingBox();
  if (!box) {
    throw new Error(`Nothing to take a picture of: ${name}.`);
  }
  await workbench.page.screenshot({
    path: join(folder, `${name}.png`),
    clip: { ...box, height: Math.min(box.height, height) },
    animations: 'disabled',
  });
}
