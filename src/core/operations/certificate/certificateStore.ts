import type { CommandCall, CommandDefinition } from '../commands/definition.ts';
import { effect } from '../commands/effect.ts';
import { operationError } from '../errors.ts';
import { toText } from '../language/text.ts';
import { itemsOf, type Value } from '../language/values.ts';
import { hasWildcard, matchesWildcard } from '../language/wildcard.ts';
import { CertificateObject, fromVault, storePath } from './certificateObject.ts';
import { certificatePath } from './storePath.ts';

export const getChildItem: CommandDefinition = {
  name: 'Get-ChildItem',
  aliases: ['gci', 'ls', 'dir'],
  module: 'Microsoft.PowerShell.Management',
  parameters: [
    { name: 'Path', aliases: ['LiteralPath'], kind: 'any', position: 0, mandatory: true, values: [storePath] },
    { name: 'Recurse', kind: 'switch' },
    { name: 'ExpiringInDays', kind: 'number' },
    { name: 'DnsName', kind: 'text' },
    { name: 'CodeSigningCert', kind: 'switch' },
  ],
  run: (call) => listStore(call, true),
};

export const getItem: CommandDefinition = {
  name: 'Get-Item',
  aliases: ['gi'],
  module: 'Microsoft.PowerShell.Management',
  parameters: [
    { name: 'Path', aliases: ['LiteralPath'], kind: 'any', position: 0, mandatory: true, values: [storePath] },
  ],
  run: (call) => listStore(call, false),
};

async function* listStore(call: CommandCall, whole: boolean): AsyncGenerator<Value> {
  const { arguments: args, run } = call;
  const now = run.options.clock.now().getTime();
  const days = args.count('ExpiringInDays');
  for (const path of itemsOf(args.value('Path') ?? null).map(toText)) {
    const wanted = certificatePath(path);
    if (wanted === undefined) {
      throw operationError('certificateStoreUnknown', { store: path.slice(0, 80) });
    }
    let found = false;
    for (const facts of (await run.options.vault.list()).certificates) {
      const fits = wanted === '' ? whole : matchesWildcard(facts.thumbprint, wanted);
      if (fits && (days === undefined || new Date(facts.notAfter).getTime() <= now + days * 86_400_000)) {
        const certificate = await fromVault(run.options.vault, facts);
        const names = itemsOf(certificate.get('DnsNameList') ?? null).map(toText);
        const dnsName = args.text('DnsName');
        if (dnsName === undefined || names.some((name) => matchesWildcard(name, dnsName))) {
          found = true;
          yield certificate;
        }
      }
    }
    if (!found && wanted !== '' && !hasWildcard(wanted)) {
      await run.report(
        operationError('certificateNotFound', { thumbprint: wanted.slice(0, 80) }),
        args.text('ErrorAction') ?? '',
      );
    }
  }
}

export const removeItem: CommandDefinition = {
  name: 'Remove-Item',
  aliases: ['ri', 'rm', 'del'],
  module: 'Microsoft.PowerShell.Management',
  changes: true,
  parameters: [
    { name: 'Path', aliases: ['LiteralPath', 'PSPath'], kind: 'any', position: 0 },
    { name: 'DeleteKey', kind: 'switch' },
    { name: 'Force', kind: 'switch' },
  ],
  run: (call) =>
    effect(async () => {
      const { arguments: args, run } = call;
      const targets: Value[] = [...itemsOf(args.value('Path') ?? null)];
      for await (const value of call.input ?? []) {
        targets.push(value);
      }
      const { certificates: all } = await run.options.vault.list();
      for (const target of targets) {
        const wanted = target instanceof CertificateObject ? target.thumbprint : certificatePath(toText(target));
        // A pattern could take every key at once: certificates go one by one, by name.
        if (wanted === undefined || wanted === '' || hasWildcard(wanted)) {
          throw operationError('certificateStoreUnknown', { store: toText(target).slice(0, 80) });
        }
        const facts = all.find(({ thumbprint }) => thumbprint === wanted.toUpperCase());
        if (facts === undefined) {
          throw operationError('certificateNotFound', { thumbprint: wanted.slice(0, 80) });
        }
        if (
          await run.shouldProcess(call, { kind: 'deleteKey', target: `${facts.subject} (${facts.thumbprint})` }, true)
        ) {
          await run.options.vault.delete(facts.thumbprint);
        }
      }
    }),
};
