import type { SandboxContext } from '../model.ts';
import type { GraphAnswer } from './call.ts';
import { malformed } from './graphError.ts';
import type { InnerAnswer, InnerRequest } from './graphPart.ts';
import { isObject } from './odata/accessor.ts';

const maximumSteps = 20;

interface Step {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
  readonly dependsOn: readonly string[];
}

/**
 * Answers a JSON batch: each step with its own status, steps after those they depend on, and not at all (424) when one of
 * those failed. Throws a `GraphError` (400) when the batch itself is malformed.
 */
export async function answerBatch(
  request: InnerRequest,
  answer: (part: InnerRequest) => Promise<InnerAnswer>,
  context: SandboxContext,
): Promise<GraphAnswer> {
  if (request.method !== 'POST') {
    throw malformed('Batch requests must be sent with the POST method.');
  }
  const steps = readSteps(request.text);
  const version = request.url.pathname.split('/')[1] ?? 'v1.0';
  const statuses = new Map<string, number>();
  const responses: object[] = [];
  for (const step of inOrder(steps)) {
    const failed = step.dependsOn.some((id) => (statuses.get(id) ?? 0) >= 400);
    const result = failed ? failedDependency() : await answer(toRequest(step, version, request));
    statuses.set(step.id, result.status);
    responses.push(toResponse(step.id, result));
  }
  context.log.trace('Answered a batch', { steps: steps.length });
  return { status: 200, body: { responses } };
}

/** The steps so that each comes after those it depends on. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  const ordered = new Map<string, Step>();
  let waiting = steps;
  while (waiting.length > 0) {
    const ready = waiting.filter((step) => step.dependsOn.every((id) => ordered.has(id)));
    if (ready.length === 0) {
      throw malformed('Invalid dependsOn: the request ids depend on each other.');
    }
    for (const step of ready) {
      ordered.set(step.id, step);
    }
    waiting = waiting.filter((step) => !ordered.has(step.id));
  }
  return [...ordered.values()];
}

function readSteps(text: string): readonly Step[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw malformed('Invalid batch payload format.');
  }
  const requests = isObject(body) ? body.requests : undefined;
  if (!Array.isArray(requests) || requests.length === 0) {
    throw malformed('Invalid batch payload format.');
  }
  if (requests.length > maximumSteps) {
    throw malformed(`Number of batch request steps exceeds the maximum value of ${maximumSteps}.`);
  }
  const steps = requests.map(readStep);
  const ids = new Set(steps.map(({ id }) => id));
  if (ids.size < steps.length) {
    throw malformed('Request Id has to be unique in a batch.');
  }
  for (const step of steps) {
    const missing = step.dependsOn.find((id) => !ids.has(id));
    if (missing !== undefined) {
      throw malformed(`Invalid dependsOn: there is no request with id '${missing}' in the batch.`);
    }
  }
  return steps;
}

function readStep(request: unknown): Step {
  if (!isObject(request) || typeof request.method !== 'string' || typeof request.url !== 'string') {
    throw malformed('Invalid batch payload format.');
  }
  const { id, method, url, body, dependsOn } = request;
  if (typeof id !== 'string' || id === '') {
    throw malformed('Request id is a required property of a batch request.');
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(isObject(request.headers) ? request.headers : {})) {
    headers.set(name, String(value));
  }
  return {
    id,
    method: method.toUpperCase(),
    url,
    headers,
    text: body === undefined || body === null ? '' : JSON.stringify(body),
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  };
}

function toRequest(step: Step, version: string, batch: InnerRequest): InnerRequest {
  const path = step.url.startsWith('/') ? step.url : `/${step.url}`;
  return {
    method: step.method,
    url: new URL(`${batch.url.origin}/${version}${path}`),
    headers: step.headers,
    text: step.text,
  };
}

function toResponse(id: string, result: GraphAnswer): object {
  return {
    id,
    status: result.status,
    headers: {
      ...(result.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      'Cache-Control': 'no-cache',
      ...result.headers,
    },
    body: result.body ?? null,
  };
}

function failedDependency(): InnerAnswer {
  return {
    status: 424,
    headers: {},
    body: { error: { code: 'FailedDependency', message: 'Request failed because a dependent request failed.' } },
  };
}
