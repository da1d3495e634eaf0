import type { PermissionAlternative } from '../../catalog/types.ts';
import { createDirectory } from '../../directory/client.ts';
import { readPage } from '../../directory/pages.ts';
import type { Directory, GraphRequest } from '../../directory/types.ts';
import { isDomainError } from '../../shared/errors.ts';
import { bindFreely } from '../commands/binder.ts';
import type { RunContext } from '../commands/definition.ts';
import { operationError } from '../errors.ts';
import type { CallElement } from '../language/evaluator.ts';
import { toText } from '../language/text.ts';
import { PsObject, type Value } from '../language/values.ts';
import { runGraphChange } from './graphChangeCommand.ts';
import { resolveGraphChange } from './graphChanges.ts';
import { type GraphTarget, resolveGraphCmdlet } from './graphCmdlets.ts';
import { graphObject } from './graphObject.ts';
import { graphQuery } from './query.ts';

const switches: ReadonlySet<string> = new Set(['all', 'verbose', 'debug']);

/** Runs a Graph cmdlet; the pages of what it reads arrive as they are used up. */
export async function* runGraphCmdlet(
  typed: string,
  elements: readonly CallElement[],
  input: AsyncIterable<Value> | undefined,
  run: RunContext,
): AsyncGenerator<Value> {
  // The capitals of the name tell where its words begin.
  const name = run.options.catalog?.cmdlet(typed)?.name ?? typed;
  const change = resolveGraphChange(name, run.options.catalog);
  if (change !== undefined) {
    yield* runGraphChange(name, change, elements, input, run);
    return;
  }
  const target = resolveGraphCmdlet(name, run.options.catalog);
  if (target === undefined) {
    throw notBuiltIn(name, run);
  }
  const positional = target.itemParameter ?? /\{(\w+)\}/.exec(target.path)?.[1];
  const bound = bindFreely(name, elements, positional === undefined ? [] : [positional], switches);
  const errorAction = toText([...bound].find(([key]) => /^(?:ea|erroraction)$/i.test(key))?.[1] ?? null);
  const directory = await graphDirectory(name, run);
  if (input === undefined) {
    yield* guarded(runOne(name, target, bound, undefined, directory, run), errorAction, run);
    return;
  }
  for await (const item of input) {
    yield* guarded(runOne(name, target, bound, idOf(item), directory, run), errorAction, run);
  }
}

/** What names an object that came through the pipeline. */
export function idOf(item: Value): string {
  return item instanceof PsObject
    ? toText(item.get('Id') ?? item.get('UserPrincipalName') ?? item.get('ExternalDirectoryObjectId') ?? null)
    : toText(item);
}

const methodOf: Readonly<Record<string, string>> = {
  get: 'GET',
  new: 'POST',
  update: 'PATCH',
  set: 'PUT',
  remove: 'DELETE',
};

/** A cmdlet whose request does not follow from its name: the request itself can still be sent. */
function notBuiltIn(name: string, run: RunContext): Error {
  const facts = run.options.catalog?.cmdlet(name);
  if (!/^[a-z]+-Mg/i.test(name) || (run.options.catalog !== undefined && facts === undefined)) {
    return operationError(/^[a-z]+-Entra/i.test(name) ? 'needsRealPowerShell' : 'unknownCommand', { command: name });
  }
  return operationError('graphNotBuiltIn', {
    command: name,
    method: methodOf[name.split('-')[0]?.toLowerCase() ?? ''] ?? 'POST',
    version: facts?.api ?? 'v1.0',
  });
}

/** Microsoft Graph as the connected application. */
export async function graphDirectory(command: string, run: RunContext): Promise<Directory> {
  await run.connections.connected('graph', command, run.signal);
  const { cloud, transport, clock, log } = run.options;
  let last: string | undefined;
  return createDirectory({
    cloud,
    transport,
    clock,
    log,
    tokens: {
      accessToken: async (_scopes, signal, options) => {
        last = await run.connections.token('graph', signal, options?.forceRefresh ? last : undefined);
        return last;
      },
    },
    onWait: ({ milliseconds }) => {
      void run.notice({ kind: 'information', reason: 'waiting', params: { seconds: Math.ceil(milliseconds / 1000) } });
    },
  });
}

export async function* guarded(
  stream: AsyncGenerator<Value>,
  errorAction: string,
  run: RunContext,
): AsyncGenerator<Value> {
  try {
    yield* stream;
  } catch (error) {
    await run.report(error, errorAction);
  }
}

async function* runOne(
  name: string,
  target: GraphTarget,
  bound: ReadonlyMap<string, Value>,
  fromPipeline: string | undefined,
  directory: Directory,
  run: RunContext,
): AsyncGenerator<Value> {
  const query = graphQuery(name, target, bound, fromPipeline);
  let request: GraphRequest = { method: 'GET', path: query.path, version: target.version, headers: query.headers };
  let given = 0;
  for (;;) {
    const body = await explained(
      () => directory.request(request, run.signal),
      permissionsOf(name, target, run),
      name,
      run,
    );
    if (query.single) {
      yield graphObject(body, target.resource);
      return;
    }
    const { items, next } = readPage(body, run.options.cloud.graph);
    const total = (body as { '@odata.count'?: unknown } | undefined)?.['@odata.count'];
    if (query.countVariable !== undefined && typeof total === 'number') {
      run.scope.variables.set(query.countVariable.toLowerCase(), total);
    }
    for (const item of items) {
      yield graphObject(item, target.resource);
      given += 1;
      if (given >= query.limit) {
        return;
      }
    }
    if (next === undefined || next === request.path) {
      return;
    }
    request = { ...request, path: next };
  }
}

function permissionsOf(name: string, target: GraphTarget, run: RunContext): readonly PermissionAlternative[] {
  return (
    run.options.catalog?.cmdlet(name)?.permissions ??
    run.options.catalog?.request('GET', target.path.replace(/\{\w+\}/g, '{}'))?.permissions ??
    []
  );
}

/** Alternatives that are named; the rest is in the catalog. */
const namedAlternatives = 3;

/** Runs a request; a refusal names the permissions that would allow it. @throws operations/graphForbidden */
export async function explained<T>(
  request: () => Promise<T>,
  permissions: readonly PermissionAlternative[],
  command: string,
  run: RunContext,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!isDomainError(error, 'Forbidden')) {
      throw error;
    }
    const appId = run.connections.list().find(({ service }) => service === 'graph')?.appId;
    const facts = { command, appId, message: error.params.message, requestId: error.params.requestId };
    const granted = new Set(run.connections.claims('graph')?.roles ?? []);
    const named = permissions
      .slice(0, namedAlternatives)
      .map((alternative) => alternative.map(({ permission }) => permission).join(' + '));
    if (named.length === 0) {
      throw operationError('graphForbiddenNoPermissionKnown', facts, error);
    }
    const held = permissions.some((alternative) => alternative.every(({ permission }) => granted.has(permission)));
    throw operationError(
      held ? 'graphForbiddenThoughGranted' : 'graphForbidden',
      { ...facts, permission: named[0], permissions: named.join(', ') },
      error,
    );
  }
}
