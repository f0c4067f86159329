import { Injectable } from '@nestjs/common';
import type { ClosedReason } from '@dryrun/domain/interviews/why-not';
import { bookingLimits } from '@dryrun/domain/scheduling/mentor-limits';
import type { SlotExplanation, SlotReason } from '@dryrun/domain/scheduling/open-slots';
import { explainSlots, openSlots } from '@dryrun/domain/scheduling/open-slots';
import type { BookedTime, SlotRequest } from '@dryrun/domain/scheduling/slot-request';
import { overlaps, type Interval } from '@dryrun/domain/scheduling/intervals';
import { CalendarReader, type MentorOffer, type PersonCalendar } from '@dryrun/domain/scheduling/packed-calendar';
import { nextMockFrom } from '@dryrun/domain/scheduling/quota';
import { batchWeekOf, batchWeekRange } from '@dryrun/domain/time/batch-weeks';
import { DAY, MINUTE } from '@dryrun/domain/time/zone-transitions';
import type { Batch } from '../cohorts/index.ts';
import { calendarsOf, offerOf, type Account, type MentorHoursRow, type SlotFacts } from './person-calendars.ts';
import { QuotaStore } from './quota.store.ts';
import { SchedulingStore } from './scheduling.store.ts';

/** Instants are epoch milliseconds. */
export interface SlotQuestion {
  batch: Batch;
  /** null: whoever it may be; the learner's calendar and account say nothing then. */
  learnerId: string | null;
  mentorIds: readonly string[];
  durationMin: number;
  now: number;
  /** Which starts are asked for; everything from now to the batch's horizon when absent. */
  range?: Interval;
  /** Hours to search in instead of a mentor's saved ones. */
  draft?: MentorHoursRow;
  /** The reference whose booking would be replaced: it neither blocks nor counts. */
  replaces?: string;
  /** The learner's account, where the caller has read it already. */
  account?: Account;
  /** Mentors who are not offered because of something that scheduling does not know. */
  pausedMentorIds?: ReadonlySet<string>;
}

export interface ExplainedStart {
  start: number;
  /** Why it cannot be reserved right now; empty when it can. */
  reasons: readonly ClosedReason[];
}

/** Every start in a mentor's hours with what closes it, ascending. */
export interface MentorExplanation {
  mentorId: string;
  availability: SlotExplanation['availability'];
  candidates: ExplainedStart[];
}

export interface MentorStarts {
  mentorId: string;
  /** Starts that can be reserved right now, ascending. */
  starts: number[];
}

export interface MentorSlots extends MentorStarts {
  /** How many starts each reason closes; a start with two reasons counts for both. */
  closed: Map<ClosedReason, number>;
  availability: SlotExplanation['availability'];
}

const AS_TOLD: Record<SlotReason, ClosedReason> = {
  notice: 'notice',
  horizon: 'horizon',
  busy: 'busy',
  busy_buffer: 'buffer',
  booked: 'booked',
  booked_buffer: 'buffer',
  daily_limit: 'daily_limit',
  weekly_limit: 'weekly_limit',
};

// Limits count whole weeks, and the range may begin or end inside one.
const LIMIT_REACH = 8 * DAY;

/** What the search goes by. */
interface Known {
  calendars: ReadonlyMap<string, PersonCalendar>;
  account: Account;
}

/** Which bookings, and which outside appointments, matter for starts in that range. */
export function reachOf(range: Interval): { bookings: Interval; outside: Interval } {
  return {
    bookings: { start: range.start - LIMIT_REACH, end: range.end + LIMIT_REACH },
    outside: { start: range.start - DAY, end: range.end + DAY },
  };
}

/** Finds the open starts of several mentors for one learner: two queries, however many mentors there are. */
@Injectable()
export class SlotSearch {
  private readonly reader = new CalendarReader();

  constructor(
    private readonly store: SchedulingStore,
    private readonly quota: QuotaStore,
  ) {}

