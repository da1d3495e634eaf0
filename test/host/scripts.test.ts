import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CodeAction,
  type CodeLens,
  type CompletionList,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Hover,
  languages,
  MarkdownString,
  Position,
  type Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { call, rejectsWith } from './support/call.ts';

const source = 'Entra Cert Auth';
const graph = '00000003-0000-0000-c000-000000000000';

describe('Scripts in the editor', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('marks a password literal, and takes the mark away with the password', async () => {
    const document = await open("$p = ConvertTo-SecureString 'Pa55w.rd-2026' -AsPlainText -Force\n");
    const [found] = await diagnosticsOf(document, (all) => all.length === 1);
    assert.ok(found);
    assert.equal(document.getText(found.range), "'Pa55w.rd-2026'");
    assert.equal(found.severity, DiagnosticSeverity.Warning);
    assert.ok(!found.message.includes('Pa55w.rd'));
    assert.equal(ruleOf(found), 'passwordLiteral');
    await replace(document, found.range, '$env:PASSWORD');
    await diagnosticsOf(document, (all) => all.length === 0);
  });

  it('opens the page of a rule from its code', async () => {
    const document = await open('Connect-MsolService\n');
    const [found] = await diagnosticsOf(document, (all) => all.length > 0);
    assert.ok(found && typeof found.code === 'object');
    assert.equal(found.code.target.scheme, 'entra-cert-auth-rule');
    assert.deepEqual(found.tags, [DiagnosticTag.Deprecated]);
    const page = await workspace.openTextDocument(found.code.target);
    assert.match(page.getText(), /retired/i);
  });

  it('is silent on scripts that have nothing to do with Microsoft 365', async () => {
    const ordinary = await open(
      "param([string]$Password)\nGet-ChildItem | Where-Object Name -Like '*.log' | Remove-Item\nInvoke-Thing -Password $Password\n",
    );
    const marked = await open("$p = ConvertTo-SecureString 'Pa55w.rd-2026' -AsPlainText -Force\n");
    // The second was opened later: once it is marked, the first has had its turn.
    await diagnosticsOf(marked, (all) => all.length === 1);
    await diagnosticsOf(ordinary, (all) => all.length === 0);
  });

  it('clears what it said when the script is closed', async () => {
    const document = await workspace.openTextDocument({ language: 'powershell', content: 'Connect-MsolService\n' });
    await window.showTextDocument(document, { preview: false });
    await diagnosticsOf(document, (all) => all.length > 0);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await until(() => own(document).length === 0);
  });

  it('mends a malformed thumbprint, and all that is certain at once', async () => {
    const thumbprint = '9C F0 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 00 11 22';
    const document = await open(
      `Connect-ExchangeOnline -AppId 'x' -CertificateThumbprint '${thumbprint}' -Organization 'contoso.onmicrosoft.com'\nDisconnect-ExchangeOnline\n`,
    );
    const all = await diagnosticsOf(document, (found) => found.some((one) => ruleOf(one) === 'thumbprintMalformed'));
    const malformed = all.find((one) => ruleOf(one) === 'thumbprintMalformed');
    assert.ok(malformed);
    const actions = await actionsAt(document, malformed.range);
    const mend = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(mend?.edit);
    assert.ok(actions.some(({ title }) => title.startsWith('Turn off this rule')));
    const fixAll = await actionsAt(document, malformed.range, 'source.fixAll.entraCertAuth');
    assert.equal(fixAll.length, 1);
    assert.ok(await workspace.applyEdit(mend.edit));
    assert.match(document.getText(), /-CertificateThumbprint '9CF0112233445566778899AABBCCDDEEFF001122'/);
    await diagnosticsOf(document, (found) => !found.some((one) => ruleOf(one) === 'thumbprintMalformed'));
  });

  it('turns a rule off for one line with a comment, and everywhere with a setting', async () => {
    const document = await open(
      "if ($true) {\n    $p = ConvertTo-SecureString 'Pa55w.rd-2026' -AsPlainText -Force\n}\n",
    );
    const [found] = await diagnosticsOf(document, (all) => all.length === 1);
    assert.ok(found);
    const actions = await actionsAt(document, found.range);
    const comment = actions.find(({ title }) => title.startsWith('Turn off for this line'));
    assert.ok(comment?.edit);
    await workspace.applyEdit(comment.edit);
    assert.ok(document.getText().includes('\n    # entra-cert-auth: off passwordLiteral\n    $p'));
    await diagnosticsOf(document, (all) => all.length === 0);
    await commands.executeCommand('undo');
    await diagnosticsOf(document, (all) => all.length === 1);
    await call('turnOffRule', { rule: 'passwordLiteral' });
    await diagnosticsOf(document, (all) => all.length === 0);
    const settings = workspace.getConfiguration('entraCertAuth.rules');
    for (const target of [ConfigurationTarget.Global, ConfigurationTarget.Workspace]) {
      await settings.update('passwordLiteral', undefined, target);
    }
    await diagnosticsOf(document, (all) => all.length === 1);
    const folder = workspace.workspaceFolders?.[0];
    if (folder) {
      await workspace.fs.delete(Uri.joinPath(folder.uri, '.vscode'), { recursive: true });
    }
  });

  it('tells on a cmdlet what it needs, least privilege first', async () => {
    const document = await open('Get-MgUserCalendarView -UserId $id\nGet-ChildItem\n');
    const text = await hoverSays(document, new Position(0, 5));
    assert.match(text, /Get-MgUserCalendarView/);
    assert.ok(text.indexOf('Calendars.ReadBasic') < text.indexOf('Calendars.ReadWrite'), text);
    assert.match(text, /application signs in/);
    assert.equal(await hoverAt(document, new Position(1, 3)), '');
  });

  it('names the replacement of a retired cmdlet', async () => {
    const document = await open('Get-MsolUser -All\n');
    assert.match(await hoverSays(document, new Position(0, 4)), /retired.*`Get-MgUser`/s);
  });

  describe('with an application', () => {
    let identity: { tenantId: string; appId: string; thumbprint: string };

    before(async () => {
      const { tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true });
      const setUp = await call<{ appId: string; thumbprint: string }>('setUp', {
        tenantId,
        services: ['graph'],
        displayName: 'Calendar report',
        certificate: { subject: 'CN=Calendar report', months: 12 },
        permissions: [{ resourceAppId: graph, permission: 'User.Read.All' }],
        confirmed: true,
      });
      identity = { tenantId, appId: setUp.appId, thumbprint: setUp.thumbprint };
    });

    after(async () => {
      await call('deleteCertificate', { thumbprint: identity.thumbprint, confirmed: true });
      await call('signOut', { tenantId: identity.tenantId });
    });

    const script = () =>
      `Connect-MgGraph -ClientId '${identity.appId}' -TenantId '${identity.tenantId}' -CertificateThumbprint '${identity.thumbprint}'\n` +
      'Get-MgUser -All\nGet-MgUserCalendarView -UserId $id\nDisconnect-MgGraph\n';

    it('marks the command whose permission is missing until it is granted', async () => {
      const document = await open(script());
      const all = await diagnosticsOf(document, (found) => found.some((one) => ruleOf(one) === 'missingPermission'));
      const missing = all.filter((one) => ruleOf(one) === 'missingPermission');
      assert.deepEqual(
        missing.map(({ range }) => document.getText(range)),
        ['Get-MgUserCalendarView'],
      );
      assert.match(missing[0]?.message ?? '', /Calendars\.ReadBasic.*Calendar report/);
      assert.match((await lensesOf(document))[0] ?? '', /Calendar report · .*\(sample\) · 1 permission missing/);
      await call('addPermission', { ...identity, resourceAppId: graph, permission: 'Calendars.Read', grant: true });
      await diagnosticsOf(document, (found) => !found.some((one) => ruleOf(one) === 'missingPermission'));
      assert.match((await lensesOf(document))[0] ?? '', /permissions granted/);
    });

    it('completes what it knows inside quotes, without quotes and in a table', async () => {
      const document = await open(
        "Connect-MgGraph -ClientId '' -CertificateThumbprint \nGet-MgUser\n$p = @{\n    TenantId = ''\n}\nConnect-MgGraph @p\n",
      );
      const applications = await completionsAt(document, document.getText().indexOf("''") + 1);
      const application = applications.find(({ insertText }) => insertText === identity.appId);
      assert.match(application?.detail ?? '', /Calendar report/);
      const certificates = await completionsAt(document, document.getText().indexOf('\n'));
      assert.ok(certificates.some(({ insertText }) => insertText === `'${identity.thumbprint}'`));
      const tenants = await completionsAt(document, document.getText().lastIndexOf("''") + 1);
      assert.ok(tenants.some(({ insertText }) => insertText === identity.tenantId));
      assert.deepEqual(await completionsAt(document, document.getText().indexOf('MgUser')), []);
    });

    it('converts a sign-in with a password, and keeps the rest as it is', async () => {
      const text =
        '# nightly\n$cred = Get-Credential\nConnect-ExchangeOnline -Credential $cred -ShowBanner:$false # quiet\nGet-EXOMailbox\n';
      const result = await call<{ text: string; converted: unknown[] }>('convertScript', { ...identity, text });
      assert.equal(result.converted.length, 1);
      assert.match(result.text, /^# nightly\n/);
      assert.match(result.text, new RegExp(`-AppId '${identity.appId}'`));
      assert.match(result.text, /-ShowBanner:\$false # quiet\nGet-EXOMailbox\n$/);
      assert.ok(!/Credential/.test(result.text));
      const again = await call<{ text: string }>('convertScript', { ...identity, text: result.text });
      assert.equal(again.text, result.text);
      const document = await open(text);
      assert.equal(
        (await call<{ text: string }>('convertScript', { ...identity, uri: document.uri.toString() })).text,
        result.text,
      );
      assert.equal(document.getText(), text);
    });

    it('refuses to convert without saying as whom', async () => {
      const text = 'Connect-ExchangeOnline\n';
      await rejectsWith('InvalidInput', call('convertScript', { text }));
      await rejectsWith('InvalidInput', call('convertScript', { ...identity, text, path: '/tmp/a.ps1' }));
      await rejectsWith('NotFound', call('convertScript', { ...identity, path: '/nowhere/a.ps1' }));
    });
  });
});

