import type { GraphObject, SampleState } from '../model.ts';
import { applicationObjects } from './applications.ts';
import { eventObjects, messageObjects } from './calendars.ts';
import { exchangeObjects } from './exchange.ts';
import { consentObjects, foreignGrants, foreignServicePrincipals } from './foreignApplications.ts';
import { groupObject, sampleGroups, teamObjects } from './groups.ts';
import { sampleDomain, sampleName, sampleTenantId } from './ids.ts';
import { manyApplications } from './manyApplications.ts';
import { samplePeople, userObject } from './people.ts';
import { directoryRoleObjects, peopleRoleAssignments, roleDefinitionObjects } from './roles.ts';
import { SampleCertificates } from './sampleCertificates.ts';
import { domainObjects, organizationObject, policyObjects, skuId, subscribedSkuObjects } from './tenant.ts';

/**
 * A fresh sample tenant as of `now`: ids are always the same, dates are relative, certificates are new.
 *
 * @param applications how many applications there are at least; further ones are made for trying large tenants
 */
export async function sampleState(now: Date, applications = 0): Promise<SampleState> {
  const certificates = await SampleCertificates.create();
  const [apps, roleDefinitions] = await Promise.all([applicationObjects(certificates, now), roleDefinitionObjects()]);
  const many = manyApplications(Math.max(0, applications - apps.applications.length), certificates, now);
  const roleAssignments = [...peopleRoleAssignments(), ...apps.roleAssignments];
  const { teams, channels } = teamObjects(now);
  return {
    version: 1,
    tenantId: sampleTenantId,
    domain: sampleDomain,
    displayName: sampleName,
    collections: {
      organization: byId([organizationObject(now)]),
      domains: byId(domainObjects()),
      subscribedSkus: byId(subscribedSkuObjects()),
      policies: byId(policyObjects()),
      users: byId(samplePeople.map((person) => userObject(person, now, skuId))),
      groups: byId(sampleGroups.map((group) => groupObject(group, now))),
      teams: byId(teams),
      channels: byId(channels),
      events: byId(eventObjects(now)),
      messages: byId(messageObjects(now)),
      applications: byId([...apps.applications, ...many.applications]),
      servicePrincipals: byId([...apps.servicePrincipals, ...foreignServicePrincipals(now), ...many.servicePrincipals]),
      appRoleAssignments: byId([...apps.appRoleAssignments, ...foreignGrants(now)]),
      oauth2PermissionGrants: byId(consentObjects()),
      roleDefinitions: byId(roleDefinitions),
      roleAssignments: byId(roleAssignments),
      directoryRoles: byId(directoryRoleObjects(roleDefinitions, roleAssignments)),
      deletedApplications: byId(apps.deletedApplications),
      deletedServicePrincipals: {},
      deletedUsers: {},
      deletedGroups: {},
    },
    exchange: exchangeObjects(now, apps.servicePrincipals),
    visibleFrom: {},
  };
}

function byId(objects: readonly GraphObject[]): Record<string, GraphObject> {
  return Object.fromEntries(objects.map((object) => [object.id, object]));
}
