import type { ComplexType, PropertyType } from '../entityType.ts';

/** The property types most entities are made of. */
export const text: PropertyType = { type: 'String' };
export const texts: PropertyType = { type: 'String', collection: true };
export const guid: PropertyType = { type: 'Guid' };
export const flag: PropertyType = { type: 'Boolean' };
export const whole: PropertyType = { type: 'Int' };
export const instant: PropertyType = { type: 'DateTimeOffset' };
export const binary: PropertyType = { type: 'Binary' };
export const open: PropertyType = { type: 'Open' };
export const opens: PropertyType = { type: 'Open', collection: true };
export const key: PropertyType = { type: 'String', readOnly: true };
export const displayName: PropertyType = { type: 'String', maximumLength: 256 };

export function readOnly(type: PropertyType): PropertyType {
  return { ...type, readOnly: true };
}

export function oneOf(...values: readonly string[]): PropertyType {
  return { type: 'String', values };
}

export function complex(type: ComplexType): PropertyType {
  return { type };
}

export function complexes(type: ComplexType): PropertyType {
  return { type, collection: true };
}

export const keyCredential: ComplexType = {
  name: 'keyCredential',
  properties: {
    customKeyIdentifier: binary,
    displayName: text,
    endDateTime: instant,
    key: binary,
    keyId: guid,
    startDateTime: instant,
    type: text,
    usage: text,
  },
};

export const passwordCredential: ComplexType = {
  name: 'passwordCredential',
  properties: {
    customKeyIdentifier: binary,
    displayName: text,
    endDateTime: instant,
    hint: text,
    keyId: guid,
    secretText: text,
    startDateTime: instant,
  },
};

export const appRole: ComplexType = {
  name: 'appRole',
  properties: {
    allowedMemberTypes: texts,
    description: text,
    displayName: text,
    id: guid,
    isEnabled: flag,
    origin: text,
    value: text,
  },
};

export const permissionScope: ComplexType = {
  name: 'permissionScope',
  properties: {
    adminConsentDescription: text,
    adminConsentDisplayName: text,
    id: guid,
    isEnabled: flag,
    origin: text,
    type: text,
    userConsentDescription: text,
    userConsentDisplayName: text,
    value: text,
  },
};

export const requiredResourceAccess: ComplexType = {
  name: 'requiredResourceAccess',
  properties: {
    resourceAppId: text,
    resourceAccess: complexes({ name: 'resourceAccess', properties: { id: guid, type: oneOf('Role', 'Scope') } }),
  },
};
