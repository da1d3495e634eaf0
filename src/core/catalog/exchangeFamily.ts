import { type CmdletFamily, onlyReads, tableFamily } from './cmdletFamily.ts';
import type { PermissionSets } from './permissionTable.ts';
import type { CatalogPurpose, CatalogService } from './types.ts';

/** Exchange Online and Security & Compliance (module ExchangeOnlineManagement). */
export function exchangeFamily(text: string, sets: PermissionSets): CmdletFamily {
  return tableFamily(text, (name, [flags = '', set = '']) => {
    const services: CatalogService[] = [];
    if (flags.includes('X')) {
      services.push('exchangeOnline');
    }
    if (flags.includes('S')) {
      services.push('securityCompliance');
    }
    const session = flags.includes('x');
    const purpose = purposeOf(name, flags);
    return {
      name,
      module: 'ExchangeOnlineManagement',
      services,
      kind: session ? 'session' : onlyReads(name) ? 'read' : 'change',
      permissions: sets.alternatives(set),
      permissionState: session ? 'notNeeded' : 'listed',
      appOnly: flags.includes('n') ? 'no' : flags.includes('u') ? 'unknown' : 'yes',
      ...(session ? {} : { purpose }),
      ...(purpose === 'read' && flags.includes('X') && !flags.includes('p') ? { beyondRecipients: true } : {}),
      ...(flags.includes('r') ? { retired: true, replacements: [] } : {}),
      ...(flags.includes('o') ? { searchOnlySession: true } : {}),
      confidence: 'documented',
      source: 'catalog',
    };
  });
}

function purposeOf(name: string, flags: string): CatalogPurpose {
  // Searching the audit logs takes the Audit Logs role, which no reader role brings.
  if (onlyReads(name) && !name.startsWith('Search-')) {
    return 'read';
  }
  return flags.includes('p') ? 'recipients' : 'everything';
}
