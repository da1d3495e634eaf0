import type { ScriptModel } from './scriptModel.ts';
import type { CommandRequirement, Grants } from './types.ts';

/** The application a command runs as, and what is known of its grants. */
export interface OpenGrants {
  readonly appId: string;
  /** Name of the application where it is known, else its id. */
  readonly application: string;
  readonly grants: Grants;
}

/** Looks up grants for commands: by the connection that is open there, else by the script's bound application. */
export function grantsFor(script: ScriptModel, requirement: CommandRequirement): OpenGrants | undefined {
  const { grants, connections = [], appId: bound } = script.context;
  if (grants === undefined) {
    return undefined;
  }
  const connection = script.connectionFor({
    service: requirement.service,
    invocation: { range: requirement.range },
  });
  const appId = (connection?.appId?.text ?? bound)?.toLowerCase();
  const found = appId === undefined ? undefined : grants.get(appId);
  if (appId === undefined || found === undefined) {
    return undefined;
  }
  const known = connections.find((candidate) => candidate.appId.toLowerCase() === appId);
  return { appId, application: known?.displayName ?? appId, grants: found };
}
