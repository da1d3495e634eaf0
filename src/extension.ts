import { type ExtensionContext, l10n, window } from 'vscode';
import { ChannelLog } from './workbench/adapters/log.ts';
import { Commands } from './workbench/commands.ts';

/** Builds the objects and hands each feature the parts it needs. No network, prompt or heavy import happens here. */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel(l10n.t('Entra Cert Auth'), { log: true });
  const log = new ChannelLog(channel);
  const commands = new Commands(log);
  context.subscriptions.push(
    channel,
    commands.register('showLog', async () => log.show()),
  );
}
