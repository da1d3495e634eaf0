import { encodePfx } from '../../certificates/pfx.ts';
import { readCertificateFile } from '../../certificates/readCertificateFile.ts';
import { thumbprintOf } from '../../certificates/thumbprint.ts';
import type { CommandCall, CommandDefinition, ParameterSpec } from '../commands/definition.ts';
import { operationError } from '../errors.ts';
import { PsObject, type Value } from '../language/values.ts';
import { inputCertificates } from './inputCertificates.ts';

const file: readonly ParameterSpec[] = [
  { name: 'FilePath', aliases: ['FullName'], kind: 'text', position: 0, mandatory: true },
  { name: 'Force', kind: 'switch' },
  { name: 'NoClobber', kind: 'switch' },
];

export const exportCertificate: CommandDefinition = {
  name: 'Export-Certificate',
  module: 'PKI',
  changes: true,
  parameters: [...file, { name: 'Cert', kind: 'any' }, { name: 'Type', kind: 'text', values: ['CERT'] }],
  async *run(call) {
    const type = call.arguments.text('Type') ?? 'CERT';
    if (!/^cert$/i.test(type)) {
      throw operationError('wrongArgument', { parameter: 'Type', value: type, expected: 'CERT' });
    }
    const certificate = await oneCertificate(call, 'Cert');
    const { certificate: der } = await certificate.material();
    yield* writeChecked(call, der, async (written) => thumbprintOf(written) === certificate.thumbprint);
  },
};

export const exportPfxCertificate: CommandDefinition = {
  name: 'Export-PfxCertificate',
  module: 'PKI',
  changes: true,
  parameters: [
    ...file,
    { name: 'Cert', kind: 'any' },
    { name: 'Password', kind: 'any' },
    { name: 'CryptoAlgorithmOption', kind: 'text', values: ['AES256_SHA256', 'TripleDES_SHA1'] },
    { name: 'ChainOption', kind: 'text', values: ['BuildChain', 'EndEntityCertOnly'] },
    { name: 'ProtectTo', kind: 'text' },
  ],
  async *run(call) {
    const { arguments: args, run } = call;
    const password = args.secure('Password')?.reveal();
    if (password === undefined || password === '') {
      throw operationError('passwordNeeded', { command: call.name });
    }
    const encryption = args.text('CryptoAlgorithmOption') ?? 'AES256_SHA256';
    if (!/^(?:AES256_SHA256|TripleDES_SHA1)$/i.test(encryption)) {
      throw operationError('wrongArgument', {
        parameter: 'CryptoAlgorithmOption',
        value: encryption.slice(0, 60),
        expected: 'AES256_SHA256, TripleDES_SHA1',
      });
    }
    const certificate = await oneCertificate(call, 'Cert');
    const whole = await certificate.material();
    if (whole.privateKey === undefined) {
      throw operationError('privateKeyMissing', { thumbprint: certificate.thumbprint });
    }
    const { chain: _, ...alone } = whole;
    const material = /^EndEntityCertOnly$/i.test(args.text('ChainOption') ?? '') ? alone : whole;
    const signal = run.signal === undefined ? {} : { signal: run.signal };
    const bytes = await encodePfx(material, {
      password,
      encryption: /^aes/i.test(encryption) ? 'aes256' : 'tripledes',
      ...signal,
    });
    yield* writeChecked(call, bytes, async (written) => {
      const read = await readCertificateFile(written, { fileName: 'export.pfx', password, ...signal });
      return thumbprintOf(read.certificate) === certificate.thumbprint && read.privateKey !== undefined;
    });
  },
};

async function oneCertificate(call: CommandCall, parameter: string) {
  const [certificate, another] = await inputCertificates(call, parameter);
  if (certificate === undefined || another !== undefined) {
    throw operationError('certificateNeedsPipe', { command: call.name });
  }
  return certificate;
}

/** Writes the file, asks before it replaces one, and reports success only after reading it back. */
async function* writeChecked(
  call: CommandCall,
  bytes: Uint8Array,
  isRight: (written: Uint8Array) => Promise<boolean>,
): AsyncGenerator<Value> {
  const { arguments: args, run } = call;
  const path = args.text('FilePath') ?? '';
  const target = run.files.resolve(path);
  const exists = await run.files.exists(path);
  if (exists && args.flag('NoClobber')) {
    throw operationError('fileExists', { path: target });
  }
  if (
    !(await run.shouldProcess(call, { kind: exists ? 'overwrite' : 'change', target }, exists && !args.flag('Force')))
  ) {
    return;
  }
  await run.files.write(path, [bytes]);
  if (!(await isRight(await run.files.read(path, bytes.length + 1)))) {
    throw operationError('fileNotWritten', { path: target });
  }
  yield new PsObject(
    'System.IO.FileInfo',
    new Map<string, Value>([
      ['Name', target.split(/[\\/]/).at(-1) ?? target],
      ['Length', bytes.length],
      ['FullName', target],
    ]),
  );
}
