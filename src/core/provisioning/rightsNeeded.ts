import { directoryRoles } from '../services/directoryRoles.ts';
import { resourceAppIds } from '../services/resources.ts';
import type { PlanStep } from './types.ts';

/** Which directory role lets an administrator make a step. */
export interface AdministratorRole {
  /** The smallest that does. */
  readonly name: string;
  /** Template ids of the built-in roles that do. */
  readonly suffices: readonly string[];
  /** Whether not holding one is reason enough to expect a refusal (owners and tenant settings can allow other steps). */
  readonly forecast: boolean;
}

const { applicationAdministrator, cloudApplicationAdministrator, globalAdministrator, privilegedRoleAdministrator } =
  directoryRoles;

const privileged: AdministratorRole = {
  name: privilegedRoleAdministrator.name,
  suffices: [privilegedRoleAdministrator.templateId, globalAdministrator.templateId],
  forecast: true,
};

const applications: AdministratorRole = {
  name: cloudApplicationAdministrator.name,
  suffices: [
    cloudApplicationAdministrator.templateId,
    applicationAdministrator.templateId,
    globalAdministrator.templateId,
  ],
  forecast: false,
};

const consent: AdministratorRole = {
  ...applications,
  suffices: [...applications.suffices, privilegedRoleAdministrator.templateId],
  forecast: true,
};

/** APIs whose application permissions only a Privileged Role Administrator may grant: Microsoft Graph and its predecessor. */
const guardedResources: readonly string[] = [resourceAppIds.graph, '00000002-0000-0000-c000-000000000000'];

/** The role a step takes; undefined for steps that need none. Source: Microsoft Learn, "Grant tenant-wide admin consent". */
export function administratorFor(step: Pick<PlanStep, 'kind' | 'facts'>): AdministratorRole | undefined {
  switch (step.kind) {
    case 'certificate':
    case 'prove':
      return undefined;
    case 'assignRole':
      return privileged;
    case 'grantPermission':
      return guardedResources.includes(String(step.facts.resourceAppId)) ? privileged : consent;
    default:
      return applications;
  }
}
