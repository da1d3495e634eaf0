import type { GraphObject } from '../model.ts';
import { sampleDomain, sampleId, sampleName, sampleTenantId } from './ids.ts';
import { address, hasMailbox, samplePeople } from './people.ts';

/** Microsoft 365 E3. */
export const skuId = '05e9a617-0261-4cee-bb44-138d3ef5d965';

const domains: readonly (readonly [name: string, isDefault: boolean])[] = [
  [sampleDomain, true],
  ['contoso-sample.mail.onmicrosoft.com', false],
];

export function organizationObject(now: Date): GraphObject {
  return {
    id: sampleTenantId,
    assignedPlans: [],
    businessPhones: [],
    city: null,
    country: null,
    countryLetterCode: 'US',
    createdDateTime: new Date(now.getTime() - 1200 * 86_400_000).toISOString().replace(/\.\d+/, ''),
    displayName: sampleName,
    onPremisesSyncEnabled: null,
    postalCode: null,
    preferredLanguage: 'en',
    state: null,
    street: null,
    technicalNotificationMails: [address('admin')],
    tenantType: 'AAD',
    verifiedDomains: domains.map(([name, isDefault]) => ({
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault,
      isInitial: name === sampleDomain,
      name,
      type: 'Managed',
    })),
  };
}

export function domainObjects(): GraphObject[] {
  return domains.map(([id, isDefault]) => ({
    id,
    authenticationType: 'Managed',
    isAdminManaged: true,
    isDefault,
    isInitial: id === sampleDomain,
    isRoot: true,
    isVerified: true,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  }));
}

export function subscribedSkuObjects(): GraphObject[] {
  return [
    {
      id: `${sampleTenantId}_${skuId}`,
      accountId: sampleTenantId,
      accountName: sampleName,
      appliesTo: 'User',
      capabilityStatus: 'Enabled',
      consumedUnits: samplePeople.filter((person) => person.kind === 'user' && hasMailbox(person)).length,
      prepaidUnits: { enabled: 50, suspended: 0, warning: 0, lockedOut: 0 },
      servicePlans: [
        {
          servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
          servicePlanName: 'EXCHANGE_S_ENTERPRISE',
          provisioningStatus: 'Success',
          appliesTo: 'User',
        },
        {
          servicePlanId: '57ff2da0-773e-42df-b2af-ffb7a2317929',
          servicePlanName: 'TEAMS1',
          provisioningStatus: 'Success',
          appliesTo: 'User',
        },
      ],
      skuId,
      skuPartNumber: 'SPE_E3',
      subscriptionIds: [sampleId('subscription')],
    },
  ];
}

export function policyObjects(): GraphObject[] {
  return [
    {
      id: 'defaultAppManagementPolicy',
      deletedDateTime: null,
      displayName: 'Default app management tenant policy',
      description:
        'Default tenant policy that enforces app management restrictions on applications and service principals.',
      isEnabled: false,
      applicationRestrictions: { passwordCredentials: [], keyCredentials: [] },
      servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
    },
    {
      id: 'authorizationPolicy',
      displayName: 'Authorization Policy',
      description: 'Used to manage authorization related settings across the company.',
      allowInvitesFrom: 'adminsAndGuestInviters',
      defaultUserRolePermissions: {
        allowedToCreateApps: false,
        allowedToCreateSecurityGroups: true,
        allowedToReadOtherUsers: true,
        permissionGrantPoliciesAssigned: [],
      },
    },
  ];
}
