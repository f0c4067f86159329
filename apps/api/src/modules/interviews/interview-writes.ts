import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Events } from '../../platform/events/events.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';

/** What a use-case did to an interview, for the audit and for whoever listens. */
export interface Deed {
  /** null: Dryrun itself. */
  actorId: string | null;
  /** The use-case, e.g. `interview.cancel`. */
  action: string;
  interview: Interview;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** News for other modules, e.g. `interview.cancelled`; the payload always names batch, learner and mentor. */
  news?: { type: `interview.${string}`; payload?: Record<string, unknown> };
}

/** News that change what people have in their calendars. */
const CALENDAR_NEWS: readonly string[] = [
  'interview.confirmed',
  'interview.moved',
  'interview.swapped',
  'interview.cancelled',
  'interview.meeting_link_set',
];

/** A write of this module: one transaction with one "now", in which the change, its audit line and its news commit together. */
@Injectable()
export class InterviewWrites {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly store: InterviewsStore,
  ) {}

  run<T>(work: (tx: Tx, now: Date) => Promise<T>): Promise<T> {
    return this.database.write((tx) => work(tx, this.clock.now()));
  }

  async tell(tx: Tx, { actorId, action, interview, before, after, news }: Deed): Promise<void> {
    const { id, batchId, learnerId } = interview;
    await this.audit.record(tx, {
      actorId,
      action,
      subjectType: 'interview',
      subjectId: id,
      personId: learnerId,
      batchId,
      before,
      after,
    });
    // News carry what calendars need, as of this change: whoever writes the messages later must not mix two changes up.
    if (news)
      await this.events.announce(tx, {
        type: news.type,
        subjectId: id,
        payload: newsOf(interview, { ...news.payload, ...(await this.calendarOf(tx, interview, news.type)) }),
      });
  }

  private async calendarOf(
    tx: Tx,
    { id, startsAt, endsAt }: Interview,
    type: string,
  ): Promise<Record<string, unknown>> {
    if (!CALENDAR_NEWS.includes(type)) return {};
    const sequence = await this.store.riseCalendarSequence(tx, id, type === 'interview.confirmed', this.clock.now());
    return { calendar: { sequence, startsAt, endsAt } };
  }
}

/** What news of an interview always say, and `more`. */
export function newsOf(
  { batchId, learnerId, mentorId }: Pick<Interview, 'batchId' | 'learnerId' | 'mentorId'>,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { batchId, learnerId, mentorId, ...more };
}