async function open(content: string): Promise<TextDocument> {
  // A file of its own each time: VS Code gives the name of a closed untitled script to the next one.
  const path = join(mkdtempSync(join(tmpdir(), 'scripts-')), 'Script.ps1');
  writeFileSync(path, content);
  const document = await workspace.openTextDocument(path);
  await window.showTextDocument(document, { preview: false });
  return document;
}

function own(document: TextDocument): readonly Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter((one) => one.source === source);
}

function ruleOf({ code }: Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

async function diagnosticsOf(
  document: TextDocument,
  suits: (all: readonly Diagnostic[]) => boolean,
  milliseconds = 15_000,
): Promise<readonly Diagnostic[]> {
  await until(() => suits(own(document)), milliseconds);
  return own(document);
}

/** Waits for a change of diagnostics after which `holds`. */
async function until(holds: () => boolean, milliseconds = 15_000): Promise<void> {
  if (holds()) {
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      listener.dispose();
      reject(new Error('The diagnostics never became what was expected.'));
    }, milliseconds);
    const listener = languages.onDidChangeDiagnostics(() => {
      if (holds()) {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      }
    });
  });
}

async function replace(document: TextDocument, range: Range, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await workspace.applyEdit(edit));
}

function actionsAt(document: TextDocument, range: Range, kind?: string): Thenable<CodeAction[]> {
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, kind);
}

/** What the hover says once it says something: a document that just took another's name has none for a moment. */
async function hoverSays(document: TextDocument, position: Position): Promise<string> {
  const end = Date.now() + 15_000;
  let text = await hoverAt(document, position);
  while (text === '' && Date.now() < end) {
    await new Promise((resolve) => setImmediate(resolve));
    text = await hoverAt(document, position);
  }
  return text;
}

async function hoverAt(document: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof MarkdownString ? content.value : ''))
    .join('\n');
}

async function lensesOf(document: TextDocument): Promise<readonly string[]> {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 50);
  return lenses.map(({ command }) => command?.title ?? '');
}

async function completionsAt(document: TextDocument, offset: number) {
  const list = await commands.executeCommand<CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(offset),
  );
  return list.items.filter(({ sortText }) => sortText?.startsWith('0000'));
}
