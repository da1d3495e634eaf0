import { randomBytes } from 'node:crypto';
import { type Disposable, env, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { type Html, html } from './html.ts';
import { parsePageMessage } from './pageMessage.ts';

/** A change inside a page that is shown, without drawing it anew. */
export interface PagePatch {
  /** New texts and states of elements by their `data-part`. */
  readonly parts?: readonly { readonly part: string; readonly text: string; readonly state: string }[];
  /** Said by a screen reader. */
  readonly announce?: string;
}

/**
 * A page in the editor area: markup from the extension, one script and style sheets from `media/page`, nothing from
 * elsewhere. Buttons carry `data-action`; their clicks arrive as actions. A page that was hidden is drawn again as it is.
 */
export class Page implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #media: Uri;
  readonly #styles: readonly string[];
  #body: Html;
  /** Whether the frame shows something older than `#body`. */
  #stale = false;
  #disposed = false;
  /** What the page is about, to make it again after the window was loaded again. */
  #memory: object | undefined;
  readonly #listeners: { readonly onAction: (action: string) => void; readonly onClose: () => void };

  constructor(options: {
    readonly viewType: string;
    readonly title: string;
    readonly extensionUri: Uri;
    readonly body: Html;
    /** Style sheets of `media/page` beside `page.css`. */
    readonly styles?: readonly string[];
    /** Beside the editor that is active, where what the page speaks of stays in sight. */
    readonly beside?: boolean;
    /** The panel of a page that was open when the window was loaded again. */
    readonly panel?: WebviewPanel;
    readonly memory?: object | undefined;
    readonly onAction: (action: string) => void;
    readonly onClose: () => void;
  }) {
    this.#media = Uri.joinPath(options.extensionUri, 'media', 'page');
    this.#body = options.body;
    this.#listeners = options;
    this.#styles = ['page.css', ...(options.styles ?? [])];
    this.#memory = options.memory;
    const column = options.beside ? ViewColumn.Beside : ViewColumn.Active;
    const rights = { enableScripts: true, localResourceRoots: [this.#media], enableCommandUris: false };
    this.#panel = options.panel ?? window.createWebviewPanel(options.viewType, options.title, column, rights);
    this.#panel.webview.options = rights;
    this.#panel.title = options.title;
    this.#panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    this.#panel.onDidDispose(() => {
      this.#disposed = true;
      this.#listeners.onClose();
    });
    this.#draw();
  }

  get visible(): boolean {
    return !this.#disposed && this.#panel.visible;
  }

  get closed(): boolean {
    return this.#disposed;
  }

  /** Keeps what the page is about, for the serializer of its view type; nothing secret. */
  remember(memory: object | undefined): void {
    this.#memory = memory;
    this.#post({ kind: 'memory', memory });
  }

  /** Shows other contents; the focus goes to their heading, and a screen reader says it. */
  show(body: Html): void {
    this.#body = body;
    this.#stale = true;
    this.#post({ kind: 'body', html: body.text });
  }

  /** Shows the same contents as they are now; focus and place stay. */
  update(body: Html): void {
    this.#body = body;
    this.#stale = true;
    this.#post({ kind: 'body', html: body.text, keep: true });
  }

  /** Notes the contents for the next time the page is drawn, and changes what is shown at once. */
  patch(body: Html, patch: PagePatch): void {
    this.#body = body;
    this.#stale = true;
    this.#post({ kind: 'patch', ...patch });
  }

  reveal(): void {
    if (!this.#disposed) {
      this.#panel.reveal();
    }
  }

  dispose(): void {
    if (!this.#disposed) {
      this.#panel.dispose();
    }
  }

  #receive(value: unknown): void {
    const message = parsePageMessage(value);
    if (message?.kind === 'ready') {
      this.#post({ kind: 'memory', memory: this.#memory });
      if (this.#stale) {
        this.#post({ kind: 'body', html: this.#body.text });
      }
    } else if (message?.kind === 'action') {
      this.#listeners.onAction(message.action);
    }
  }

  #post(message: object): void {
    if (!this.#disposed) {
      void this.#panel.webview.postMessage(message);
    }
  }

  #draw(): void {
    const { webview } = this.#panel;
    const nonce = randomBytes(16).toString('base64');
    const resource = (name: string) => webview.asWebviewUri(Uri.joinPath(this.#media, name)).toString();
    const policy = [
      `default-src 'none'`,
      `script-src 'nonce-${nonce}'`,
      `style-src ${webview.cspSource}`,
      `base-uri 'none'`,
      `form-action 'none'`,
    ].join('; ');
    webview.html = html`<!DOCTYPE html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${this.#panel.title}</title>
${this.#styles.map((name) => html`<link rel="stylesheet" href="${resource(name)}">`)}
</head>
<body>
<main id="page">${this.#body}</main>
<div id="announcer" class="unseen" role="status" aria-live="polite"></div>
<script nonce="${nonce}" src="${resource('page.js')}"></script>
</body>
</html>`.text;
  }
}
