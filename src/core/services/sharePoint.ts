import { allClouds, cloudNames } from './cloudNames.ts';
import { directoryRoles, offered } from './directoryRoles.ts';
import { certificateFileVariables, parameters } from './parameters.ts';
import { permissionsOn, resourceAppIds, sharePointRoot } from './resources.ts';
import type { ServiceDefinition } from './types.ts';

export const sharePoint: ServiceDefinition = {
  id: 'sharePoint',
  name: 'SharePoint',
  module: { name: 'PnP.PowerShell', minimumVersion: '2.0.0' },
  resource: sharePointRoot,
  resourceAppId: resourceAppIds.sharePoint,
  permissions: [],
  optionalPermissions: permissionsOn(resourceAppIds.sharePoint, [
    'Sites.Selected',
    'Sites.Read.All',
    'TermStore.Read.All',
    'User.Read.All',
    'Sites.ReadWrite.All',
    'TermStore.ReadWrite.All',
    'User.ReadWrite.All',
    'Sites.Manage.All',
    'Sites.FullControl.All',
  ]),
  roles: [offered(directoryRoles.sharePointAdministrator, 'everything')],
  roleRequired: false,
  certificateForm: 'file',
  connect: (facts, key) => {
    const custom = facts.cloud.id === 'Custom';
    return {
      name: 'Connect-PnPOnline',
      parameters: parameters({
        Url: sharePointRoot(facts),
        ClientId: facts.appId,
        Thumbprint: key === 'thumbprint' ? facts.thumbprint : undefined,
        ...(key === 'object' ? certificateFileVariables : {}),
        Tenant: facts.domain,
        AzureEnvironment: cloudNames[facts.cloud.id].pnp,
        AzureADLoginEndPoint: custom ? facts.cloud.authority : undefined,
        MicrosoftGraphEndPoint: custom ? facts.cloud.graph : undefined,
      }),
    };
  },
  disconnect: { name: 'Disconnect-PnPOnline', parameters: [] },
  connectCommand: 'Connect-PnPOnline',
  disconnectCommand: 'Disconnect-PnPOnline',
  ownsCmdlet: (name) => /^[a-z]+-pnp[a-z]\w*$/i.test(name),
  smokeTest: 'Get-PnPWeb',
  thumbprintWindowsOnly: false,
  clouds: allClouds,
};
