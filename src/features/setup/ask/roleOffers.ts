import type { CatalogPurpose } from '../../../core/catalog/types.ts';
import type { RolePurpose, ServiceDefinition, ServiceId } from '../../../core/services/types.ts';

/** A directory role the chosen services accept. */
export interface RoleOffer {
  readonly templateId: string;
  readonly name: string;
  /** What it is offered for, with the services it is offered by for that. */
  readonly purpose: RolePurpose | undefined;
  readonly purposeOf: readonly ServiceDefinition[];
  /** Every chosen service it is enough for. */
  readonly suffices: readonly ServiceDefinition[];
}

const order: readonly (RolePurpose | undefined)[] = ['read', 'recipients', 'everything', undefined];

/** Roles the services accept, each once: those with a purpose first, from the least to the most. */
export function roleOffers(services: readonly ServiceDefinition[]): readonly RoleOffer[] {
  const ids = [...new Set(services.flatMap(({ roles }) => roles.map(({ templateId }) => templateId)))];
  const offers = ids.flatMap((templateId): RoleOffer[] => {
    const suffices = services.filter(({ roles }) => roles.some((role) => role.templateId === templateId));
    const entries = suffices.flatMap((service) =>
      service.roles.filter((role) => role.templateId === templateId).map((role) => ({ service, role })),
    );
    const purpose = order.find((one) => entries.some(({ role }) => role.purpose === one));
    const purposeOf = entries.filter(({ role }) => role.purpose === purpose).map(({ service }) => service);
    const [first] = entries;
    return first ? [{ templateId, name: first.role.name, purpose, purposeOf, suffices }] : [];
  });
  return offers.sort((a, b) => order.indexOf(a.purpose) - order.indexOf(b.purpose));
}

/**
 * The role to propose: the smallest for what the script does, else, where a service refuses applications without a
 * role, the one to read with that serves most of them. Undefined: none is needed.
 */
export function proposedRole(
  services: readonly ServiceDefinition[],
  purposes: Readonly<Partial<Record<ServiceId, CatalogPurpose>>>,
): RoleOffer | undefined {
  const offers = roleOffers(services);
  const required = services.filter(({ roleRequired }) => roleRequired);
  const wanting = services.filter(({ id, roles }) => purposes[id] !== undefined && roles.length > 0);
  const most = order.findLast((purpose) => purpose !== undefined && wanting.some(({ id }) => purposes[id] === purpose));
  if (most === undefined) {
    return required.length > 0
      ? widest(
          offers.filter(({ purpose }) => purpose === 'read'),
          required,
        )
      : undefined;
  }
  const asking = wanting.filter(({ id }) => purposes[id] === most);
  // Where a service has no role for the purpose alone, the next larger one serves.
  for (const purpose of order.slice(order.indexOf(most), order.indexOf('everything') + 1)) {
    const offer = widest(
      offers.filter((one) => one.purpose === purpose && one.purposeOf.some((service) => asking.includes(service))),
      required,
    );
    if (offer) {
      return offer;
    }
  }
  return undefined;
}

function widest(offers: readonly RoleOffer[], required: readonly ServiceDefinition[]): RoleOffer | undefined {
  const served = ({ suffices }: RoleOffer) => suffices.filter((service) => required.includes(service)).length;
  return [...offers].sort((a, b) => served(b) - served(a))[0];
}
