import assert from 'node:assert/strict';
import { commandNames } from '../../contributions.ts';
import { explanationIds, knownErrors } from '../../core/explain/entries/index.ts';
import { fixes } from '../../core/explain/fixes.ts';

describe('Fixes of known errors', () => {
  it('run commands there are', () => {
    const names: readonly string[] = commandNames;
    for (const [id, fix] of Object.entries(fixes)) {
      assert.ok(!('command' in fix) || names.includes(fix.command), id);
    }
  });

  it('belong to an error each', () => {
    const used = new Set<string>(explanationIds.flatMap((id) => knownErrors[id].fixes));
    const exact = ['exportPfx', 'importCertificate', 'uploadAnotherCertificate'];
    assert.deepEqual(
      Object.keys(fixes).filter((id) => !used.has(id) && !exact.includes(id)),
      [],
    );
  });

  it('replace a certificate without a gap where one ran out, and compare permissions where one is missing', () => {
    const first = (id: keyof typeof knownErrors) => knownErrors[id].fixes.map((fix) => fixes[fix]);
    const commandsOf = (id: keyof typeof knownErrors) =>
      first(id).map((fix) => ('command' in fix ? fix.command : undefined));
    assert.equal(commandsOf('credentialExpired')[0], 'rotateCertificate');
    assert.equal(commandsOf('certificateOutsideValidity')[0], 'rotateCertificate');
    for (const id of ['graphRequestDenied', 'scopesMissing', 'accessDenied', 'consentMissing'] as const) {
      assert.ok(commandsOf(id).includes('checkAppPermissions'), id);
    }
  });
});
