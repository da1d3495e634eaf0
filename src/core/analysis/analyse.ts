import type { ServiceId } from '../services/types.ts';
import { atOnce, inSlices, type Steps } from '../shared/slices.ts';
import { commandRequirement, commandRequirements } from './commandRequirements.ts';
import { findingSteps } from './findings.ts';
import { isReached, linkedModels } from './linkedCommands.ts';
import { syntaxSteps } from './linkedSyntax.ts';
import { ScriptModel } from './scriptModel.ts';
import { scriptRequirements } from './scriptRequirements.ts';
import type {
  AnalysisContext,
  CommandRequirement,
  Finding,
  Grants,
  ScriptCommand,
  ScriptRequirements,
} from './types.ts';

/** Everything that is known about a script without running it. */
export interface Analysis {
  readonly script: ScriptModel;
  /** In the order they appear. */
  readonly services: readonly ServiceId[];
  /** What the script's own commands need. */
  readonly ownRequirements: readonly CommandRequirement[];
  /** With those of the scripts it imports. */
  readonly requirements: readonly CommandRequirement[];
  /** The smallest set that serves all of it, for the grants given or, without them, for an application that has none. */
  needed(grants?: Grants): ScriptRequirements;
  /** What the rules say about the script's own text. */
  readonly findings: readonly Finding[];
}

/**
 * Analyses a script: what it connects to, what its commands need, what is wrong with it. Takes any text, also half-typed,
 * and never throws. Costs a few milliseconds for a script of 2,000 lines, so every keystroke may ask anew.
 */
export function analyse(text: string, context: AnalysisContext): Analysis {
  return atOnce(analysisSteps(text, context, false));
}

/**
 * As {@link analyse}, findings included, in slices with room for everything else in between.
 *
 * @throws AbortError between two slices
 */
export async function analyseInSlices(text: string, context: AnalysisContext, signal?: AbortSignal): Promise<Analysis> {
  return inSlices(analysisSteps(text, context, true), signal);
}

/** @param complete whether the findings are made too; without them, they are when someone asks */
function* analysisSteps(text: string, context: AnalysisContext, complete: boolean): Steps<Analysis> {
  const syntax = yield* syntaxSteps(text);
  yield;
  const { models, functions } = yield* linkedModels(syntax, context.linked ?? [], context);
  const script = yield* ScriptModel.steps(syntax, context, functions);
  yield;
  const own = commandRequirements(script);
  yield;
  const commands: ScriptCommand[] = [...script.commands];
  const requirements = [...own];
  for (const linked of models) {
    for (const command of linked.model.commands) {
      if (isReached(linked, command.invocation.enclosingFunction)) {
        const placed = { ...command, path: linked.path };
        commands.push(placed);
        const requirement = commandRequirement(linked.model, placed);
        if (requirement !== undefined) {
          requirements.push(requirement);
        }
      }
    }
  }
  let found = complete ? yield* findingSteps({ script, requirements: own }) : undefined;
  let neededByAny: ScriptRequirements | undefined;
  const needed = (grants?: Grants) => scriptRequirements(requirements, commands, context.catalog, grants);
  return {
    script,
    services: servicesOf(commands),
    ownRequirements: own,
    requirements,
    needed(grants) {
      if (grants !== undefined) {
        return needed(grants);
      }
      neededByAny ??= needed();
      return neededByAny;
    },
    get findings() {
      found ??= atOnce(findingSteps({ script, requirements: own }));
      return found;
    },
  };
}

function servicesOf(commands: readonly ScriptCommand[]): readonly ServiceId[] {
  const used = new Set<ServiceId>();
  for (const { service, kind } of commands) {
    if (service !== undefined && kind !== 'own') {
      used.add(service);
    }
  }
  return [...used];
}

/** The command whose name stands at `offset`. */
export function commandAt({ script }: Analysis, offset: number): ScriptCommand | undefined {
  return script.commands.find(
    ({ invocation }) => invocation.nameRange.start <= offset && offset <= invocation.nameRange.end,
  );
}