  async run(question: SlotQuestion): Promise<MentorSlots[]> {
    return (await this.explain(question)).map(summed);
  }

  async explain(question: SlotQuestion): Promise<MentorExplanation[]> {
    return explainKnown(question, await this.read(question));
  }

  /** Only the open starts, for many mentors at once: a fraction of the work of saying why others are closed. */
  async starts(question: SlotQuestion): Promise<MentorStarts[]> {
    const known = await this.read(question);
    const learner = learnerSide(question, known);
    return perMentor(question, known, (mine, offer) => {
      if (!offer || question.pausedMentorIds?.has(mine.personId)) return { mentorId: mine.personId, starts: [] };
      const { starts } = openSlots(requestOf(question, mine, offer));
      return { mentorId: mine.personId, starts: learner ? starts.filter((start) => learner.allows(start)) : starts };
    });
  }

  private async read(question: SlotQuestion): Promise<Known> {
    const { batch, learnerId, now, replaces, mentorIds } = question;
    const rows = await this.store.listCalendars({
      personIds: learnerId === null ? mentorIds : [...mentorIds, learnerId],
      reach: reachOf(rangeOf(question)),
      now: new Date(now),
      ignoreHoldsOf: learnerId,
      ignoreReference: replaces ?? null,
    });
    return {
      calendars: new Map(rows.map((row) => [row.personId, this.reader.read(row)])),
      account: question.account ?? (learnerId === null ? [] : await this.quota.listEntries(learnerId, batch.id)),
    };
  }
}

/** The same on what was read already. */
export function explainWith(question: SlotQuestion, facts: SlotFacts): MentorExplanation[] {
  return explainKnown(question, { calendars: calendarsOf(facts), account: facts.account });
}

function explainKnown(question: SlotQuestion, known: Known): MentorExplanation[] {
  const learner = learnerSide(question, known);
  return perMentor(question, known, (mine, offer) =>
    offer
      ? explained(question, mine, offer, learner)
      : { mentorId: mine.personId, availability: 'none', candidates: [] },
  );
}

/** Asks about each mentor with what is theirs; no offer of one who published no hours. */
function perMentor<T>(
  { mentorIds, draft }: SlotQuestion,
  { calendars }: Known,
  ask: (mine: PersonCalendar, offer: MentorOffer | null) => T,
): T[] {
  return mentorIds.map((personId) => {
    const mine = calendars.get(personId) ?? { personId, offers: null, mentoring: [], learning: [], outside: [] };
    return ask(mine, draft?.personId === personId ? offerOf(draft) : mine.offers);
  });
}

function learnerSide(question: SlotQuestion, { calendars, account }: Known): LearnerSide | null {
  const { learnerId } = question;
  if (learnerId === null) return null;
  return new LearnerSide(question, calendars.get(learnerId), account);
}

export function summed({ mentorId, availability, candidates }: MentorExplanation): MentorSlots {
  const starts: number[] = [];
  const closed = new Map<ClosedReason, number>();
  for (const { start, reasons } of candidates) {
    if (reasons.length === 0) starts.push(start);
    for (const reason of reasons) closed.set(reason, (closed.get(reason) ?? 0) + 1);
  }
  return { mentorId, starts, closed, availability };
}

function rangeOf({ range, now, batch }: SlotQuestion): Interval {
  return range ?? { start: now, end: now + batch.policy.horizonDays * DAY + 1 };
}

