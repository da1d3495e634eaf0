import type { RolePurpose } from './types.ts';

/** Template ids of the built-in directory roles the services accept or the product names; the same in every tenant. */
export const directoryRoles = {
  cloudApplicationAdministrator: role('158c047a-c907-4556-b7ef-446551a6b5f7', 'Cloud Application Administrator'),
  applicationAdministrator: role('9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', 'Application Administrator'),
  complianceAdministrator: role('17315797-102d-40b4-93e0-432062caca18', 'Compliance Administrator'),
  exchangeAdministrator: role('29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator'),
  exchangeRecipientAdministrator: role('31392ffb-586c-42d1-9346-e59415a2cc4e', 'Exchange Recipient Administrator'),
  globalAdministrator: role('62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'),
  globalReader: role('f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader'),
  helpdeskAdministrator: role('729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator'),
  privilegedRoleAdministrator: role('e8611ab8-c189-46e8-94e1-60213ab1f814', 'Privileged Role Administrator'),
  securityAdministrator: role('194ae4cb-b126-40b2-bd5b-6091b380977d', 'Security Administrator'),
  securityReader: role('5d6b6bb7-de71-4623-b4af-96380a352509', 'Security Reader'),
  sharePointAdministrator: role('f28a1f50-f6e7-4571-818b-6a12f2af6b6c', 'SharePoint Administrator'),
  skypeForBusinessAdministrator: role('75941009-915a-4869-abe7-691bff18279e', 'Skype for Business Administrator'),
  teamsAdministrator: role('69091246-20e8-4a56-aa4d-066075b2a7a8', 'Teams Administrator'),
  teamsCommunicationsAdministrator: role('baf37b3a-610e-45da-9e62-d9d1e5e8914b', 'Teams Communications Administrator'),
} as const;

export interface DirectoryRole {
  readonly templateId: string;
  readonly name: string;
}

function role(templateId: string, name: string): DirectoryRole {
  return { templateId, name };
}

/** A role as a service offers it, for a purpose where it is the smallest for it. */
export function offered(accepted: DirectoryRole, purpose?: RolePurpose): DirectoryRole & { purpose?: RolePurpose } {
  return purpose === undefined ? accepted : { ...accepted, purpose };
}
