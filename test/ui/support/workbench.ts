import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
// @ts-expect-error The scripts are plain JavaScript.
import { ensureBrowser, launchOptions } from '../../../scripts/lib/browser.mjs';
// @ts-expect-error The scripts are plain JavaScript.
import { startVsCode, workbenchAddress } from '../../../scripts/lib/vscode.mjs';

const root = join(import.meta.dirname, '..', '..', '..');

export interface WorkbenchOptions {
  readonly width?: number;
  readonly height?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables of VS Code and what it starts, besides our own. */
  readonly env?: Readonly<Record<string, string>>;
  /** In Restricted Mode: the folder is not trusted, and nobody is asked. */
  readonly restricted?: boolean;
}

/** The real VS Code workbench in a browser with the extension in it, driven as a person would. */
export class Workbench {
  readonly page: Page;
  readonly browser: Browser;
  /** A fresh copy of the sample workspace. */
  readonly folder: string;
  /** User data of this VS Code: everything it wrote. */
  readonly dataFolder: string;
  readonly #server: { stop(): Promise<void> };

  private constructor(
    page: Page,
    browser: Browser,
    folder: string,
    dataFolder: string,
    server: { stop(): Promise<void> },
  ) {
    this.page = page;
    this.browser = browser;
    this.folder = folder;
    this.dataFolder = dataFolder;
    this.#server = server;
  }

  /** Starts VS Code as a new user would see it. The extension must have been built to `dist`. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const base = mkdtempSync(join(tmpdir(), 'entra-ui-'));
    const folder = join(base, 'workspace');
    cpSync(join(root, 'test', 'samples', 'workspace'), folder, { recursive: true });
    const dataFolder = join(base, 'data');
    mkdirSync(dataFolder);
    const server = await startVsCode({
      dataFolder,
      env: options.env ?? {},
      trust: options.restricted === true,
      settings: {
        'workbench.startupEditor': 'none',
        'workbench.colorTheme': 'Default Dark Modern',
        'security.workspace.trust.enabled': options.restricted === true,
        'security.workspace.trust.startupPrompt': 'never',
        'chat.disableAIFeatures': true,
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
        'workbench.reduceMotion': 'on',
        // Drawn on a canvas, the terminal would have no text to wait for.
        'terminal.integrated.gpuAcceleration': 'off',
        ...options.settings,
      },
    });
    const browser = await chromium.launch(launchOptions(await ensureBrowser()));
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const workbench = new Workbench(await context.newPage(), browser, folder, dataFolder, server);
    try {
      await workbench.page.goto(workbenchAddress(server, folder));
      await workbench.#sidebarTab().waitFor({ timeout: 60_000 });
    } catch (error) {
      await workbench.screenshot(join(root, 'out', 'ui-open-failed.png'));
      await workbench.close();
      throw error;
    }
    return workbench;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#server.stop();
    rmSync(join(this.folder, '..'), { recursive: true, force: true, maxRetries: 5 });
  }

  /** Shows the extension's sidebar. */
  async showSidebar(): Promise<void> {
    const tab = this.#sidebarTab();
    if ((await tab.getAttribute('aria-selected')) !== 'true') {
      await tab.click();
    }
    await this.page.locator('.sidebar').getByText('Tenants', { exact: false }).first().waitFor();
  }

  /** Runs a command by its title from the command palette, with the keyboard only. */
  async runCommand(title: string): Promise<void> {
    const input = this.quickInput();
    await this.page.keyboard.press('F1');
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.#focusedRow(new RegExp(`(^|: )${escapeRegExp(title)}…?$`)).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** The text field of the quick input that is open. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input.input');
  }

  /** Waits for the quick input whose title contains `title`. */
  async waitForQuickInput(title: string | RegExp): Promise<void> {
    await this.page.locator('.quick-input-widget:visible .quick-input-title').filter({ hasText: title }).waitFor();
  }

  /** Picks the row of the open quick pick that contains `text`, once the list is whole: rows that are replaced move. */
  async pick(text: string | RegExp): Promise<void> {
    await this.page.locator('.quick-input-widget .monaco-progress-container.active').waitFor({ state: 'hidden' });
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first().click();
  }

  /** A row of a tree by its visible text. */
  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.sidebar .monaco-list-row').filter({ hasText: text }).first();
  }

  /** Chooses an item of a row's context menu. A click right after it opened would be taken for the one that opened it. */
  async chooseFromMenu(row: Locator, item: string): Promise<void> {
    await row.click({ button: 'right' });
    const entry = this.page.locator('.monaco-menu .action-item').filter({ hasText: item }).first();
    await entry.hover();
    await this.page.locator('.monaco-menu .action-item.focused').filter({ hasText: item }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** A notification that contains `text`. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast, .notification-list-item').filter({ hasText: text }).first();
  }

  /** A modal dialog that contains `text`. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  /** Opens a file of the sample workspace in the editor. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    await this.quickInput().fill(name);
    await this.#focusedRow(name).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active').filter({ hasText: name }).first().waitFor();
    // The tab is there before the text, and what is typed before the text is there goes elsewhere.
    await this.page.locator('.editor-group-container.active .monaco-editor.focused .view-line').first().waitFor();
  }

  /** Waits until the terminal that is shown says this. */
  async terminalSays(text: string): Promise<void> {
    const rows = this.page.locator('.terminal-wrapper.active .xterm-rows');
    await rows
      .filter({ hasText: text.replaceAll(' ', '\u00a0') })
      .or(rows.filter({ hasText: text }))
      .first()
      .waitFor();
  }

  /** The row of the open quick pick that Enter takes, which is another one until the list is narrowed. */
  #focusedRow(label: string | RegExp): Locator {
    const name = this.page.locator('.label-name').filter({ hasText: label });
    return this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ has: name });
  }

  #sidebarTab(): Locator {
    return this.page.getByRole('tab', { name: 'Entra Cert Auth' }).first();
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
