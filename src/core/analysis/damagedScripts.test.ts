import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadCatalog } from '../catalog/catalog.ts';
import { decodeScript } from '../powershell/decodeScript.ts';
import { analyse } from './analyse.ts';

const folder = join(import.meta.dirname, '../../../test/samples/powershell/scripts');
const samples = readdirSync(folder).map((name) => readFileSync(join(folder, name)));

/** What a half-finished download, a wrong encoding or a cat on the keyboard does to a script. */
const damaged = fc
  .record({
    sample: fc.constantFrom(...samples),
    keep: fc.double({ min: 0, max: 1, noNaN: true }),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    flips: fc.array(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), value: fc.integer({ min: 0, max: 255 }) }),
      { maxLength: 40 },
    ),
  })
  .map(({ sample, keep, from, flips }) => {
    const bytes = Uint8Array.from(sample);
    for (const { at, value } of flips) {
      bytes[Math.floor(at * bytes.length)] = value;
    }
    return bytes.subarray(Math.floor(from * from * bytes.length), Math.ceil(keep * bytes.length));
  });

describe('An analysis of damaged scripts', () => {
  it('never throws, finds nothing outside the text, and takes no longer than the length warrants', async () => {
    const catalog = await loadCatalog();
    fc.assert(
      fc.property(damaged, (bytes) => {
        const { text } = decodeScript(bytes);
        const started = process.cpuUsage();
        const { script, findings, requirements, needed } = analyse(text, { catalog });
        const { permissions } = needed();
        const milliseconds = process.cpuUsage(started).user / 1000;
        assert.ok(milliseconds < 400, `${text.length} characters took ${milliseconds} ms`);
        for (const { range } of [
          ...findings,
          ...requirements,
          ...script.commands.map(({ invocation }) => invocation),
        ]) {
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, JSON.stringify(range));
        }
        assert.ok(requirements.length > 0 || permissions.length === 0);
      }),
      { numRuns: 200 },
    );
  });
});
