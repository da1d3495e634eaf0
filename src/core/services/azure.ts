import { allClouds, cloudNames, customEnvironmentName } from './cloudNames.ts';
import { certificateFileVariables, parameters } from './parameters.ts';
import { resourceAppIds } from './resources.ts';
import type { ServiceDefinition } from './types.ts';

/** What a script may do in Azure is decided by Azure role assignments on a scope, outside the directory. */
export const azure: ServiceDefinition = {
  id: 'azure',
  name: 'Azure',
  module: { name: 'Az.Accounts', minimumVersion: '2.0.0', alsoNamed: ['Az'] },
  resource: ({ cloud }) => cloud.azure,
  resourceAppId: resourceAppIds.azureManagement,
  permissions: [],
  optionalPermissions: [],
  roles: [],
  roleRequired: false,
  prepare: ({ cloud }) =>
    cloud.id === 'Custom'
      ? [
          {
            name: 'Add-AzEnvironment',
            parameters: parameters({
              Name: customEnvironmentName,
              ActiveDirectoryEndpoint: cloud.authority,
              ResourceManagerEndpoint: cloud.azure,
              ActiveDirectoryServiceEndpointResourceId: cloud.azure,
            }),
          },
        ]
      : [],
  certificateForm: 'file',
  connect: ({ cloud, appId, tenantId, thumbprint }, key) => ({
    name: 'Connect-AzAccount',
    parameters: parameters({
      ServicePrincipal: true,
      ApplicationId: appId,
      CertificateThumbprint: key === 'thumbprint' ? thumbprint : undefined,
      ...(key === 'object' ? certificateFileVariables : {}),
      Tenant: tenantId,
      Environment: cloudNames[cloud.id].azure,
      // Otherwise Az keeps path and password of the file in the profile of the user, for the next session.
      Scope: key === 'object' ? 'Process' : undefined,
    }),
  }),
  disconnect: { name: 'Disconnect-AzAccount', parameters: [] },
  connectCommand: 'Connect-AzAccount',
  disconnectCommand: 'Disconnect-AzAccount',
  ownsCmdlet: (name) => /^[a-z]+-az(?!ure)[a-z]\w*$/i.test(name),
  smokeTest: 'Get-AzContext',
  thumbprintWindowsOnly: false,
  clouds: allClouds,
};
