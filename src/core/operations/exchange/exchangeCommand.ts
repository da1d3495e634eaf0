import { DomainError, isDomainError } from '../../shared/errors.ts';
import { Arguments } from '../commands/arguments.ts';
import { bindFreely } from '../commands/binder.ts';
import type { RunContext } from '../commands/definition.ts';
import { operationError } from '../errors.ts';
import { exchangeTypeName } from '../format/views.ts';
import type { CallElement } from '../language/evaluator.ts';
import { fromJson } from '../language/json.ts';
import { toText } from '../language/text.ts';
import { itemsOf, PsObject, type Value } from '../language/values.ts';
import { matchesWildcard } from '../language/wildcard.ts';
import { ExchangeClient } from './client.ts';
import { type KnownParameter, knownParameters, knowsAllParameters } from './knownParameters.ts';
import {
  exchangePositions,
  exchangeSwitches,
  freeFlag,
  freeText,
  identityOf,
  isLocalParameter,
  requestParameters,
} from './parameters.ts';
import { requestedProperties } from './propertySets.ts';

export type ExchangeService = 'exchangeOnline' | 'securityCompliance';

/** Verbs after which PowerShell asks by itself. */
const destructive = /^(?:Remove|Disable|Clear|Stop|Suspend|Reset|Uninstall|Revoke|Purge)-/i;
const reads = /^(?:Get|Test|Search|Find|Measure|Resolve|Export|Trace|Validate|Compare)-/i;
/** Parameters of the `Get-EXO…` cmdlets that name the object in place of `-Identity`. */
const identityParameters = new Set([
  'userprincipalname',
  'primarysmtpaddress',
  'externaldirectoryobjectid',
  'exchangeguid',
  'databaseguid',
]);

/** Runs an Exchange or Security & Compliance cmdlet for each object that comes in, or once. */
export async function* runExchangeCmdlet(
  name: string,
  service: ExchangeService,
  elements: readonly CallElement[],
  input: AsyncIterable<Value> | undefined,
  run: RunContext,
): AsyncGenerator<Value> {
  const bound = boundParameters(name, elements);
  const request = translate(name, bound);
  const errorAction = freeText(bound, 'erroraction', 'ea') ?? '';
  const connection = await run.connections.connected(service, name, run.signal);
  await run.once({ kind: 'information', reason: 'undocumentedService', params: {} });
  const client = clientFor(service, connection.appId, run);
  if (input === undefined) {
    yield* invokeOnce(request, bound, undefined, client, run, errorAction);
    return;
  }
  for await (const item of input) {
    const identity = identityOf(item);
    if (identity !== undefined) {
      yield* invokeOnce(request, bound, identity, client, run, errorAction);
    }
  }
}

/** Parameters by name: what the cmdlet is known to have is completed and told apart from switches, the rest is passed on. */
function boundParameters(name: string, elements: readonly CallElement[]): Map<string, Value> {
  const known = knownParameters(name) ?? [];
  const own = new Set(known.map((each) => each.name.toLowerCase()));
  const switches = new Set([
    // A name can be a switch of one cmdlet and take a value in another.
    ...[...exchangeSwitches].filter((each) => !own.has(each)),
    ...known.flatMap((each) => (each.isSwitch ? [each.name.toLowerCase()] : [])),
  ]);
  const bound = new Map<string, Value>();
  const spelled = elements.map((element) =>
    element.kind === 'parameter' ? { ...element, name: completeName(name, element.name, known) } : element,
  );
  for (const [parameter, value] of bindFreely(name, spelled, exchangePositions(name), switches)) {
    bound.set(parameter, value);
  }
  return bound;
}

/**
 * For a cmdlet all of whose parameters are known, a beginning that only one of them has stands for it. The service sees to
 * that for the others.
 *
 * @throws operations/ambiguousParameter, operations/unknownParameter
 */
function completeName(command: string, written: string, known: readonly KnownParameter[]): string {
  const lower = written.toLowerCase();
  const names = known.map((each) => each.name);
  if (!knowsAllParameters(command) || names.some((name) => name.toLowerCase() === lower) || isLocalParameter(lower)) {
    return written;
  }
  const fitting = names.filter((name) => name.toLowerCase().startsWith(lower));
  const [only, another] = fitting;
  if (only === undefined) {
    throw operationError('unknownParameter', { command, parameter: written });
  }
  if (another !== undefined) {
    throw operationError('ambiguousParameter', {
      command,
      parameter: written,
      candidates: fitting.map((name) => `-${name}`).join(', '),
    });
  }
  return only;
}

/** What the service gives where no `-ResultSize` was asked for. */
const defaultResultSize = 1000;

interface TranslatedRequest {
  /** As typed. */
  readonly name: string;
  /** What the service is asked for. */
  readonly cmdlet: string;
  readonly parameters: Record<string, unknown>;
  readonly typeName: string;
  /** Properties to keep; undefined for all. */
  readonly properties: readonly string[] | undefined;
}

/** `Get-EXO…` are the module's own: the service has the plain cmdlet, and the sets are cut here. */
function translate(name: string, bound: Map<string, Value>): TranslatedRequest {
  const noun = name.slice(name.indexOf('-') + 1);
  if (!/^Get-EXO[a-z]/i.test(name)) {
    return {
      name,
      cmdlet: name,
      parameters: requestParameters(bound),
      typeName: exchangeTypeName(noun),
      properties: undefined,
    };
  }
  const plainNoun = noun.slice(3);
  const passed = new Map<string, Value>();
  const propertySets: string[] = [];
  const properties: string[] = [];
  for (const [parameter, value] of bound) {
    const lower = parameter.toLowerCase();
    if (lower === 'propertysets') {
      propertySets.push(...itemsOf(value).flatMap((item) => toText(item).split(/[,\s]+/)));
    } else if (lower === 'properties') {
      properties.push(...itemsOf(value).map(toText));
    } else {
      passed.set(identityParameters.has(lower) ? 'Identity' : parameter, value);
    }
  }
  return {
    name,
    cmdlet: `Get-${plainNoun}`,
    parameters: requestParameters(passed),
    typeName: exchangeTypeName(noun),
    properties: requestedProperties(plainNoun, propertySets, properties),
  };
}

