import { type CmdletFamily, onlyReads, tableFamily } from './cmdletFamily.ts';
import type { CmdletFacts } from './types.ts';

/** The retired modules AzureAD (with AzureADPreview), MSOnline and AzureRM. */
export function legacyFamily(text: string): CmdletFamily {
  const table = tableFamily(text, (name, [flags = '', replacements = '']) =>
    retired(
      name,
      flags.startsWith('M') ? 'MSOnline' : 'AzureAD',
      replacements.split(','),
      flags.includes('u') ? 'unverified' : 'documented',
    ),
  );
  return { names: table.names, find: (name, written) => table.find(name, written) ?? byPattern(written) };
}

/** A name of a retired module that no list of replacements has. */
function byPattern(name: string): CmdletFacts | undefined {
  const match = /^([a-z]+)-(azurerm|azuread|msol)([a-z].*)$/i.exec(name);
  if (match === null) {
    return undefined;
  }
  const [, verb = '', family = '', noun = ''] = match;
  switch (family.toLowerCase()) {
    case 'azurerm':
      // AzureRM was renamed cmdlet by cmdlet when it became Az.
      return { ...retired(name, 'AzureRM', [`${verb}-Az${noun}`], 'derived'), services: ['azure'] };
    case 'azuread':
      return retired(name, 'AzureAD', [], 'derived');
    default:
      return retired(name, 'MSOnline', [], 'derived');
  }
}

function retired(
  name: string,
  module: string,
  replacements: readonly string[],
  confidence: CmdletFacts['confidence'],
): CmdletFacts {
  const session = /^(connect|disconnect)-/i.test(name);
  return {
    name,
    module,
    services: ['azureAD'],
    kind: session ? 'session' : onlyReads(name) ? 'read' : 'change',
    permissions: [],
    permissionState: session ? 'notNeeded' : 'noneKnown',
    // MSOnline never had an application sign-in; what is left of the others is not worth relying on.
    appOnly: module === 'MSOnline' ? 'no' : 'unknown',
    retired: true,
    replacements,
    confidence,
    source: 'catalog',
  };
}
