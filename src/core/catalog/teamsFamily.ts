import { type CmdletFamily, onlyReads, tableFamily } from './cmdletFamily.ts';
import type { PermissionSets } from './permissionTable.ts';
import type { CmdletFacts, PermissionState } from './types.ts';

/** Teams: `*-Cs*` cmdlets are allowed by the directory role alone, the others by Graph permissions. */
export function teamsFamily(text: string, sets: PermissionSets): CmdletFamily {
  return tableFamily(text, (name, [flags = '', set = '']): CmdletFacts => {
    const session = flags.includes('x');
    const byRole = flags.includes('C');
    const permissionState: PermissionState = set !== '' ? 'listed' : session || byRole ? 'notNeeded' : 'noneKnown';
    return {
      name,
      module: 'MicrosoftTeams',
      services: ['teams'],
      kind: session ? 'session' : onlyReads(name) ? 'read' : 'change',
      permissions: sets.alternatives(set),
      permissionState,
      appOnly: flags.includes('n') ? 'no' : 'yes',
      ...(flags.includes('g') ? { appOnlyRefusedIn: ['USGov', 'USGovDoD'] } : {}),
      ...(byRole ? { purpose: onlyReads(name) ? 'read' : 'everything' } : {}),
      confidence: set !== '' ? 'derived' : 'documented',
      source: 'catalog',
    };
  });
}
