import { Injectable } from '@nestjs/common';
import type { CalendarFeedView } from '@dryrun/contracts/calendar-feed.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { COUNTING_STATES } from '@dryrun/domain/interviews/interview-state';
import { calendarFile } from '../../platform/calendar/calendar-text.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';
import { Identity } from '../identity/index.ts';
import { Interviews, type CalendarMock } from '../interviews/index.ts';
import { CalendarFeedStore } from './calendar-feed.store.ts';
import { Calendars } from './calendars.ts';
import { FeedLimit } from './feed-limit.ts';
import { tokenHash } from './renew-feed.ts';

const HOUR = 3_600_000;
/** Past mocks stay in the feed for a month, so that a calendar does not lose yesterday. */
const BACK = 30 * 24 * HOUR;
const READS_A_MINUTE = 30;
const MISSES_A_MINUTE = 30;
const REFRESH_MINUTES = 60;

/** Calendars as calendar programs read them. */
@Injectable()
export class CalendarFeedQueries {
  private readonly limit = new FeedLimit();

  constructor(
    private readonly store: CalendarFeedStore,
    private readonly database: Database,
    private readonly identity: Identity,
    private readonly interviews: Interviews,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  async mine({ personId }: Actor): Promise<CalendarFeedView> {
    const feed = await this.store.find(personId);
    return {
      feed: feed && {
        createdAt: feed.createdAt.toISOString(),
        lastReadAt: feed.lastReadAt?.toISOString() ?? null,
      },
    };
  }

  /**
   * The live mocks of whoever owns this address, with the roles of this moment.
   * @param address of the client, to slow down those who try many
   * @throws Refusal `not_found` for an unknown or former token, and for a person who left: nobody can tell which
   */
  async read(token: string, address: string): Promise<string> {
    const now = this.clock.now();
    const hash = tokenHash(token);
    const feed = await this.store.findByHash(hash);
    const actor = feed && (await this.identity.actor(feed.personId));
    const wait = actor
      ? this.limit.count(`feed ${hash}`, READS_A_MINUTE, now.getTime())
      : this.limit.count(`miss ${address}`, MISSES_A_MINUTE, now.getTime());
    if (wait !== null)
      throw new Refusal('too_many_requests', 'This was asked for very often. Please wait a moment.', {
        retryAfterSeconds: wait,
      });
    if (!feed || !actor) throw notFound();
    const mocks = await this.interviews.calendarMocksOf(actor, new Date(now.getTime() - BACK));
    const entries = await this.calendars.entriesOf(mocks.filter(isLive), actor.personId);
    if (feed.lastReadAt === null || now.getTime() - feed.lastReadAt.getTime() > HOUR)
      await this.database.write((tx) => this.store.touch(tx, hash, now));
    return calendarFile(entries, { name: 'Dryrun mocks', refreshMinutes: REFRESH_MINUTES });
  }

  /** One mock to add to a calendar. @throws Refusal `not_found` unless the actor is in it: the meeting link is for its two people */
  async file(actor: Actor, interviewId: string): Promise<string> {
    const mock = await this.interviews.calendarMock(actor, interviewId);
    if (mock.learnerId !== actor.personId && mock.mentorId !== actor.personId) throw notFound();
    return calendarFile(await this.calendars.entriesOf([mock], actor.personId));
  }
}

/** One about which somebody said that nobody came stays where it is until that is settled: the two may still meet. */
function isLive({ state }: CalendarMock): boolean {
  return COUNTING_STATES.includes(state);
}
