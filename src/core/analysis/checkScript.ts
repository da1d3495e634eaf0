import type { PermissionRef } from '../directory/types.ts';
import type { ServiceId } from '../services/types.ts';
import { type Analysis, analyse } from './analyse.ts';
import { followScripts, type ReadScript } from './followScripts.ts';
import type { AnalysisContext, Finding, Grants, ScriptRequirements } from './types.ts';

/** What a check may ask the world for. */
export interface CheckDoors extends Omit<AnalysisContext, 'linked'> {
  /** Reads a file of the workspace; without it, imported scripts are not followed. */
  readonly readFile?: ReadScript;
  /** Already granted: preferred when several permissions would do. */
  readonly granted?: Grants;
  readonly signal?: AbortSignal;
}

/** A command as it is reported: plain JSON. */
export interface CheckedCommand {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  readonly service: ServiceId | null;
  readonly kind: string;
  /** Any one suffices, least first; each may be several that are needed together. */
  readonly permissions: readonly (readonly PermissionRef[])[];
  /** Display names of the directory roles of which one is needed too, smallest first. */
  readonly roles: readonly string[];
}

/** A finding as it is reported: plain JSON, positions counted from 1. */
export interface CheckedFinding extends Pick<Finding, 'rule' | 'message' | 'severity' | 'params'> {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface CheckedScript {
  readonly services: readonly ServiceId[];
  readonly commands: readonly CheckedCommand[];
  readonly requirements: ScriptRequirements;
  readonly findings: readonly CheckedFinding[];
}

/** Checks a script and what it imports. Plain JSON, without words: `message` is a key of the rule's sentences. */
export async function checkScript(text: string, doors: CheckDoors): Promise<CheckedScript> {
  const { readFile, path, signal } = doors;
  const linked = readFile === undefined || path === undefined ? [] : await followScripts(text, path, readFile, signal);
  signal?.throwIfAborted();
  return checkedScript(analyse(text, { ...doors, linked }), doors.granted);
}

/** An analysis as plain JSON. */
export function checkedScript(analysis: Analysis, granted?: Grants): CheckedScript {
  return {
    services: analysis.services,
    commands: checkedCommands(analysis),
    requirements: analysis.needed(granted),
    findings: analysis.findings.map((finding) => checkedFinding(analysis, finding)),
  };
}

function checkedCommands({ script, ownRequirements }: Analysis): readonly CheckedCommand[] {
  const { catalog } = script.context;
  const byStart = new Map(ownRequirements.map((requirement) => [requirement.range.start, requirement]));
  return script.commands
    .filter(({ kind }) => kind === 'catalog' || kind === 'request' || kind === 'unknown')
    .map(({ name, kind, service, invocation }) => {
      const requirement = byStart.get(invocation.range.start);
      return {
        name,
        line: script.lineOf(invocation.range.start),
        service: service ?? null,
        kind,
        permissions: requirement?.alternatives ?? [],
        roles: (requirement?.roles ?? []).map((id) => catalog.role(id)?.name ?? id),
      };
    });
}

function checkedFinding({ script }: Analysis, { rule, message, severity, params, range }: Finding): CheckedFinding {
  const start = script.positionOf(range.start);
  const end = script.positionOf(range.end);
  return {
    rule,
    message,
    severity,
    params,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
