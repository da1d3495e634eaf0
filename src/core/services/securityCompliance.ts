import { allClouds, cloudNames } from './cloudNames.ts';
import { directoryRoles, offered } from './directoryRoles.ts';
import { complianceNouns } from './exchangeNouns.ts';
import { certificateVariable, parameters } from './parameters.ts';
import { permissionsOn, resourceAppIds } from './resources.ts';
import type { ServiceDefinition } from './types.ts';

/**
 * Security & Compliance checks `Exchange.ManageAsApp` of its own API, Microsoft Exchange Online Protection: an
 * application that is used for Exchange Online too needs both.
 */
export const securityCompliance: ServiceDefinition = {
  id: 'securityCompliance',
  name: 'Security & Compliance',
  module: { name: 'ExchangeOnlineManagement', minimumVersion: '3.0.0' },
  resource: ({ cloud }) => cloud.compliance,
  resourceAppId: resourceAppIds.exchangeOnlineProtection,
  permissions: permissionsOn(resourceAppIds.exchangeOnlineProtection, ['Exchange.ManageAsApp']),
  optionalPermissions: [],
  roles: [
    offered(directoryRoles.securityReader),
    offered(directoryRoles.globalReader, 'read'),
    offered(directoryRoles.complianceAdministrator, 'everything'),
    offered(directoryRoles.securityAdministrator),
  ],
  roleRequired: true,
  certificateForm: 'object',
  connect: ({ cloud, appId, domain, thumbprint }, key) => {
    const custom = cloud.id === 'Custom';
    const names = cloudNames[cloud.id];
    return {
      name: 'Connect-IPPSSession',
      parameters: parameters({
        AppId: appId,
        CertificateThumbprint: key === 'thumbprint' ? thumbprint : undefined,
        Certificate: key === 'object' ? certificateVariable : undefined,
        Organization: domain,
        ConnectionUri: custom ? `${cloud.compliance}/powershell-liveid/` : names.complianceUri,
        AzureADAuthorizationEndpointUri: custom ? `${cloud.authority}/organizations` : names.authorizationUri,
        ShowBanner: false,
      }),
    };
  },
  disconnect: { name: 'Disconnect-ExchangeOnline', parameters: [{ name: 'Confirm', value: false }] },
  connectCommand: 'Connect-IPPSSession',
  disconnectCommand: 'Disconnect-ExchangeOnline',
  ownsCmdlet: (name) => /^connect-ippssession$/i.test(name) || complianceNouns.test(name),
  smokeTest: 'Get-ComplianceTag | Select-Object -First 1',
  thumbprintWindowsOnly: true,
  clouds: allClouds,
};
