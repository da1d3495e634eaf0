import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { commandId, commandNames } from '../../src/contributions.ts';

describe('Activation', () => {
  it('registers every command of the contract', async () => {
    await extensions.getExtension('entra-cert-auth.entra-cert-auth')?.activate();
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(
      commandNames.map(commandId).filter((id) => !registered.has(id)),
      [],
    );
  });
});
