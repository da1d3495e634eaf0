import { commands, l10n, window } from 'vscode';
import { commandId } from '../contributions.ts';
import type { Rooms } from './rooms.ts';
import { fromPerson } from './tree/row.ts';

interface Key {
  readonly tenantId: string;
  readonly appId: string;
  readonly keyId: string;
}

const prefix = 'plannedRemoval/';
const day = 24 * 60 * 60 * 1000;

/** Remembers to offer the removal of a replaced certificate after some days. */
export async function rememberRemoval(rooms: Rooms, key: Key, days: number): Promise<void> {
  const due = new Date(rooms.clock.now().getTime() + days * day).toISOString();
  await rooms.store.set(`${prefix}${key.keyId}`, { ...key, due });
}

/** Offers the removals that are due, once each; called when the user looks at a tenant anyway. */
export async function offerDueRemovals(rooms: Rooms): Promise<void> {
  for (const name of await rooms.store.keys(prefix)) {
    const record = await rooms.store.get(name);
    if (!isRemoval(record) || Date.parse(record.due) > rooms.clock.now().getTime()) {
      continue;
    }
    await rooms.store.delete(name);
    const remove = l10n.t('Remove…');
    const chosen = await window.showInformationMessage(
      l10n.t('A certificate was replaced, and its time of grace is over. Remove it from the application?'),
      remove,
    );
    if (chosen === remove) {
      const { tenantId, appId, keyId } = record;
      await commands.executeCommand(commandId('removeCertificate'), fromPerson({ tenantId, appId, keyId }));
    }
  }
}

function isRemoval(value: unknown): value is Key & { readonly due: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['tenantId', 'appId', 'keyId', 'due'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string')
  );
}
