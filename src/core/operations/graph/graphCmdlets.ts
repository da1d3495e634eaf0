import type { Catalog } from '../../catalog/types.ts';

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
const wellKnown: Readonly<Record<string, string>> = {
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
function itemParameterOf(path: string): string {
  const last = path.split('/').at(-1) ?? '';
  const name = singular(last.replace(/^microsoft\.graph\./, ''));
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Id`;
}

const mostCandidates = 4000;

/** Tries the ways to cut the noun into segments, fewest segments first, until an endpoint exists. */
function derive(noun: string, version: 'v1.0' | 'beta', catalog: Pick<Catalog, 'request'>): GraphTarget | undefined {
  const words = noun.match(/[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [];
  let tried = 0;
  const exists = (path: string) => {
    tried += 1;
    return catalog.request('GET', `/${version}${path.replace(/\{\w+\}/g, '{}')}`) !== undefined;
  };
  const walk = (index: number, path: string): string | undefined => {
    if (tried > mostCandidates) {
      return undefined;
    }
    for (let end = words.length; end > index; end -= 1) {
      const segment = lowerFirst(words.slice(index, end).join(''));
      for (const spelled of [plural(segment), segment]) {
        const here = `${path}/${spelled}`;
        if (end === words.length) {
          if (exists(here)) {
            return here;
          }
          continue;
        }
        const holes = spelled === segment ? [here] : [`${here}/{${upperFirst(segment)}Id}`, here];
        for (const prefix of holes) {
          const found = walk(end, prefix);
          if (found !== undefined) {
            return found;
          }
        }
      }
    }
    return undefined;
  };
  const path = walk(0, '');
  if (path === undefined) {
    return undefined;
  }
  const last = path.split('/').at(-1) ?? '';
  const isCollection = singular(last) !== last;
  const item = `${upperFirst(singular(last))}Id`;
  return {
    version,
    path,
    resource: singular(last),
    collection: isCollection,
    itemParameter: isCollection && exists(`${path}/{${item}}`) ? item : undefined,
  };
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** English plural of a Graph segment. */
export function plural(word: string): string {
  if (/(?:s|x|ch|sh)$/.test(word)) {
    return `${word}es`;
  }
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** English singular of a Graph segment; the word itself where it is one. */
export function singular(word: string): string {
  if (/ies$/.test(word)) {
    return `${word.slice(0, -3)}y`;
  }
  if (/(?:ss|x|ch|sh)es$/.test(word)) {
    return word.slice(0, -2);
  }
  return /[^s]s$/.test(word) && !/(?:us|is)$/.test(word) ? word.slice(0, -1) : word;
}
