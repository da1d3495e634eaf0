import type { Certificate } from '../certificates/types.ts';
import { thumbprintOfKey } from '../directory/keyCredential.ts';
import type { Cloud, Tenant } from '../identity/types.ts';
import { serviceById, services } from '../services/index.ts';
import { resourceName, tokenResource } from '../services/resources.ts';
import { appRole, resourcesOf, type SetupReading } from './reading.ts';
import { stepPowershell } from './stepPowershell.ts';
import type { CheckedRequest, PlanStep } from './types.ts';

export interface PlanFacts {
  readonly request: CheckedRequest;
  readonly key: string;
  readonly reading: SetupReading;
  /** Undefined when one will be generated. */
  readonly certificate: Certificate | undefined;
  /** Its DER in Base64. */
  readonly der: string | undefined;
  readonly cloud: Cloud;
  readonly tenant: Tenant;
}

/** A step before its PowerShell is written. */
export type StepOutline = Omit<PlanStep, 'powershell'>;

/** The steps in the order they are carried out; those with nothing to do are there too, as `none`. */
export function planSteps(facts: PlanFacts): readonly PlanStep[] {
  const outlines = [
    certificateStep(facts),
    ...resourceSteps(facts),
    applicationStep(facts),
    uploadStep(facts),
    ...requestStep(facts),
    principalStep(facts),
    ...grantSteps(facts),
    ...roleStep(facts),
    ...proofSteps(facts),
  ];
  return outlines.map((step) => ({ ...step, powershell: stepPowershell(step, facts) }));
}

/** What the application is or will be called. */
export function applicationName({ request, reading }: Pick<PlanFacts, 'request' | 'reading'>): string {
  const { application } = request;
  return (
    reading.application?.displayName ?? ('displayName' in application ? application.displayName : application.appId)
  );
}

function certificateStep({ request, certificate }: PlanFacts): StepOutline {
  const wanted = request.certificate;
  return {
    id: 'certificate',
    kind: 'certificate',
    change: certificate ? 'none' : 'create',
    facts: {
      subject: certificate?.subject ?? ('subject' in wanted ? wanted.subject : undefined),
      months: 'months' in wanted ? wanted.months : undefined,
      keySize: certificate?.keySize ?? ('keySize' in wanted ? wanted.keySize : undefined) ?? 2048,
      thumbprint: certificate?.thumbprint,
      notAfter: certificate?.notAfter,
    },
  };
}

function applicationStep(facts: PlanFacts): StepOutline {
  const { application } = facts.reading;
  return {
    id: 'application',
    kind: 'application',
    change: application ? 'none' : 'create',
    facts: { displayName: applicationName(facts), appId: application?.appId },
  };
}

function uploadStep(facts: PlanFacts): StepOutline {
  const { certificate, reading } = facts;
  const keys = reading.application?.keyCredentials ?? [];
  const present = certificate !== undefined && keys.some((key) => thumbprintOfKey(key) === certificate.thumbprint);
  return {
    id: 'uploadCertificate',
    kind: 'uploadCertificate',
    change: present ? 'none' : reading.application ? 'update' : 'create',
    facts: {
      displayName: applicationName(facts),
      subject: certificateStep(facts).facts.subject,
      thumbprint: certificate?.thumbprint,
      notAfter: certificate?.notAfter,
      others: keys.length - (present ? 1 : 0),
    },
  };
}

function principalStep(facts: PlanFacts): StepOutline {
  const { servicePrincipal } = facts.reading;
  return {
    id: 'servicePrincipal',
    kind: 'servicePrincipal',
    change: servicePrincipal ? 'none' : 'create',
    facts: { displayName: applicationName(facts), objectId: servicePrincipal?.id },
  };
}

function resourceSteps({ request, reading }: PlanFacts): readonly StepOutline[] {
  return resourcesOf(request)
    .filter((resourceAppId) => reading.resources[resourceAppId] === undefined)
    .map((resourceAppId) => ({
      id: `resourcePrincipal:${resourceAppId}`,
      kind: 'resourcePrincipal',
      change: 'create',
      facts: { resourceAppId, resource: resourceName(resourceAppId) ?? resourceAppId },
    }));
}

