import assert from 'node:assert/strict';
import { storePresence } from './storePresence.ts';

const thumbprint = 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334';
const provider = 'Microsoft Enhanced RSA and AES Cryptographic Provider';

/** Number, 1, length, value: as Windows writes a certificate into its store. */
function property(number: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(number, 0);
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(value.length, 8);
  return Buffer.concat([head, value]);
}

function keyProviderInfo(container: string, name: string): Buffer {
  const head = Buffer.alloc(28);
  const texts = [container, name].map((text) => Buffer.from(`${text}\0`, 'utf16le'));
  head.writeUInt32LE(head.length, 0);
  head.writeUInt32LE(head.length + (texts[0]?.length ?? 0), 4);
  head.writeUInt32LE(24, 8);
  return Buffer.concat([head, ...texts]);
}

describe('Whether a certificate is in the store of this account', () => {
  const windows = (entry: Uint8Array | undefined, environment: Record<string, string> = {}) =>
    storePresence(
      {
        platform: 'win32',
        environment: { AppData: 'C:\\Users\\ada\\AppData\\Roaming', ...environment },
        home: 'C:\\Users\\ada',
        read: async (path) => {
          assert.equal(
            path,
            `C:\\Users\\ada\\AppData\\Roaming\\Microsoft\\SystemCertificates\\My\\Certificates\\${thumbprint}`,
          );
          return entry;
        },
      },
      thumbprint,
    );
  const certificate = property(32, Buffer.from('not looked at'));

  it('is told on Windows by the file named after it, with who keeps the key', async () => {
    const found = await windows(
      Buffer.concat([property(3, Buffer.alloc(20)), property(2, keyProviderInfo('{guid}', provider)), certificate]),
    );
    assert.deepEqual([found.state, found.hasPrivateKey, found.provider], ['present', true, provider]);
    const without = await windows(Buffer.concat([property(3, Buffer.alloc(20)), certificate]));
    assert.deepEqual([without.state, without.hasPrivateKey, without.provider], ['present', false, undefined]);
    assert.deepEqual(await windows(undefined), { state: 'absent' });
  });

  it('survives whatever the file holds', async () => {
    const whole = Buffer.concat([property(2, keyProviderInfo('{guid}', provider)), certificate]);
    for (let length = 0; length < whole.length; length++) {
      assert.equal((await windows(whole.subarray(0, length))).state, 'present');
    }
    const wild = property(2, Buffer.from('ffffffffffffffff', 'hex'));
    assert.deepEqual((await windows(wild)).hasPrivateKey, true);
    const endless = Buffer.alloc(64, 0xff);
    assert.equal((await windows(endless)).hasPrivateKey, false);
  });

  it('is told on Linux by the file of .NET, and not at all where the store is a keychain', async () => {
    const look = (platform: 'linux' | 'darwin', there: boolean) =>
      storePresence(
        {
          platform,
          environment: {},
          home: '/home/ada',
          read: async (path) => {
            assert.equal(path, `/home/ada/.dotnet/corefx/cryptography/x509stores/my/${thumbprint}.pfx`);
            return there ? Buffer.from('anything') : undefined;
          },
        },
        thumbprint,
      );
    assert.equal((await look('linux', true)).state, 'present');
    assert.equal((await look('linux', false)).state, 'absent');
    assert.equal((await look('darwin', true)).state, 'unknown');
  });
});
