import type { EntityType } from '../entityType.ts';
import { complex, flag, instant, key, open, opens, readOnly, text, texts } from './properties.ts';

const dateTimeTimeZone = { name: 'dateTimeTimeZone', properties: { dateTime: text, timeZone: text } };

export const event: EntityType = {
  name: 'event',
  resource: 'Event',
  set: 'events',
  properties: {
    id: key,
    attendees: opens,
    body: open,
    bodyPreview: text,
    categories: texts,
    createdDateTime: readOnly(instant),
    end: complex(dateTimeTimeZone),
    iCalUId: readOnly(text),
    importance: text,
    isAllDay: flag,
    isCancelled: flag,
    isOnlineMeeting: flag,
    isOrganizer: readOnly(flag),
    lastModifiedDateTime: readOnly(instant),
    location: open,
    organizer: open,
    sensitivity: text,
    showAs: text,
    start: complex(dateTimeTimeZone),
    subject: text,
    type: readOnly(text),
    webLink: readOnly(text),
  },
};

export const message: EntityType = {
  name: 'message',
  resource: 'Message',
  set: 'messages',
  properties: {
    id: key,
    body: open,
    bodyPreview: text,
    from: open,
    hasAttachments: flag,
    importance: text,
    isRead: flag,
    receivedDateTime: instant,
    sentDateTime: instant,
    subject: text,
    toRecipients: opens,
  },
};
