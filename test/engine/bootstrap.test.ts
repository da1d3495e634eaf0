import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOverVariable } from '../../src/core/hosting/handOverNames.ts';
import { serviceById, services } from '../../src/core/services/index.ts';
import type { EngineParse } from './agreement.ts';
import { everyCloud } from './everyCloud.ts';
import { nastyNames } from './nastyNames.ts';
import { connectable, type Run, TerminalBench, words } from './terminalBench.ts';

describe('a terminal connected by a real engine', () => {
  let bench: TerminalBench;

  before(async function () {
    bench = await TerminalBench.open(this);
  });
  beforeEach(() => bench.reset());
  after(() => bench?.close());

  for (const service of connectable) {
    it(`hands ${service.name} a certificate that signs, and leaves nothing behind`, async () => {
      const prepared = await bench.prepare([service]);
      const result = await bench.run(prepared, { STUB_CHILD: 'yes' });
      assert.deepEqual(result.errors, []);
      assert.deepEqual([result.host, result.output], [['Connected.'], []]);
      bench.nothingIsLeft(result, prepared);
      const made = bench.calls();
      const connect = made.find(({ command }) => command === service.connectCommand);
      assert.deepEqual(connect?.certificate, { thumbprint: bench.facts.thumbprint, signs: true });
      assert.deepEqual([connect.variable, connect.child], [null, ''], 'what a module starts inherits nothing');
      assert.deepEqual(connect.files, [], 'nothing is on the disk while it connects');
      assert.equal(made.at(-1)?.command, service.disconnectCommand, 'signs out when the session ends');
    });
  }

  it('keeps for Azure what its module reads again, on no disk', async () => {
    for (const services of [[serviceById('azure')], [serviceById('sharePoint'), serviceById('azure')]]) {
      const prepared = await bench.prepare(services);
      const result = await bench.run(
        prepared,
        {},
        {
          after: '[GC]::Collect(); [GC]::WaitForPendingFinalizers(); Get-AzContext',
        },
      );
      assert.deepEqual(result.after, ['signs: True']);
      assert.equal(existsSync(prepared.handOver.files.folder), false);
      bench.nothingIsLeft({ ...result, after: [] }, prepared);
    }
  });

  it('leaves the file a module wants while it connects, where an open one has no path', async () => {
    for (const service of [serviceById('azure'), serviceById('sharePoint')]) {
      const prepared = await bench.prepare([service], { platform: 'darwin' });
      const result = await bench.run(prepared);
      assert.deepEqual(result.host, ['Connected.']);
      bench.nothingIsLeft(result, prepared);
      const connect = bench.calls().find(({ command }) => command === service.connectCommand);
      assert.deepEqual(connect?.files, ['certificate.pfx', 'connect.ps1']);
      assert.equal(connect.certificate?.signs, true);
    }
  });

  it('connects in every cloud, all services in one process', async () => {
    for (const cloud of everyCloud) {
      const prepared = await bench.prepare(connectable, { facts: { ...bench.facts, cloud } });
      const result = await bench.run(prepared);
      assert.deepEqual([result.errors, result.host.length], [[], 1 + connectable.length], cloud.id);
      const made = bench.calls();
      for (const service of connectable) {
        const connect = made.findLast(({ command }) => command === service.connectCommand);
        assert.deepEqual(connect?.certificate, { thumbprint: bench.facts.thumbprint, signs: true }, service.id);
      }
      bench.nothingIsLeft(result, prepared);
    }
  });

  it('takes every name for what it is', async () => {
    // Several at once: one that got out would take the others along.
    for (const name of [0, 5, 10].map((start) => nastyNames.slice(start, start + 5).join(' '))) {
      const service = serviceById('exchangeOnline');
      const prepared = await bench.prepare([service], {
        facts: { ...bench.facts, domain: name, applicationName: name },
        words: { ...words, connected: [`Connected as ${name}`], failed: name, blocked: name },
      });
      const parsed = await bench.engine.ask<EngineParse>({ do: 'parse', text: prepared.text.replace('\uFEFF', '') });
      assert.deepEqual(parsed.errors, [], name);
      const result = await bench.run(prepared);
      assert.deepEqual(result.errors, [], name);
      assert.equal(result.host.length, 1, JSON.stringify(result.host));
      const connect = bench.calls().findLast(({ command }) => command === service.connectCommand);
      assert.equal(connect?.parameters.Organization, name);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
      assert.doesNotMatch(result.host.join(''), /[\u0000-\u001f\u202e]/, 'nothing acts on the terminal');
      bench.nothingIsLeft(result, prepared);
    }
  });

  it('leaves nothing when connecting fails', async () => {
    for (const service of connectable) {
      const prepared = await bench.prepare([service]);
      const result = await bench.run(prepared, { STUB_FAILS: service.connectCommand });
      assert.deepEqual(result.host, ['Connecting failed.', 'AADSTS700027: the service said no.']);
      bench.nothingIsLeft(result, prepared);
    }
  });

  it('tells the reason a module wraps', async () => {
    const prepared = await bench.prepare([serviceById('graph')]);
    const result = await bench.run(prepared, { STUB_WRAPS: 'Connect-MgGraph' });
    assert.equal(result.host.filter((line) => line.includes('AADSTS700016')).length, 1, result.host.join('\n'));
    bench.nothingIsLeft(result, prepared);
  });

  it('leaves nothing when the module is missing or the certificate does not open', async () => {
    const service = serviceById('sharePoint');
    const missing = await bench.prepare([service]);
    const result = await bench.run(missing, { PSModulePath: join(bench.root, 'tmp') });
    assert.equal(result.host[0], 'Connecting failed.');
    assert.match(result.host[1] ?? '', /PnP\.PowerShell/);
    bench.nothingIsLeft(result, missing);

    const damaged = await bench.prepare([serviceById('graph')]);
    writeFileSync(damaged.handOver.files.half, 'other');
    const failed = await bench.run(damaged);
    assert.equal(failed.host[0], 'Connecting failed.');
    bench.nothingIsLeft(failed, damaged);
  });

  it('says what is blocked in constrained language mode, and leaves nothing', async () => {
    const prepared = await bench.prepare([serviceById('graph')]);
    const result = await bench.run(
      prepared,
      {},
      { before: "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'" },
    );
    assert.ok(result.host.includes('The language is constrained.'), JSON.stringify(result));
    assert.deepEqual(bench.calls(), []);
    assert.equal(existsSync(prepared.handOver.files.folder), false);
    assert.equal(result.environment[handOverVariable], undefined);
  });

  it('takes the certificate from the Windows certificate store when it is there', async () => {
    for (const service of services) {
      const prepared = await bench.prepare([service], { platform: 'win32' });
      const store = 'function global:Get-Item { [pscustomobject] @{ HasPrivateKey = $true } }';
      const result = await bench.run(prepared, {}, { before: store });
      assert.deepEqual([result.errors, result.host], [[], ['Connected.']], service.id);
      const connect = bench.calls().find(({ command }) => command === service.connectCommand);
      const { CertificateThumbprint, Thumbprint } = connect?.parameters ?? {};
      assert.equal(CertificateThumbprint ?? Thumbprint, bench.facts.thumbprint);
      assert.equal(connect?.certificate, undefined);
      assert.deepEqual(connect?.files, []);
      bench.nothingIsLeft(result, prepared);
      rmSync(join(bench.root, 'calls'));
    }
  });

  it('hands the certificate over on Windows when it is not in the store', async () => {
    for (const service of [serviceById('teams'), serviceById('exchangeOnline')]) {
      const prepared = await bench.prepare([service], { platform: 'win32' });
      const result = await bench.run(prepared);
      assert.deepEqual([result.errors, result.host], [[], ['Connected.']]);
      assert.equal(bench.calls()[0]?.certificate?.signs, true);
      assert.equal(bench.calls().at(-1)?.command, service.disconnectCommand);
      bench.nothingIsLeft(result, prepared);
      bench.reset();
    }
    // The system would keep the key that Exchange needs; with the session it is let go of.
    const script = join(bench.root, 'look.ps1');
    writeFileSync(
      script,
      "$kept = [AppDomain]::CurrentDomain.GetData('EntraCertAuth.Certificate'); $kept.GetType().Name; [bool] $kept.HasPrivateKey",
    );
    const { output } = await bench.engine.ask<Run>({ do: 'run', file: script });
    assert.deepEqual(output, ['X509Certificate2', 'False']);
  });

  describe('runs a script', () => {
    const graph = serviceById('graph');
    const runs = async (script: string, services = [graph], more: Record<string, string> = {}) => {
      const path = join(bench.root, "it's a script.ps1");
      const report = join(bench.root, 'report');
      writeFileSync(path, script);
      const prepared = await bench.prepare(services, { run: { script: path, report } });
      const result = await bench.run(prepared, more);
      bench.nothingIsLeft(result, prepared);
      return { result, report: existsSync(report) ? readFileSync(report, 'utf8').trim() : undefined };
    };

    it('and tells its exit code and duration', async () => {
      const { result, report } = await runs('"done"; exit 3');
      assert.deepEqual(result.output, ['done']);
      assert.match(report ?? '', /^3 \d+$/);
      assert.match(result.host.at(-1) ?? '', /^Ended with 3 after \d+\.\d s\.$/);
    });

    it('that fails', async () => {
      const { result, report } = await runs("throw 'my mistake'");
      assert.match(report ?? '', /^1 \d+$/);
      assert.ok(result.host.some((line) => line.includes('my mistake')));
    });

    it('whose programs fail without failing it', async () => {
      const { result, report } = await runs('/bin/sh -c "exit 7"; "went on"');
      assert.deepEqual(result.output, ['went on']);
      assert.match(report ?? '', /^0 \d+$/);
    });

    it('that is stopped, as Ctrl+C does', async () => {
      const { result, report } = await runs(`
        $method = [runspace]::DefaultRunspace.GetType().GetMethod('GetCurrentlyRunningPipeline', [System.Reflection.BindingFlags] 'NonPublic,Instance')
        $method.Invoke([runspace]::DefaultRunspace, @()).StopAsync()
        while ($true) { [System.Threading.Thread]::Sleep(10) }`);
      assert.match(report ?? '', /^130 \d+$/);
      assert.match(result.host.at(-1) ?? '', /^Stopped after \d+\.\d s\.$/);
    });

    it('only when connecting worked', async () => {
      const { result, report } = await runs('"ran"', [graph], { STUB_FAILS: 'Connect-MgGraph' });
      assert.deepEqual([result.output, report], [[], 'failed']);
    });

    it('with several services in one process, saying so', async () => {
      const { result } = await runs('', [graph, serviceById('exchangeOnline')]);
      assert.deepEqual(result.host.slice(0, 3), [
        'WARNING: Several modules in one process.',
        'Connected.',
        'Connected too.',
      ]);
    });
  });
});
