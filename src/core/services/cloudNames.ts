import type { CloudId } from '../identity/types.ts';

/** What a module calls a cloud. Empty where the parameter is left out: the public cloud, or a cloud it has no name for. */
export interface CloudNames {
  /** `-ExchangeEnvironmentName` of Connect-ExchangeOnline. */
  readonly exchange?: string;
  /** `-ConnectionUri` of Connect-IPPSSession. */
  readonly complianceUri?: string;
  /** `-AzureADAuthorizationEndpointUri` of Connect-IPPSSession. */
  readonly authorizationUri?: string;
  /** `-Environment` of Connect-MgGraph and Connect-Entra. */
  readonly graph?: string;
  /** `-AzureEnvironment` of Connect-PnPOnline. */
  readonly pnp?: string;
  /** `-Environment` of Connect-AzAccount and `-AzureEnvironmentName` of Connect-AzureAD. */
  readonly azure?: string;
  /** Needs Set-TeamsEnvironmentConfig: the certificate parameter sets of Connect-MicrosoftTeams take no environment. */
  readonly teams?: string;
}

/** The name under which a cloud defined by settings is made known to the modules that take their own. */
export const customEnvironmentName = 'EntraCertAuth';

export const cloudNames: Readonly<Record<CloudId, CloudNames>> = {
  Global: {},
  USGov: {
    exchange: 'O365USGovGCCHigh',
    complianceUri: 'https://ps.compliance.protection.office365.us/powershell-liveid/',
    authorizationUri: 'https://login.microsoftonline.us/organizations',
    graph: 'USGov',
    pnp: 'USGovernmentHigh',
    azure: 'AzureUSGovernment',
  },
  USGovDoD: {
    exchange: 'O365USGovDoD',
    complianceUri: 'https://l5.ps.compliance.protection.office365.us/powershell-liveid/',
    authorizationUri: 'https://login.microsoftonline.us/organizations',
    graph: 'USGovDoD',
    pnp: 'USGovernmentDoD',
    azure: 'AzureUSGovernment',
  },
  China: {
    exchange: 'O365China',
    complianceUri: 'https://ps.compliance.protection.partner.outlook.cn/powershell-liveid',
    authorizationUri: 'https://login.chinacloudapi.cn/organizations',
    graph: 'China',
    pnp: 'China',
    azure: 'AzureChinaCloud',
    teams: 'TeamsChina',
  },
  Custom: { graph: customEnvironmentName, pnp: 'Custom', azure: customEnvironmentName },
};

export const allClouds: readonly CloudId[] = ['Global', 'USGov', 'USGovDoD', 'China', 'Custom'];
