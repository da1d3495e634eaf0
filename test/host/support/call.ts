import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { type CommandName, commandId } from '../../../src/contributions.ts';

/** Calls a command as another extension would. */
export async function call<Result>(name: CommandName, options?: object): Promise<Result> {
  return (await commands.executeCommand(commandId(name), options)) as Result;
}

/** Asserts the error contract: `name` is the code, `message` a sentence for a reader. */
export async function rejectsWith(code: string, called: Promise<unknown>): Promise<void> {
  await assert.rejects(called, (error: Error) => {
    assert.equal(error.name, code, error.message);
    assert.match(error.message, /^[^{}]{12,}[.!?]$/);
    return true;
  });
}
