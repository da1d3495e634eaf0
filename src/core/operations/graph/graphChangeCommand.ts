import type { GraphRequest } from '../../directory/types.ts';
import { Arguments } from '../commands/arguments.ts';
import { bindFreely } from '../commands/binder.ts';
import type { RunContext } from '../commands/definition.ts';
import { operationError } from '../errors.ts';
import type { CallElement } from '../language/evaluator.ts';
import { toText } from '../language/text.ts';
import { Hashtable, isTruthy, LiteralNumber, PsObject, SecureText, type Value } from '../language/values.ts';
import type { GraphChange } from './graphChanges.ts';
import { explained, graphDirectory, guarded, idOf } from './graphCommand.ts';
import { graphObject } from './graphObject.ts';

const switches: ReadonlySet<string> = new Set(['whatif', 'wi', 'confirm', 'cf', 'passthru', 'verbose', 'debug']);
/** What concerns the console or the SDK and is no property of the object. */
const local = new Set([
  ...switches,
  ...['erroraction', 'ea', 'warningaction', 'wa', 'informationaction', 'progressaction', 'proga', 'headers'],
  ...['responseheadersvariable', 'rhv', 'outfile', 'infile', 'break', 'proxy'],
]);

/** Runs a Graph cmdlet that changes something, for each object that comes in, or once. It asks first. */
export async function* runGraphChange(
  name: string,
  change: GraphChange,
  elements: readonly CallElement[],
  input: AsyncIterable<Value> | undefined,
  run: RunContext,
): AsyncGenerator<Value> {
  const ids = [...change.path.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1] ?? '');
  const bound = bindFreely(name, elements, ids, switches);
  const flags = new Arguments(bound);
  const errorAction = flags.text('ErrorAction') ?? flags.text('ea') ?? '';
  const one = (id: string | undefined) => guarded(runOne(name, change, bound, ids, id, run), errorAction, run);
  if (input === undefined) {
    yield* one(undefined);
    return;
  }
  for await (const item of input) {
    yield* one(idOf(item));
  }
}

async function* runOne(
  name: string,
  change: GraphChange,
  bound: ReadonlyMap<string, Value>,
  ids: readonly string[],
  fromPipeline: string | undefined,
  run: RunContext,
): AsyncGenerator<Value> {
  const values = new Map([...bound].map(([key, value]) => [key.toLowerCase(), value]));
  const missing = ids.filter((id) => !values.has(id.toLowerCase()));
  const [filled] = missing;
  const path = change.path.replace(/\{(\w+)\}/g, (_, id: string) => {
    const text = toText(values.get(id.toLowerCase()) ?? null) || (id === filled ? (fromPipeline ?? '') : '');
    if (text === '') {
      throw operationError('missingParameter', { command: name, parameter: id });
    }
    return encodeURIComponent(text);
  });
  const body = bodyOf(name, change, bound, ids, run);
  const flags = new Arguments([
    ...(['WhatIf', 'Confirm'] as const).flatMap((flag) => {
      const value = values.get(flag.toLowerCase()) ?? values.get(flag === 'WhatIf' ? 'wi' : 'cf');
      return value === undefined ? [] : [[flag, value] as const];
    }),
  ]);
  const goesOn = await run.shouldProcess(
    { name, arguments: flags, input: undefined, run },
    { kind: 'change', target: `${change.method} /${change.version}${decodeURIComponent(path)}` },
    true,
  );
  if (!goesOn) {
    return;
  }
  const directory = await graphDirectory(name, run);
  const request: GraphRequest = {
    method: change.method,
    path,
    version: change.version,
    ...(body === undefined ? {} : { body }),
  };
  const permissions = run.options.catalog?.cmdlet(name)?.permissions ?? [];
  const answer = await explained(() => directory.request(request, run.signal), permissions, name, run);
  if (answer !== undefined && answer !== null) {
    yield graphObject(answer, change.resource);
  } else if (isTruthy(values.get('passthru') ?? false)) {
    yield true;
  }
}

/** The object that is sent: `-BodyParameter`, and every parameter that is neither an id nor the console's own. */
function bodyOf(
  command: string,
  change: GraphChange,
  bound: ReadonlyMap<string, Value>,
  ids: readonly string[],
  run: RunContext,
): Readonly<Record<string, unknown>> | undefined {
  if (change.method === 'DELETE') {
    refuseBody(command, bound, ids);
    return undefined;
  }
  const body: Record<string, unknown> = {};
  for (const [parameter, value] of bound) {
    const lower = parameter.toLowerCase();
    if (local.has(lower) || ids.some((id) => id.toLowerCase() === lower)) {
      continue;
    }
    if (lower === 'bodyparameter' || lower === 'additionalproperties') {
      Object.assign(body, json(value, lower === 'bodyparameter'));
    } else if (lower === change.reference?.toLowerCase()) {
      body['@odata.id'] =
        `${run.options.cloud.graph}/${change.version}/directoryObjects/${encodeURIComponent(toText(value))}`;
    } else {
      body[propertyName(parameter)] = json(value, true);
    }
  }
  return body;
}

function refuseBody(command: string, bound: ReadonlyMap<string, Value>, ids: readonly string[]): void {
  for (const parameter of bound.keys()) {
    const lower = parameter.toLowerCase();
    if (!local.has(lower) && lower !== 'ifmatch' && !ids.some((id) => id.toLowerCase() === lower)) {
      throw operationError('unknownParameter', { command, parameter });
    }
  }
}

/** `DisplayName` is `displayName`; `OdataId` and `OdataType` are annotations. */
function propertyName(name: string): string {
  return /^odata(?:id|type)$/i.test(name)
    ? `@odata.${name.slice(5).toLowerCase()}`
    : name.charAt(0).toLowerCase() + name.slice(1);
}

/** A value as Graph takes it. `spelled` puts the names of properties into Graph's spelling, as the SDK does. */
function json(value: Value, spelled: boolean): unknown {
  if (Array.isArray(value)) {
    return value.map((item: Value) => json(item, spelled));
  }
  if (value instanceof Hashtable || value instanceof PsObject) {
    const entries = value instanceof Hashtable ? value.entries() : value.properties.entries();
    return Object.fromEntries(
      [...entries].map(([name, item]) => [spelled ? propertyName(name) : name, json(item, spelled)]),
    );
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (value instanceof SecureText) {
    return value.reveal();
  }
  return value instanceof LiteralNumber
    ? value.value
    : value === null || typeof value !== 'object'
      ? value
      : toText(value);
}
