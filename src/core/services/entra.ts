import { allClouds, cloudNames, customEnvironmentName } from './cloudNames.ts';
import { certificateVariable, parameters } from './parameters.ts';
import { resourceAppIds } from './resources.ts';
import type { ServiceDefinition } from './types.ts';

export const entra: ServiceDefinition = {
  id: 'entra',
  name: 'Microsoft Entra',
  module: {
    name: 'Microsoft.Entra.Authentication',
    minimumVersion: '1.0.0',
    alsoNamed: ['Microsoft.Entra', 'Microsoft.Entra.Beta'],
  },
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
            name: 'Add-EntraEnvironment',
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
    name: 'Connect-Entra',
    parameters: parameters({
      ApplicationId: appId,
      CertificateThumbprint: key === 'thumbprint' ? thumbprint : undefined,
      Certificate: key === 'object' ? certificateVariable : undefined,
      TenantId: tenantId,
      Environment: cloudNames[cloud.id].graph,
      NoWelcome: true,
    }),
  }),
  disconnect: { name: 'Disconnect-Entra', parameters: [] },
  connectCommand: 'Connect-Entra',
  disconnectCommand: 'Disconnect-Entra',
  ownsCmdlet: (name) => /^[a-z]+-entra[a-z]?\w*$/i.test(name),
  smokeTest: 'Get-EntraContext',
  thumbprintWindowsOnly: false,
  clouds: allClouds,
};
