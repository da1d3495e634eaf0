import { readCertificateFile } from '../../certificates/readCertificateFile.ts';
import type { CommandCall, CommandDefinition, RunContext } from '../commands/definition.ts';
import { operationError } from '../errors.ts';
import { toNumber } from '../language/convert.ts';
import { toText } from '../language/text.ts';
import { itemsOf, SecureText, type Value } from '../language/values.ts';
import { type CertificateObject, fromMaterial, fromVault } from './certificateObject.ts';
import { checkStore } from './storePath.ts';

/** No certificate file is larger; a mistyped path must not be read into memory. */
export const fileLimit = 1024 * 1024;

export const importPfxCertificate: CommandDefinition = {
  name: 'Import-PfxCertificate',
  module: 'PKI',
  changes: true,
  parameters: [
    { name: 'FilePath', aliases: ['FullName'], kind: 'text', position: 0, mandatory: true },
    { name: 'CertStoreLocation', kind: 'text', position: 1, values: ['Cert:\\CurrentUser\\My'] },
    { name: 'Password', kind: 'any' },
    { name: 'Exportable', kind: 'switch' },
    { name: 'ProtectPrivateKey', kind: 'text' },
  ],
  async *run(call) {
    const { arguments: args, run } = call;
    checkStore(args.text('CertStoreLocation') ?? 'Cert:\\CurrentUser\\My');
    const path = args.text('FilePath') ?? '';
    const material = await readFile(run, path, args.secure('Password'));
    if (await run.shouldProcess(call, { kind: 'change', target: run.files.resolve(path) }, false)) {
      yield fromVault(run.options.vault, await run.options.vault.add(material));
    }
  },
};

export const getPfxCertificate: CommandDefinition = {
  name: 'Get-PfxCertificate',
  module: 'Microsoft.PowerShell.Security',
  parameters: [
    { name: 'FilePath', aliases: ['LiteralPath', 'FullName'], kind: 'text', position: 0, mandatory: true },
    { name: 'Password', kind: 'any' },
    { name: 'NoPromptForPassword', kind: 'switch' },
  ],
  async *run(call: CommandCall): AsyncGenerator<Value> {
    const path = call.arguments.text('FilePath') ?? '';
    let password = call.arguments.secure('Password');
    const { prompt } = call.run.options;
    if (
      password === undefined &&
      !call.arguments.flag('NoPromptForPassword') &&
      prompt !== undefined &&
      /\.(?:pfx|p12)$/i.test(path)
    ) {
      password = new SecureText(await prompt({ kind: 'password' }, call.run.signal));
    }
    yield certificateFromFile(call.run, path, password);
  },
};

async function readFile(run: RunContext, path: string, password: SecureText | undefined) {
  const bytes = await run.files.read(path, fileLimit);
  return readBytes(run, bytes, run.files.resolve(path).split(/[\\/]/).at(-1) ?? path, password);
}

function readBytes(run: RunContext, bytes: Uint8Array, fileName: string, password: SecureText | undefined) {
  return readCertificateFile(bytes, {
    fileName,
    ...(password === undefined ? {} : { password: password.reveal() }),
    ...(run.signal === undefined ? {} : { signal: run.signal }),
  });
}

/** A certificate object of a PFX, PEM or CER file, not kept anywhere. */
export async function certificateFromFile(
  run: RunContext,
  path: string,
  password: SecureText | undefined,
): Promise<CertificateObject> {
  return fromMaterial(await readFile(run, path, password), run.options.clock.now());
}

/** The same of the file's contents; `name` stands for it in errors. */
export async function certificateFromBytes(
  run: RunContext,
  bytes: Uint8Array,
  name: string,
  password: SecureText | undefined,
): Promise<CertificateObject> {
  return fromMaterial(await readBytes(run, bytes, name, password), run.options.clock.now());
}

/** `[X509Certificate2]::new( path or bytes, password )`; undefined for another type. */
export async function constructCertificate(
  run: RunContext,
  type: string,
  args: readonly Value[],
): Promise<CertificateObject | undefined> {
  if (!/^(?:System\.)?(?:Security\.Cryptography\.X509Certificates\.)?X509Certificate2$/i.test(type)) {
    return undefined;
  }
  const [path = null, password = null] = args;
  const isBytes = Array.isArray(path) && path.every((item: Value) => typeof item === 'number');
  if (typeof path !== 'string' && !isBytes) {
    throw operationError('wrongArgument', { parameter: 'X509Certificate2', value: '', expected: 'path, password' });
  }
  const secret =
    password instanceof SecureText
      ? password
      : password === null || toText(password) === ''
        ? undefined
        : new SecureText(toText(password));
  return isBytes
    ? certificateFromBytes(run, Uint8Array.from(itemsOf(path).map(toNumber)), 'X509Certificate2', secret)
    : certificateFromFile(run, toText(path), secret);
}
