import { generateCertificate } from '../../certificates/generate.ts';
import type { GenerateOptions } from '../../certificates/types.ts';
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
    { name: 'KeyExportPolicy', kind: 'text', values: ['Exportable'] },
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
  for (const unsupported of ['TextExtension', 'NotBefore']) {
    if (args.has(unsupported)) {
      throw operationError('needsRealPowerShell', { command: `${call.name} -${unsupported}` });
    }
  }
  const dnsNames = args.list('DnsName') ?? [];
  const subject = args.text('Subject') ?? (dnsNames[0] === undefined ? undefined : `CN=${dnsNames[0]}`);
  if (subject === undefined) {
    throw operationError('missingParameter', { command: call.name, parameter: 'DnsName' });
  }
  const validity = args.value('NotAfter');
  const period =
    validity === undefined ? { months: 12, exact: true } : monthsUntil(toDate(validity), run.options.clock.now());
  if (!(await run.shouldProcess(call, { kind: 'change', target: subject }, false))) {
    return;
  }
  const friendlyName = args.text('FriendlyName');
  const keySize = args.count('KeyLength');
  const material = await generateCertificate(
    {
      subject: /^[a-z.0-9]+\s*=/i.test(subject) ? subject : `CN=${subject}`,
      dnsNames,
      months: period.months,
      ...(keySize === undefined ? {} : { keySize: keySize as NonNullable<GenerateOptions['keySize']> }),
      ...(friendlyName === undefined ? {} : { friendlyName }),
    },
    { clock: run.options.clock, signal: run.signal },
  );
  const certificate = await run.options.vault.add(material);
  if (!period.exact) {
    await run.notice({ kind: 'warning', reason: 'validityInMonths', params: { notAfter: certificate.notAfter } });
  }
  yield fromVault(run.options.vault, certificate);
}

/** Whole calendar months from `now` to `end`, rounded down so that no certificate outlives what was asked. @throws operations/dateInPast */
function monthsUntil(end: Date, now: Date): { readonly months: number; readonly exact: boolean } {
  if (end <= now) {
    throw operationError('dateInPast', { date: end.toISOString() });
  }
  const after = (months: number) => {
    const date = new Date(now);
    date.setDate(1);
    date.setMonth(date.getMonth() + months);
    date.setDate(Math.min(now.getDate(), new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate()));
    return date;
  };
  let months = (end.getFullYear() - now.getFullYear()) * 12 + end.getMonth() - now.getMonth() + 1;
  // The clock moves on between typing the date and making the certificate.
  const tolerance = 5 * 60_000;
  while (months > 1 && after(months).getTime() > end.getTime() + tolerance) {
    months -= 1;
  }
  return { months, exact: Math.abs(after(months).getTime() - end.getTime()) < 86_400_000 };
}
