import { createHash } from 'node:crypto';
import { loadCatalog } from '../../catalog/catalog.ts';
import type { Catalog } from '../../catalog/types.ts';
import { newApplication, newServicePrincipal } from '../graph/newObjects.ts';
import type { GraphObject } from '../model.ts';
import {
  type ApplicationSpec,
  applicationSpecs,
  type CertificateSpec,
  presentResources,
  resourceIds,
} from './applicationSpecs.ts';
import { sampleAssignmentId, sampleDomain, sampleId, sampleTenantId } from './ids.ts';
import { personId } from './people.ts';
import { type FirstPartyResource, firstPartyResource } from './resources.ts';
import { roleAssignmentObject } from './roles.ts';
import type { SampleCertificates } from './sampleCertificates.ts';

const day = 86_400_000;

/** The collections the sample applications fill. */
export interface ApplicationObjects {
  readonly applications: GraphObject[];
  readonly servicePrincipals: GraphObject[];
  readonly appRoleAssignments: GraphObject[];
  readonly roleAssignments: GraphObject[];
  readonly deletedApplications: GraphObject[];
}

/** Makes the sample applications with their service principals, grants and roles; dates are relative to `now`. */
export async function applicationObjects(certificates: SampleCertificates, now: Date): Promise<ApplicationObjects> {
  const catalog = await loadCatalog();
  const resources = new Map<string, FirstPartyResource>();
  for (const [name, appId] of Object.entries(resourceIds)) {
    const resource = await firstPartyResource(appId);
    if (resource !== undefined) {
      resources.set(name, resource);
    }
  }
  const result: ApplicationObjects = {
    applications: [],
    servicePrincipals: resourcePrincipals(resources, now),
    appRoleAssignments: [],
    roleAssignments: [],
    deletedApplications: [],
  };
  for (const [index, spec] of applicationSpecs.entries()) {
    addApplication(result, new SampleApplication(spec, index, { resources, catalog, certificates, now }));
  }
  return result;
}

function addApplication(result: ApplicationObjects, sample: SampleApplication): void {
  const application = sample.application();
  const principal = sample.spec.principal === false ? [] : [sample.servicePrincipal()];
  const grants = principal.length === 0 ? [] : sample.grants();
  const roles = sample.roles();
  if (sample.spec.deleted !== undefined) {
    const deletedDateTime = sample.date(-sample.spec.deleted);
    const $taken = { servicePrincipals: principal, appRoleAssignments: grants, roleAssignments: roles };
    result.deletedApplications.push({ ...application, deletedDateTime, $taken });
    return;
  }
  result.applications.push(application);
  result.servicePrincipals.push(...principal);
  result.appRoleAssignments.push(...grants);
  result.roleAssignments.push(...roles);
}

function resourcePrincipals(resources: ReadonlyMap<string, FirstPartyResource>, now: Date): GraphObject[] {
  return presentResources.flatMap((name) => {
    const resource = resources.get(name);
    const createdDateTime = iso(now.getTime() - 900 * day);
    return resource === undefined
      ? []
      : [
          newServicePrincipal({
            ...resource,
            id: sampleId(`resource/${name}`),
            createdDateTime,
            signInAudience: 'AzureADMultipleOrgs',
          }),
        ];
  });
}

/** What sample applications are made from. */
interface Sources {
  readonly resources: ReadonlyMap<string, FirstPartyResource>;
  readonly catalog: Catalog;
  readonly certificates: SampleCertificates;
  readonly now: Date;
}

class SampleApplication {
  readonly spec: ApplicationSpec;
  readonly #key: string;
  readonly #age: number;
  readonly #sources: Sources;
  readonly #now: number;

  constructor(spec: ApplicationSpec, index: number, sources: Sources) {
    this.spec = spec;
    this.#key = `application/${index}/${spec.name}`;
    const oldest = Math.min(0, ...(spec.certificates ?? []).map(({ days }) => days[0]));
    this.#age = 20 + index * 13 - oldest;
    this.#sources = sources;
    this.#now = sources.now.getTime();
  }

