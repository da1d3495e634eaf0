import { type ExtensionContext, l10n, window } from 'vscode';
import type { EntraCertAuthApi } from './api.ts';
import { systemClock } from './core/shared/clock.ts';
import { registerApplications } from './features/applications/index.ts';
import { registerCertificates } from './features/certificates/index.ts';
import { registerConnections } from './features/connections/index.ts';
import { registerDeployment } from './features/deployment/index.ts';
import { registerExplain } from './features/explain/index.ts';
import { registerReports, reportsApi } from './features/reports/index.ts';
import { registerScripts } from './features/scripts/index.ts';
import { registerSetUp } from './features/setup/index.ts';
import { registerTenants } from './features/tenants/index.ts';
import { registerTerminals } from './features/terminals/index.ts';
import { ContextKeys } from './workbench/adapters/contextKeys.ts';
import { FileKeyValueStore } from './workbench/adapters/fileKeyValueStore.ts';
import { ChannelLog } from './workbench/adapters/log.ts';
import { EditorSecretStore } from './workbench/adapters/secretStore.ts';
import { Commands } from './workbench/commands.ts';
import { ConnectedTerminals } from './workbench/connectedTerminals.ts';
import { Rooms } from './workbench/rooms.ts';
import { ScriptAnalysis } from './workbench/scripts/scriptAnalysis.ts';
import { signInPrompts } from './workbench/signInPrompts.ts';

/** Builds the objects and hands each feature the parts it needs. No network, prompt or heavy import happens here. */
export function activate(context: ExtensionContext): EntraCertAuthApi {
  const channel = window.createOutputChannel(l10n.t('Entra Cert Auth'), { log: true });
  const log = new ChannelLog(channel);
  const commands = new Commands(log);
  const contextKeys = new ContextKeys(context.extension.id);
  const rooms = new Rooms({
    secrets: new EditorSecretStore(context.secrets),
    store: new FileKeyValueStore(context.globalStorageUri.fsPath, log),
    clock: systemClock,
    log,
    transport: (input, init) => fetch(input, init),
    signInPrompts,
  });
  const analysis = new ScriptAnalysis(rooms);
  const terminals = new ConnectedTerminals(context.workspaceState);
  const parts = { rooms, commands, contextKeys, log, terminals };
  const { powerShell, registered } = registerTerminals(parts);
  context.subscriptions.push(
    channel,
    rooms,
    terminals,
    commands.register('showLog', async () => log.show()),
    registerTenants(parts),
    registerSetUp({ ...parts, extensionUri: context.extensionUri }),
    registerApplications(parts),
    registered,
    registerConnections({ ...parts, powerShell }),
    registerDeployment({ ...parts, extensionUri: context.extensionUri }),
    registerExplain(parts),
    analysis,
    registerScripts({ ...parts, analysis, extensionUri: context.extensionUri }),
    registerReports({ ...parts, scripts: analysis, extensionUri: context.extensionUri }),
    registerCertificates({ ...parts, secrets: context.secrets }),
  );
  return reportsApi(analysis);
}
