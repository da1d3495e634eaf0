import assert from 'node:assert/strict';
import { decodeScript } from './decodeScript.ts';

const text = "Write-Host 'Größe – 日本'\r\n";

describe('decoding script files', () => {
  it('reads UTF-8 with and without a byte order mark', () => {
    assert.deepEqual(decodeScript(Buffer.from(text)), { text, encoding: 'utf8' });
    assert.deepEqual(decodeScript(Buffer.from(`\uFEFF${text}`)), { text, encoding: 'utf8bom' });
  });

  it('reads UTF-16 in both byte orders, also without a mark', () => {
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    assert.deepEqual(decodeScript(Buffer.concat([Buffer.from([0xff, 0xfe]), little])), { text, encoding: 'utf16le' });
    assert.deepEqual(decodeScript(Buffer.concat([Buffer.from([0xfe, 0xff]), big])), { text, encoding: 'utf16be' });
    assert.deepEqual(decodeScript(little), { text, encoding: 'utf16le' });
    assert.deepEqual(decodeScript(big), { text, encoding: 'utf16be' });
  });

  it('takes what is not UTF-8 for Latin-1', () => {
    assert.deepEqual(decodeScript(Buffer.from("'Größe'", 'latin1')), { text: "'Größe'", encoding: 'latin1' });
  });

  it('reads empty and tiny files', () => {
    assert.equal(decodeScript(new Uint8Array()).text, '');
    assert.equal(decodeScript(Buffer.from('a')).text, 'a');
    assert.equal(decodeScript(Buffer.from([0xff])).encoding, 'latin1');
  });
});