/** One mentor as the slot engine reads them. */
function requestOf(question: SlotQuestion, mine: PersonCalendar, { hours, limits: own }: MentorOffer): SlotRequest {
  const { batch, durationMin, now } = question;
  const { timeZone, rules, ...dates } = hours;
  const limits = bookingLimits(batch.policy, own);
  return {
    mentorTimeZone: timeZone,
    weeklyRules: rules,
    ...dates,
    // What this mentor does in another role keeps their own buffers clear, and no cap counts it.
    busy: mine.learning.length === 0 ? mine.outside : [...mine.outside, ...mine.learning],
    existingBookings: mine.mentoring,
    durationMin,
    stepMin: limits.stepMinutes,
    bufferBeforeMin: limits.bufferBeforeMinutes,
    bufferAfterMin: limits.bufferAfterMinutes,
    minNoticeMin: limits.noticeMinutes,
    maxAheadMin: (batch.policy.horizonDays * DAY) / MINUTE,
    now,
    range: rangeOf(question),
    maxPerDay: limits.maxPerDay,
    maxPerWeek: limits.maxPerWeek,
  };
}

function explained(
  question: SlotQuestion,
  mine: PersonCalendar,
  offer: MentorOffer,
  learner: LearnerSide | null,
): MentorExplanation {
  const mentorId = mine.personId;
  const { availability, candidates } = explainSlots(requestOf(question, mine, offer));
  const paused: ClosedReason[] = question.pausedMentorIds?.has(mentorId) ? ['overdue_feedback'] : [];
  return {
    mentorId,
    availability,
    candidates: candidates.map(({ start, reasons }) => ({
      start,
      reasons: [...new Set([...paused, ...reasons.map((r) => AS_TOLD[r]), ...(learner?.reasonsAt(start) ?? [])])],
    })),
  };
}

/** What the learner's own calendar and account say about a start. */
class LearnerSide {
  private readonly busy: readonly Interval[];
  private readonly isPaid = new Map<number, boolean>();
  /** The batch week of the start that was asked about last: starts come in order, so the next one mostly lies in it, too. */
  private week: Interval & { isPaid: boolean } = { start: 0, end: 0, isPaid: false };

  constructor(
    private readonly question: SlotQuestion,
    calendar: PersonCalendar | undefined,
    account: Account,
  ) {
    this.busy = calendar ? [...calendar.learning, ...calendar.mentoring.filter(isLive).map(blockedTime)] : [];
    const { batch, replaces } = question;
    const entries = account.filter((e) => replaces === undefined || e.referenceId !== replaces || e.kind === 'grant');
    // A booking that stays in its week stays paid.
    const kept = account.find((e) => e.kind === 'use' && e.referenceId === replaces && e.isLive);
    if (kept && kept.startsAt !== null) this.isPaid.set(batchWeekOf(batch, kept.startsAt), true);
    this.mayPay = (week) => nextMockFrom(entries, batchWeekRange(batch, week), batch.policy.mocksPerWeek) !== 'none';
  }

  private readonly mayPay: (week: number) => boolean;

  reasonsAt(start: number): ClosedReason[] {
    const reasons: ClosedReason[] = [];
    if (!this.pays(start)) reasons.push('quota');
    if (this.isBusy(start)) reasons.push('you_are_busy');
    return reasons;
  }

  allows(start: number): boolean {
    return this.pays(start) && !this.isBusy(start);
  }

  private pays(start: number): boolean {
    if (start >= this.week.start && start < this.week.end) return this.week.isPaid;
    const { batch } = this.question;
    const week = batchWeekOf(batch, start);
    let isPaid = this.isPaid.get(week);
    if (isPaid === undefined) this.isPaid.set(week, (isPaid = this.mayPay(week)));
    this.week = { ...batchWeekRange(batch, week), isPaid };
    return isPaid;
  }

  private isBusy(start: number): boolean {
    const interview = { start, end: start + this.question.durationMin * MINUTE };
    return this.busy.some((b) => overlaps(b, interview));
  }
}

/** One that was used is empty. */
function isLive({ start, end }: BookedTime): boolean {
  return start < end;
}

function blockedTime({ start, end, bufferBeforeMin = 0, bufferAfterMin = 0 }: BookedTime): Interval {
  return { start: start - bufferBeforeMin * MINUTE, end: end + bufferAfterMin * MINUTE };
}
