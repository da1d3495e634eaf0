import { l10n } from 'vscode';
import type { Certificate } from '../../core/certificates/types.ts';
import type { Application } from '../../core/directory/types.ts';
import type { Cloud, Tenant } from '../../core/identity/types.ts';
import type { ConnectionFacts, ServiceDefinition } from '../../core/services/types.ts';
import type { CommandOptions } from '../commandOptions.ts';
import { connectionError } from '../connectionError.ts';
import { askOne } from '../prompts/prompts.ts';
import type { Rooms } from '../rooms.ts';
import { certificateState, shortThumbprint, stateIcon } from '../words/certificateState.ts';
import { pickApplication } from './pickApplication.ts';
import { pickTenant } from './pickTenant.ts';

/** Who connects to what: everything a connect statement or a console needs. */
export interface Connection {
  readonly tenant: Tenant;
  readonly cloud: Cloud;
  readonly application: Application;
  readonly certificate: Pick<Certificate, 'thumbprint' | 'notAfter' | 'state'>;
  readonly service: ServiceDefinition;
}

export type Identity = Omit<Connection, 'service'>;

interface Asking {
  readonly title: string;
  /** The private key must be on this computer. */
  readonly signsIn: boolean;
}

/** Resolves a connection from options or a row, asking for what is missing. */
export async function resolveConnection(rooms: Rooms, options: CommandOptions, asking: Asking): Promise<Connection> {
  const identity = await resolveIdentity(rooms, options, asking);
  return { ...identity, service: await resolveService(options, asking.title) };
}

/** The same without a service. */
export async function resolveIdentity(rooms: Rooms, options: CommandOptions, asking: Asking): Promise<Identity> {
  const tenant = await pickTenant(rooms, options);
  const cloud = await (await rooms.sessions()).cloud(tenant.tenantId);
  const application = await pickApplication(rooms, tenant.tenantId, options, asking.title);
  const certificate = await resolveCertificate(rooms, options, { tenant, application }, asking);
  return { tenant, cloud, application, certificate };
}

/** What the services need to know of a connection. */
export function factsOf({ tenant, cloud, application, certificate }: Identity): ConnectionFacts {
  return {
    cloud,
    tenantId: tenant.tenantId,
    domain: tenant.domain,
    appId: application.appId,
    thumbprint: certificate.thumbprint,
    applicationName: application.displayName,
  };
}

async function resolveService(options: CommandOptions, title: string): Promise<ServiceDefinition> {
  const { services, serviceById } = await import('../../core/services/index.ts');
  const given = options.text('service');
  if (given !== undefined) {
    return serviceById(given);
  }
  return askOne(
    title,
    l10n.t('Which service?'),
    services.map((service) => ({
      label: service.name,
      description: service.connectCommand,
      ...(service.retired ? { detail: l10n.t('The module is retired.') } : {}),
      value: service,
    })),
  );
}

/** The certificate: the one given, or the one of the application whose key is here; the user picks among several. */
async function resolveCertificate(
  rooms: Rooms,
  options: CommandOptions,
  { tenant, application }: Pick<Identity, 'tenant' | 'application'>,
  { title, signsIn }: Asking,
): Promise<Connection['certificate']> {
  const { thumbprintOfKey } = await import('../../core/directory/keyCredential.ts');
  const onApplication = new Set(application.keyCredentials.map(thumbprintOfKey));
  const whose = { application: application.displayName, tenantId: tenant.tenantId, appId: application.appId };
  const { certificates } = await (await rooms.vault()).list();
  const { normalizeThumbprint } = await import('../../core/certificates/thumbprint.ts');
  const given = options.text('thumbprint');
  if (given !== undefined) {
    const thumbprint = normalizeThumbprint(given) ?? given;
    const here = certificates.find((certificate) => certificate.thumbprint === thumbprint);
    if (signsIn && !here?.hasPrivateKey) {
      // The vault says precisely what is missing.
      await (await rooms.vault()).signingCertificate(thumbprint);
    }
    if (!onApplication.has(thumbprint)) {
      throw connectionError('notOnApplication', { ...whose, thumbprint });
    }
    return here ?? { thumbprint, notAfter: '', state: 'valid' };
  }
  const usable = certificates.filter(({ thumbprint, hasPrivateKey }) => hasPrivateKey && onApplication.has(thumbprint));
  const best = usable.filter(({ state }) => state === 'valid' || state === 'expiring');
  const [first, ...others] = best.length > 0 ? best : usable;
  if (first === undefined) {
    throw connectionError('noKeyHere', whose);
  }
  if (others.length === 0) {
    return first;
  }
  const now = rooms.clock.now();
  return askOne(
    title,
    l10n.t('Which certificate?'),
    [first, ...others].map((certificate) => ({
      label: certificate.friendlyName || certificate.subject,
      description: certificateState(certificate, now),
      detail: shortThumbprint(certificate.thumbprint),
      iconPath: stateIcon(certificate.state),
      value: certificate,
    })),
  );
}
