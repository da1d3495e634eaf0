import { commands, type Terminal, window } from 'vscode';
import { type CommandName, commandId } from '../../contributions.ts';
import type { CheckTarget } from '../../core/explain/checks/runCheck.ts';
import type { FixCommand } from '../../core/explain/fixes.ts';
import type { ErrorFacts, Fix } from '../../core/explain/types.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { fromPerson } from '../../workbench/tree/row.ts';
import { signedInTenant } from './checkExplanation.ts';

/** Carries a fix out: runs its command with what is known, or types its PowerShell into a terminal without running it. */
export async function applyFix(
  rooms: Rooms,
  { command, options, powershell }: Fix,
  facts: ErrorFacts,
  { target, terminal }: { readonly target?: CheckTarget; readonly terminal?: Terminal | undefined } = {},
): Promise<void> {
  if (powershell !== undefined) {
    const place = terminal ?? window.activeTerminal ?? window.createTerminal();
    place.show();
    place.sendText(powershell, false);
    return;
  }
  if (command !== undefined) {
    // The ids of core's fixes are names of commands; this holds them to each other.
    const name: CommandName = command as FixCommand;
    const usable = await usableOptions(rooms, options ?? {}, facts, target);
    await commands.executeCommand(commandId(name), fromPerson(usable));
  }
}

/** Leaves out ids that lead nowhere here, so that the command asks instead of failing. */
async function usableOptions(
  rooms: Rooms,
  { tenantId, thumbprint, ...options }: Readonly<Record<string, unknown>>,
  facts: ErrorFacts,
  target: CheckTarget | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const tenant = target?.tenant ?? (await signedInTenant(rooms, text(tenantId) ?? facts.tenant));
  const { certificates } = await (await rooms.vault()).list();
  const certificate = certificates.find((each) => each.thumbprint === (target?.thumbprint ?? text(thumbprint)));
  return {
    ...options,
    ...(target?.appId && options.appId === undefined && facts.appId === undefined ? { appId: target.appId } : {}),
    ...(tenant ? { tenantId: tenant.tenantId } : {}),
    ...(certificate && thumbprint !== undefined ? { thumbprint: certificate.thumbprint } : {}),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
