import { allClouds, cloudNames } from './cloudNames.ts';
import { directoryRoles, offered } from './directoryRoles.ts';
import { exchangeOnlineNouns } from './exchangeNouns.ts';
import { certificateVariable, parameters } from './parameters.ts';
import { permissionsOn, resourceAppIds } from './resources.ts';
import type { ServiceDefinition } from './types.ts';

export const exchangeOnline: ServiceDefinition = {
  id: 'exchangeOnline',
  name: 'Exchange Online',
  module: { name: 'ExchangeOnlineManagement', minimumVersion: '2.0.4' },
  resource: ({ cloud }) => cloud.exchange,
  resourceAppId: resourceAppIds.exchangeOnline,
  permissions: permissionsOn(resourceAppIds.exchangeOnline, ['Exchange.ManageAsApp']),
  optionalPermissions: [],
  roles: [
    offered(directoryRoles.securityReader),
    offered(directoryRoles.globalReader, 'read'),
    offered(directoryRoles.exchangeRecipientAdministrator, 'recipients'),
    offered(directoryRoles.helpdeskAdministrator),
    offered(directoryRoles.complianceAdministrator),
    offered(directoryRoles.securityAdministrator),
    offered(directoryRoles.exchangeAdministrator, 'everything'),
  ],
  roleRequired: true,
  certificateForm: 'object',
  connect: ({ cloud, appId, domain, thumbprint }, key) => {
    const custom = cloud.id === 'Custom';
    return {
      name: 'Connect-ExchangeOnline',
      parameters: parameters({
        AppId: appId,
        CertificateThumbprint: key === 'thumbprint' ? thumbprint : undefined,
        Certificate: key === 'object' ? certificateVariable : undefined,
        Organization: domain,
        ExchangeEnvironmentName: cloudNames[cloud.id].exchange,
        ConnectionUri: custom ? `${cloud.exchange}/powershell-liveid` : undefined,
        AzureADAuthorizationEndpointUri: custom ? `${cloud.authority}/organizations` : undefined,
        ShowBanner: false,
      }),
    };
  },
  disconnect: { name: 'Disconnect-ExchangeOnline', parameters: [{ name: 'Confirm', value: false }] },
  connectCommand: 'Connect-ExchangeOnline',
  disconnectCommand: 'Disconnect-ExchangeOnline',
  ownsCmdlet: (name) => /^(?:connect|disconnect)-exchangeonline$/i.test(name) || exchangeOnlineNouns.test(name),
  smokeTest: 'Get-EXOMailbox -ResultSize 1',
  thumbprintWindowsOnly: true,
  clouds: allClouds,
};
