import assert from 'node:assert/strict';
import { commonName } from '../../core/certificates/distinguishedName.ts';
import { checkGenerateOptions } from '../../core/certificates/generate.ts';
import { subjectFor } from './subjectFor.ts';

describe('The subject for an application', () => {
  for (const [name, expected = name] of [
    ['Mailbox report'],
    ['Report, weekly'],
    ['a=b; "c" <d> + e\\'],
    ['#1 report'],
    ['Bericht für Müller & Söhne'],
    ['two\nlines', 'two lines'],
    [` ${'x'.repeat(120)} `, 'x'.repeat(64)],
  ] as const) {
    it(`is one the generator takes and reads back: ${JSON.stringify(name).slice(0, 40)}`, () => {
      assert.equal(commonName(checkGenerateOptions({ subject: subjectFor(name) }).name), expected);
    });
  }
});
