export type CloudId = 'Global' | 'USGov' | 'USGovDoD' | 'China' | 'Custom';

/** Endpoints of one Microsoft cloud, origins without a trailing slash, and the names PowerShell modules give it. */
export interface Cloud {
  readonly id: CloudId;
  /** `https://login.microsoftonline.com` */
  readonly authority: string;
  /** `https://graph.microsoft.com` */
  readonly graph: string;
  /** `https://outlook.office365.com`: the Exchange admin API and its token audience. */
  readonly exchange: string;
  /** `https://ps.compliance.protection.outlook.com`: Security & Compliance PowerShell. */
  readonly compliance: string;
  /** `https://management.azure.com` */
  readonly azure: string;
  /** `sharepoint.com`: `https://{tenant}.sharepoint.com` is the token audience. */
  readonly sharePointSuffix: string;
  /** `https://entra.microsoft.com` */
  readonly adminCenter: string;
}

/** A tenant an administrator is signed in to. */
export interface Tenant {
  readonly tenantId: string;
  /** The initial domain, `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly displayName: string;
  readonly cloud: CloudId;
  /** The built-in sample tenant; wherever it is shown, it is labelled as a sample. */
  readonly sample: boolean;
  /** User principal name of the administrator. */
  readonly account: string;
}

/** Gives access tokens of the signed-in administrator. Asks the user only when nothing silent works. */
export interface AccessTokenSource {
  /** `scopes` are full delegated scopes such as `https://graph.microsoft.com/Application.Read.All`. */
  accessToken(scopes: readonly string[], signal?: AbortSignal, options?: AccessTokenOptions): Promise<string>;
}

export interface AccessTokenOptions {
  /** Leave the cached token: the service has just refused it. */
  readonly forceRefresh?: boolean;
  /** `false`: throw `NotSignedIn` instead of asking the user, as background work must. */
  readonly interactive?: boolean;
}

/** A token an application got for one resource with its certificate. */
export interface ApplicationToken {
  readonly accessToken: string;
  readonly expiresOn: Date;
  /** Granted application permissions (`roles` claim), sorted. */
  readonly roles: readonly string[];
  /** Template ids of directory roles (`wids` claim). */
  readonly wids: readonly string[];
}
