import type { EntityType } from '../entityType.ts';
import { membershipsOf } from '../memberships.ts';
import { directoryObject, linked } from './directoryObject.ts';
import { displayName, flag, instant, key, opens, readOnly, text, texts } from './properties.ts';

export const group: EntityType = {
  name: 'group',
  resource: 'Group',
  set: 'groups',
  directoryObject: true,
  searchable: ['description', 'mail'],
  properties: {
    id: key,
    classification: text,
    createdDateTime: readOnly(instant),
    deletedDateTime: readOnly(instant),
    description: text,
    displayName,
    expirationDateTime: readOnly(instant),
    groupTypes: texts,
    isAssignableToRole: flag,
    mail: readOnly(text),
    mailEnabled: flag,
    mailNickname: text,
    membershipRule: text,
    membershipRuleProcessingState: text,
    onPremisesSyncEnabled: readOnly(flag),
    preferredLanguage: text,
    proxyAddresses: readOnly(texts),
    renewedDateTime: readOnly(instant),
    resourceProvisioningOptions: texts,
    assignedLicenses: opens,
    securityEnabled: flag,
    securityIdentifier: readOnly(text),
    visibility: text,
  },
  navigations: {
    members: linked('$members', () => directoryObject),
    owners: linked('$owners', () => directoryObject),
    memberOf: {
      many: true,
      target: () => directoryObject,
      resolve: (store, object) => membershipsOf(store, object.id),
    },
  },
};
