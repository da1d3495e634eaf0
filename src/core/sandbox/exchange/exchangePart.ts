import type { Caller, SandboxContext, SandboxPart, VerifyToken } from '../model.ts';
import { AdminApiError, badRequest, errorBody, missingParameters } from './adminApiError.ts';
import type { Cmdlet, ExchangeData, ExchangeService } from './cmdlet.ts';
import { CmdletParameters } from './cmdletParameters.ts';
import { cmdletsOf, findCmdlet } from './cmdlets.ts';
import { type Rights, rightsOf } from './exchangeRights.ts';
import { GeneratedMailboxes } from './generatedMailboxes.ts';
import { type Bookmark, decodeBookmark, encodeBookmark, pageSize, takePage } from './paging.ts';
import { exoProperties, present } from './present.ts';
import { restQuery } from './restQuery.ts';

const loopback = ['localhost', '127.0.0.1', '[::1]'];
const exchangeHosts = ['outlook.office365.com', 'outlook.office.com'];
const complianceHost = 'ps.compliance.protection.outlook.com';

const audiences: Readonly<Record<ExchangeService, readonly string[]>> = {
  exchangeOnline: [
    'https://outlook.office365.com',
    'https://outlook.office.com',
    'https://ps.outlook.com',
    '00000002-0000-0ff1-ce00-000000000000',
  ],
  securityCompliance: [
    'https://ps.compliance.protection.outlook.com',
    'https://ps.protection.outlook.com',
    '00000007-0000-0ff1-ce00-000000000000',
  ],
};

export interface ExchangeOptions {
  /** Mailboxes of a large tenant in addition to the stored ones, computed while they are read; none by default. */
  readonly generatedMailboxes?: number;
}

/**
 * The administration API of Exchange Online and of Security & Compliance for the sample tenant: any supported cmdlet through
 * `InvokeCommand`, and the REST addresses the module's `Get-EXO…` cmdlets read.
 */
export function createExchangePart(
  context: SandboxContext,
  verifyToken: VerifyToken,
  options: ExchangeOptions = {},
): SandboxPart {
  const data: ExchangeData = {
    context,
    generated: new GeneratedMailboxes(options.generatedMailboxes ?? 0, context.state.domain),
  };
  return {
    serves: (url) => {
      const host = url.hostname.toLowerCase();
      return loopback.includes(host)
        ? /^\/adminapi(\/|$)/i.test(url.pathname)
        : exchangeHosts.includes(host) || isCompliance(host);
    },
    handle: async (request, url) => {
      const answer = await answerSafely(data, verifyToken, request, url);
      answer.headers.set('Date', context.clock.now().toUTCString());
      return answer;
    },
  };
}

async function answerSafely(
  data: ExchangeData,
  verifyToken: VerifyToken,
  request: Request,
  url: URL,
): Promise<Response> {
  try {
    return await route(data, verifyToken, request, url);
  } catch (error) {
    if (!(error instanceof AdminApiError)) {
      throw error;
    }
    data.context.log.debug('Sample tenant refused an Exchange request', { status: error.status, code: error.code });
    return json(errorBody(error), error.status);
  }
}

async function route(data: ExchangeData, verifyToken: VerifyToken, request: Request, url: URL): Promise<Response> {
  const [, root = '', version = '', tenant = '', ...rest] = url.pathname.split('/').map(decode);
  if (root.toLowerCase() !== 'adminapi' || !/^(beta|v1\.0)$/i.test(version) || rest.length === 0) {
    throw new AdminApiError(404, 'NotFound', `No HTTP resource was found that matches the request URI '${url.href}'.`);
  }
  const services = servicesAt(url);
  const caller = await authenticate(verifyToken, request, services);
  checkTenant(data.context, tenant);
  const rights = authorize(data.context, caller, services);
  const resource = rest.join('/');
  const call = { data, caller, rights, services, url, request };
  if (/^InvokeCommand$/i.test(resource)) {
    return invoke(call);
  }
  if (/^EXOBanner/i.test(resource)) {
    return json({
      '@odata.context': `${base(url)}/$metadata#EXOBanner`,
      value: [{ bannerContent: '', isActionPresent: false }],
    });
  }
  if (/^EXOModuleFile/i.test(resource)) {
    const names = cmdletsOf(services)
      .filter((one) => isAllowed(one, rights))
      .map((one) => one.name);
    return json({ value: [{ exportedCmdlets: names.join(',') }] });
  }
  const query = request.method === 'GET' ? restQuery(resource, url.searchParams) : undefined;
  if (query === undefined) {
    throw badRequest(`Resource not found for the segment '${rest[0] ?? ''}'.`);
  }
  return run(call, query.cmdlet, query.parameters, bookmarkOf(url), query.properties, 401);
}

interface Invocation {
  readonly data: ExchangeData;
  readonly caller: Caller;
  readonly rights: Rights;
  readonly services: readonly ExchangeService[];
  readonly url: URL;
  readonly request: Request;
}

/** Runs the cmdlet a body names, or goes on at the bookmark of a link: clients follow it with GET, or POST the body again. */
async function invoke(call: Invocation): Promise<Response> {
  const { request, url } = call;
  const bookmark = bookmarkOf(url);
  if (bookmark !== undefined) {
    return run(call, bookmark.cmdlet, bookmark.parameters, bookmark, undefined, 403);
  }
  if (request.method !== 'POST') {
    throw new AdminApiError(
      405,
      'MethodNotAllowed',
      `The requested resource does not support http method '${request.method}'.`,
    );
  }
  const input = await readInput(request);
  return run(call, input.cmdlet, input.parameters, undefined, undefined, 403);
}

