import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  commands,
  type Diagnostic,
  type Disposable,
  EventEmitter,
  extensions,
  type FileChangeEvent,
  FileChangeType,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  languages,
  lm,
  NotebookCellData,
  NotebookCellKind,
  NotebookData,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { EntraCertAuthApi } from '../../src/api.ts';
import { walkScripts } from '../../src/features/reports/walkScripts.ts';
import { call, rejectsWith } from './support/call.ts';

const password = "$p = ConvertTo-SecureString 'Pa55w.rd-2026' -AsPlainText -Force";
const scheme = 'memory-of-test';

describe('Scripts of every kind', () => {
  let folder: string;
  let memory: Disposable;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'entra-kinds-'));
    memory = workspace.registerFileSystemProvider(scheme, new MemoryFiles());
  });

  afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

  after(() => {
    memory.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return Uri.file(path);
  };

  it('in a virtual file system are judged, followed, and given to other extensions', async () => {
    const root = Uri.from({ scheme, path: '/project' });
    const main = Uri.joinPath(root, 'main.ps1');
    await write(Uri.joinPath(root, 'lib', 'Library.psm1'), 'function Get-Everyone { Get-MgGroup -All }');
    await write(main, `Import-Module $PSScriptRoot/lib/Library.psm1\n${password}\nGet-Everyone\n`);
    assert.deepEqual(await rulesIn(await open(main), 1), ['passwordLiteral']);
    const api = await extensions.getExtension<EntraCertAuthApi>('entra-cert-auth.entra-cert-auth')?.activate();
    const checked = await api?.checkScript(main);
    assert.deepEqual(checked?.services, ['graph']);
    assert.equal(checked?.requirements.permissions[0]?.places[0]?.path, '/project/lib/Library.psm1');
    await rejectsWith('NotFound', api?.checkScript(Uri.joinPath(root, 'none.ps1')) ?? Promise.resolve());
    await rejectsWith('InvalidInput', api?.checkScript(root) ?? Promise.resolve());
  });

  it('in a virtual file system are listed although it cannot be searched', async () => {
    const root = Uri.from({ scheme, path: '/listed' });
    for (const name of ['a.ps1', 'deep/er/b.PSM1', 'node_modules/c.ps1', 'deep/readme.md', 'd.psd1']) {
      await write(Uri.joinPath(root, name), '');
    }
    const names = (await walkScripts(root, 10)).map(({ path }) => path);
    assert.deepEqual(names, ['/listed/a.ps1', '/listed/deep/er/b.PSM1']);
    assert.equal((await walkScripts(root, 1)).length, 1);
    assert.deepEqual(await walkScripts(Uri.joinPath(root, 'none'), 10), []);
  });

  it('without a file, and when a text becomes PowerShell or something else', async () => {
    const document = await workspace.openTextDocument({ language: 'plaintext', content: `${password}\n` });
    await window.showTextDocument(document, { preview: false });
    const script = await languages.setTextDocumentLanguage(document, 'powershell');
    assert.deepEqual(await rulesIn(script, 1), ['passwordLiteral']);
    const text = await languages.setTextDocumentLanguage(script, 'plaintext');
    await rulesIn(text, 0);
  });

  it('with any line end and encoding, each finding where it stands', async () => {
    const lines = ['# Größe – 尺寸 😀', password, 'Connect-MsolService', ''];
    for (const [name, content] of [
      ['crlf.ps1', lines.join('\r\n')],
      ['bom.ps1', `\ufeff${lines.join('\r\n')}`],
      ['cr.ps1', lines.join('\r')],
    ] as const) {
      const document = await open(file(name, content));
      await rulesIn(document, 2);
      assert.deepEqual(
        own(document)
          .map(({ range }) => document.getText(range))
          .sort(),
        ["'Pa55w.rd-2026'", 'Connect-MsolService'],
      );
    }
    const wide = file('wide.ps1', Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le'));
    const checked = await call<{ findings: { rule: string; line: number }[] }>('checkScript', { path: wide.fsPath });
    assert.deepEqual(
      checked.findings.map(({ rule, line }) => [rule, line]),
      [
        ['passwordLiteral', 2],
        ['retiredModule', 3],
      ],
    );
  });

  it('that are modules or data files', async () => {
    const module = await open(file('Tools.psm1', `function Connect-All { Connect-MsolService }\n`));
    assert.deepEqual(await rulesIn(module, 1), ['retiredModule']);
    const data = await open(
      file('Tools.psd1', "@{ ModuleVersion = '1.0'; RequiredModules = @('ExchangeOnlineManagement') }\n"),
    );
    assert.equal(data.languageId, 'powershell');
    const marked = await open(file('later.ps1', password));
    await rulesIn(marked, 1);
    assert.deepEqual(own(data), []);
  });

  it('that are renamed or deleted', async () => {
    const before = file('before.ps1', password);
    await rulesIn(await open(before), 1);
    const renamed = Uri.file(join(folder, 'after.ps1'));
    const edit = new WorkspaceEdit();
    edit.renameFile(before, renamed);
    assert.ok(await workspace.applyEdit(edit));
    await until(() => languages.getDiagnostics(before).filter(isOwn).length === 0);
    await until(() => languages.getDiagnostics(renamed).filter(isOwn).length === 1);
    const deletion = new WorkspaceEdit();
    deletion.deleteFile(renamed);
    assert.ok(await workspace.applyEdit(deletion));
    await until(() => languages.getDiagnostics(renamed).filter(isOwn).length === 0);
    await rejectsWith('NotFound', call('checkScript', { path: renamed.fsPath }));
  });

  it('in the cells of a notebook, each taken for a part', async () => {
    const cell = (text: string) => new NotebookCellData(NotebookCellKind.Code, text, 'powershell');
    const notebook = await workspace.openNotebookDocument(
      'jupyter-notebook',
      new NotebookData([
        cell(
          "Connect-ExchangeOnline -AppId $id -CertificateFilePath $path -Organization 'contoso.onmicrosoft.com'\nGet-EXOMailbox",
        ),
        cell(password),
      ]),
    );
    await window.showNotebookDocument(notebook);
    const [connects, secret] = notebook.getCells().map(({ document }) => document);
    assert.ok(connects && secret);
    assert.deepEqual(await rulesIn(secret, 1), ['passwordLiteral']);
    assert.deepEqual(own(connects), []);
  });

  it('that are too long to be judged while somebody types', async () => {
    const document = await open(file('long.ps1', `${password}\n`.repeat(40_000)));
    const marked = await open(file('short.ps1', password));
    await rulesIn(marked, 1);
    assert.deepEqual(own(document), []);
    await rejectsWith('InvalidInput', call('checkScript', { path: document.uri.fsPath }));
  });

  if (process.platform !== 'win32') {
    it('that are no files are not read', async () => {
      const path = join(folder, 'endless.ps1');
      symlinkSync('/dev/zero', path);
      await rejectsWith('UnreadableFile', call('checkScript', { path }));
    });
  }

  it('in the workspace only are open to chats', async () => {
    const check = async (path: string) =>
      lm.invokeTool('entraCertAuth_checkScript', { input: { path }, toolInvocationToken: undefined });
    const { content } = await check('Get-CalendarReport.ps1');
    assert.match(JSON.stringify(content), /Calendars\.ReadBasic\.All/);
    await assert.rejects(check(file('elsewhere.ps1', password).fsPath), /NotFound/);
    await assert.rejects(check('../elsewhere.ps1'), /NotFound/);
    const here = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    await assert.rejects(check(`${here}/${relative(here, file('elsewhere.ps1', password).fsPath)}`), /NotFound/);
  });
});

