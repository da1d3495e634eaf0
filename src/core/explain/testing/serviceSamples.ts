import type { exchange } from '../entries/exchange.ts';
import type { graph } from '../entries/graph.ts';
import { app, type Samples } from './samples.ts';

export const serviceSamples: Samples<keyof typeof exchange | keyof typeof graph> = {
  exchangeRoleMissing: {
    texts: [
      {
        text: `The role assigned to application ${app} isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD
Application for EXO App-Only Authentication.
At C:\\Program Files\\WindowsPowerShell\\Modules\\ExchangeOnlineManagement\\3.4.0\\netFramework\\ExchangeOnlineManagement.psm1:766 char:21
+                     throw $_.Exception;
    + CategoryInfo          : OperationStopped: (:) [], SystemException`,
        facts: { appId: app, service: 'exchangeOnline', module: 'ExchangeOnlineManagement' },
      },
      {
        text: `Failed to \nexport M365 DSC Configuration The role assigned to  \napplication ${app} isn’t supported in this        \nscenario. Please check online documentation`,
        facts: { appId: app },
      },
      {
        text: `PS> Connect-IPPSSession @arguments\r\nOperationStopped: \r\n     | The role assigned to application ${app} isn't\r\n     | supported in this scenario.`,
        facts: { appId: app, service: 'securityCompliance' },
      },
      `[FailureCategory=AuthZ-CmdletAccessDeniedException] The application ${app} isn't assigned to any management roles.`,
    ],
    not: ['The role assigned to application is Exchange Administrator.', 'It is not supported in this scenario.'],
  },
  exchangeUnauthorized: {
    texts: [
      'Connect-ExchangeOnline : UnAuthorized\nAt line:1 char:1',
      'UnAuthorized\r\nAt C:\\Modules\\ExchangeOnlineManagement.psm1:762 char:21',
      'OperationStopped: UnAuthorized',
      '\u001b[31;1mOperationStopped: \u001b[31;1mUnAuthorized\u001b[0m',
    ],
    not: ['The remote server returned an error: (401) Unauthorized.', 'UnAuthorizedAccessException', 'unauthorized'],
  },
  cmdletNotAllowed: {
    texts: [
      {
        text: 'Get-EXOMailbox: Error while querying REST service. HttpStatusCode=401 ErrorMessage={"error":{"code":"Unauthorized","message":"User is not allowed to call Get-Mailbox"}}',
        facts: { command: 'Get-Mailbox', service: 'exchangeOnline' },
      },
    ],
    not: ['User is not allowed to sign in.'],
  },
  cmdletNotImported: {
    texts: [
      {
        text: "Get-Mailbox: The term 'Get-Mailbox' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.",
        facts: { command: 'Get-Mailbox', service: 'exchangeOnline' },
      },
      "\u001b[91mThe term 'Get-MailboxPermission' is not recognized as the name of a cmdlet,\r\nfunction, script file, or operable program.\u001b[0m",
      "The term 'gti' is not recognized as a name of a cmdlet.\nGet-Mailbox: The term 'Get-Mailbox' is not recognized as a name of a cmdlet.",
    ],
    not: [
      "The term 'gti' is not recognized as a name of a cmdlet, function, script file, or executable program.",
      "The term 'Connect-ExchangeOnline' is not recognized as the name of a cmdlet",
      "The term 'Get-MgUser' is not recognized as the name of a cmdlet",
    ],
  },
  cmdletRefusesApplications: {
    texts: ['New-UnifiedGroup : This operation is not supported in app-only authentication.'],
    not: ['This operation is not supported.'],
  },
  organizationWrong: {
    texts: [
      "Write-ErrorMessage : |Microsoft.Exchange.Data.Directory.ADTransientException|Object 'CN=SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c},OU=CONTOSO.onmicrosoft.com,OU=Microsoft Exchange Hosted \nOrganizations,DC=NAMPR05A009' does not belong to partition 'GBRP265.PROD.OUTLOOK.COM' that current AD session is bound to.",
      "The specified organization 'contoso.com' is invalid.",
    ],
    not: ['The organization is fine.', 'does not belong to partition 3 of the disk'],
  },
  delegatedOrganization: {
    texts: ['The DelegatedOrganization parameter is not supported with certificate based authentication.'],
    not: ['-DelegatedOrganization contoso.com'],
  },
  complianceLoginBox: {
    texts: [
      "Connect-IPPSSession : The variable '$IsWindows' cannot be retrieved because it has not been set.",
      'Showing a modal dialog box or form when the application is not running in UserInteractive mode is not a valid operation. Specify the ServiceNotification or DefaultDesktopOnly style',
      'Connect-IPPSSession: A window handle must be configured. See https://aka.ms/msal-net-wam#parent-window-handles',
    ],
    not: ["The variable '$mailbox' cannot be retrieved because it has not been set."],
  },
  searchOnlySession: {
    texts: [
      'New-ComplianceSearch: Please close the current PowerShell session and open a new session using Connect-IPPSSession with the -EnableSearchOnlySession flag. This requires using ExchangeOnlineManagement v3.9.0 or higher.',
    ],
    not: ['Connect-IPPSSession -AppId x', 'EnableSearch'],
  },
  remotingMissing: {
    texts: [
      'This parameter set requires WSMan, and no supported WSMan client library was found. WSMan is either not installed or unavailable for this system.',
    ],
    not: ['The client library was found.'],
  },
  remotingDenied: {
    texts: [
      '     | Connecting to remote server outlook.office365.com failed with the following error message : Access is denied. For\n     | more information, see the about_Remote_Troubleshooting Help topic.',
    ],
    not: ['Connecting to remote server failed with the following error message : The network path was not found.'],
  },
  exchangeNotConnected: {
    texts: ['Get-EXOMailbox: You must call the Connect-ExchangeOnline cmdlet before calling any other cmdlets.'],
    not: ['You must call the Connect-AzureAD cmdlet before calling any other cmdlets.'],
  },
  applicationAccessPolicy: {
    texts: [
      'Get-MgUserMessage : Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
    ],
    not: ['Blocked by tenant settings.'],
  },
  scopesMissing: {
    texts: [
      {
        text: `Get-MgReportOffice365ActiveUserDetail: Missing scope permissions on the request. API requires one of 'Reports.Read.All, Reports.ReadWrite.All'. Permissions on the request ''`,
        facts: { permission: 'Reports.Read.All, Reports.ReadWrite.All', service: 'graph' },
      },
      {
        text: 'The application must have one of the following scopes: User.Read.All, Directory.Read.All',
        facts: { permission: 'User.Read.All, Directory.Read.All' },
      },
    ],
    not: ['API requires one of a kind', 'Missing scope'],
  },
  graphRequestDenied: {
    texts: [
      {
        text: 'Get-MgUser : Insufficient privileges to complete the operation.\r\nStatus: 403 (Forbidden)\r\nErrorCode: Authorization_RequestDenied\r\nHeaders:\r\nrequest-id                    : 7c1d2e3f-4a5b-4c6d-8e7f-001122334455',
        facts: { command: 'Get-MgUser', service: 'graph', requestId: '7c1d2e3f-4a5b-4c6d-8e7f-001122334455' },
      },
      {
        text: 'Get-MgUser_List: \r\nLine |\r\n   2 |  Get-MgUser -All\r\n     |  ~~~~~~~~~~~~~~~\r\n     | Insufficient privileges to complete\r\n     | the operation.',
        facts: { service: 'graph' },
      },
    ],
    not: ['Insufficient disk space to complete the operation', 'Insufficient privileges'],
  },
  accessDenied: {
    texts: [
      {
        text: 'Get-MgUserEvent_List: [ErrorAccessDenied] : Access is denied. Check credentials and try again.',
        facts: { service: 'graph' },
      },
    ],
    not: ['Access is denied.', "Access to the path 'C:\\x' is denied."],
  },
  sharePointDenied: {
    texts: [
      { text: 'Get-PnPSite: Attempted to perform an unauthorized operation.', facts: { command: 'Get-PnPSite' } },
      'Get-PnPList : The remote server returned an error: (403) Forbidden.',
    ],
    not: [
      'Invoke-WebRequest: The remote server returned an error: (403) Forbidden.',
      'Attempted to perform an unauthorized operation.',
    ],
  },
  meNeedsUser: {
    texts: [
      'Invoke-MgGraphRequest: GET https://graph.microsoft.com/v1.0/me\nHTTP/1.1 400 Bad Request\n{"error":{"code":"BadRequest","message":"/me request is only valid with delegated authentication flow."}}',
    ],
    not: ['GET /me is only valid on Mondays'],
  },
  userNeeded: {
    texts: [
      'Get-MgIdentityConditionalAccessPolicy : Applications without a signed-in user are not allowed to access this report or data.',
    ],
    not: ['Users are not allowed to access this report.'],
  },
  graphNotConnected: {
    texts: ['Get-MgUser: Authentication needed. Please call Connect-MgGraph.'],
    not: ['Authentication needed.', 'Please call Connect-MgGraph first'],
  },
  tokenExpired: {
    texts: [
      'Get-MgUser : Lifetime validation failed, the token is expired.',
      'Access token has expired or is not yet valid. ',
    ],
    not: ['The token is expired.'],
  },
  tokenAudience: {
    texts: [
      '{"error":{"code":"InvalidAuthenticationToken","message":"Access token validation failure. Invalid audience."}}',
    ],
    not: ['The audience was delighted.'],
  },
  permissionNotOffered: {
    texts: [
      'Grant consent failed with error: Claim is invalid: c97b873f-f59f-49aa-8a0e-52b32d762124 does not exist on resource application 00000002-0000-0ff1-ce00-000000000000. [cykiIH9996kFa8pv36jfoC]',
    ],
    not: ['Claim is invalid.'],
  },
  throttled: {
    texts: [
      'Get-MgUser : Too many requests',
      'Response status code does not indicate success: 429 (Too Many Requests).',
      '{"error":{"code":"TooManyRequests"}}',
    ],
    not: ['There are 429 mailboxes.', 'Line 429 of the file'],
  },
  alreadyThere: {
    texts: [
      'New-MgServicePrincipalAppRoleAssignedTo: Permission being assigned already exists on the object',
      'New-MgRoleManagementDirectoryRoleAssignment_Create: A conflicting object with one or more of the specified property values is present in the directory.',
      '{"error":{"code":"Request_MultipleObjectsWithSameKeyValue","message":"The service principal cannot be created because it is in use."}}',
    ],
    not: ['The file already exists on the disk.', 'Merge conflict in one or more of the specified files'],
  },
  notThereYet: {
    texts: [
      "New-MgServicePrincipal_Create: The appId '9f8c2f52-5a6b-4f3e-8f51-0a1b2c3d4e5f' of the service principal does not reference a valid application object.",
      "Get-MgApplication_Get: Resource '9f8c2f52-5a6b-4f3e-8f51-0a1b2c3d4e5f' does not exist or one of its queried reference-property objects are not present.\nErrorCode: Request_ResourceNotFound",
    ],
    not: ['The resource does not exist.', 'Object reference not set to an instance of an object.'],
  },
  keyCredentialsShape: {
    texts: [
      "Update-MgApplication: The request body does not match schema: A 'PrimitiveValue' node with non-null value was found when trying to read the value of the property 'keyCredentials'; however, a 'StartArray' node was expected.",
    ],
    not: ['The data does not match schema.'],
  },
  azureAdGraphRetired: {
    texts: [
      'Get-AzureADUser : Error occurred while executing GetUsers\nCode: Authentication_Unauthorized\nMessage: Access blocked to AAD Graph API for this application.',
    ],
    not: ['Access blocked.'],
  },
};