  application(): GraphObject {
    const { spec } = this;
    const base = newApplication(this.#id('object'), this.#id('app'), spec.name, this.date(-this.#age), sampleDomain);
    return {
      ...base,
      notes: spec.notes ?? null,
      signInAudience: spec.audience ?? 'AzureADMyOrg',
      keyCredentials: (spec.certificates ?? []).map((certificate, index) => this.#keyCredential(certificate, index)),
      passwordCredentials: (spec.secrets ?? []).map(({ name, days }, index) => ({
        customKeyIdentifier: null,
        displayName: name,
        endDateTime: this.date(days[1]),
        hint: 'Xy8',
        keyId: this.#id(`secret/${index}`),
        startDateTime: this.date(days[0]),
      })),
      requiredResourceAccess: this.#requiredResourceAccess(),
      ...(spec.redirects === undefined ? {} : { web: { ...(base.web as object), redirectUris: spec.redirects } }),
      $owners: spec.owners.map(personId),
    };
  }

  servicePrincipal(): GraphObject {
    const { spec } = this;
    return {
      ...newServicePrincipal({
        id: this.#id('principal'),
        appId: this.#id('app'),
        displayName: spec.name,
        createdDateTime: this.date(-this.#age),
        ownerTenant: sampleTenantId,
        signInAudience: spec.audience ?? 'AzureADMyOrg',
      }),
      accountEnabled: spec.disabled !== true,
      tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
      $owners: spec.owners.map(personId),
    };
  }

  grants(): GraphObject[] {
    return (this.spec.granted ?? []).flatMap((reference) => {
      const { name, resource, id } = this.#permission(reference, 'Role');
      return [
        {
          id: sampleAssignmentId(`${this.#key}/${reference}`),
          deletedDateTime: null,
          appRoleId: id,
          createdDateTime: this.date(-this.#age + 1),
          principalDisplayName: this.spec.name,
          principalId: this.#id('principal'),
          principalType: 'ServicePrincipal',
          resourceDisplayName: resource.displayName,
          resourceId: sampleId(`resource/${name}`),
        },
      ];
    });
  }

  roles(): GraphObject[] {
    return (this.spec.roles ?? []).flatMap((name) => {
      const role = this.#sources.catalog.role(name);
      return role === undefined ? [] : [roleAssignmentObject(this.#id('principal'), role.templateId)];
    });
  }

  date(days: number): string {
    return iso(this.#now + days * day);
  }

  #keyCredential(spec: CertificateSpec, index: number): object {
    const [start, end] = spec.days.map((days) => new Date(Math.floor((this.#now + days * day) / 1000) * 1000)) as [
      Date,
      Date,
    ];
    const name = spec.subject ?? this.spec.name;
    const der = this.#sources.certificates.certificate(name, start, end, `${this.#key}/${index}`);
    return {
      customKeyIdentifier: createHash('sha1').update(der).digest('base64'),
      displayName: `CN=${name}`.slice(0, 90),
      endDateTime: iso(end.getTime()),
      key: der.toString('base64'),
      keyId: this.#id(`key/${index}`),
      startDateTime: iso(start.getTime()),
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    };
  }

  #requiredResourceAccess(): object[] {
    const byResource = new Map<string, object[]>();
    const add = (references: readonly string[], type: 'Role' | 'Scope') => {
      for (const reference of references) {
        const { resource, id } = this.#permission(reference, type);
        byResource.set(resource.appId, [...(byResource.get(resource.appId) ?? []), { id, type }]);
      }
    };
    add(this.spec.requested ?? [], 'Role');
    add(this.spec.delegated ?? [], 'Scope');
    return [...byResource].map(([resourceAppId, resourceAccess]) => ({ resourceAppId, resourceAccess }));
  }

  #permission(reference: string, type: 'Role' | 'Scope'): { name: string; resource: FirstPartyResource; id: string } {
    const [name = '', ...rest] = reference.split(':');
    const value = rest.join(':');
    const resource = this.#sources.resources.get(name);
    const offered = (type === 'Role' ? resource?.appRoles : resource?.oauth2PermissionScopes) as
      | readonly { readonly id: string; readonly value: string }[]
      | undefined;
    const found = offered?.find((permission) => permission.value === value);
    if (resource === undefined || found === undefined) {
      throw new Error(`The sample application ${this.spec.name} names an unknown permission ${reference}`);
    }
    return { name, resource, id: found.id };
  }

  #id(part: string): string {
    return sampleId(`${this.#key}/${part}`);
  }
}

function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
