import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, extensions, lm, Uri, window, workspace } from 'vscode';
import type { EntraCertAuthApi } from '../../src/api.ts';
import { call, rejectsWith } from './support/call.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const exchange = '00000002-0000-0ff1-ce00-000000000000';
const secret = 'Pa$$w0rd-of-the-test';

interface Checked {
  readonly services: readonly string[];
  readonly commands: readonly { name: string; line: number; service: string | null; permissions: object[] }[];
  readonly requirements: {
    readonly permissions: readonly { permission: string; places: { line: number; path?: string }[] }[];
    readonly roles: readonly { role: string }[];
    readonly unknownCommands: readonly string[];
  };
  readonly findings: readonly { rule: string; line: number; column: number; severity: string }[];
}

interface ReportValue {
  readonly rows: readonly {
    permission: string;
    needed: boolean;
    requested: boolean;
    granted: boolean;
    inToken: boolean | null;
    state: string;
  }[];
  readonly roles: readonly { role: string; needed: boolean; held: boolean }[];
  readonly missing: readonly { resourceAppId: string; permission: string }[];
  readonly unused: readonly { resourceAppId: string; permission: string }[];
  readonly unknownCommands: readonly string[];
}

const plain = (value: unknown) => assert.deepEqual(JSON.parse(JSON.stringify(value)), value);

