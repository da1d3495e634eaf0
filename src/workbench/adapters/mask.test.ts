import assert from 'node:assert/strict';
import { maskDetails, maskText } from './mask.ts';

describe('What the log hides', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlMTIzNDU2';

  it('hides private keys, also when the end is cut off', () => {
    assert.equal(maskText('a -----BEGIN PRIVATE KEY-----\nMIIE'), 'a [private key]');
    assert.equal(maskText('-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY----- b'), '[private key] b');
  });

  it('hides tokens wherever they stand', () => {
    assert.equal(maskText(`got ${jwt}.`), 'got [token].');
    assert.equal(maskText('Authorization: Bearer abcdefgh12345'), 'Authorization: Bearer [token]');
    assert.ok(!maskText(`client_assertion=${jwt}&x=1`).includes('eyJ'));
    assert.ok(!maskText('refresh_token=0.AAAA_secret&scope=x').includes('AAAA'));
  });

  it('hides values by the name of their property, at any depth', () => {
    const text = maskDetails({
      a: { password: 'hunter2', pfxPassword: 'hunter3', client_secret: 'hunter4' },
      thumbprint: '9CF0',
    });
    assert.ok(!text.includes('hunter'));
    assert.ok(text.includes('9CF0'));
  });

  it('says how long bytes are instead of what they are', () => {
    assert.equal(maskDetails({ file: new Uint8Array(3) }), '{"file":"[3 bytes]"}');
  });

  it('follows the causes of an error, and survives one that is its own cause', () => {
    const error = new Error('outer', { cause: new Error(`inner ${jwt}`) });
    const text = maskDetails({ error });
    assert.ok(text.includes('inner [token]'));
    const loop = new Error('loop');
    loop.cause = loop;
    assert.ok(maskDetails({ loop }).includes('[again]'));
  });

  it('keeps ids and names that only sound secret', () => {
    assert.equal(
      maskDetails({ keyId: '1', displayName: 'Password reset report' }),
      '{"keyId":"1","displayName":"Password reset report"}',
    );
  });
});
