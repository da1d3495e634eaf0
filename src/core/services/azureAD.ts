import { allClouds, cloudNames } from './cloudNames.ts';
import { parameters } from './parameters.ts';
import type { ServiceDefinition } from './types.ts';

/** Retired with the Azure AD Graph it called: recognised and written for scripts that still have it, never recommended. */
export const azureAD: ServiceDefinition = {
  id: 'azureAD',
  name: 'Azure AD',
  module: { name: 'AzureAD', minimumVersion: '2.0.0', alsoNamed: ['AzureADPreview', 'MSOnline'] },
  retired: { replacement: 'graph' },
  resource: () => undefined,
  permissions: [],
  optionalPermissions: [],
  roles: [],
  roleRequired: false,
  certificateForm: 'none',
  connect: ({ cloud, appId, tenantId, thumbprint }) => ({
    name: 'Connect-AzureAD',
    parameters: parameters({
      TenantId: tenantId,
      ApplicationId: appId,
      CertificateThumbprint: thumbprint,
      AzureEnvironmentName: cloud.id === 'Custom' ? undefined : cloudNames[cloud.id].azure,
    }),
  }),
  disconnect: { name: 'Disconnect-AzureAD', parameters: [] },
  connectCommand: 'Connect-AzureAD',
  disconnectCommand: 'Disconnect-AzureAD',
  ownsCmdlet: (name) => /^[a-z]+-(?:azuread(?!labelsync)|msol|crosscloudverificationcode)\w*$/i.test(name),
  smokeTest: 'Get-AzureADTenantDetail',
  thumbprintWindowsOnly: true,
  clouds: allClouds,
};
