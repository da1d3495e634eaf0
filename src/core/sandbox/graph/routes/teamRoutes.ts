import type { GraphObject } from '../../model.ts';
import { listTeams, readChannels, readTeamMembers, readTeams } from '../accessRules.ts';
import { collectionAnswer, entityAnswer } from '../answers.ts';
import { type GraphCall, parameter, type Route } from '../call.ts';
import { linkedIds } from '../directoryStore.ts';
import { channel, conversationMember, team } from '../entities/team.ts';
import { requireByKey } from '../keys.ts';

export const teamRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/teams',
    access: listTeams,
    handle: (call) => collectionAnswer(call, call.store.all('teams'), team),
  },
  {
    method: 'GET',
    path: '/teams/{id}',
    access: readTeams,
    handle: (call) => entityAnswer(call, requireByKey(call.store, team, parameter(call, 'id')), team),
  },
  {
    method: 'GET',
    path: '/teams/{id}/channels',
    access: readChannels,
    handle: (call) => {
      const { id } = requireByKey(call.store, team, parameter(call, 'id'));
      const channels = call.store.all('channels').filter(({ $team }) => $team === id);
      return collectionAnswer(call, channels, channel, { context: `teams('${id}')/channels` });
    },
  },
  { method: 'GET', path: '/teams/{id}/members', access: readTeamMembers, handle: members },
];

function members(call: GraphCall) {
  const { id } = requireByKey(call.store, team, parameter(call, 'id'));
  const group = call.store.get('groups', id);
  const owners = group === undefined ? [] : linkedIds(group, '$owners');
  const ids = new Set([...owners, ...(group === undefined ? [] : linkedIds(group, '$members'))]);
  const found = [...ids]
    .map((memberId) => call.store.get('users', memberId))
    .filter((member) => member !== undefined)
    .map(
      (member): GraphObject => ({
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        id: Buffer.from(`${id}##${member.id}`).toString('base64'),
        roles: owners.includes(member.id) ? ['owner'] : [],
        displayName: member.displayName,
        userId: member.id,
        email: member.mail,
      }),
    );
  return collectionAnswer(call, found, conversationMember, { context: `teams('${id}')/members`, mixed: true });
}
