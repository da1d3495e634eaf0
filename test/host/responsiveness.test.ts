import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { extensions, languages, Position, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { EntraCertAuthApi } from '../../src/api.ts';
import { call } from './support/call.ts';

/** What work costs the extension host, in milliseconds. */
interface Cost {
  readonly time: number;
  /** Processor time of the whole extension host: a busy computer does not stretch it. */
  readonly work: number;
  /** How long everything else had to wait, at most and as a rule (99 of 100 times). */
  readonly longestStall: number;
  readonly usualStall: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const started = performance.now();
  const before = process.cpuUsage();
  delay.enable();
  await work();
  // The last stall counts when the next turn of the loop comes.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  const { user, system } = process.cpuUsage(before);
  return {
    time: performance.now() - started,
    work: (user + system) / 1000,
    longestStall: delay.max / 1e6,
    usualStall: delay.percentile(99) / 1e6,
  };
}

/** The bounds are a few times what a computer of its own needs: the one that runs this may be busy with other things. */
function assertResponsive(cost: Cost, work: number): void {
  const figures = JSON.stringify(cost, (_, value) => (typeof value === 'number' ? Math.round(value) : value));
  assert.ok(cost.work < work, figures);
  // In less than that there are too few turns of the loop to speak of what is usual.
  assert.ok(cost.time < 2000 || cost.usualStall < 50, figures);
  assert.ok(cost.longestStall < 300, figures);
}

describe('The extension host stays responsive', () => {
  const root = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  let folder: string;
  let samples: readonly string[];

  before(() => {
    const scripts = join(root, '../powershell/scripts');
    samples = readdirSync(scripts)
      .filter((name) => name.endsWith('.ps1') && name !== 'Signed.ps1')
      .map((name) => readFileSync(join(scripts, name), 'utf8'));
    folder = mkdtempSync(join(root, 'many-scripts-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A script of about `length` characters that no other one equals. */
  function script(index: number, length: number): string {
    let text = `# script ${index}\n`;
    for (let next = index; text.length < length; next++) {
      text += `${samples[next % samples.length]}\n`;
    }
    return text;
  }

  it('while the 1,000 scripts of a workspace are checked', async function () {
    this.timeout(120_000);
    for (let index = 0; index < 1000; index++) {
      const part = join(folder, String(index % 10));
      mkdirSync(part, { recursive: true });
      writeFileSync(join(part, `Script${index}.ps1`), script(index, 9000));
    }
    let counts = { scripts: 0, withFindings: 0 };
    const cost = await costOf(async () => {
      counts = await call('checkAllScripts', {});
    });
    assert.ok(counts.scripts >= 1000 && counts.withFindings >= 300, JSON.stringify(counts));
    assertResponsive(cost, 6000);
  });

  it('while a script of a megabyte is checked', async () => {
    const api = extensions.getExtension<EntraCertAuthApi>('entra-cert-auth.entra-cert-auth')?.exports;
    const text = script(0, 1_000_000);
    let found = 0;
    const cost = await costOf(async () => {
      found = (await api?.checkScript(text))?.findings.length ?? 0;
    });
    assert.ok(found > 100, String(found));
    assertResponsive(cost, 1500);
  });

  it('while a script of a megabyte is open and typed in, and only what was typed last is analysed', async function () {
    this.timeout(60_000);
    const path = join(folder, 'Large.ps1');
    writeFileSync(path, script(1, 1_000_000));
    const document = await workspace.openTextDocument(path);
    const diagnostics = () =>
      languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Entra Cert Auth');
    const until = async (wanted: () => boolean) => {
      for (const end = Date.now() + 30_000; !wanted() && Date.now() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.ok(wanted());
    };
    await until(() => diagnostics().length > 0);
    const before = diagnostics().length;
    const cost = await costOf(async () => {
      for (let key = 0; key < 10; key++) {
        const edit = new WorkspaceEdit();
        edit.insert(Uri.file(path), new Position(0, 0), 'Get-MsolUser -All\n');
        await workspace.applyEdit(edit);
      }
      await until(() => diagnostics().length >= before + 10);
    });
    // One analysis after the last key, perhaps one more; not ten.
    assertResponsive(cost, 3000);
  });
});
