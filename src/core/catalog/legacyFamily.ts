import { type CmdletFamily, onlyReads, tableFamily } from './cmdletFamily.ts';
import type { CatalogService, CmdletFacts } from './types.ts';

/**
 * Retired sessions and cmdlets of other modules, from Microsoft's pages on Teams PowerShell, the classic deployment model
 * of Azure and the Intune samples.
 */
const others: Readonly<Record<string, readonly [module: string, service: CatalogService, replacement: string]>> = {
  'new-csonlinesession': ['SkypeOnlineConnector', 'teams', 'Connect-MicrosoftTeams'],
  'connect-msgraph': ['Microsoft.Graph.Intune', 'graph', 'Connect-MgGraph'],
  'get-intunemanageddevice': ['Microsoft.Graph.Intune', 'graph', 'Get-MgDeviceManagementManagedDevice'],
  'get-intunemobileapp': ['Microsoft.Graph.Intune', 'graph', 'Get-MgDeviceAppManagementMobileApp'],
  'get-intunedeviceconfigurationpolicy': [
    'Microsoft.Graph.Intune',
    'graph',
    'Get-MgDeviceManagementDeviceConfiguration',
  ],
  'get-intunedevicecompliancepolicy': [
    'Microsoft.Graph.Intune',
    'graph',
    'Get-MgDeviceManagementDeviceCompliancePolicy',
  ],
  'connect-aadrmservice': ['AADRM', 'azureAD', 'Connect-AipService'],
  'add-azureaccount': ['Azure', 'azure', 'Connect-AzAccount'],
  'get-azuresubscription': ['Azure', 'azure', 'Get-AzSubscription'],
  'select-azuresubscription': ['Azure', 'azure', 'Set-AzContext'],
};

/** The retired modules AzureAD (with AzureADPreview), MSOnline and AzureRM, and what is left of a few others. */
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
  const other = others[name.toLowerCase()];
  if (other !== undefined) {
    const [module, service, replacement] = other;
    return { ...retired(name, module, [replacement], 'documented'), services: [service] };
  }
  // The data of a service: AzureRM wrote these without its own prefix.
  const match = /^([a-z]+)-(azurerm|azuread|msol|azure(?=storage|keyvault))([a-z].*)$/i.exec(name);
  if (match === null) {
    return undefined;
  }
  const [, verb = '', family = '', noun = ''] = match;
  switch (family.toLowerCase()) {
    case 'azure':
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
  const session = /^(connect|disconnect)-|^(?:login|add)-azure(?:rm)?account$|^new-cs\w+session$/i.test(name);
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
