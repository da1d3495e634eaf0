import { newServicePrincipal } from '../graph/newObjects.ts';
import type { GraphObject } from '../model.ts';
import { sampleAssignmentId, sampleId } from './ids.ts';

const microsoft = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** Service principals of applications that others publish; they have no application object here. */
const foreign: readonly (readonly [appId: string, name: string, owner: string])[] = [
  ['14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph Command Line Tools', microsoft],
  ['fb78d390-0c51-40cd-8e17-fdbfab77341b', 'Microsoft Exchange REST API Based PowerShell', microsoft],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'Microsoft Azure PowerShell', microsoft],
  [sampleId('foreign/backup'), 'Fabrikam Cloud Backup', sampleId('tenant/fabrikam')],
  [sampleId('foreign/signatures'), 'Adatum Mail Signatures', sampleId('tenant/adatum')],
];

/** What administrators have consented to for the command line tools, for everyone. */
const consented = [
  'openid',
  'profile',
  'offline_access',
  'User.Read',
  'User.Read.All',
  'Application.Read.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'Directory.Read.All',
  'Group.Read.All',
  'Organization.Read.All',
  'Policy.Read.All',
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
];

export function foreignServicePrincipals(now: Date): GraphObject[] {
  const createdDateTime = `${new Date(now.getTime() - 700 * 86_400_000).toISOString().slice(0, 19)}Z`;
  return foreign.map(([appId, displayName, ownerTenant]) =>
    newServicePrincipal({
      id: sampleId(`foreign principal/${appId}`),
      appId,
      displayName,
      createdDateTime,
      ownerTenant,
      signInAudience: 'AzureADMultipleOrgs',
    }),
  );
}

/** Delegated permissions that were consented to. */
export function consentObjects(): GraphObject[] {
  const [tools] = foreign;
  return tools === undefined
    ? []
    : [
        {
          id: sampleAssignmentId('consent/tools'),
          clientId: sampleId(`foreign principal/${tools[0]}`),
          consentType: 'AllPrincipals',
          principalId: null,
          resourceId: sampleId('resource/graph'),
          scope: consented.join(' '),
        },
      ];
}

/** A grant to a publisher elsewhere. */
export function foreignGrants(now: Date): GraphObject[] {
  const appId = sampleId('foreign/backup');
  return [
    {
      id: sampleAssignmentId('grant/backup'),
      deletedDateTime: null,
      // full_access_as_app of Office 365 Exchange Online.
      appRoleId: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
      createdDateTime: `${new Date(now.getTime() - 690 * 86_400_000).toISOString().slice(0, 19)}Z`,
      principalDisplayName: 'Fabrikam Cloud Backup',
      principalId: sampleId(`foreign principal/${appId}`),
      principalType: 'ServicePrincipal',
      resourceDisplayName: 'Office 365 Exchange Online',
      resourceId: sampleId('resource/exchange'),
    },
  ];
}
