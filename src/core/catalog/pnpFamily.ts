import { type CmdletFamily, onlyReads, tableFamily } from './cmdletFamily.ts';
import type { PermissionSets } from './permissionTable.ts';
import type { CmdletFacts, PermissionState } from './types.ts';

const requestCmdlets: ReadonlySet<string> = new Set(['Invoke-PnPGraphMethod', 'Invoke-PnPSPRestMethod']);

/**
 * PnP.PowerShell. Where the class declares no permission, its kind (site or tenant administration) decides. SharePoint
 * asks an application for permissions only, also in tenant administration: no directory role is needed.
 */
export function pnpFamily(text: string, sets: PermissionSets): CmdletFamily {
  return tableFamily(
    text,
    (name, [flags = '', set = '']): CmdletFacts => {
      const kind = flags[0];
      const session = kind === 'x';
      return {
        name,
        module: 'PnP.PowerShell',
        services: ['sharePoint'],
        kind: session || kind === 'b' ? 'session' : onlyReads(name) ? 'read' : 'change',
        permissions: requestCmdlets.has(name) ? [] : sets.alternatives(set),
        permissionState: stateOf(name, flags, set),
        appOnly: flags.includes('n') ? 'no' : flags.includes('u') ? 'unknown' : 'yes',
        confidence: flags.includes('d') ? 'derived' : 'documented',
        source: 'catalog',
      };
    },
    3,
  );
}

function stateOf(name: string, flags: string, set: string): PermissionState {
  if (requestCmdlets.has(name)) {
    return 'dependsOnRequest';
  }
  if (set !== '') {
    return 'listed';
  }
  return flags[0] === 'x' || flags[0] === 'b' ? 'notNeeded' : 'noneKnown';
}
