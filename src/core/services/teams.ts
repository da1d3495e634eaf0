import { allClouds, cloudNames } from './cloudNames.ts';
import { directoryRoles, offered } from './directoryRoles.ts';
import { certificateVariable, parameters } from './parameters.ts';
import { permissionsOn, resourceAppIds } from './resources.ts';
import type { ServiceDefinition } from './types.ts';

/** `*-Csv` belongs to PowerShell itself, `*-TeamsProtectionPolicy*` to Exchange Online. */
const owned = new RegExp(
  `^(?:${[
    '(?:connect|disconnect)-microsoftteams|[a-z]+-cs(?!v$)[a-z]\\w*|get-multigeoregion',
    '(?:add|clear|get|new|remove|set|update)-(?:shared(?:with)?team|associatedteam|allm365teams|m365teams|m365unified)\\w*',
    '(?:add|clear|get|new|remove|set|update)-team(?!sprotectionpolicy)\\w*',
    '(?:get|remove)-aigeneratedknowledge\\w*|get-tenantprivatechannelmigrationstatus|get-grouppolicyassignmentconflict',
    'get-groupassignmentrecommendations\\w+|(?:get|invoke)-(?:clear|start)?directtogroupassignments?migration\\w*',
  ].join('|')})$`,
  'i',
);

export const teams: ServiceDefinition = {
  id: 'teams',
  name: 'Microsoft Teams',
  module: { name: 'MicrosoftTeams', minimumVersion: '4.9.2' },
  resource: () => resourceAppIds.teamsAdministration,
  resourceAppId: resourceAppIds.teamsAdministration,
  permissions: [],
  optionalPermissions: permissionsOn(resourceAppIds.graph, [
    'User.Read.All',
    'ChannelSettings.ReadWrite.All',
    'ChannelMember.ReadWrite.All',
    'Channel.Delete.All',
    'TeamSettings.ReadWrite.All',
    'AppCatalog.ReadWrite.All',
    'Group.ReadWrite.All',
  ]),
  roles: [
    offered(directoryRoles.teamsCommunicationsAdministrator),
    offered(directoryRoles.skypeForBusinessAdministrator),
    offered(directoryRoles.teamsAdministrator, 'everything'),
  ],
  roleRequired: false,
  // The certificate parameter sets take no environment; the module finds the US government clouds by itself.
  prepare: ({ cloud }) => {
    const name = cloudNames[cloud.id].teams;
    return name === undefined
      ? []
      : [{ name: 'Set-TeamsEnvironmentConfig', parameters: parameters({ TeamsEnvironmentName: name }) }];
  },
  certificateForm: 'object',
  connect: ({ appId, tenantId, thumbprint }, key) => ({
    name: 'Connect-MicrosoftTeams',
    parameters: parameters({
      ApplicationId: appId,
      CertificateThumbprint: key === 'thumbprint' ? thumbprint : undefined,
      Certificate: key === 'object' ? certificateVariable : undefined,
      TenantId: tenantId,
    }),
  }),
  disconnect: { name: 'Disconnect-MicrosoftTeams', parameters: [] },
  connectCommand: 'Connect-MicrosoftTeams',
  disconnectCommand: 'Disconnect-MicrosoftTeams',
  ownsCmdlet: (name) => owned.test(name),
  smokeTest: 'Get-CsTenant',
  thumbprintWindowsOnly: true,
  clouds: allClouds,
};
