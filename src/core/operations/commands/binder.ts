import { operationError } from '../errors.ts';
import type { CallElement } from '../language/evaluator.ts';
import { isTruthy, itemsOf, type Value } from '../language/values.ts';
import { Arguments } from './arguments.ts';
import type { CommandDefinition, ParameterSpec } from './definition.ts';

/** Parameters every command takes. */
export const commonParameters: readonly ParameterSpec[] = [
  { name: 'ErrorAction', aliases: ['ea'], kind: 'text', values: ['Continue', 'Ignore', 'SilentlyContinue', 'Stop'] },
  { name: 'WarningAction', aliases: ['wa'], kind: 'text', values: ['Continue', 'SilentlyContinue'] },
  { name: 'InformationAction', aliases: ['infa'], kind: 'text' },
  { name: 'ProgressAction', aliases: ['proga'], kind: 'text' },
  { name: 'Verbose', aliases: ['vb'], kind: 'switch' },
  { name: 'Debug', aliases: ['db'], kind: 'switch' },
];

export const changeParameters: readonly ParameterSpec[] = [
  { name: 'WhatIf', aliases: ['wi'], kind: 'switch' },
  { name: 'Confirm', aliases: ['cf'], kind: 'switch' },
];

/** All parameters of a command, its own first. */
export function parametersOf(definition: Pick<CommandDefinition, 'parameters' | 'changes'>): readonly ParameterSpec[] {
  return [...definition.parameters, ...(definition.changes ? changeParameters : []), ...commonParameters];
}

/**
 * Binds arguments to a command's parameters as PowerShell does: exact name, alias, then unambiguous beginning; what has no
 * name goes by position.
 */
export function bind(
  definition: Pick<CommandDefinition, 'name' | 'parameters' | 'changes'>,
  elements: readonly CallElement[],
): Arguments {
  const specs = parametersOf(definition);
  const bound = new Map<string, Value>();
  const loose: Value[] = [];
  const add = (spec: ParameterSpec, value: Value) => {
    if (bound.has(spec.name)) {
      throw operationError('repeatedParameter', { command: definition.name, parameter: spec.name });
    }
    bound.set(spec.name, value);
  };
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index];
    if (element === undefined || element.kind === 'argument') {
      if (element !== undefined) {
        loose.push(element.value);
      }
      continue;
    }
    const spec = findParameter(definition.name, specs, element.name);
    const following = elements[index + 1];
    if (element.value !== undefined) {
      add(spec, spec.kind === 'switch' ? isTruthy(element.value) : element.value);
    } else if (spec.kind === 'switch') {
      add(spec, true);
    } else if (following?.kind === 'argument') {
      add(spec, following.value);
      index += 1;
    } else {
      throw operationError('missingArgument', { command: definition.name, parameter: spec.name });
    }
  }
  bindPositions(definition, bound, loose);
  return new Arguments(bound);
}

function bindPositions(
  definition: Pick<CommandDefinition, 'name' | 'parameters'>,
  bound: Map<string, Value>,
  loose: readonly Value[],
): void {
  const places = definition.parameters
    .filter((spec) => spec.position !== undefined && !bound.has(spec.name))
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  for (let index = 0; index < loose.length; index += 1) {
    const spec = places[index];
    if (spec === undefined) {
      throw operationError('unexpectedArgument', { command: definition.name, position: index + 1 });
    }
    if (spec.rest) {
      const remaining = loose.slice(index);
      bound.set(spec.name, remaining.length === 1 ? (remaining[0] ?? null) : remaining.flatMap(itemsOf));
      return;
    }
    bound.set(spec.name, loose[index] ?? null);
  }
}

/** Fails for the first mandatory parameter without a value. */
export function requireMandatory(definition: Pick<CommandDefinition, 'name' | 'parameters'>, bound: Arguments): void {
  const missing = definition.parameters.find((spec) => spec.mandatory && !bound.has(spec.name));
  if (missing !== undefined) {
    throw operationError('missingParameter', { command: definition.name, parameter: missing.name });
  }
}

function findParameter(command: string, specs: readonly ParameterSpec[], written: string): ParameterSpec {
  const name = written.toLowerCase();
  const exact = specs.find(
    (spec) => spec.name.toLowerCase() === name || spec.aliases?.some((alias) => alias.toLowerCase() === name),
  );
  if (exact !== undefined) {
    return exact;
  }
  const candidates = specs.filter((spec) => spec.name.toLowerCase().startsWith(name));
  // A command's own parameter goes before a common one, as in PowerShell.
  const own = candidates.filter((spec) => !commonParameters.includes(spec));
  const [first] = own.length > 0 ? own : candidates;
  if (first === undefined) {
    throw operationError('unknownParameter', { command, parameter: written });
  }
  if ((own.length > 0 ? own : candidates).length > 1) {
    throw operationError('ambiguousParameter', {
      command,
      parameter: written,
      candidates: candidates.map((spec) => `-${spec.name}`).join(', '),
    });
  }
  return first;
}

/**
 * Binds arguments of a cmdlet whose parameters are not known here: a name takes the argument after it, a name without one
 * is a switch, and so is each of `switches`. The first argument without a name becomes `positional`.
 */
export function bindFreely(
  command: string,
  elements: readonly CallElement[],
  positional: readonly string[],
  switches: ReadonlySet<string>,
): ReadonlyMap<string, Value> {
  const bound = new Map<string, Value>();
  const add = (name: string, value: Value) => {
    if ([...bound.keys()].some((known) => known.toLowerCase() === name.toLowerCase())) {
      throw operationError('repeatedParameter', { command, parameter: name });
    }
    bound.set(name, value);
  };
  let place = 0;
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index];
    const following = elements[index + 1];
    if (element?.kind === 'argument') {
      const name = positional[place];
      place += 1;
      if (name === undefined) {
        throw operationError('unexpectedArgument', { command, position: place });
      }
      add(name, element.value);
    } else if (element?.value !== undefined) {
      add(element.name, element.value);
    } else if (element !== undefined && following?.kind === 'argument' && !switches.has(element.name.toLowerCase())) {
      add(element.name, following.value);
      index += 1;
    } else if (element !== undefined) {
      add(element.name, true);
    }
  }
  return bound;
}
