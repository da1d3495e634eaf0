/** A refusal of the sample tenant's Microsoft Graph: status, `error.code` and `error.message` as Microsoft words them. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: string;
  readonly details: readonly ErrorDetail[] | undefined;

  constructor(status: number, code: string, message: string, details?: readonly ErrorDetail[]) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

export function badRequest(message: string, code = 'Request_BadRequest', details?: readonly ErrorDetail[]): GraphError {
  return new GraphError(400, code, message, details);
}

/** What OData itself refuses (syntax, unknown names), before the directory is asked. */
export function malformed(message: string): GraphError {
  return new GraphError(400, 'BadRequest', message);
}

export function unsupportedQuery(message: string): GraphError {
  return new GraphError(400, 'Request_UnsupportedQuery', message);
}

export function notFound(id: string): GraphError {
  return new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

export function denied(): GraphError {
  return new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

/** The refusal of data that lives in Exchange (calendars, mail). */
export function mailboxDenied(): GraphError {
  return new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
}

export function invalidValue(property: string, resource: string): GraphError {
  return badRequest(`Invalid value specified for property '${property}' of resource '${resource}'.`, undefined, [
    { code: 'InvalidValue', message: `Invalid value specified for property '${property}'.`, target: property },
  ]);
}

export function requiredValue(property: string, resource: string): GraphError {
  return badRequest(`A value is required for property '${property}' of resource '${resource}'.`);
}

export function conflictingObject(): GraphError {
  return badRequest(
    'A conflicting object with one or more of the specified property values is present in the directory.',
    undefined,
    [{ code: 'ConflictingObjects', message: 'A conflicting object is present in the directory.' }],
  );
}
