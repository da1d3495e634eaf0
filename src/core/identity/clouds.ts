import { identityError } from './errors.ts';
import type { Cloud, CloudId } from './types.ts';

/** Endpoints of a cloud that the built-in four don't cover, as settings hold them. All HTTPS origins but the suffix. */
export interface CustomCloudSettings {
  readonly authority: string;
  readonly graph: string;
  /** The origin of `graph` when absent, as for the other optional ones: the sample tenant server is a single origin. */
  readonly exchange?: string;
  readonly compliance?: string;
  readonly azure?: string;
  readonly sharePointSuffix?: string;
  readonly adminCenter?: string;
}

/**
 * Microsoft's own clouds. Sources: Microsoft Learn "National clouds" (authority), "Microsoft Graph national cloud
 * deployments", Connect-ExchangeOnline and Connect-IPPSSession (connection hosts), Entra FAQ (admin centers; the
 * Department of Defense shares the one of the US Government).
 */
export const clouds: Readonly<Record<Exclude<CloudId, 'Custom'>, Cloud>> = {
  Global: {
    id: 'Global',
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    exchange: 'https://outlook.office365.com',
    compliance: 'https://ps.compliance.protection.outlook.com',
    azure: 'https://management.azure.com',
    sharePointSuffix: 'sharepoint.com',
    adminCenter: 'https://entra.microsoft.com',
  },
  USGov: {
    id: 'USGov',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    exchange: 'https://outlook.office365.us',
    compliance: 'https://ps.compliance.protection.office365.us',
    azure: 'https://management.usgovcloudapi.net',
    sharePointSuffix: 'sharepoint.us',
    adminCenter: 'https://entra.microsoft.us',
  },
  USGovDoD: {
    id: 'USGovDoD',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    exchange: 'https://outlook-dod.office365.us',
    compliance: 'https://l5.ps.compliance.protection.office365.us',
    azure: 'https://management.usgovcloudapi.net',
    sharePointSuffix: 'sharepoint-mil.us',
    adminCenter: 'https://entra.microsoft.us',
  },
  China: {
    id: 'China',
    authority: 'https://login.chinacloudapi.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    exchange: 'https://partner.outlook.cn',
    compliance: 'https://ps.compliance.protection.partner.outlook.cn',
    azure: 'https://management.chinacloudapi.cn',
    sharePointSuffix: 'sharepoint.cn',
    adminCenter: 'https://entra.microsoftonline.cn',
  },
};

/** Ids in the order they are offered. */
export const cloudIds: readonly CloudId[] = ['Global', 'USGov', 'USGovDoD', 'China', 'Custom'];

/** Whether `value` names a cloud; ids are case-sensitive, as in commands. */
export function isCloudId(value: unknown): value is CloudId {
  return cloudIds.some((id) => id === value);
}

/**
 * The endpoints of cloud `id`; `custom` comes from settings and is needed for `Custom` only.
 *
 * @throws InvalidInput for an unknown id, and for a custom cloud that is not defined or not valid
 */
export function cloudById(id: string, custom?: unknown): Cloud {
  if (!isCloudId(id)) {
    throw identityError('unknownCloud', { cloud: id });
  }
  return id === 'Custom' ? customCloud(custom) : clouds[id];
}

/**
 * A cloud from settings, each field checked: an origin is HTTPS, without path, query, user or fragment.
 *
 * @throws InvalidInput naming the field
 */
export function customCloud(settings: unknown): Cloud {
  if (typeof settings !== 'object' || settings === null || Object.keys(settings).length === 0) {
    throw identityError('customCloudMissing');
  }
  const fields = settings as Partial<Record<keyof CustomCloudSettings, unknown>>;
  const graph = origin('graph', fields.graph);
  const orGraph = (field: 'exchange' | 'compliance' | 'azure' | 'adminCenter') =>
    fields[field] === undefined || fields[field] === '' ? graph : origin(field, fields[field]);
  return {
    id: 'Custom',
    authority: origin('authority', fields.authority),
    graph,
    exchange: orGraph('exchange'),
    compliance: orGraph('compliance'),
    azure: orGraph('azure'),
    sharePointSuffix: suffix(fields.sharePointSuffix),
    adminCenter: orGraph('adminCenter'),
  };
}

function origin(field: keyof CustomCloudSettings, value: unknown): string {
  const text = typeof value === 'string' ? value.trim().replace(/\/+$/, '') : '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // Comparing with `origin` refuses a path, query, fragment and credentials in one go.
  if (url?.protocol !== 'https:' || url.href.replace(/\/$/, '') !== url.origin) {
    throw identityError('customCloudInvalid', { field, value: typeof value === 'string' ? value : typeof value });
  }
  return url.origin;
}

function suffix(value: unknown): string {
  if (value === undefined || value === '') {
    return clouds.Global.sharePointSuffix;
  }
  if (typeof value !== 'string' || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value)) {
    throw identityError('customCloudInvalid', {
      field: 'sharePointSuffix',
      value: typeof value === 'string' ? value : typeof value,
    });
  }
  return value.toLowerCase();
}
