import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DAY, HOUR } from '@dryrun/domain/time/zone-transitions';
import { Clock } from '../../platform/clock/clock.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Calendars } from '../calendars/index.ts';
import { Interviews, type CalendarMock } from '../interviews/index.ts';
import { reminderMail } from './interview-mails.ts';
import { InterviewReaders } from './interview-readers.ts';
import { orderKeyOf, REMINDER, threadOf } from './message-names.ts';
import { MessageChoicesStore, type Reminder, type ReminderKind } from './message-choices.store.ts';
import { Post } from './post.ts';

export const REMIND_TIMER = 'notifications.remind';

const EVERY_SECONDS = 60;
const BEFORE: Record<ReminderKind, number> = { day_before: DAY, hour_before: HOUR };

/** Writes one reminder, after looking at the mock once more. */
@Injectable()
export class ReminderPost {
  constructor(
    private readonly interviews: Interviews,
    private readonly readers: InterviewReaders,
    private readonly calendars: Calendars,
    private readonly choices: MessageChoicesStore,
    private readonly post: Post,
  ) {}

  async write(tx: Tx, reminder: Reminder, now: Date): Promise<void> {
    const { interviewId, startsAt, kind, personId } = reminder;
    // The row is locked: a move or a cancellation is either seen here, or comes after and withdraws what is written here.
    const mock = await this.interviews.lockedCalendarMock(tx, interviewId);
    if (mock?.state !== 'scheduled' || mock.startsAt.getTime() !== startsAt.getTime()) return;
    const reader = (await this.readers.of(interviewId)).find((r) => r.person.id === personId);
    if (!reader) return;
    const { person, facts, batchId } = reader;
    const isNeedless = isKnown(mock, kind) || (kind === 'day_before' && startsAt.getTime() - now.getTime() <= HOUR);
    // The one a day before can wait for the morning; it is decided again then.
    if (!isNeedless && kind === 'day_before' && (await this.post.wakes(person, batchId, now))) return;
    if (!(await this.choices.claimReminder(tx, reminder, now)) || isNeedless) return;
    const [entry] = await this.calendars.entriesOf([mock], personId);
    await this.post.send(tx, person, {
      kind: REMINDER,
      words: reminderMail(facts, entry?.place ?? null),
      batchId,
      orderKey: orderKeyOf(interviewId, personId),
      name: `mock-${interviewId}-${startsAt.getTime()}-${kind.replace('_', '-')}-${personId}`,
      thread: threadOf(interviewId, personId),
      optional: kind,
      isUrgent: true,
      expiresAt: startsAt,
    });
  }
}

/** Who booked or moved it after the moment of the reminder needs none. */
function isKnown({ changedAt, startsAt }: CalendarMock, kind: ReminderKind): boolean {
  return changedAt.getTime() > startsAt.getTime() - BEFORE[kind];
}

/**
 * Reminds both people of a mock a day and an hour before. Nothing is planned ahead: every minute the booked mocks of the next
 * day are looked at as they are now, so that what was moved or cancelled never reminds wrongly, and a server that was down for
 * a while catches up. Each reminder of each time of a mock is written once.
 */
@Injectable()
export class RemindOfMocks implements OnModuleInit {
  private readonly log = new Logger('notifications');

  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly interviews: Interviews,
    private readonly choices: MessageChoicesStore,
    private readonly reminders: ReminderPost,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule(REMIND_TIMER, { everySeconds: EVERY_SECONDS }, (signal) => this.run(signal));
  }

  private async run(signal: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const mocks = await this.interviews.startingBetween(now, new Date(now.getTime() + DAY));
    const due = mocks.flatMap((mock) => remindersOf(mock, now));
    for (const reminder of await this.choices.withoutClaimed(due)) {
      if (signal.aborted) return;
      try {
        await this.database.write((tx) => this.reminders.write(tx, reminder, now));
      } catch (error) {
        // One mock that cannot be told of keeps no other from being told of.
        this.log.error(
          `no reminder of ${reminder.interviewId}: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }
}

function remindersOf({ id, learnerId, mentorId, startsAt }: CalendarMock, now: Date): Reminder[] {
  const kinds = (Object.keys(BEFORE) as ReminderKind[]).filter((k) => startsAt.getTime() - now.getTime() <= BEFORE[k]);
  return kinds.flatMap((kind) =>
    [learnerId, mentorId].map((personId) => ({ interviewId: id, startsAt, kind, personId })),
  );
}
