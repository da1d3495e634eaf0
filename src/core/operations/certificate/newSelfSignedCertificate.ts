import { generateCertificate } from '../../certificates/generate.ts';
import type { GenerateOptions } from '../../certificates/types.ts';
import type { Arguments } from '../commands/arguments.ts';
import type { CommandCall, CommandDefinition } from '../commands/definition.ts';
import { operationError } from '../errors.ts';
import { toDate } from '../language/convert.ts';
import type { Value } from '../language/values.ts';
import { fromVault } from './certificateObject.ts';
import { checkStore } from './storePath.ts';

export const newSelfSignedCertificate: CommandDefinition = {
  name: 'New-SelfSignedCertificate',
  module: 'PKI',
  changes: true,
  parameters: [
    { name: 'DnsName', kind: 'any' },
    { name: 'Subject', kind: 'text' },
    { name: 'CertStoreLocation', kind: 'text', values: ['Cert:\\CurrentUser\\My'] },
    { name: 'NotAfter', kind: 'any' },
    { name: 'NotBefore', kind: 'any' },
    { name: 'KeyLength', kind: 'number', values: ['2048', '3072', '4096'] },
    { name: 'FriendlyName', kind: 'text' },
    { name: 'KeySpec', kind: 'text', values: ['KeyExchange', 'Signature'] },
    { name: 'KeyAlgorithm', kind: 'text', values: ['RSA'] },
    { name: 'KeyExportPolicy', kind: 'text', values: ['Exportable', 'ExportableEncrypted'] },
    { name: 'KeyUsage', kind: 'any' },
    { name: 'HashAlgorithm', kind: 'text', values: ['SHA256'] },
    { name: 'Provider', kind: 'text' },
    { name: 'Type', kind: 'text' },
    { name: 'TextExtension', kind: 'any' },
  ],
  run: create,
};

async function* create(call: CommandCall): AsyncGenerator<Value> {
  const { arguments: args, run } = call;
  checkStore(args.text('CertStoreLocation') ?? 'Cert:\\CurrentUser\\My');
  if (!/^RSA$/i.test(args.text('KeyAlgorithm') ?? 'RSA')) {
    throw operationError('keyTypeUnsupported', { keyType: args.text('KeyAlgorithm') });
  }
  if (!/^SHA256$/i.test(args.text('HashAlgorithm') ?? 'SHA256')) {
    throw operationError('wrongArgument', {
      parameter: 'HashAlgorithm',
      value: args.text('HashAlgorithm'),
      expected: 'SHA256',
    });
  }
  if (args.has('TextExtension')) {
    throw operationError('needsRealPowerShell', { command: `${call.name} -TextExtension` });
  }
  if (/^NonExportable$/i.test(args.text('KeyExportPolicy') ?? '')) {
    throw operationError('needsRealPowerShell', { command: `${call.name} -KeyExportPolicy NonExportable` });
  }
  checkKeySpec(args.text('KeySpec'));
  const dnsNames = args.list('DnsName') ?? [];
  const subject = args.text('Subject') ?? (dnsNames[0] === undefined ? undefined : `CN=${dnsNames[0]}`);
  if (subject === undefined) {
    throw operationError('missingParameter', { command: call.name, parameter: 'DnsName' });
  }
  const notAfter = dateOf(args, 'NotAfter');
  const notBefore = dateOf(args, 'NotBefore');
  if (!(await run.shouldProcess(call, { kind: 'change', target: subject }, false))) {
    return;
  }
  const friendlyName = args.text('FriendlyName');
  const keySize = args.count('KeyLength');
  const material = await generateCertificate(
    {
      subject: /^[a-z.0-9]+\s*=/i.test(subject) ? subject : `CN=${subject}`,
      dnsNames,
      ...(notAfter === undefined ? {} : { notAfter }),
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(keySize === undefined ? {} : { keySize: keySize as NonNullable<GenerateOptions['keySize']> }),
      ...(friendlyName === undefined ? {} : { friendlyName }),
    },
    { clock: run.options.clock, signal: run.signal },
  );
  const certificate = await run.options.vault.add(material);
  yield fromVault(run.options.vault, certificate);
}

function dateOf(args: Arguments, name: string): Date | undefined {
  const value = args.value(name) ?? null;
  return value === null ? undefined : toDate(value);
}

/** Keys of the vault sign and decrypt whatever is said; a word that is none is a slip of the pen. */
function checkKeySpec(written: string | undefined): void {
  if (written !== undefined && !/^(?:KeyExchange|Signature|None)$/i.test(written)) {
    throw operationError('wrongArgument', {
      parameter: 'KeySpec',
      value: written.slice(0, 60),
      expected: 'None, KeyExchange, Signature',
    });
  }
}
