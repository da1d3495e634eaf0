import type { AccessRule } from '../access.ts';
import {
  readAuthorizationPolicy,
  readDomains,
  readLicenses,
  readOrganization,
  readPolicies,
  writePolicies,
} from '../accessRules.ts';
import { collectionAnswer, entityAnswer } from '../answers.ts';
import { noContent, type Route } from '../call.ts';
import { appManagementPolicy, domain, organization, subscribedSku } from '../entities/tenant.ts';
import { notFound } from '../graphError.ts';
import { readChanges } from '../writes.ts';
import { readRoutes } from './navigationRoutes.ts';

const defaultPolicy = 'defaultAppManagementPolicy';

/** The tenant itself: organization, domains, licences and the policies about applications. */
export const tenantRoutes: readonly Route[] = [
  ...readRoutes(organization, readOrganization),
  ...readRoutes(domain, readDomains),
  ...readRoutes(subscribedSku, readLicenses),
  policyRoute(defaultPolicy, readPolicies),
  policyRoute('authorizationPolicy', readAuthorizationPolicy),
  {
    method: 'PATCH',
    path: `/policies/${defaultPolicy}`,
    access: writePolicies,
    handle: (call) => {
      call.store.update('policies', defaultPolicy, readChanges(call, appManagementPolicy));
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/policies/appManagementPolicies',
    access: readPolicies,
    handle: (call) => collectionAnswer(call, [], appManagementPolicy, { context: 'policies/appManagementPolicies' }),
  },
];

function policyRoute(id: string, access: AccessRule): Route {
  return {
    method: 'GET',
    path: `/policies/${id}`,
    access,
    handle: (call) => {
      const policy = call.store.get('policies', id);
      if (policy === undefined) {
        throw notFound(id);
      }
      return entityAnswer(call, policy, { ...appManagementPolicy, set: `policies/${id}` });
    },
  };
}
