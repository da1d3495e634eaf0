import type { GraphObject } from '../model.ts';
import { sampleId } from './ids.ts';
import { address, hasMailbox, personId, type SamplePerson, samplePeople } from './people.ts';

/** Meetings by weekday (0 = Monday), hour in UTC, minutes and who takes part. */
interface Meeting {
  readonly subject: string;
  readonly days: readonly number[];
  readonly hour: number;
  readonly minutes: number;
  readonly organizer: string;
  readonly attendees: readonly string[];
  readonly room?: string;
  readonly online?: boolean;
}

const meetings: readonly Meeting[] = [
  {
    subject: 'Stand-up',
    days: [0, 1, 2, 3, 4],
    hour: 9,
    minutes: 15,
    organizer: 'lee',
    attendees: ['grady', 'henrietta', 'lidia', 'johanna'],
    online: true,
  },
  {
    subject: 'Campaign review',
    days: [1],
    hour: 13,
    minutes: 60,
    organizer: 'miriam',
    attendees: ['megan', 'alex', 'zoe', 'bianca'],
    room: 'adams',
  },
  {
    subject: 'Leadership round',
    days: [0],
    hour: 15,
    minutes: 90,
    organizer: 'patti',
    attendees: ['nestor', 'lee', 'miriam', 'debra'],
    room: 'rainier',
  },
  {
    subject: 'Budget check',
    days: [3],
    hour: 10,
    minutes: 45,
    organizer: 'pradeep',
    attendees: ['emily', 'sean', 'patti'],
    room: 'baker',
  },
  {
    subject: 'Contract questions',
    days: [2],
    hour: 14,
    minutes: 30,
    organizer: 'joni',
    attendees: ['enrico', 'nestor'],
    room: 'crystal',
  },
  {
    subject: 'Store openings',
    days: [4],
    hour: 11,
    minutes: 60,
    organizer: 'adele',
    attendees: ['lynne', 'christie'],
    room: 'hood',
  },
  {
    subject: 'Release planning',
    days: [2],
    hour: 10,
    minutes: 60,
    organizer: 'lidia',
    attendees: ['lee', 'johanna', 'henrietta'],
    online: true,
  },
  {
    subject: 'New starters',
    days: [0],
    hour: 8,
    minutes: 30,
    organizer: 'diego',
    attendees: ['allan', 'helpdesk'],
    room: 'adams',
  },
  {
    subject: 'Maintenance window',
    days: [3],
    hour: 20,
    minutes: 120,
    organizer: 'allan',
    attendees: ['admin', 'appadmin', 'helpdesk'],
  },
  {
    subject: 'Forecast',
    days: [1],
    hour: 16,
    minutes: 30,
    organizer: 'isaiah',
    attendees: ['patti', 'lynne'],
    online: true,
  },
];

const day = 86_400_000;
/** Weeks before and after the one the sample tenant was made in. */
const weeks = [-2, -1, 0, 1, 2];

/** Calendar entries of everyone for five weeks around `now`, one per meeting and person who takes part. */
export function eventObjects(now: Date): GraphObject[] {
  const monday = startOfWeek(now);
  const byAlias = new Map(samplePeople.map((person) => [person.alias, person]));
  return weeks.flatMap((week) =>
    meetings.flatMap((meeting) =>
      meeting.days.flatMap((weekday) => {
        const start = new Date(monday + (week * 7 + weekday) * day + meeting.hour * 3_600_000);
        const aliases = [
          meeting.organizer,
          ...meeting.attendees,
          ...(meeting.room === undefined ? [] : [meeting.room]),
        ];
        return aliases
          .map((alias) => byAlias.get(alias))
          .filter((person) => person !== undefined && hasMailbox(person))
          .map((person) => eventObject(meeting, start, person as SamplePerson, byAlias));
      }),
    ),
  );
}

function startOfWeek(now: Date): number {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return midnight - ((now.getUTCDay() + 6) % 7) * day;
}

function eventObject(
  meeting: Meeting,
  start: Date,
  person: SamplePerson,
  byAlias: ReadonlyMap<string, SamplePerson>,
): GraphObject {
  const { subject, minutes, organizer, attendees, room } = meeting;
  const mailbox = (alias: string) => ({ name: byAlias.get(alias)?.displayName ?? alias, address: address(alias) });
  const end = new Date(start.getTime() + minutes * 60_000);
  const key = `${subject}/${start.toISOString()}`;
  return {
    id: `AAMkAD${Buffer.from(sampleId(`event/${key}/${person.alias}`)).toString('base64url')}`,
    createdDateTime: new Date(start.getTime() - 30 * day).toISOString(),
    lastModifiedDateTime: new Date(start.getTime() - 20 * day).toISOString(),
    iCalUId: sampleId(`ical/${key}`).replaceAll('-', '').toUpperCase(),
    subject,
    bodyPreview: `${subject}, as every week.`,
    body: { contentType: 'text', content: `${subject}, as every week.` },
    importance: 'normal',
    sensitivity: 'normal',
    categories: [],
    isAllDay: false,
    isCancelled: false,
    isOrganizer: person.alias === organizer,
    isOnlineMeeting: meeting.online === true,
    showAs: 'busy',
    type: 'singleInstance',
    start: { dateTime: `${start.toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' },
    end: { dateTime: `${end.toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' },
    location: {
      displayName: room === undefined ? '' : mailbox(room).name,
      locationType: room === undefined ? 'default' : 'conferenceRoom',
    },
    organizer: { emailAddress: mailbox(organizer) },
    attendees: attendees.map((alias) => ({
      type: 'required',
      status: { response: 'accepted' },
      emailAddress: mailbox(alias),
    })),
    $owner: personId(person.alias),
    $sample: true,
  };
}

/** A few messages in every mailbox. */
export function messageObjects(now: Date): GraphObject[] {
  const subjects = ['Welcome to Contoso', 'Your weekly digest', 'Reminder: timesheets are due'];
  return samplePeople.filter(hasMailbox).flatMap((person) =>
    subjects.map((subject, index): GraphObject => {
      const received = new Date(now.getTime() - (index * 2 + 1) * day).toISOString().replace(/\.\d+/, '');
      return {
        id: `AAMkAM${Buffer.from(sampleId(`message/${person.alias}/${subject}`)).toString('base64url')}`,
        subject,
        bodyPreview: `Hello ${person.displayName}`,
        body: { contentType: 'text', content: `Hello ${person.displayName}` },
        from: { emailAddress: { name: 'Info', address: address('info') } },
        toRecipients: [{ emailAddress: { name: person.displayName, address: address(person.alias) } }],
        hasAttachments: false,
        importance: 'normal',
        isRead: index > 0,
        receivedDateTime: received,
        sentDateTime: received,
        $owner: personId(person.alias),
        $sample: true,
      };
    }),
  );
}