function write(uri: Uri, text: string): Thenable<void> {
  return workspace.fs.writeFile(uri, Buffer.from(text));
}

async function open(uri: Uri): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, { preview: false });
  return document;
}

function isOwn({ source }: Diagnostic): boolean {
  return source === 'Entra Cert Auth';
}

function own({ uri }: TextDocument): readonly Diagnostic[] {
  return languages.getDiagnostics(uri).filter(isOwn);
}

/** The rules that speak in a document, once there are that many findings. */
async function rulesIn(document: TextDocument, count: number): Promise<readonly unknown[]> {
  await until(() => own(document).length === count);
  return own(document).map(({ code }) => (typeof code === 'object' ? code.value : code));
}

/** Waits for a change of diagnostics after which `holds`. */
async function until(holds: () => boolean): Promise<void> {
  if (holds()) {
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const end = setTimeout(() => reject(new Error('The diagnostics never became what was expected.')), 15_000);
    const listening = languages.onDidChangeDiagnostics(() => {
      if (holds()) {
        clearTimeout(end);
        listening.dispose();
        resolve();
      }
    });
  });
}

/** Files in memory, as a virtual workspace has them: readable and writable, not searchable. */
class MemoryFiles implements FileSystemProvider {
  readonly #files = new Map<string, Uint8Array>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  watch(): Disposable {
    return { dispose: () => undefined };
  }

  stat(uri: Uri) {
    const file = this.#files.get(uri.path);
    if (!file && this.#below(uri).length === 0) {
      throw FileSystemError.FileNotFound(uri);
    }
    return { type: file ? FileType.File : FileType.Directory, ctime: 0, mtime: 0, size: file?.length ?? 0 };
  }

  readDirectory(uri: Uri): [string, FileType][] {
    const paths = this.#below(uri);
    if (paths.length === 0) {
      throw FileSystemError.FileNotFound(uri);
    }
    const entries = paths.map((path): [string, FileType] => {
      const [name = '', ...rest] = path.slice(uri.path.length + 1).split('/');
      return [name, rest.length > 0 ? FileType.Directory : FileType.File];
    });
    return [...new Map(entries)];
  }

  readFile(uri: Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (!file) {
      throw FileSystemError.FileNotFound(uri);
    }
    return file;
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    this.#files.set(uri.path, content);
    this.#changed.fire([{ type: FileChangeType.Created, uri }]);
  }

  createDirectory(): void {}

  delete(uri: Uri): void {
    this.#files.delete(uri.path);
  }

  rename(from: Uri, to: Uri): void {
    this.#files.set(to.path, this.readFile(from));
    this.#files.delete(from.path);
  }

  #below({ path }: Uri): readonly string[] {
    return [...this.#files.keys()].filter((one) => one.startsWith(`${path}/`));
  }
}
