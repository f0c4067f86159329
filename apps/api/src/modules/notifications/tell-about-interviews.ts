import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Mail } from '../../platform/mail/mail.ts';
import { Calendars } from '../calendars/index.ts';
import { Interviews, type Interview } from '../interviews/index.ts';
import {
  bookedMail,
  cancelledMail,
  handedOverMail,
  movedMail,
  newMentorMail,
  newPlaceMail,
  takenOverMail,
  type By,
  type Words,
} from './interview-mails.ts';
import { InterviewReaders, type InterviewReader } from './interview-readers.ts';
import { orderKeyOf, REMINDER, REQUEST_ASKED, threadOf } from './message-names.ts';
import { Post } from './post.ts';

const Role = z.enum(['learner', 'mentor', 'admin']);
/** A change as its news tell of it: later changes are in later news, and must not get into this message. */
const Change = z.object({
  learnerId: z.uuid(),
  mentorId: z.uuid(),
  by: Role.default('learner'),
  calendar: z.object({ sequence: z.int(), startsAt: z.coerce.date(), endsAt: z.coerce.date() }),
  from: z.object({ mentorId: z.uuid(), startsAt: z.coerce.date(), endsAt: z.coerce.date() }).optional(),
});
type Change = z.infer<typeof Change>;

/** What one person is told of a change, and what becomes of the entry in their calendar. */
interface Telling {
  reader: InterviewReader;
  wordsFor: WordsFor;
  mock: Interview;
  isCancelled: boolean;
}

/** News after which what was written about the time before is no longer so. */
const CHANGES_TIME = ['interview.moved', 'interview.swapped', 'interview.cancelled'];

/** @param place where they meet, as the calendar entry says */
type WordsFor = (change: Change, reader: InterviewReader, place: string | null) => Words;

type News = DomainEvent & { id: string; at: Date };

/** Invites both people of a mock when it is booked, and tells them of each move, swap, new meeting link and cancellation, in words and in their calendars. */
@Injectable()
export class TellAboutInterviews implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly interviews: Interviews,
    private readonly readers: InterviewReaders,
    private readonly calendars: Calendars,
    private readonly post: Post,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.events.on('interview.confirmed', (tx, event) =>
      this.tell(tx, event, (change, reader) => bookedMail(reader.facts, byOf(change, reader))),
    );
    this.events.on('interview.cancelled', (tx, event) =>
      this.tell(tx, event, (change, reader) => cancelledMail(reader.facts, byOf(change, reader)), {
        isCancelled: true,
      }),
    );
    for (const type of ['interview.moved', 'interview.swapped'])
      this.events.on(type, (tx, event) => this.tell(tx, event, rebookedMail));
    this.events.on('interview.meeting_link_set', (tx, event) =>
      this.tell(tx, event, (change, reader, place) => newPlaceMail(reader.facts, byOf(change, reader), place)),
    );
  }

  private async tell(tx: Tx, event: News, wordsFor: WordsFor, { isCancelled = false } = {}): Promise<void> {
    const change = Change.parse(event.payload);
    const now = await this.interviews.interview(event.subjectId);
    const { learnerId, mentorId, calendar, from } = change;
    const mock: Interview = { ...now, learnerId, mentorId, startsAt: calendar.startsAt, endsAt: calendar.endsAt };
    const tellings: Telling[] = (await this.readers.at(mock)).map((reader) => ({
      reader,
      wordsFor,
      mock,
      isCancelled,
    }));
    if (from && from.mentorId !== mentorId) {
      const former: Interview = { ...mock, ...from };
      const reader = (await this.readers.at(former)).find((r) => r.person.id === from.mentorId);
      if (reader)
        tellings.push({ reader, wordsFor: (_, { facts }) => handedOverMail(facts), mock: former, isCancelled: true });
    }
    for (const telling of tellings) await this.write(tx, event, change, telling);
  }

  private async write(
    tx: Tx,
    event: News,
    change: Change,
    { reader, wordsFor, mock, isCancelled }: Telling,
  ): Promise<void> {
    const { person, batchId } = reader;
    const orderKey = orderKeyOf(mock.id, person.id);
    const { sequence } = change.calendar;
    const [entry] = await this.calendars.entriesOf(
      [{ ...mock, sequence, changedAt: event.at }],
      person.id,
      () => isCancelled,
    );
    // Reminders of it as it was, and questions about it, are over.
    for (const kind of CHANGES_TIME.includes(event.type) ? [REMINDER, REQUEST_ASKED] : [])
      await this.mail.withdraw(tx, orderKey, kind, 'The mock was changed before this could be sent.');
    await this.post.send(tx, person, {
      kind: event.type,
      words: wordsFor(change, reader, entry?.place ?? null),
      batchId,
      orderKey,
      // The same news never make a second message, however often they are heard.
      name: `mock-${event.id}-${person.id}`,
      thread: threadOf(mock.id, person.id),
      calendar: entry,
      about: change.from && change.from.startsAt < mock.startsAt ? change.from.startsAt : mock.startsAt,
      isUrgent: byOf(change, reader) === 'you',
    });
  }
}

function byOf({ by }: Change, { facts }: InterviewReader): By {
  if (by === 'admin') return 'staff';
  return by === facts.reader.role ? 'you' : 'other';
}

function rebookedMail(change: Change, reader: InterviewReader): Words {
  const { from, mentorId, calendar } = change;
  const before = from && from.startsAt.getTime() !== calendar.startsAt.getTime() ? from.startsAt : null;
  if (from && from.mentorId !== mentorId)
    return reader.facts.reader.role === 'mentor' ? takenOverMail(reader.facts) : newMentorMail(reader.facts, before);
  return movedMail(reader.facts, byOf(change, reader), before ?? calendar.startsAt);
}
