import type { Catalog } from '../../catalog/types.ts';
import { hasEndpoint } from './endpoint.ts';
import { pathCandidates, wordsOf } from './segments.ts';
import { singular } from './spelling.ts';

/** What a Graph read cmdlet asks for. */
export interface GraphTarget {
  readonly version: 'v1.0' | 'beta';
  /** `/users/{UserId}/calendarView`: the holes are names of the cmdlet's parameters. */
  readonly path: string;
  /** Whether `path` is a collection, whose items `itemParameter` names. */
  readonly collection: boolean;
  /** `UserId` for `/users`: given, the one item is asked for. */
  readonly itemParameter: string | undefined;
  /** Resource type for the view: `user`, `event`. */
  readonly resource: string;
}

/** Cmdlets whose path does not follow from their name by the rule, or whose spelling matters; v1.0. */
export const wellKnown: Readonly<Record<string, string>> = {
  user: '/users user',
  usercalendarview: '/users/{UserId}/calendarView event -',
  usercalendar: '/users/{UserId}/calendars calendar',
  userevent: '/users/{UserId}/events event',
  usermessage: '/users/{UserId}/messages message',
  usermailfolder: '/users/{UserId}/mailFolders mailFolder',
  usermanager: '/users/{UserId}/manager directoryObject =',
  userdirectreport: '/users/{UserId}/directReports directoryObject -',
  usermemberof: '/users/{UserId}/memberOf directoryObject -',
  userlicensedetail: '/users/{UserId}/licenseDetails licenseDetails',
  userauthenticationmethod: '/users/{UserId}/authentication/methods authenticationMethod',
  application: '/applications application',
  serviceprincipal: '/servicePrincipals servicePrincipal',
  serviceprincipalapproleassignment: '/servicePrincipals/{ServicePrincipalId}/appRoleAssignments appRoleAssignment',
  serviceprincipalapproleassignedto: '/servicePrincipals/{ServicePrincipalId}/appRoleAssignedTo appRoleAssignment',
  group: '/groups group',
  groupmember: '/groups/{GroupId}/members directoryObject -',
  groupowner: '/groups/{GroupId}/owners directoryObject -',
  organization: '/organization organization',
  domain: '/domains domain',
  device: '/devices device',
  subscribedsku: '/subscribedSkus subscribedSku',
  directoryrole: '/directoryRoles directoryRole',
  directoryrolemember: '/directoryRoles/{DirectoryRoleId}/members directoryObject -',
  rolemanagementdirectoryroleassignment: '/roleManagement/directory/roleAssignments unifiedRoleAssignment',
  rolemanagementdirectoryroledefinition: '/roleManagement/directory/roleDefinitions unifiedRoleDefinition',
  team: '/teams team',
  teamchannel: '/teams/{TeamId}/channels channel',
  site: '/sites site',
  auditlogsignin: '/auditLogs/signIns signIn',
  auditlogdirectoryaudit: '/auditLogs/directoryAudits directoryAudit',
  identityconditionalaccesspolicy: '/identity/conditionalAccess/policies conditionalAccessPolicy',
  directorydeleteditemasapplication: '/directory/deletedItems/microsoft.graph.application application',
  directorydeleteditemasuser: '/directory/deletedItems/microsoft.graph.user user',
  directorydeleteditemasgroup: '/directory/deletedItems/microsoft.graph.group group',
};

/** The well-known read cmdlets, for completion where no catalog is at hand. */
export const commonGraphCmdlets: readonly string[] = [
  'Get-MgApplication',
  'Get-MgAuditLogSignIn',
  'Get-MgDevice',
  'Get-MgDirectoryRole',
  'Get-MgDomain',
  'Get-MgGroup',
  'Get-MgGroupMember',
  'Get-MgOrganization',
  'Get-MgRoleManagementDirectoryRoleAssignment',
  'Get-MgServicePrincipal',
  'Get-MgServicePrincipalAppRoleAssignment',
  'Get-MgSite',
  'Get-MgSubscribedSku',
  'Get-MgTeam',
  'Get-MgUser',
  'Get-MgUserCalendar',
  'Get-MgUserCalendarView',
  'Get-MgUserEvent',
  'Get-MgUserMailFolder',
  'Get-MgUserMessage',
];

/**
 * The request of a `Get-Mg…` or `Get-Entra…` cmdlet: from the table above, else by the SDK's naming rule (the path's
 * segments in the singular, joined), checked against the catalog's endpoints. Undefined when no endpoint fits.
 */
export function resolveGraphCmdlet(
  name: string,
  catalog: Pick<Catalog, 'request'> | undefined,
): GraphTarget | undefined {
  const match = /^Get-(MgBeta|Mg|EntraBeta|Entra)(\w+)$/i.exec(name);
  const noun = match?.[2];
  if (match === null || noun === undefined) {
    return undefined;
  }
  const version = /beta$/i.test(match[1] ?? '') ? 'beta' : 'v1.0';
  const known = wellKnown[noun.toLowerCase()];
  if (known !== undefined) {
    const [path = '', resource = '', shape] = known.split(' ');
    return {
      version,
      path,
      resource,
      collection: shape !== '=',
      itemParameter: shape === undefined ? itemParameterOf(path) : undefined,
    };
  }
  return catalog === undefined ? undefined : derive(noun, version, catalog);
}

/** `UserId` for `/users`, `MessageId` for `/users/{UserId}/messages`. */
export function itemParameterOf(path: string): string {
  const last = path.split('/').at(-1) ?? '';
  const name = singular(last.replace(/^microsoft\.graph\./, ''));
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Id`;
}

export const mostCandidates = 4000;

/** The first way to read the noun for which there is an endpoint. */
function derive(noun: string, version: 'v1.0' | 'beta', catalog: Pick<Catalog, 'request'>): GraphTarget | undefined {
  let tried = 0;
  const exists = (path: string) => {
    tried += 1;
    return hasEndpoint(catalog, 'GET', version, path);
  };
  for (const { path, isPlural, itemParameter } of pathCandidates(wordsOf(noun))) {
    if (tried > mostCandidates) {
      return undefined;
    }
    if (exists(path)) {
      const collection = isPlural || singular(path) !== path;
      const item = isPlural ? itemParameter : `${upperFirst(singular(lastSegment(path)))}Id`;
      return {
        version,
        path,
        resource: singular(lastSegment(path)),
        collection,
        itemParameter: collection && exists(`${path}/{${item}}`) ? item : undefined,
      };
    }
  }
  return undefined;
}

const lastSegment = (path: string) => path.split('/').at(-1) ?? '';
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