async function* invokeOnce(
  request: TranslatedRequest,
  bound: ReadonlyMap<string, Value>,
  identity: string | undefined,
  client: ExchangeClient,
  run: RunContext,
  errorAction: string,
): AsyncGenerator<Value> {
  const parameters = identity === undefined ? request.parameters : { ...request.parameters, Identity: identity };
  if (!reads.test(request.name)) {
    const target = toText(bound.get('Identity') ?? bound.get('Name') ?? identity ?? null) || request.name;
    const flags = new Arguments([
      ['WhatIf', freeFlag(bound, 'whatif', 'wi') ?? null],
      ...(freeFlag(bound, 'confirm', 'cf') === undefined
        ? []
        : [['Confirm', freeFlag(bound, 'confirm', 'cf') ?? null] as const]),
    ]);
    const goesOn = await run.shouldProcess(
      { name: request.name, arguments: flags, input: undefined, run },
      { kind: 'change', target },
      destructive.test(request.name),
    );
    if (!goesOn) {
      return;
    }
    // The question was asked here; the service would otherwise wait for an answer nobody can give.
    if (destructive.test(request.name) || freeFlag(bound, 'confirm', 'cf') !== undefined) {
      parameters.Confirm = false;
    }
  }
  let given = 0;
  const warnings = client.warnings;
  try {
    for await (const item of client.invoke(request.cmdlet, parameters, run.signal)) {
      yield objectOf(item, request);
      given += 1;
    }
    const limited =
      /^Get-/i.test(request.name) && given === defaultResultSize && freeText(bound, 'resultsize') === undefined;
    if (limited && client.warnings === warnings) {
      await run.notice({ kind: 'warning', reason: 'moreResults', params: { count: given } });
    }
  } catch (error) {
    await run.report(asTyped(error, request), errorAction);
  }
}

/** Errors name the cmdlet that was typed, not the one the service has for it. */
function asTyped(error: unknown, { name, cmdlet }: TranslatedRequest): unknown {
  return isDomainError(error) && error.params.cmdlet === cmdlet && name !== cmdlet
    ? new DomainError(error.code, error.reason, { ...error.params, cmdlet: name }, error)
    : error;
}

function objectOf(item: Readonly<Record<string, unknown>>, request: TranslatedRequest): Value {
  const names = Object.keys(item).filter((name) => !name.includes('@'));
  const [only] = names;
  // A cmdlet that puts out text answers `{ value: "…" }`.
  if (names.length === 1 && only === 'value' && typeof item.value !== 'object') {
    return fromJson(item.value, '');
  }
  const { properties } = request;
  const whole = fromJson(item, request.typeName, { rename: withoutAnnotations, isDate });
  if (properties === undefined || !(whole instanceof PsObject)) {
    return whole;
  }
  const exact = new Set(properties.map((name) => name.toLowerCase()));
  const patterns = properties.filter((name) => /[*?]/.test(name));
  const kept = [...whole.properties].filter(
    ([name]) => exact.has(name.toLowerCase()) || patterns.some((pattern) => matchesWildcard(name, pattern)),
  );
  return new PsObject(request.typeName, new Map(kept));
}

/** `EmailAddresses@odata.type` and the like are about the answer, not of the object. */
function withoutAnnotations(name: string): string | undefined {
  return name.includes('@') ? undefined : name;
}

function isDate(name: string, text: string): boolean {
  return /^when|date|time/i.test(name) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/.test(text);
}

function clientFor(service: ExchangeService, appId: string, run: RunContext): ExchangeClient {
  const { cloud, tenant, transport, clock, log } = run.options;
  return new ExchangeClient({
    origin: service === 'exchangeOnline' ? cloud.exchange : cloud.compliance,
    tenantId: tenant.tenantId,
    appId,
    compliance: service === 'securityCompliance',
    token: (signal, refused) => run.connections.token(service, signal, refused),
    transport,
    clock,
    log,
    onWait: (seconds) => run.notice({ kind: 'information', reason: 'waiting', params: { seconds } }),
    onWarning: (message) => run.notice({ kind: 'warning', reason: 'serviceWarning', params: { message } }),
  });
}

/** Which of the two services a cmdlet goes to: by the catalog, by what is connected, else Exchange Online. */
export function exchangeServiceOf(name: string, run: Pick<RunContext, 'connections' | 'options'>): ExchangeService {
  const facts = run.options.catalog?.cmdlet(/^Get-EXO[a-z]/i.test(name) ? `Get-${name.slice(7)}` : name);
  const serves = (service: ExchangeService) => facts?.services.includes(service) ?? true;
  const open = run.connections
    .list()
    .map(({ service }) => service)
    .filter((service): service is ExchangeService => service === 'exchangeOnline' || service === 'securityCompliance');
  // The session connected last hides the other's cmdlets of the same name, as modules do.
  const newest = open.filter(serves).at(-1);
  if (facts?.appOnly === 'no' && (newest === undefined || facts.services.includes(newest))) {
    throw operationError('refusesAppOnly', { command: name });
  }
  return newest ?? (serves('exchangeOnline') ? 'exchangeOnline' : 'securityCompliance');
}
