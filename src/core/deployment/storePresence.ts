import { readFile } from 'node:fs/promises';
import { pathsOf, variable } from '../hosting/computer.ts';
import type { HostComputer } from '../hosting/types.ts';

/** What the files of the certificate store tell, without PowerShell. */
export interface StorePresence {
  /** `unknown` where the store is no folder: the keychain of macOS. */
  readonly state: 'present' | 'absent' | 'unknown';
  /** Whether the entry names a private key; undefined where only opening it would tell. */
  readonly hasPrivateKey?: boolean;
  /** Who keeps the key, on Windows. */
  readonly provider?: string;
  /** The file with certificate and key, on Linux. */
  readonly path?: string;
}

type Computer = Pick<HostComputer, 'platform' | 'environment' | 'home'> & {
  /** The file, or undefined when there is none that can be read. */
  readonly read?: (path: string) => Promise<Uint8Array | undefined>;
};

/**
 * Whether a certificate lies in the store of this account, from the file that would hold it. Windows keeps `CurrentUser\My`
 * below the user's application data, .NET on Linux below the home folder; both name the file after the thumbprint.
 */
export async function storePresence(computer: Computer, thumbprint: string): Promise<StorePresence> {
  const path = entryPath(computer, thumbprint);
  if (path === undefined) {
    return { state: 'unknown' };
  }
  const bytes = await (computer.read ?? readIfThere)(path);
  if (bytes === undefined) {
    return { state: 'absent' };
  }
  return { state: 'present', ...(computer.platform === 'win32' ? keyProvider(bytes) : { path }) };
}

function entryPath(computer: Computer, thumbprint: string): string | undefined {
  const { join } = pathsOf(computer);
  switch (computer.platform) {
    case 'win32': {
      const data = variable(computer, 'APPDATA');
      return data && join(data, 'Microsoft', 'SystemCertificates', 'My', 'Certificates', thumbprint);
    }
    case 'linux':
      return join(computer.home, '.dotnet', 'corefx', 'cryptography', 'x509stores', 'my', `${thumbprint}.pfx`);
    default:
      return undefined;
  }
}

const readIfThere = (path: string) => readFile(path).catch(() => undefined);

const keyProviderProperty = 2;

/**
 * The properties of a certificate as Windows stores them: number, 1, length (32 bits each, little-endian), value. That of
 * number 2 is a CRYPT_KEY_PROV_INFO whose pointers are distances from its start (wincrypt.h, CERT_KEY_PROV_INFO_PROP_ID).
 */
function keyProvider(bytes: Uint8Array): Pick<StorePresence, 'hasPrivateKey' | 'provider'> {
  const entry = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 12 <= entry.length; at += 12 + entry.readUInt32LE(at + 8)) {
    if (entry.readUInt32LE(at) === keyProviderProperty) {
      const value = entry.subarray(at + 12, at + 12 + entry.readUInt32LE(at + 8));
      const provider = value.length >= 8 ? wideText(value, value.readUInt32LE(4)) : '';
      return { hasPrivateKey: true, ...(provider === '' ? {} : { provider }) };
    }
  }
  return { hasPrivateKey: false };
}

/** UTF-16 up to a NUL. */
function wideText(bytes: Buffer, start: number): string {
  const text = start < bytes.length ? bytes.toString('utf16le', start) : '';
  return text.split('\0', 1)[0] ?? '';
}
