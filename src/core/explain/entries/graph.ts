import { entries } from '../entry.ts';

const learn = 'https://learn.microsoft.com';
const graphErrors = `${learn}/graph/errors`;

/** Microsoft Graph and the modules on top of it. */
export const graph = entries({
  applicationAccessPolicy: {
    says: [
      'Blocked by tenant configured AppOnly AccessPolicy settings',
      'Access to OData is disabled: [RAOP]',
      ['Access is restricted', 'application access policy'],
    ],
    check: 'permissionGranted',
    fixes: ['openInPortal'],
    documentation: `${learn}/exchange/permissions-exo/application-rbac`,
    telling: 3,
  },
  scopesMissing: {
    says: [
      ['Missing scope permissions on the request', 'API requires one of'],
      'The application must have one of the following scopes',
      ['requires one of the following permissions'],
      'Either scp or roles claim need to be present in the token',
    ],
    check: 'permissionGranted',
    fixes: ['addPermission', 'checkPermissions', 'grantConsent', 'copyAdminConsentLink'],
    documentation: `${learn}/graph/permissions-reference`,
    telling: 3,
  },
  graphRequestDenied: {
    says: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation'],
    check: 'permissionGranted',
    fixes: ['checkPermissions', 'addPermission', 'grantConsent', 'copyAdminConsentLink'],
    documentation: `${learn}/graph/resolve-auth-errors`,
  },
  accessDenied: {
    says: ['Access is denied. Check credentials and try again', 'ErrorAccessDenied'],
    check: 'permissionGranted',
    fixes: ['checkPermissions', 'addPermission', 'grantConsent'],
    documentation: `${learn}/graph/resolve-auth-errors`,
  },
  sharePointDenied: {
    says: [
      'Attempted to perform an unauthorized operation',
      'The remote server returned an error: (401) Unauthorized',
      'The remote server returned an error: (403) Forbidden',
      'You do not have permission to perform this action or access this resource',
    ],
    when: ({ service }) => service === 'sharePoint',
    check: 'consentGranted',
    fixes: ['checkPermissions', 'setUp', 'grantConsent'],
    documentation: `${learn}/sharepoint/dev/solution-guidance/security-apponly-azuread`,
  },
  meNeedsUser: {
    says: ['/me request is only valid with delegated authentication flow', 'me request is only valid when'],
    fixes: [],
    documentation: graphErrors,
    telling: 3,
  },
  userNeeded: {
    says: [
      'Applications without a signed-in user are not allowed to access this report or data',
      ['This operation is not supported', 'application permissions'],
      'Application permission is not supported',
      'Requested API is not supported in application-only context',
      'is not supported in app-only context',
    ],
    fixes: [],
    documentation: `${learn}/graph/permissions-overview`,
    telling: 3,
  },
  graphNotConnected: {
    says: ['Authentication needed. Please call Connect-MgGraph', 'Authentication needed, call Connect-MgGraph'],
    check: 'signsIn',
    implies: { service: 'graph' },
    fixes: ['connect', 'insertConnection'],
    documentation: `${learn}/powershell/microsoftgraph/app-only`,
    telling: 3,
  },
  tokenExpired: {
    says: [
      'Lifetime validation failed, the token is expired',
      'Access token has expired or is not yet valid',
      'Access token has expired. All access tokens',
    ],
    check: 'clockSkew',
    fixes: ['connect', 'testSignIn'],
    documentation: `${learn}/graph/resolve-auth-errors`,
  },
  tokenAudience: {
    says: ['Invalid audience', 'Access token validation failure. Invalid audience'],
    fixes: ['insertConnection'],
    documentation: `${learn}/graph/resolve-auth-errors`,
  },
  permissionNotOffered: {
    says: [['Claim is invalid', 'does not exist on resource application']],
    check: 'consentGranted',
    fixes: ['setUp', 'grantConsent'],
    documentation: `${learn}/graph/permissions-reference`,
    telling: 3,
  },
  throttled: {
    says: [
      'TooManyRequests',
      'Request_ThrottledTemporarily',
      'ApplicationThrottled',
      'activityLimitReached',
      'Too many requests',
      'code does not indicate success: 429',
      ['Server Busy', 'micro delay'],
      'The request has been throttled',
    ],
    exactly: /\b429 ?\(Too|\(429\)|: 429\b|"code": ?"429"/,
    fixes: [],
    documentation: `${learn}/graph/throttling`,
  },
  alreadyThere: {
    says: [
      'Permission being assigned already exists on the object',
      'A conflicting object with one or more of the specified property values is present in the directory',
      'Request_MultipleObjectsWithSameKeyValue',
      'Another object with the same value for property',
    ],
    check: 'consentGranted',
    fixes: ['checkPermissions', 'testSignIn'],
    documentation: graphErrors,
  },
  notThereYet: {
    says: [
      'does not reference a valid application object',
      'Request_ResourceNotFound',
      'does not exist or one of its queried reference-property objects are not present',
    ],
    check: 'servicePrincipalUsable',
    fixes: ['testSignIn', 'setUp'],
    documentation: graphErrors,
  },
  keyCredentialsShape: {
    says: [
      ['does not match schema', 'keyCredentials'],
      ['PrimitiveValue', 'non-null value', 'keyCredentials'],
    ],
    check: 'certificateOnApplication',
    fixes: ['uploadCertificate'],
    documentation: `${learn}/graph/api/resources/keycredential`,
    telling: 3,
  },
  azureAdGraphRetired: {
    says: ['Access blocked to AAD Graph API', 'Azure AD Graph API has been retired', 'Authentication_Unauthorized'],
    fixes: ['setUp', 'insertConnection'],
    documentation: `${learn}/powershell/microsoftgraph/migration-steps`,
    telling: 3,
  },
});
