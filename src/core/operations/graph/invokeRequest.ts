import type { GraphRequest } from '../../directory/types.ts';
import type { CommandCall, CommandDefinition } from '../commands/definition.ts';
import { operationError } from '../errors.ts';
import { fromJson, toJson } from '../language/json.ts';
import { toText } from '../language/text.ts';
import { Hashtable, PsObject, type Value } from '../language/values.ts';
import { explained, graphDirectory } from './graphCommand.ts';
import { rawObject } from './graphObject.ts';

const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;
const outputTypes = ['HashTable', 'Json', 'PSObject'];

/** `Invoke-MgGraphRequest`: any request to Microsoft Graph; one that changes something asks first. */
export const invokeMgGraphRequest: CommandDefinition = {
  name: 'Invoke-MgGraphRequest',
  aliases: ['Invoke-GraphRequest', 'Invoke-MgRestMethod'],
  module: 'Microsoft.Graph.Authentication',
  changes: true,
  parameters: [
    { name: 'Uri', kind: 'text', position: 1 },
    { name: 'Method', kind: 'text', position: 0, values: methods },
    { name: 'Body', kind: 'any', position: 2 },
    { name: 'Headers', kind: 'any' },
    { name: 'OutputType', kind: 'text', values: outputTypes },
    { name: 'ContentType', kind: 'text' },
    { name: 'SkipHttpErrorCheck', kind: 'switch' },
  ],
  run: invoke,
};

async function* invoke(call: CommandCall): AsyncGenerator<Value> {
  const { arguments: args, run } = call;
  const given = args.text('Method') ?? 'GET';
  // `Invoke-MgGraphRequest <uri>` alone: the one argument is no method.
  const isUri = !args.has('Uri') && !/^[a-z]+$/i.test(given);
  const method = methods.find((name) => name === (isUri ? 'GET' : given.toUpperCase()));
  if (method === undefined) {
    throw operationError('wrongArgument', {
      parameter: 'Method',
      value: given.slice(0, 20),
      expected: methods.join(', '),
    });
  }
  const address = isUri ? given : args.text('Uri');
  if (address === undefined) {
    throw operationError('missingParameter', { command: call.name, parameter: 'Uri' });
  }
  const { version, path } = graphAddress(address, run.options.cloud.graph);
  if (/^\/me(?:[/?(]|$)/i.test(path)) {
    throw operationError('graphDelegatedOnly', { path: '/me' });
  }
  const outputType = outputTypes.find(
    (name) => name.toLowerCase() === (args.text('OutputType') ?? 'HashTable').toLowerCase(),
  );
  if (outputType === undefined) {
    throw operationError('wrongArgument', {
      parameter: 'OutputType',
      value: args.text('OutputType')?.slice(0, 30),
      expected: outputTypes.join(', '),
    });
  }
  const body = requestBody(args.value('Body') ?? null);
  if (
    method !== 'GET' &&
    !(await run.shouldProcess(call, { kind: 'change', target: `${method} /${version}${path}` }, true))
  ) {
    return;
  }
  const directory = await graphDirectory(call.name, run);
  const request: GraphRequest = {
    method,
    path,
    version,
    headers: headersOf(args.value('Headers') ?? null),
    ...(body === undefined ? {} : { body }),
  };
  const permissions = run.options.catalog?.request(method, `/${version}${path}`)?.permissions ?? [];
  const answer = await explained(
    () => directory.request(request, run.signal),
    permissions,
    `${call.name} ${method}`,
    run,
  );
  if (answer !== undefined) {
    yield outputOf(answer, outputType);
  }
}

/** Version and path of a request; a whole address must be on the cloud's own Graph, for the token goes with it. @throws operations/graphOtherHost */
function graphAddress(address: string, graph: string): { readonly version: 'v1.0' | 'beta'; readonly path: string } {
  let relative = address.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(relative) || relative.startsWith('//')) {
    const url = URL.canParse(relative) ? new URL(relative) : undefined;
    if (url === undefined || url.origin !== new URL(graph).origin || url.username !== '' || url.password !== '') {
      throw operationError('graphOtherHost', { host: url?.host ?? '', graph });
    }
    relative = url.pathname + url.search;
  }
  const match = /^\/*(?:(v1\.0|beta)(?=\/))?\/*(.*)$/i.exec(relative);
  const rest = match?.[2] ?? '';
  if (rest === '' || rest.split('?')[0]?.split('/').includes('..')) {
    throw operationError('wrongArgument', { parameter: 'Uri', value: address.slice(0, 80), expected: '/v1.0/users' });
  }
  return { version: match?.[1]?.toLowerCase() === 'beta' ? 'beta' : 'v1.0', path: `/${rest}` };
}

function requestBody(value: Value): unknown {
  if (value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    return toJson(value);
  }
  try {
    return JSON.parse(value);
  } catch {
    throw operationError('cannotConvert', { value: '', type: 'JSON' });
  }
}

/** Headers a caller may set: the ones that carry the identity are the console's. */
function headersOf(value: Value): Readonly<Record<string, string>> {
  const entries =
    value instanceof Hashtable ? [...value.entries()] : value instanceof PsObject ? [...value.properties] : [];
  return Object.fromEntries(
    entries
      .map(([name, item]) => [name, toText(item)] as const)
      .filter(([name]) => !/^(?:authorization|host|cookie)$/i.test(name)),
  );
}

function outputOf(answer: unknown, outputType: string): Value {
  if (outputType === 'Json') {
    return JSON.stringify(answer, undefined, 2);
  }
  if (outputType === 'PSObject') {
    return rawObject(answer);
  }
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer)
    ? hashtableOf(rawObject(answer))
    : fromJson(answer, '');
}

function hashtableOf(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map((item: Value) => hashtableOf(item));
  }
  return value instanceof PsObject
    ? Hashtable.from([...value.properties].map(([name, item]) => [name, hashtableOf(item)] as const))
    : value;
}
