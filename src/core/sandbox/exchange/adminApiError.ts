/** A refusal of the Exchange administration API. Never leaves the sample tenant as an exception. */
export class AdminApiError extends Error {
  readonly status: number;
  /** OData error code, `NotFound`. */
  readonly code: string;
  /** .NET type of the exception behind it; undefined when the request never reached a cmdlet. */
  readonly type: string | undefined;
  /** Id the service puts before the type for errors of cmdlets, `Ex6F9304`. */
  readonly errorId: string;

  constructor(status: number, code: string, message: string, type?: string, errorId = '') {
    super(message);
    this.status = status;
    this.code = code;
    this.type = type;
    this.errorId = errorId;
  }
}

const serviceException = 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException';

/** The body as the service sends it: what happened is inside `details` and `innererror`, the outer message says little. */
export function errorBody(error: AdminApiError): object {
  if (error.type === undefined) {
    return {
      error: {
        code: error.code,
        message: error.message,
        innererror: { message: error.message, type: serviceException, stacktrace: '' },
      },
    };
  }
  const outer = error.errorId === '' ? 'Invalid Operation' : 'Error executing cmdlet';
  return {
    error: {
      code: error.code,
      message: outer,
      details: [{ code: 'Client', target: '', message: `${error.errorId}|${error.type}|${error.message}` }],
      innererror: {
        message: outer,
        type: serviceException,
        stacktrace: '',
        internalexception: { message: error.message, type: error.type, stacktrace: '' },
      },
    },
    'adminapi.warnings@odata.type': '#Collection(String)',
    '@adminapi.warnings': [],
  };
}

const tasks = 'Microsoft.Exchange.Configuration.Tasks';
const invocation = 'Microsoft.Exchange.AdminApi.CommandInvocation';

/** Domain controller that error texts name; there is one behind every real answer. */
const server = 'AM0PR01A001DC002.EURPR01A001.PROD.OUTLOOK.COM';

export function notFound(identity: string): AdminApiError {
  return new AdminApiError(
    404,
    'NotFound',
    `The operation couldn't be performed because object '${identity}' couldn't be found on '${server}'.`,
    `${tasks}.ManagementObjectNotFoundException`,
    'Ex6F9304',
  );
}

export function ambiguous(identity: string): AdminApiError {
  return new AdminApiError(
    400,
    'BadRequest',
    `The operation couldn't be performed because '${identity}' matches multiple entries.`,
    `${tasks}.ManagementObjectAmbiguousException`,
    'Ex5E3D4C',
  );
}

export function alreadyExists(what: string): AdminApiError {
  return new AdminApiError(
    400,
    'BadRequest',
    what,
    'Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException',
    'Ex13FB1E',
  );
}

export function unknownCmdlet(name: string): AdminApiError {
  return new AdminApiError(
    400,
    'BadRequest',
    `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program. ` +
      'Check the spelling of the name, or if a path was included, verify that the path is correct and try again.',
    'System.Management.Automation.CommandNotFoundException',
  );
}

export function unknownParameter(name: string): AdminApiError {
  return new AdminApiError(
    400,
    'BadRequest',
    `A parameter cannot be found that matches parameter name '${name}'. Parameter set cannot be resolved using the specified ` +
      `named parameters. Invalid cmdlet parameters specified. ${name}`,
    `${invocation}.AmbiguousParameterSetException`,
  );
}

export function missingParameters(names: readonly string[]): AdminApiError {
  return new AdminApiError(
    400,
    'BadRequest',
    `Cannot process command because of one or more missing mandatory parameters: ${names.join(' ')}.`,
    'System.Management.Automation.ParameterBindingException',
  );
}

export function badValue(parameter: string, value: unknown, type: string, reason: string): AdminApiError {
  return new AdminApiError(
    400,
    'BadRequest',
    `Cannot process argument transformation on parameter '${parameter}'. Cannot convert value "${String(value)}" to type "${type}". Error: "${reason}"`,
    `${invocation}.ParameterTransformationException`,
  );
}

export function badRequest(message: string): AdminApiError {
  return new AdminApiError(400, 'BadRequest', message);
}

/** What a cmdlet refuses although its parameters are well-formed. */
export function invalidOperation(message: string): AdminApiError {
  return new AdminApiError(400, 'BadRequest', message, `${tasks}.TaskInvalidOperationException`, 'Ex8B2C51');
}

/** Parameters that do not go together, or too few of them. */
export function ambiguousParameterSet(): AdminApiError {
  return new AdminApiError(
    400,
    'BadRequest',
    'Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together ' +
      'or an insufficient number of parameters were provided.',
    `${invocation}.AmbiguousParameterSetException`,
  );
}
