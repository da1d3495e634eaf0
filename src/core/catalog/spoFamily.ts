import { type CmdletFamily, onlyReads, tableFamily } from './cmdletFamily.ts';
import type { PermissionSets } from './permissionTable.ts';
import type { CmdletFacts } from './types.ts';

/** Other modules have nouns that begin like these: SharePoint Server, and the Office store. */
const pattern = /^[a-z]+-spo(?!nlineapplication|fficestore|bjectsecurity)[a-z\d]\w*$/i;

/**
 * The SharePoint Online Management Shell (module Microsoft.Online.SharePoint.PowerShell). An application needs one
 * permission of SharePoint for all of it, and no directory role.
 */
export function spoFamily(text: string, sets: PermissionSets): CmdletFamily {
  let permissions: CmdletFacts['permissions'] = [];
  const toFacts = (name: string, [flag = '', set = '']: readonly string[]): CmdletFacts => ({
    name,
    module: 'Microsoft.Online.SharePoint.PowerShell',
    services: ['sharePoint'],
    kind: flag === '' ? (onlyReads(name) ? 'read' : 'change') : 'session',
    permissions: sets.alternatives(set),
    permissionState: flag === '' ? 'listed' : 'notNeeded',
    appOnly: 'yes',
    confidence: 'derived',
    source: 'catalog',
  });
  const table = tableFamily(text, toFacts);
  return {
    names: table.names,
    find: (name, written) => {
      const known = table.find(name, written);
      if (known !== undefined || !pattern.test(written)) {
        return known;
      }
      // A cmdlet younger than the table.
      permissions = table.find('get-spotenant', 'Get-SPOTenant')?.permissions ?? permissions;
      return { ...toFacts(written, []), permissions };
    },
  };
}