function requestStep(facts: PlanFacts): readonly StepOutline[] {
  const { request, reading } = facts;
  if (request.permissions.length === 0) {
    return [];
  }
  const missing = request.permissions.filter((permission) => {
    const role = appRole(reading.resources[permission.resourceAppId], permission.permission);
    return !role || !isRequested(reading, permission.resourceAppId, role.id);
  });
  return [
    {
      id: 'requestPermissions',
      kind: 'requestPermissions',
      change: missing.length === 0 ? 'none' : reading.application ? 'update' : 'create',
      facts: {
        displayName: applicationName(facts),
        count: missing.length,
        permissions: [
          ...new Set((missing.length === 0 ? request.permissions : missing).map((one) => one.permission)),
        ].join(', '),
      },
    },
  ];
}

/** Whether the application asks for this app role already. */
export function isRequested(
  reading: Pick<SetupReading, 'application'>,
  resourceAppId: string,
  roleId: string,
): boolean {
  return (
    reading.application?.requiredResourceAccess.some(
      (access) =>
        access.resourceAppId.toLowerCase() === resourceAppId &&
        access.resourceAccess.some((one) => one.type === 'Role' && one.id.toLowerCase() === roleId.toLowerCase()),
    ) ?? false
  );
}

function grantSteps({ request, reading }: PlanFacts): readonly StepOutline[] {
  return request.permissions.map(({ resourceAppId, permission }) => {
    const resource = reading.resources[resourceAppId];
    const role = appRole(resource, permission);
    const granted =
      role !== undefined &&
      reading.grants.some((grant) => grant.resourceId === resource?.id && grant.appRoleId === role.id);
    return {
      id: `grantPermission:${resourceAppId}:${permission}`,
      kind: 'grantPermission',
      change: granted ? 'none' : 'create',
      facts: {
        permission: role?.value ?? permission,
        resourceAppId,
        resource: resource?.displayName ?? resourceName(resourceAppId) ?? resourceAppId,
        displayName: role?.displayName,
        description: role?.description,
      },
    };
  });
}

function roleStep({ request, reading }: PlanFacts): readonly StepOutline[] {
  const templateId = request.role;
  if (templateId === undefined) {
    return [];
  }
  const offer = services.flatMap((service) => service.roles).find((role) => role.templateId === templateId);
  return [
    {
      id: `assignRole:${templateId}`,
      kind: 'assignRole',
      change: holdsRole(reading.roleAssignments, templateId) ? 'none' : 'create',
      facts: {
        role: reading.role?.displayName ?? offer?.name ?? templateId,
        templateId,
        description: reading.role?.description,
        purpose: purposeOf(request, templateId),
      },
    },
  ];
}

/** Whether the role is held in the whole tenant; one limited to an administrative unit or an application is another. */
export function holdsRole(assignments: SetupReading['roleAssignments'], templateId: string): boolean {
  return assignments.some(
    (one) => one.roleDefinitionId.toLowerCase() === templateId && (one.directoryScopeId ?? '/') === '/',
  );
}

function purposeOf(request: CheckedRequest, templateId: string): string | undefined {
  for (const service of request.services.map(serviceById)) {
    const purpose = service.roles.find((role) => role.templateId === templateId)?.purpose;
    if (purpose !== undefined) {
      return `${service.id}.${purpose}`;
    }
  }
  return undefined;
}

/** One sign-in for each API that a chosen service or a permission is about. */
export function proofSteps({
  request,
  cloud,
  tenant,
}: Pick<PlanFacts, 'request' | 'cloud' | 'tenant'>): readonly StepOutline[] {
  const place = { cloud, domain: tenant.domain };
  const names = new Map<string, string>();
  for (const service of request.services.map(serviceById)) {
    const resource = service.resource(place);
    if (resource !== undefined) {
      names.set(resource, names.get(resource) ?? service.name);
    }
  }
  for (const { resourceAppId } of request.permissions) {
    const resource = tokenResource(resourceAppId, place);
    names.set(resource, names.get(resource) ?? resourceName(resourceAppId) ?? resourceAppId);
  }
  return [...names].map(([resource, name]) => ({
    id: `prove:${resource}`,
    kind: 'prove',
    change: 'none',
    facts: {
      resource,
      name,
      permissions: request.permissions
        .filter((permission) => tokenResource(permission.resourceAppId, place) === resource)
        .map((permission) => permission.permission)
        .join(', '),
    },
  }));
}
