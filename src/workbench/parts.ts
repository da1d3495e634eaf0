import type { ContextKeys } from './adapters/contextKeys.ts';
import type { ChannelLog } from './adapters/log.ts';
import type { Commands } from './commands.ts';
import type { ConnectedTerminals } from './connectedTerminals.ts';
import type { Rooms } from './rooms.ts';

/** What every feature is built from. */
export interface Parts {
  readonly rooms: Rooms;
  readonly commands: Commands;
  readonly contextKeys: ContextKeys;
  readonly log: ChannelLog;
  readonly terminals: ConnectedTerminals;
}
