import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, env, window, workspace } from 'vscode';
import type { Certificate } from '../../src/core/certificates/types.ts';
import { call, rejectsWith } from './support/call.ts';

interface Identity {
  readonly tenantId: string;
  readonly appId: string;
  readonly thumbprint: string;
}

interface Move {
  readonly script: string;
  readonly connectionBlock: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly checklist: readonly { readonly id: string; readonly title: string; readonly detail: string }[];
  readonly pfxPath?: string;
  readonly passwordGenerated?: boolean;
}

const name = "O'Brien's ‘smart’ $(report)";
const password = "p'a$w`0rd";

describe('Moving to another computer', () => {
  let identity: Identity;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'move-'));
    const { tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true });
    const { appId, thumbprint } = await call<Identity>('setUp', {
      tenantId,
      services: ['exchangeOnline'],
      displayName: name,
      certificate: { subject: 'CN=Moved', months: 12 },
      role: 'Global Reader',
      confirmed: true,
    });
    identity = { tenantId, appId, thumbprint };
  });

  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await call('deleteCertificate', { thumbprint: identity.thumbprint, confirmed: true });
    await call('signOut', { tenantId: identity.tenantId });
    rmSync(folder, { recursive: true, force: true });
  });

  const move = (target: string, more: object = {}) =>
    call<Move>('moveToAnotherComputer', { ...identity, service: 'exchangeOnline', target, ...more });

  it('gives for every place a script, a connection block and what to do, in order', async () => {
    const scripts: Readonly<Record<string, RegExp>> = {
      windows: /Import-PfxCertificate .*Cert:\\CurrentUser\\My/,
      serviceAccount: /Account = 'CONTOSO\\svc\$'[\s\S]*Cert:\\LocalMachine\\My[\s\S]*icacls/,
      unix: /^#!\/bin\/sh\n[\s\S]*chmod 600/,
      container: /secrets:\n {2}entra_certificate:/,
      azureAutomation: /New-AzAutomationCertificate/,
      githubActions: /\$\{\{ secrets\.ENTRA_CERTIFICATE_BASE64 \}\}/,
    };
    for (const [target, script] of Object.entries(scripts)) {
      const given = await move(target, target === 'serviceAccount' ? { account: 'CONTOSO\\svc$' } : {});
      assert.match(given.script, script, target);
      assert.match(given.connectionBlock, /Connect-ExchangeOnline/, target);
      assert.ok(given.checklist.length >= 5, target);
      for (const { title, detail } of given.checklist) {
        assert.match(`${title}. ${detail}`, /^[^{}]{20,}$/);
      }
      assert.match(given.checklist.at(-1)?.title ?? '', /Delete the PFX file|no other copy|Nothing is left/, target);
      assert.equal(given.pfxPath, undefined);
      assert.doesNotMatch(JSON.stringify(given), /PRIVATE KEY/);
    }
  });

  it('writes the PFX only where it was told to, encrypted and for its owner only', async () => {
    const path = join(folder, 'moved.pfx');
    const given = await move('windows', { path, password });
    assert.deepEqual([given.pfxPath, given.passwordGenerated], [path, false]);
    if (process.platform !== 'win32') {
      assert.equal(statSync(path).mode & 0o777, 0o600);
    }
    await rejectsWith('WrongPassword', call('importCertificate', { path, password: 'wrong' }));
    const imported = await call<Certificate>('importCertificate', { path, password });
    assert.equal(imported.thumbprint, identity.thumbprint);
    await rejectsWith('AlreadyExists', move('windows', { path, password }));
    await rejectsWith('InvalidInput', move('windows', { path: 'relative.pfx' }));
  });

  it('finds the application of a certificate', async () => {
    const { tenantId, appId, thumbprint } = identity;
    const given = await call<Move>('moveToAnotherComputer', {
      tenantId,
      thumbprint,
      service: 'exchangeOnline',
      target: 'unix',
    });
    assert.ok(given.connectionBlock.includes(appId));
  });

  it('refuses what makes no sense', async () => {
    await rejectsWith('InvalidInput', move('moon'));
    await rejectsWith('InvalidInput', move('serviceAccount'));
    await rejectsWith('InvalidInput', move('serviceAccount', { account: 'a"b' }));
    await rejectsWith('NotSupported', move('unix', { service: 'azureAD' }));
  });

  it('writes the script that registers a task, for every scheduler', async () => {
    const task = (options: object) =>
      call<{ script: string; fileName: string; path?: string }>('createScheduledTask', {
        thumbprint: identity.thumbprint,
        ...options,
      });
    const path = join(folder, 'task.ps1');
    const windows = await task({
      scheduler: 'windows',
      script: 'C:\\Scripts\\Mailbox report.ps1',
      account: 'CONTOSO\\svc$',
      days: ['monday', 'Friday'],
      time: '22:30',
      path,
    });
    assert.equal(windows.fileName, 'schedule-mailbox-report.ps1');
    assert.match(windows.script, /-UserId \$account -LogonType Password/);
    assert.match(windows.script, /-Weekly -DaysOfWeek Monday, Friday -At '22:30'/);
    assert.equal(readFileSync(path, 'utf8'), `\ufeff${windows.script}`);
    const systemd = await task({ scheduler: 'systemd', script: '/opt/report.ps1', account: 'svc-report' });
    assert.match(systemd.script, /OnCalendar=\*-\*-\* 03:15:00/);
    assert.match((await task({ scheduler: 'cron', script: '/opt/report.ps1' })).script, /crontab/);
    for (const bad of [
      { script: 'report.ps1' },
      { script: 'C:\\a.ps1', time: '25:00' },
      { script: 'C:\\a.ps1', days: ['someday'] },
      { script: 'C:\\a.ps1', limitHours: 1000 },
      { script: 'C:\\a.ps1', account: 'a|b' },
      { script: 'C:\\a.ps1', accountKind: 'managed' },
      { script: '/opt/a.ps1', scheduler: 'systemd' },
    ]) {
      await rejectsWith('InvalidInput', task({ scheduler: 'windows', ...bad }));
    }
  });

  it('takes the script in the editor for the one that will run', async () => {
    const [folderThere] = workspace.workspaceFolders ?? [];
    const [file] = await workspace.findFiles('**/*.ps1', undefined, 1);
    assert.ok(folderThere && file);
    await window.showTextDocument(await workspace.openTextDocument(file));
    const { files } = await move('githubActions');
    const workflow = files.find(({ name: path }) => path.startsWith('.github/workflows/'));
    assert.ok(workflow?.text.includes(`SCRIPT: ${JSON.stringify(workspace.asRelativePath(file))}`), workflow?.text);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('leaves the clipboard and the disk alone', async () => {
    await env.clipboard.writeText('mine');
    await move('githubActions');
    assert.equal(await env.clipboard.readText(), 'mine');
    assert.ok(!existsSync(join(folder, 'report.pfx')));
  });
});