describe('Reports', () => {
  let tenantId: string;
  let folder: string;
  const report = (options: object) => call<ReportValue>('checkAppPermissions', { tenantId, ...options });
  const appNamed = async (displayName: string) => {
    const all = await call<{ appId: string; displayName: string }[]>('listApplications', { tenantId });
    return all.find((each) => each.displayName === displayName)?.appId ?? assert.fail(displayName);
  };
  const sample = (name: string) => join(workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', name);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'entra-reports-'));
    ({ tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true }));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  describe('checkScript', () => {
    it('tells what a text needs and what is wrong with it, without repeating the secret', async () => {
      const checked = await call<Checked>('checkScript', {
        text: [
          `$password = ConvertTo-SecureString '${secret}' -AsPlainText -Force`,
          'Connect-MgGraph -Scopes Calendars.Read',
          'Get-MgUserCalendarView -UserId a@contoso.com',
          'Get-Mailbox -ResultSize 1',
          'Get-Frobnication',
        ].join('\r\n'),
      });
      plain(checked);
      assert.deepEqual([...checked.services].sort(), ['exchangeOnline', 'graph']);
      assert.deepEqual(checked.requirements.permissions.map(({ permission }) => permission).sort(), [
        'Calendars.ReadBasic.All',
        'Exchange.ManageAsApp',
      ]);
      assert.deepEqual(checked.requirements.unknownCommands, ['Get-Frobnication']);
      const password = checked.findings.find(({ rule }) => rule === 'passwordLiteral');
      assert.equal(password?.line, 1);
      assert.ok(!JSON.stringify(checked).includes(secret));
    });

    it('reads a file, also in UTF-16, and follows what it imports', async () => {
      const path = join(folder, 'wide.ps1');
      writeFileSync(path, Buffer.from('\ufeffGet-MgUser -All', 'utf16le'));
      const checked = await call<Checked>('checkScript', { path });
      assert.deepEqual(checked.services, ['graph']);
      writeFileSync(join(folder, 'lib.ps1'), 'function Get-Everyone { Get-MgGroup -All }');
      writeFileSync(join(folder, 'main.ps1'), '. $PSScriptRoot/lib.ps1\nGet-Everyone');
      const main = await call<Checked>('checkScript', { path: join(folder, 'main.ps1') });
      const [needed] = main.requirements.permissions;
      assert.equal(needed?.places[0]?.path, join(folder, 'lib.ps1'));
    });

    it('takes an empty script and one that is no PowerShell for what they are', async () => {
      for (const text of ['', '}}}} ((( \u0000 @" ']) {
        const checked = await call<Checked>('checkScript', { text });
        assert.deepEqual([checked.services, checked.requirements.permissions], [[], []]);
      }
    });

    it('refuses what it cannot check', async () => {
      await rejectsWith('NotFound', call('checkScript', { path: join(folder, 'none.ps1') }));
      await rejectsWith('InvalidInput', call('checkScript', { path: join(folder, 'none.ps1'), text: 'x' }));
      await rejectsWith('InvalidInput', call('checkScript', { path: 'relative.ps1' }));
      await rejectsWith('InvalidInput', call('checkScript', { path: folder }));
      await rejectsWith('InvalidInput', call('checkScript', { text: 7 }));
      const long = join(folder, 'long.ps1');
      writeFileSync(long, '# comment\n'.repeat(600_000));
      await rejectsWith('InvalidInput', call('checkScript', { path: long }));
      await rejectsWith('InvalidInput', call('checkScript', { text: '#'.repeat(3_000_000) }));
    });
  });

  describe('checkAppPermissions', () => {
    const text = 'Connect-MgGraph\nGet-MgUserCalendarView -UserId a@contoso.com';

    it('shows what is missing first and what is unused last', async () => {
      const appId = await appNamed('Mailbox report');
      const found = await report({ appId, text });
      plain(found);
      const states = found.rows.map(({ state }) => state);
      assert.equal(states[0], 'notGranted');
      assert.equal(states.at(-1), 'unused');
      assert.equal(found.missing.length, 1);
      assert.equal(found.missing[0]?.resourceAppId, graph);
      assert.ok(found.unused.some(({ permission }) => permission === 'Mail.ReadWrite'));
      // Its certificate's key is not on this computer.
      assert.ok(found.rows.every(({ inToken }) => inToken === null));
    });

    it('counts a higher permission that is granted as the one that is needed', async () => {
      const found = await report({ appId: await appNamed('Room booking sync'), text });
      assert.deepEqual(found.missing, []);
      const row = found.rows.find(({ permission }) => permission === 'Calendars.ReadWrite');
      assert.deepEqual([row?.needed, row?.state], [true, 'granted']);
    });

    it('compares services, and calls nothing unused without a script', async () => {
      const found = await report({ appId: await appNamed('Nightly licences'), services: ['exchangeOnline'] });
      assert.deepEqual(found.missing, [{ resourceAppId: exchange, permission: 'Exchange.ManageAsApp' }]);
      assert.deepEqual(found.unused, []);
      assert.ok(found.roles.some(({ needed, held }) => needed && !held));
    });

    it('looks into the token where the key is here, and the missing permission comes with a set-up', async () => {
      const done = await call<{ appId: string; thumbprint: string }>('setUp', {
        tenantId,
        services: ['exchangeOnline'],
        displayName: 'Calendar digest',
        role: 'Global Reader',
        confirmed: true,
      });
      const before = await report({ appId: done.appId, text });
      assert.equal(before.missing.length, 1);
      assert.ok(
        before.rows.some(({ permission, inToken }) => permission === 'Exchange.ManageAsApp' && inToken === true),
      );
      const command = 'Invoke-MgGraphRequest -Uri /v1.0/users?$top=1';
      await assert.rejects(call('runOperation', { tenantId, ...done, command }));
      await call('setUp', {
        tenantId,
        appId: done.appId,
        thumbprint: done.thumbprint,
        services: ['graph'],
        permissions: before.missing,
        confirmed: true,
      });
      const after = await report({ appId: done.appId, text });
      assert.deepEqual(after.missing, []);
      const [row] = after.rows.filter(({ needed }) => needed);
      assert.deepEqual([row?.requested, row?.granted, row?.inToken, row?.state], [true, true, true, 'granted']);
    });

    it('refuses what it cannot compare', async () => {
      const appId = await appNamed('Mailbox report');
      await rejectsWith('InvalidInput', call('checkAppPermissions', { tenantId }));
      await rejectsWith('InvalidInput', call('checkAppPermissions', { appId }));
      await rejectsWith('InvalidInput', report({ appId, services: ['word'] }));
      await rejectsWith('InvalidInput', report({ appId, script: join(folder, 'a.ps1'), text }));
      await rejectsWith('NotFound', report({ appId, script: join(folder, 'none.ps1') }));
      await rejectsWith('NotFound', report({ appId: '11111111-2222-3333-4444-555555555555' }));
      await rejectsWith('NotSignedIn', call('checkAppPermissions', { tenantId: appId, appId }));
    });
  });

  it('shows a person the page of the script in the editor, and copies no secret', async () => {
    const document = await workspace.openTextDocument({ language: 'powershell', content: `# ${secret}\nGet-MgUser` });
    await window.showTextDocument(document);
    await call('checkScript');
    const shown = () =>
      window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.startsWith('Permissions: Untitled')));
    if (!shown()) {
      // The tab is known a moment after the page is there.
      await new Promise<void>((resolve) => {
        const listening = window.tabGroups.onDidChangeTabs(() => {
          if (shown()) {
            listening.dispose();
            resolve();
          }
        });
      });
    }
    assert.ok(!(await env.clipboard.readText()).includes(secret));
  });

  it('checks every script of the workspace and reports on them', async () => {
    const counts = await call<{ scripts: number; withFindings: number }>('checkAllScripts', {});
    assert.ok(counts.scripts >= 10 && counts.withFindings >= 1 && counts.withFindings < counts.scripts);
    const { markdown } = await call<{ markdown: string }>('workspaceReport', {});
    assert.match(markdown, /\| Get-CalendarReport\.ps1 \| Microsoft Graph \|/);
    assert.match(markdown, /Permission data of \d{4}-\d\d-\d\d/);
  });

  it('tells which permission data is used', async () => {
    const data = await call<{ dataDate: string; module: object | null; sources: object[] }>('updatePermissionData', {});
    plain(data);
    assert.match(data.dataDate, /^\d{4}-\d\d-\d\d/);
    assert.ok(data.sources.length > 5);
  });

  it('offers an API to other extensions', async () => {
    const extension = extensions.getExtension<EntraCertAuthApi>('entra-cert-auth.entra-cert-auth');
    const api = await extension?.activate();
    assert.equal(api?.apiVersion, 1);
    const checked = await api?.checkScript(Uri.file(sample('Get-CalendarReport.ps1')));
    assert.deepEqual(checked?.services, ['graph']);
    const [finding] =
      (await api?.checkScript(`$p = ConvertTo-SecureString '${secret}' -AsPlainText -Force`))?.findings ?? [];
    assert.match(finding?.sentence ?? '', /password/i);
    await rejectsWith('NotFound', api?.checkScript(Uri.file(join(folder, 'none.ps1'))) ?? Promise.resolve());
  });

  it('gives chats tools that only read', async () => {
    const names = lm.tools.map(({ name }) => name);
    assert.ok(names.includes('entraCertAuth_checkScript'), names.join());
    const result = await lm.invokeTool('entraCertAuth_checkScript', {
      input: { text: `Get-MgUser; $p = ConvertTo-SecureString '${secret}' -AsPlainText -Force` },
      toolInvocationToken: undefined,
    });
    const text = JSON.stringify(result.content);
    assert.match(text, /User\.Read/);
    assert.ok(!text.includes(secret));
  });
});