function run(
  { data, caller, rights, services, url, request }: Invocation,
  name: string,
  given: Readonly<Record<string, unknown>>,
  bookmark: Bookmark | undefined,
  properties: readonly string[] | undefined,
  refusal: 401 | 403,
): Response {
  const cmdlet = findCmdlet(data, name, services);
  if (!isAllowed(cmdlet, rights)) {
    const who = caller.kind === 'application' ? `Application ${caller.appId}` : 'User';
    throw new AdminApiError(
      refusal,
      refusal === 401 ? 'Unauthorized' : 'Forbidden',
      `${who} is not allowed to call ${cmdlet.name}. The term '${cmdlet.name}' is not recognized as a name of a cmdlet for its directory roles.`,
    );
  }
  const parameters = new CmdletParameters(given, cmdlet.parameters, cmdlet.mandatory ?? []);
  const output = cmdlet.run({ ...data, caller, service: services[0] ?? 'exchangeOnline', parameters });
  const page = takePage(output, bookmark ?? { position: 0, given: 0 }, pageSize(request.headers.get('prefer')));
  const wanted = properties ?? selected(url) ?? asExo(cmdlet, parameters);
  const body = {
    '@odata.context': `${base(url)}/$metadata#Collection(Exchange.GenericHashTable)`,
    'adminapi.warnings@odata.type': '#Collection(String)',
    '@adminapi.warnings': page.warnings,
    value: page.objects.map((object) => present(object, wanted)),
    ...(page.next === undefined
      ? {}
      : { '@odata.nextLink': nextLink(url, { cmdlet: cmdlet.name, parameters: given, ...page.next }) }),
  };
  return json(body);
}

/** AADSTS has vouched for the token; here it must be for this service and carry its permission. */
async function authenticate(
  verifyToken: VerifyToken,
  request: Request,
  services: readonly ExchangeService[],
): Promise<Caller> {
  const caller = await verifyToken(
    request.headers.get('authorization'),
    services.flatMap((service) => audiences[service]),
  );
  if (caller === undefined) {
    throw new AdminApiError(401, 'Unauthorized', 'UnAuthorized');
  }
  if (caller.kind === 'application' && !caller.roles.includes('Exchange.ManageAsApp')) {
    throw new AdminApiError(401, 'Unauthorized', 'UnAuthorized');
  }
  return caller;
}

function authorize(context: SandboxContext, caller: Caller, services: readonly ExchangeService[]): Rights {
  const found = services.flatMap((service) => rightsOf(context, caller, service) ?? []);
  if (found.length === 0) {
    throw new AdminApiError(
      403,
      'Forbidden',
      caller.kind === 'application'
        ? `The role assigned to application ${caller.appId} isn't supported in this scenario. Please check online documentation ` +
            'for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication.'
        : 'The user is not assigned to any management roles.',
    );
  }
  return {
    read: new Set(found.flatMap((one) => [...one.read])),
    write: new Set(found.flatMap((one) => [...one.write])),
  };
}

function isAllowed(cmdlet: Cmdlet, rights: Rights): boolean {
  return (cmdlet.write ? rights.write : rights.read).has(cmdlet.area);
}

/** Which service answers: one by its host name, both at the loopback address. */
function servicesAt(url: URL): readonly ExchangeService[] {
  const host = url.hostname.toLowerCase();
  if (loopback.includes(host)) {
    return ['exchangeOnline', 'securityCompliance'];
  }
  return [isCompliance(host) ? 'securityCompliance' : 'exchangeOnline'];
}

function isCompliance(host: string): boolean {
  return host === complianceHost || host.endsWith(`.${complianceHost}`);
}

function checkTenant({ state }: SandboxContext, tenant: string): void {
  if (![state.tenantId, state.domain].some((name) => name.toLowerCase() === tenant.toLowerCase())) {
    throw new AdminApiError(403, 'Forbidden', `The token was issued for another tenant than '${tenant}'.`);
  }
}

async function readInput(request: Request): Promise<{ cmdlet: string; parameters: Record<string, unknown> }> {
  let body: unknown;
  try {
    body = await request.json();
  } catch {
    throw badRequest('The request body is not valid JSON.');
  }
  const input = (body as { CmdletInput?: { CmdletName?: unknown; Parameters?: unknown } } | null)?.CmdletInput;
  if (typeof input?.CmdletName !== 'string' || input.CmdletName === '') {
    throw missingParameters(['CmdletName']);
  }
  const parameters = input.Parameters ?? {};
  if (typeof parameters !== 'object' || Array.isArray(parameters)) {
    throw badRequest('The value of Parameters must be an object.');
  }
  return { cmdlet: input.CmdletName.trim(), parameters: parameters as Record<string, unknown> };
}

function bookmarkOf(url: URL): Bookmark | undefined {
  const token = url.searchParams.get('$skiptoken');
  return token === null ? undefined : decodeBookmark(token);
}

function nextLink(url: URL, bookmark: Bookmark): string {
  const link = new URL(url);
  link.searchParams.set('$skiptoken', encodeBookmark(bookmark));
  return link.href;
}

function selected(url: URL): readonly string[] | undefined {
  const names = url.searchParams
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  return names === undefined || names.includes('*') ? undefined : names;
}

function asExo(cmdlet: Cmdlet, parameters: CmdletParameters): readonly string[] | undefined {
  return /^Get-EXO(Mailbox|Recipient)$/i.test(cmdlet.name)
    ? exoProperties(
        [...parameters.list('PropertySets'), ...parameters.list('PropertySet')],
        parameters.list('Properties'),
      )
    : undefined;
}

function base(url: URL): string {
  return `${url.origin}${url.pathname.split('/').slice(0, 4).join('/')}`;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`The segment '${segment}' is not well-formed.`);
  }
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json; odata.metadata=minimal; charset=utf-8', 'Cache-Control': 'no-cache' },
  });
}
