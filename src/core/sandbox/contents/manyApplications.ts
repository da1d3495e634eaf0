import { createHash } from 'node:crypto';
import { newApplication, newServicePrincipal } from '../graph/newObjects.ts';
import type { GraphObject } from '../model.ts';
import { sampleDomain, sampleTenantId } from './ids.ts';
import { personId } from './people.ts';
import type { SampleCertificates } from './sampleCertificates.ts';

const day = 86_400_000;

/** Further applications for trying how things go with very many. */
export function manyApplications(
  count: number,
  certificates: SampleCertificates,
  now: Date,
): { applications: GraphObject[]; servicePrincipals: GraphObject[] } {
  const ages = [-30, -1, 7, 90, 400];
  const keys = ages.map((end, index) => {
    const [start, until] = [new Date(now.getTime() + (end - 365) * day), new Date(now.getTime() + end * day)];
    const der = certificates.certificate('Load test', start, until, `many/${index}`);
    return {
      customKeyIdentifier: createHash('sha1').update(der).digest('base64'),
      displayName: 'CN=Load test',
      endDateTime: iso(until.getTime()),
      key: der.toString('base64'),
      startDateTime: iso(start.getTime()),
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    };
  });
  const applications: GraphObject[] = [];
  const servicePrincipals: GraphObject[] = [];
  for (let index = 1; index <= count; index += 1) {
    const part = (name: string) => `${name}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
    const name = `Load test ${String(index).padStart(5, '0')}`;
    const created = iso(now.getTime() - (index % 700) * day);
    const key = keys[index % (keys.length * 2)];
    const appId = part('10000002');
    applications.push({
      ...newApplication(part('10000001'), appId, name, created, sampleDomain),
      signInAudience: 'AzureADMyOrg',
      keyCredentials: key === undefined ? [] : [{ ...key, keyId: part('10000004') }],
      $owners: index % 10 === 0 ? [personId('admin')] : [],
    });
    servicePrincipals.push(
      newServicePrincipal({
        id: part('10000003'),
        appId,
        displayName: name,
        createdDateTime: created,
        ownerTenant: sampleTenantId,
      }),
    );
  }
  return { applications, servicePrincipals };
}

function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
