import type { GraphObject } from '../../model.ts';
import { readCalendars, readMail, writeCalendars } from '../accessRules.ts';
import { collectionAnswer, createdAnswer, entityAnswer } from '../answers.ts';
import { type GraphCall, noContent, parameter, type Route } from '../call.ts';
import { event, message } from '../entities/calendar.ts';
import { user } from '../entities/user.ts';
import type { EntityType } from '../entityType.ts';
import { GraphError, mailboxDenied } from '../graphError.ts';
import { requireByKey } from '../keys.ts';
import { isObject } from '../odata/accessor.ts';
import { readChanges } from '../writes.ts';
import { withMe } from './userRoutes.ts';

const pageSize = 10;

/** Calendars and mail of users: data of Exchange, with Exchange's page size and refusals. */
export const calendarRoutes: readonly Route[] = [
  ...['calendarView', 'calendar/calendarView'].flatMap((path) =>
    withMe({ method: 'GET', path: `/users/{id}/${path}`, access: readCalendars, handle: calendarView }),
  ),
  ...['events', 'calendar/events'].flatMap((path) => [
    ...withMe({
      method: 'GET',
      path: `/users/{id}/${path}`,
      access: readCalendars,
      handle: (call) => list(call, 'events', event, path),
    }),
    ...withMe({ method: 'POST', path: `/users/{id}/${path}`, access: writeCalendars, handle: createEvent }),
  ]),
  ...withMe({
    method: 'GET',
    path: '/users/{id}/events/{eventId}',
    access: readCalendars,
    handle: (call) => one(call, 'events', event, 'eventId'),
  }),
  ...withMe({
    method: 'DELETE',
    path: '/users/{id}/events/{eventId}',
    access: writeCalendars,
    handle: (call) => {
      call.store.remove('events', itemOf(call, 'events', 'eventId').id);
      return noContent;
    },
  }),
  ...withMe({
    method: 'GET',
    path: '/users/{id}/messages',
    access: readMail,
    handle: (call) => list(call, 'messages', message, 'messages'),
  }),
  ...withMe({
    method: 'GET',
    path: '/users/{id}/messages/{messageId}',
    access: readMail,
    handle: (call) => one(call, 'messages', message, 'messageId'),
  }),
];

/** The user whose mailbox is asked for. A user reaches only their own, an application every one its permission covers. */
function mailboxOwner(call: GraphCall): GraphObject {
  const owner = requireByKey(call.store, user, parameter(call, 'id'));
  if (call.caller.kind === 'user' && call.caller.principalId !== owner.id) {
    throw mailboxDenied();
  }
  if (typeof owner.mail !== 'string') {
    throw new GraphError(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    );
  }
  return owner;
}

function itemsOf(call: GraphCall, set: string): GraphObject[] {
  const { id } = mailboxOwner(call);
  return call.store.all(set).filter(({ $owner }) => $owner === id);
}

function itemOf(call: GraphCall, set: string, name: string): GraphObject {
  const id = parameter(call, name);
  const found = itemsOf(call, set).find((item) => item.id === id);
  if (found === undefined) {
    throw new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
  }
  return found;
}

function list(call: GraphCall, set: string, type: EntityType, path: string) {
  const items = itemsOf(call, set);
  const context = `users('${encodeURIComponent(parameter(call, 'id'))}')/${path}`;
  return collectionAnswer(call, items, type, { context, pageSize });
}

function one(call: GraphCall, set: string, type: EntityType, name: string) {
  const item = itemOf(call, set, name);
  return entityAnswer(call, item, type, { context: `users('${encodeURIComponent(parameter(call, 'id'))}')/${set}` });
}

function calendarView(call: GraphCall) {
  const [from, until] = [instantOf(call, 'startdatetime'), instantOf(call, 'enddatetime')];
  const items = itemsOf(call, 'events')
    .filter((item) => timeOf(item, 'start') < until && timeOf(item, 'end') > from)
    .sort((left, right) => timeOf(left, 'start') - timeOf(right, 'start'));
  const context = `users('${encodeURIComponent(parameter(call, 'id'))}')/calendarView`;
  return collectionAnswer(call, items, event, { context, pageSize });
}

function instantOf(call: GraphCall, name: string): number {
  const text = call.query.custom.get(name);
  if (text === undefined) {
    throw new GraphError(
      400,
      'ErrorInvalidParameter',
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    );
  }
  // A time without a zone is UTC.
  const value = Date.parse(
    /(?:Z|[+ -]\d{2}:\d{2})$/i.test(text) ? text.replace(' ', '+') : `${text}${text.includes('T') ? '' : 'T00:00:00'}Z`,
  );
  if (Number.isNaN(value)) {
    throw new GraphError(400, 'ErrorInvalidParameter', `The value '${text}' of parameter '${name}' is invalid.`);
  }
  return value;
}

function timeOf(item: GraphObject, side: 'start' | 'end'): number {
  const time = item[side];
  return isObject(time) ? Date.parse(`${String(time.dateTime).slice(0, 19)}Z`) : Number.NaN;
}

function createEvent(call: GraphCall) {
  const owner = mailboxOwner(call);
  const changes = readChanges(call, event);
  for (const side of ['start', 'end'] as const) {
    if (!isObject(changes[side]) || Number.isNaN(timeOf({ id: '', ...changes }, side))) {
      throw new GraphError(
        400,
        'ErrorPropertyValidationFailure',
        `At least one property failed validation: '${side}'.`,
      );
    }
  }
  const { store } = call;
  const object = store.insert('events', {
    subject: '',
    attendees: [],
    isAllDay: false,
    isCancelled: false,
    showAs: 'busy',
    organizer: { emailAddress: { name: owner.displayName, address: owner.mail } },
    ...changes,
    createdDateTime: store.timestamp(),
    lastModifiedDateTime: store.timestamp(),
    id: `AAMk${store.newId().replaceAll('-', '')}=`,
    $owner: owner.id,
  });
  return createdAnswer(call, object, event, `users('${encodeURIComponent(parameter(call, 'id'))}')/events`);
}
