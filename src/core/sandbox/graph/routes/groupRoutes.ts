import {
  createGroups,
  deleteGroups,
  readGroupOwners,
  readGroups,
  readMembers,
  writeGroups,
  writeMembers,
} from '../accessRules.ts';
import { createdAnswer } from '../answers.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import { group } from '../entities/group.ts';
import { badRequest, requiredValue } from '../graphError.ts';
import { findByKey, requireByKey } from '../keys.ts';
import { isObject } from '../odata/accessor.ts';
import { softDelete } from '../softDelete.ts';
import { readChanges, referencedId, requireText } from '../writes.ts';
import { linkRoutes } from './linkRoutes.ts';
import { navigationRoute, readRoutes } from './navigationRoutes.ts';

const target = (call: GraphCall) => findByKey(call.store, group, parameter(call, 'id'));

export const groupRoutes: readonly Route[] = [
  ...readRoutes(group, readGroups),
  { method: 'POST', path: '/groups', access: createGroups, handle: create },
  {
    method: 'PATCH',
    path: '/groups/{id}',
    access: writeGroups,
    target,
    handle: (call) => {
      const object = requireByKey(call.store, group, parameter(call, 'id'));
      call.store.update('groups', object.id, readChanges(call, group));
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: '/groups/{id}',
    access: deleteGroups,
    target,
    handle: (call) => {
      softDelete(call.store, 'groups', requireByKey(call.store, group, parameter(call, 'id')));
      return noContent;
    },
  },
  navigationRoute(group, 'members', readMembers),
  navigationRoute(group, 'members', readMembers, 'transitiveMembers'),
  navigationRoute(group, 'owners', readGroupOwners),
  navigationRoute(group, 'memberOf', readMembers),
  ...linkRoutes(group, 'members', { access: writeMembers, link: '$members' }),
  ...linkRoutes(group, 'owners', {
    access: writeGroups,
    link: '$owners',
    keepLast: (object) => isUnified(object.groupTypes),
  }),
];

function isUnified(groupTypes: unknown): boolean {
  return Array.isArray(groupTypes) && groupTypes.includes('Unified');
}

function create(call: GraphCall) {
  const { store, caller } = call;
  const changes = readChanges(call, group);
  const displayName = requireText(changes, 'displayName', group);
  const nickname = requireText(changes, 'mailNickname', group);
  for (const name of ['mailEnabled', 'securityEnabled']) {
    if (typeof changes[name] !== 'boolean') {
      throw requiredValue(name, group.resource);
    }
  }
  const unified = isUnified(changes.groupTypes);
  if (changes.mailEnabled === true && !unified) {
    throw badRequest(
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    );
  }
  const bound = (name: string): string[] => {
    const references = isObject(call.body) ? call.body[`${name}@odata.bind`] : undefined;
    return Array.isArray(references) ? references.map((reference) => referencedId(reference)) : [];
  };
  const owners = caller.kind === 'user' ? [caller.principalId] : [];
  const object = store.insert('groups', {
    '@odata.type': '#microsoft.graph.group',
    deletedDateTime: null,
    description: null,
    groupTypes: [],
    mail: unified ? `${nickname}@${store.context.state.domain}` : null,
    visibility: unified ? 'Public' : null,
    resourceProvisioningOptions: [],
    proxyAddresses: unified ? [`SMTP:${nickname}@${store.context.state.domain}`] : [],
    ...changes,
    displayName,
    createdDateTime: store.timestamp(),
    renewedDateTime: store.timestamp(),
    id: store.newId(),
    $owners: [...new Set([...bound('owners'), ...owners])],
    $members: bound('members'),
  });
  return createdAnswer(call, object, group);
}
