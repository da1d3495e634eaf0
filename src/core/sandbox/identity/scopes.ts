import { TokenError } from './tokenError.ts';

/** Scopes of OpenID Connect itself; they belong to no resource. */
const openIdScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

const defaultResource = 'https://graph.microsoft.com';

/** A `scope` parameter taken apart. */
export interface RequestedScopes {
  /** Resource the scopes belong to; Microsoft Graph when they name none. */
  readonly resource: string;
  /** Permission names without their resource; `.default` stands for what is consented already. */
  readonly permissions: readonly string[];
  /** As the client wrote them, for the answer. */
  readonly asked: readonly string[];
  readonly openId: boolean;
  readonly refresh: boolean;
}

/** Reads the scopes of a delegated request. AADSTS70011 for a malformed one, 28000 for scopes of two resources. */
export function parseScopes(scope: string): RequestedScopes {
  const asked = scope.split(/\s+/).filter((part) => part !== '');
  const own = asked.filter((part) => !openIdScopes.has(part.toLowerCase()));
  const split = own.map((part) => splitScope(part, scope));
  const resources = new Set(split.map((part) => part.resource.toLowerCase()));
  if (resources.size > 1) {
    throw new TokenError(
      28000,
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
    );
  }
  const permissions = split.map((part) => part.permission);
  if (permissions.includes('.default') && permissions.length > 1) {
    throw new TokenError(
      70011,
      `The provided value for the input parameter 'scope' is not valid. .default scope can't be combined with resource-specific scopes. The scope ${scope} is not valid.`,
    );
  }
  return {
    resource: split[0]?.resource ?? defaultResource,
    permissions,
    asked,
    openId: asked.some((part) => part.toLowerCase() === 'openid'),
    refresh: asked.some((part) => part.toLowerCase() === 'offline_access'),
  };
}

/** The resource of a client credentials request, which must end in `/.default`. AADSTS1002012 otherwise. */
export function parseDefaultScope(scope: string): string {
  const parts = scope.split(/\s+/).filter((part) => part !== '' && !openIdScopes.has(part.toLowerCase()));
  const only = parts[0];
  if (parts.length !== 1 || only === undefined || !only.endsWith('/.default') || only === '/.default') {
    throw new TokenError(
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default ` +
        'suffixed to the resource identifier (application ID URI).',
    );
  }
  return only.slice(0, -'/.default'.length);
}

function splitScope(scope: string, all: string): { resource: string; permission: string } {
  const slash = scope.lastIndexOf('/');
  const resource = slash < 0 ? defaultResource : scope.slice(0, slash);
  const permission = scope.slice(slash + 1);
  if (resource === '' || !/^\.?[A-Za-z][\w.-]*$/.test(permission)) {
    throw new TokenError(
      70011,
      `The provided value for the input parameter 'scope' is not valid. The scope ${all} is not valid.`,
    );
  }
  return { resource, permission };
}
