import type { applicationSignIn } from '../entries/applicationSignIn.ts';
import type { userSignIn } from '../entries/userSignIn.ts';
import { app, type Samples, tail, tenant, thumbprint } from './samples.ts';

export const signInSamples: Samples<keyof typeof applicationSignIn | keyof typeof userSignIn> = {
  sharedPnpApplication: {
    texts: [
      `Connect-PnPOnline: AADSTS700016: Application with identifier '31359c7f-bd7e-475c-86db-fdb8c937548e' was not found in the directory 'Contoso'. ${tail}`,
      `AADSTS65001: The user or administrator has not consented to use the application with ID '31359c7f-bd7e-475c-86db-fdb8c937548e' named 'PnP Management Shell'. ${tail}`,
    ],
    not: [`AADSTS700016: Application with identifier '${app}' was not found in the directory 'Contoso'.`],
  },
  applicationNotFound: {
    texts: [
      {
        text: `Connect-MgGraph: ClientCertificateCredential authentication failed: AADSTS700016: Application with identifier '${app}' was not found in the directory 'Contoso'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant. ${tail}`,
        facts: { aadsts: 'AADSTS700016', appId: app, tenant: 'Contoso', command: 'Connect-MgGraph', service: 'graph' },
      },
      {
        // PowerShell 7 in a narrow window: red, gutter, wrapped.
        text: `\u001b[31;1mConnect-ExchangeOnline: \u001b[0m\r\n\u001b[31;1m\u001b[36;1mLine |\u001b[0m\r\n\u001b[31;1m\u001b[36;1m   1 | \u001b[0m \u001b[36;1mConnect-ExchangeOnline -AppId $app\u001b[0m\r\n\u001b[31;1m     | \u001b[31;1mAADSTS700016: Application with identifier\u001b[0m\r\n\u001b[31;1m     | \u001b[31;1m'${app}' was not found in the\u001b[0m\r\n\u001b[31;1m     | \u001b[31;1mdirectory '${tenant}'.\u001b[0m`,
        facts: { aadsts: 'AADSTS700016', appId: app, tenant, command: 'Connect-ExchangeOnline' },
      },
      // Windows PowerShell breaks words at the window's edge.
      `Connect-ExchangeOnline : AADSTS7000\r\n16: Application with identifier '9f8c2f52-5a6b-4f3e-\r\n8f51-0a1b2c3d4e5f' was not found in the directory.`,
      // MSAL's own help text stands before the code that counts.
      `Case when Message contains:AADSTS70011 Invalid scope. The scope has \nto be of the form "https://resourceUrl/.default"Mitigation: change the scope to be as expectedAADSTS700016: Application\n with identifier '${app}' was not found in the directory 'x'.`,
    ],
    not: ['AADSTS7000161: Something else entirely.', 'AADSTS70001: not this one either', 'ADSTS700016 is a typo'],
  },
  certificateNotRegistered: {
    texts: [
      {
        text: `ClientCertificateCredential authentication failed: AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${app}'. ${tail}`,
        facts: { thumbprint, appId: app },
      },
    ],
    not: ['AADSTS7000271: no', 'AADSTS70002: no'],
  },
  assertionOutsideLifetime: {
    texts: [
      `AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-11-23T09:00:00.0000000Z, assertion valid from 2026-11-23T10:00:00.0000000Z, expiry time of assertion 2026-11-23T10:10:00.0000000Z. ${tail}`,
    ],
    not: ['AADSTS700025: Client is public'],
  },
  assertionInvalid: {
    texts: [
      `AADSTS50012: Invalid client secret is provided. ${tail}`,
      'AADSTS50012: Client assertion contains an invalid signature.',
    ],
    not: ['AADSTS500121: Authentication failed during strong authentication request.'],
  },
  certificateOutsideValidity: {
    texts: [`AADSTS1000502: The provided certificate is not within its specified validity window. ${tail}`],
    not: ['AADSTS100050: other', 'AADSTS10005021: other'],
  },
  credentialExpired: {
    texts: [
      {
        text: `AADSTS7000222: The provided client secret keys for app '${app}' are expired. Visit the Azure portal to create new keys for your app. ${tail}`,
        facts: { appId: app },
      },
    ],
    not: ['AADSTS700022: other'],
  },
  clientSecretInvalid: {
    texts: [
      {
        text: `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app}'. ${tail}`,
        facts: { appId: app },
      },
    ],
    not: ['The client secret is invalid'],
  },
  assertionMissing: {
    texts: [
      "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ],
    not: ["The request body must contain the following parameter: 'grant_type'"],
  },
  servicePrincipalMissing: {
    texts: [
      {
        text: `AADSTS7000229: The client application ${app} is missing service principal in the tenant ${tenant}. ${tail}`,
        facts: { appId: app, tenant },
      },
    ],
    not: ['AADSTS700022: no'],
  },
  applicationDisabled: {
    texts: [
      {
        text: `AADSTS7000112: Application '${app}'(Mailbox report) is disabled. ${tail}`,
        facts: { appId: app },
      },
    ],
    not: ['AADSTS700011: other'],
  },
  tenantNotFound: {
    texts: [
      {
        text: `AADSTS90002: Tenant 'contso.onmicrosoft.com' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. ${tail}`,
        facts: { tenant: 'contso.onmicrosoft.com' },
      },
      {
        text: "AADSTS900023: Specified tenant identifier 'contoso' is neither a valid DNS name, nor a valid external domain.",
        facts: { tenant: 'contoso' },
      },
    ],
    not: ['AADSTS9000231: other', 'AADSTS90001: other'],
  },
  resourceNotFound: {
    texts: [
      {
        text: `AADSTS500011: The resource principal named https://contoso.sharepoint.com was not found in the tenant named Contoso. This can happen if the application has not been installed by the administrator of the tenant. ${tail}`,
        facts: { resource: 'https://contoso.sharepoint.com' },
      },
      'The resource principal named 00000007-0000-0ff1-ce00-000000000000 was not found in the tenant named contoso.onmicrosoft.com.',
    ],
    not: ['The resource was not found in the tenant'],
  },
  resourceDisabled: {
    texts: [`AADSTS500014: The service principal for resource 'https://api.contoso.com' is disabled. ${tail}`],
    not: ['AADSTS500013: Resource identifier is not provided.'],
  },
  blockedByConditionalAccess: {
    texts: [
      `AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance. ${tail}`,
    ],
    not: ['AADSTS530031: other', 'AADSTS53011: User blocked due to risk'],
  },
  blockedBySecurityDefaults: {
    texts: ['AADSTS530035: Access has been blocked by security defaults.'],
    not: ['Access has been blocked'],
  },
  consentMissing: {
    texts: [
      {
        text: `AADSTS65001: The user or administrator has not consented to use the application with ID '${app}' named 'Mailbox report'. Send an interactive authorization request for this user and resource. ${tail}`,
        facts: { appId: app },
      },
    ],
    not: ['AADSTS650011: other', 'AADSTS65002: Consent between first party application'],
  },
  adminApprovalNeeded: {
    texts: ['AADSTS90094: The grant requires admin permission.', 'AADSTS90095: Admin consent request'],
    not: ['AADSTS90093: Graph returned with forbidden'],
  },
  notAssignedToApplication: {
    texts: [
      `AADSTS50105: Your administrator has configured the application Mailbox report ('${app}') to block users unless they are specifically granted ('assigned') access to the application.`,
    ],
    not: ['AADSTS501051: other'],
  },
  singleTenantApplication: {
    texts: [
      {
        text: `AADSTS50194: Application '${app}'(Mailbox report) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'.`,
        facts: { appId: app },
      },
    ],
    not: ['AADSTS5019: other'],
  },
  scopeInvalid: {
    texts: [
      "AADSTS70011: The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid.",
      'AADSTS1002012: The provided value for scope openid is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.',
    ],
    not: ['Case when Message contains:AADSTS70011 Invalid scope.', 'AADSTS700110: other'],
  },
  entraUnavailable: {
    texts: ['AADSTS90033: A transient error has occurred. Please try again.'],
    not: ['A transient error has occurred'],
  },
  declined: { texts: ['AADSTS65004: User declined to consent to access the app.'], not: ['AADSTS650041: other'] },
  userNotFound: {
    texts: ['AADSTS50034: The user account {EUII Hidden} does not exist in the contoso.com directory.'],
    not: ['AADSTS500341: other'],
  },
  userNotInTenant: {
    texts: [
      "AADSTS50020: User account 'a@fabrikam.com' from identity provider 'live.com' does not exist in tenant 'Contoso'",
    ],
    not: ['AADSTS500201: other'],
  },
  accountDisabled: { texts: ['AADSTS50057: The user account is disabled.'], not: ['The user account is disabled.'] },
  accountLocked: {
    texts: [
      "AADSTS50053: The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
    ],
    not: ['The account is locked'],
  },
  passwordWrong: {
    texts: ['AADSTS50126: Error validating credentials due to invalid username or password.'],
    not: ['Error validating credentials'],
  },
  passwordExpired: { texts: ['AADSTS50055: The password is expired.'], not: ['AADSTS500551: other'] },
  multiFactorNeeded: {
    texts: [
      'AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access',
      'AADSTS50079: Due to a configuration change made by your administrator, you must enroll in multi-factor authentication',
    ],
    not: ['multi-factor authentication is a good idea'],
  },
  redirectNotRegistered: {
    texts: [
      "AADSTS50011: The redirect URI 'http://localhost:53411' specified in the request does not match the redirect URIs configured for the application",
    ],
    not: ['AADSTS500112: other'],
  },
  signInLapsed: {
    texts: [
      'AADSTS700082: The refresh token has expired due to inactivity.',
      'AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed.',
    ],
    not: ['AADSTS7000820: other'],
  },
  deviceCodeExpired: {
    texts: ['AADSTS70020: The provided value for the input parameter device_code is not valid.'],
    not: ['AADSTS7002: other'],
  },
  passwordSignInRetired: {
    texts: [
      'WARNING: The Credential parameter is being deprecated and will be removed from the module.',
      'AADSTS9001023: The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.',
      'Connect-ExchangeOnline : The WinRM client cannot process the request. Basic authentication is currently disabled in the client\nconfiguration. Change the client configuration and try the request again.',
    ],
    not: ['Get-Credential asks for a parameter.', 'The Name parameter is deprecated.'],
  },
};
