import { allClouds, cloudNames, customEnvironmentName } from './cloudNames.ts';
import { certificateVariable, parameters } from './parameters.ts';
import { resourceAppIds } from './resources.ts';
import type { ServiceDefinition } from './types.ts';

export const graph: ServiceDefinition = {
  id: 'graph',
  name: 'Microsoft Graph',
  module: { name: 'Microsoft.Graph.Authentication', minimumVersion: '2.0.0', alsoNamed: ['Microsoft.Graph'] },
  resource: ({ cloud }) => cloud.graph,
  resourceAppId: resourceAppIds.graph,
  permissions: [],
  optionalPermissions: [],
  roles: [],
  roleRequired: false,
  prepare: ({ cloud }) =>
    cloud.id === 'Custom'
      ? [
          {
            name: 'Add-MgEnvironment',
            parameters: parameters({
              Name: customEnvironmentName,
              AzureADEndpoint: cloud.authority,
              GraphEndpoint: cloud.graph,
            }),
          },
        ]
      : [],
  certificateForm: 'object',
  connect: ({ cloud, appId, tenantId, thumbprint }, key) => ({
    name: 'Connect-MgGraph',
    parameters: parameters({
      ClientId: appId,
      CertificateThumbprint: key === 'thumbprint' ? thumbprint : undefined,
      Certificate: key === 'object' ? certificateVariable : undefined,
      TenantId: tenantId,
      Environment: cloudNames[cloud.id].graph,
      NoWelcome: true,
    }),
  }),
  disconnect: { name: 'Disconnect-MgGraph', parameters: [] },
  connectCommand: 'Connect-MgGraph',
  disconnectCommand: 'Disconnect-MgGraph',
  ownsCmdlet: (name) => /^[a-z]+-mg[a-z]\w*$/i.test(name),
  smokeTest: 'Get-MgContext',
  thumbprintWindowsOnly: false,
  clouds: allClouds,
};
