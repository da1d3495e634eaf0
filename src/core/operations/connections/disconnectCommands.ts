import type { CommandDefinition } from '../commands/definition.ts';
import { effect } from '../commands/effect.ts';
import { exchangeTypeName } from '../format/views.ts';
import { PsObject, type Value } from '../language/values.ts';
import type { ConnectionService } from './connections.ts';

function disconnect(
  name: string,
  module: string,
  services: readonly ConnectionService[],
  aliases: readonly string[] = [],
): CommandDefinition {
  return {
    name,
    aliases,
    module,
    changes: true,
    parameters: [],
    run: (call) =>
      effect(async () => {
        if (await call.run.shouldProcess(call, { kind: 'change', target: services.join(', ') }, false)) {
          for (const service of services) {
            call.run.connections.close(service);
          }
        }
      }),
  };
}

export const disconnectCommands: readonly CommandDefinition[] = [
  // One cmdlet ends both, as in the module.
  disconnect('Disconnect-ExchangeOnline', 'ExchangeOnlineManagement', ['exchangeOnline', 'securityCompliance']),
  disconnect('Disconnect-MgGraph', 'Microsoft.Graph.Authentication', ['graph'], ['Disconnect-Graph']),
  disconnect('Disconnect-Entra', 'Microsoft.Entra.Authentication', ['graph']),
  disconnect('Disconnect-MicrosoftTeams', 'MicrosoftTeams', ['teams']),
  disconnect('Disconnect-PnPOnline', 'PnP.PowerShell', ['sharePoint']),
  disconnect('Disconnect-AzAccount', 'Az.Accounts', ['azure'], ['Logout-AzAccount', 'Remove-AzAccount']),
];

export const getConnectionInformation: CommandDefinition = {
  name: 'Get-ConnectionInformation',
  module: 'ExchangeOnlineManagement',
  parameters: [
    { name: 'ConnectionId', kind: 'text' },
    { name: 'ModulePrefix', kind: 'text' },
  ],
  async *run(call) {
    const wanted = call.arguments.text('ConnectionId');
    for (const connection of call.run.connections.list()) {
      if (
        (connection.service === 'exchangeOnline' || connection.service === 'securityCompliance') &&
        (wanted === undefined || wanted === connection.id)
      ) {
        yield new PsObject(
          exchangeTypeName('ConnectionInformation'),
          new Map<string, Value>([
            ['ConnectionId', connection.id],
            ['State', 'Connected'],
            ['Name', `${connection.service === 'exchangeOnline' ? 'ExchangeOnline' : 'ExchangeOnlineProtection'}_1`],
            ['Organization', connection.organization],
            ['AppId', connection.appId],
            ['CertificateThumbprint', connection.thumbprint],
            ['CertificateAuthentication', true],
            ['ConnectionUri', connection.resource],
            ['TenantID', call.run.options.tenant.tenantId],
            ['TokenStatus', 'Active'],
            ['IsEopSession', connection.service === 'securityCompliance'],
          ]),
        );
      }
    }
  },
};

export const getMgContext: CommandDefinition = {
  name: 'Get-MgContext',
  aliases: ['Get-EntraContext'],
  module: 'Microsoft.Graph.Authentication',
  parameters: [],
  async *run(call) {
    const connection = call.run.connections.list().find(({ service }) => service === 'graph');
    if (connection !== undefined) {
      yield new PsObject(
        'Microsoft.Graph.PowerShell.Authentication.AuthContext',
        new Map<string, Value>([
          ['ClientId', connection.appId],
          ['TenantId', call.run.options.tenant.tenantId],
          ['Scopes', [...(call.run.connections.claims('graph')?.roles ?? [])]],
          ['AuthType', 'AppOnly'],
          ['TokenCredentialType', 'ClientCertificate'],
          ['CertificateThumbprint', connection.thumbprint],
          [
            'AppName',
            call.run.options.application?.appId === connection.appId
              ? (call.run.options.application.displayName ?? null)
              : null,
          ],
          ['ContextScope', 'Process'],
          ['Environment', call.run.options.cloud.id],
        ]),
      );
    }
  },
};
