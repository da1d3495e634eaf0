import type { EntityType } from '../entityType.ts';
import { displayName, flag, instant, key, open, readOnly, text, texts } from './properties.ts';

export const team: EntityType = {
  name: 'team',
  resource: 'Team',
  set: 'teams',
  properties: {
    id: key,
    classification: text,
    createdDateTime: readOnly(instant),
    description: text,
    displayName,
    funSettings: open,
    guestSettings: open,
    isArchived: flag,
    memberSettings: open,
    messagingSettings: open,
    visibility: text,
    webUrl: readOnly(text),
  },
};

export const channel: EntityType = {
  name: 'channel',
  resource: 'Channel',
  set: 'channels',
  properties: {
    id: key,
    createdDateTime: readOnly(instant),
    description: text,
    displayName,
    email: text,
    isArchived: flag,
    isFavoriteByDefault: flag,
    membershipType: text,
    webUrl: readOnly(text),
  },
};

export const conversationMember: EntityType = {
  name: 'conversationMember',
  resource: 'ConversationMember',
  set: 'members',
  properties: { id: key, displayName, email: text, roles: texts, userId: text, visibleHistoryStartDateTime: instant },
};
