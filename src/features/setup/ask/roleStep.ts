import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import type { ServiceDefinition } from '../../../core/services/types.ts';
import { separator } from '../../../workbench/prompts/prompts.ts';
import { pickStep, type Step } from '../../../workbench/prompts/steps.ts';
import type { Draft } from './draft.ts';
import { proposedRole, type RoleOffer, roleOffers } from './roleOffers.ts';
import { setUpTitle } from './title.ts';

type RoleItem = QuickPickItem & { readonly role?: string };

const none = 'none';

/** Which directory role, chosen by what the script will do. */
export function roleStep(services: readonly ServiceDefinition[], draft: Draft): Step {
  return async (place) => {
    const offers = roleOffers(services);
    const proposed =
      offers.find(({ templateId, name }) => draft.role === templateId || draft.role === name)?.templateId ??
      (draft.role === none ? none : (proposedRole(services, draft.hints?.purposes ?? {})?.templateId ?? none));
    const others = offers.filter(({ purpose }) => purpose === undefined);
    const chosen = await pickStep<RoleItem>(place, {
      title: setUpTitle(),
      placeholder: l10n.t('What will the script do? The smallest directory role that serves is the safest.'),
      items: [
        ...offers.filter(({ purpose }) => purpose !== undefined).map((offer) => purposeItem(offer, services)),
        noneItem(services),
        ...(others.length > 0 ? [separator(l10n.t('other directory roles that are accepted'))] : []),
        ...others.map((offer) => otherItem(offer, services)),
      ],
      preselected: ({ role }) => role === proposed,
    });
    draft.role = chosen.role ?? none;
  };
}

/** The role of the answers, undefined where none is wanted or no chosen service has any. */
export function chosenRole(services: readonly ServiceDefinition[], draft: Draft): string | undefined {
  const known = roleOffers(services).some(({ templateId, name }) => [templateId, name].includes(draft.role ?? none));
  return known || draft.fixed.has('role') ? draft.role : undefined;
}

function purposeItem(offer: RoleOffer, services: readonly ServiceDefinition[]): RoleItem {
  return {
    label: purposeWords(offer),
    description: offer.name,
    ...detail(offer, services),
    iconPath: new ThemeIcon(offer.purpose === 'read' ? 'eye' : offer.purpose === 'recipients' ? 'mail' : 'tools'),
    role: offer.templateId,
  };
}

function otherItem(offer: RoleOffer, services: readonly ServiceDefinition[]): RoleItem {
  return {
    label: offer.name,
    ...detail(offer, services),
    iconPath: new ThemeIcon('account'),
    role: offer.templateId,
  };
}

function noneItem(services: readonly ServiceDefinition[]): RoleItem {
  const refusing = services.filter(({ roleRequired }) => roleRequired).map(({ name }) => name);
  return {
    label: l10n.t('No directory role'),
    description:
      refusing.length > 0
        ? l10n.t('{0} refuses the application until it has one', refusing.join(', '))
        : l10n.t('permissions alone decide'),
    iconPath: new ThemeIcon('circle-slash'),
    role: none,
  };
}

function purposeWords({ purpose, purposeOf }: RoleOffer): string {
  switch (purpose) {
    case 'read':
      return l10n.t('Only read');
    case 'recipients':
      return l10n.t('Manage mailboxes, groups and other recipients');
    default:
      return l10n.t('Manage everything in {0}', purposeOf.map(({ name }) => name).join(', '));
  }
}

/** Said where several services are chosen: for which of them the role is enough. */
function detail({ suffices }: RoleOffer, services: readonly ServiceDefinition[]): { detail?: string } {
  const choosy = services.filter(({ roles }) => roles.length > 0);
  return choosy.length < 2 ? {} : { detail: l10n.t('Enough for {0}', suffices.map(({ name }) => name).join(', ')) };
}
