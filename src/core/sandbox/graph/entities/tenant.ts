import type { EntityType } from '../entityType.ts';
import { displayName, flag, instant, key, open, opens, readOnly, text, texts, whole } from './properties.ts';

export const organization: EntityType = {
  name: 'organization',
  resource: 'Organization',
  set: 'organization',
  properties: {
    id: key,
    assignedPlans: opens,
    businessPhones: texts,
    city: text,
    country: text,
    countryLetterCode: text,
    createdDateTime: readOnly(instant),
    displayName,
    onPremisesSyncEnabled: flag,
    postalCode: text,
    preferredLanguage: text,
    state: text,
    street: text,
    technicalNotificationMails: texts,
    tenantType: text,
    verifiedDomains: opens,
  },
};

export const domain: EntityType = {
  name: 'domain',
  resource: 'Domain',
  set: 'domains',
  properties: {
    id: key,
    authenticationType: text,
    isAdminManaged: flag,
    isDefault: flag,
    isInitial: flag,
    isRoot: flag,
    isVerified: flag,
    supportedServices: texts,
  },
};

export const subscribedSku: EntityType = {
  name: 'subscribedSku',
  resource: 'SubscribedSku',
  set: 'subscribedSkus',
  properties: {
    id: key,
    accountId: text,
    accountName: text,
    appliesTo: text,
    capabilityStatus: text,
    consumedUnits: whole,
    prepaidUnits: open,
    servicePlans: opens,
    skuId: { type: 'Guid' },
    skuPartNumber: text,
    subscriptionIds: texts,
  },
};

export const appManagementPolicy: EntityType = {
  name: 'tenantAppManagementPolicy',
  resource: 'TenantAppManagementPolicy',
  set: 'policies',
  properties: {
    id: key,
    applicationRestrictions: open,
    deletedDateTime: readOnly(text),
    description: text,
    displayName,
    isEnabled: flag,
    servicePrincipalRestrictions: open,
  },
};
