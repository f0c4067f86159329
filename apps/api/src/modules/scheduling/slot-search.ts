import { Injectable } from '@nestjs/common';
import type { ClosedReason } from '@dryrun/domain/interviews/why-not';
import { bookingLimits } from '@dryrun/domain/scheduling/mentor-limits';
import type { SlotExplanation, SlotReason } from '@dryrun/domain/scheduling/open-slots';
import { explainSlots, openSlots } from '@dryrun/domain/scheduling/open-slots';
import type { BookedTime, SlotRequest } from '@dryrun/domain/scheduling/slot-request';
import { overlaps, type Interval } from '@dryrun/domain/scheduling/intervals';
import { nextMockFrom } from '@dryrun/domain/scheduling/quota';
import { batchWeekOf, batchWeekRange } from '@dryrun/domain/time/batch-weeks';
import { DAY, MINUTE } from '@dryrun/domain/time/zone-transitions';
import type { Batch } from '../cohorts/index.ts';
import type { AvailabilityEntity } from './availability.entity.ts';
import { BusyCalendarStore } from './busy-calendar.store.ts';
import { domainHours, type StoredHours } from './hours.ts';
import { QuotaStore, type AccountLine } from './quota.store.ts';
import { SchedulingStore, type TakenTime } from './scheduling.store.ts';

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

/** What the search reads of a mentor's hours. */
export type MentorHoursRow = StoredHours & Pick<AvailabilityEntity, 'personId' | 'limits'>;

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

/** What the search has read: of the mentors and the learner it was asked about. */
export interface SlotFacts {
  hours: readonly MentorHoursRow[];
  taken: readonly TakenTime[];
  /** Lines of the learner's account; empty without a learner. */
  account: readonly Pick<AccountLine, 'kind' | 'amount' | 'isExtra' | 'startsAt' | 'referenceId' | 'isLive'>[];
  /** Appointments in the mentors' own calendars. */
  outside: readonly { personId: string; start: Date; end: Date }[];
}

/** Which bookings, and which outside appointments, matter for starts in that range. */
export function reachOf(range: Interval): { bookings: Interval; outside: Interval } {
  return {
    bookings: { start: range.start - LIMIT_REACH, end: range.end + LIMIT_REACH },
    outside: { start: range.start - DAY, end: range.end + DAY },
  };
}

/** Finds the open starts of several mentors for one learner: four queries, however many mentors there are. */
@Injectable()
export class SlotSearch {
  constructor(
    private readonly store: SchedulingStore,
    private readonly quota: QuotaStore,
    private readonly calendars: BusyCalendarStore,
  ) {}

  async run(question: SlotQuestion): Promise<MentorSlots[]> {
    return (await this.explain(question)).map(summed);
  }

  async explain(question: SlotQuestion): Promise<MentorExplanation[]> {
    return explainWith(question, await this.facts(question));
  }

  /** Only the open starts, for many mentors at once: a fraction of the work of saying why others are closed. */
  async starts(question: SlotQuestion): Promise<MentorStarts[]> {
    return startsWith(question, await this.facts(question));
  }

  private async facts(question: SlotQuestion): Promise<SlotFacts> {
    const { batch, learnerId, now, replaces, mentorIds } = question;
    const { bookings, outside } = reachOf(rangeOf(question));
    const saved: MentorHoursRow[] = await this.store.listHours(mentorIds);
    return {
      hours: question.draft ? [...saved, question.draft] : saved,
      taken: await this.store.listTaken({
        personIds: learnerId === null ? mentorIds : [...mentorIds, learnerId],
        from: new Date(bookings.start),
        until: new Date(bookings.end),
        now: new Date(now),
        ignoreHoldsOf: learnerId,
        ignoreReference: replaces ?? null,
      }),
      account: learnerId === null ? [] : await this.quota.listEntries(learnerId, batch.id),
      outside: await this.calendars.listTimes(mentorIds, new Date(outside.start), new Date(outside.end)),
    };
  }
}

/** The same on what was read already. */
export function explainWith(question: SlotQuestion, facts: SlotFacts): MentorExplanation[] {
  const learner = learnerSide(question, facts);
  return perMentor(question, facts, (mentorId, mine) =>
    mine ? explained(question, mine, learner) : { mentorId, availability: 'none', candidates: [] },
  );
}

/** The open starts among those of `explainWith`. */
export function startsWith(question: SlotQuestion, facts: SlotFacts): MentorStarts[] {
  const learner = learnerSide(question, facts);
  return perMentor(question, facts, (mentorId, mine) => {
    if (!mine || question.pausedMentorIds?.has(mentorId)) return { mentorId, starts: [] };
    const { starts } = openSlots(requestOf(question, mine));
    return { mentorId, starts: learner ? starts.filter((start) => learner.allows(start)) : starts };
  });
}

interface MentorFacts {
  hours: MentorHoursRow;
  taken: readonly TakenTime[];
  busy: readonly Interval[];
}

/** Asks about each mentor with what is theirs; null for one who published no hours. */
function perMentor<T>(
  { mentorIds }: SlotQuestion,
  facts: SlotFacts,
  ask: (mentorId: string, mine: MentorFacts | null) => T,
): T[] {
  const hoursOf = new Map(facts.hours.map((h) => [h.personId, h]));
  const takenBy = Map.groupBy(facts.taken, (t) => t.personId);
  const outside = Map.groupBy(facts.outside, (t) => t.personId);
  return mentorIds.map((mentorId) => {
    const hours = hoursOf.get(mentorId);
    const busy = (outside.get(mentorId) ?? []).map(outsideTime);
    return ask(mentorId, hours ? { hours, taken: takenBy.get(mentorId) ?? [], busy } : null);
  });
}

function learnerSide(question: SlotQuestion, { taken, account }: SlotFacts): LearnerSide | null {
  const { learnerId } = question;
  if (learnerId === null) return null;
  return new LearnerSide(
    question,
    taken.filter((t) => t.personId === learnerId),
    account,
  );
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
function requestOf(question: SlotQuestion, { hours, taken, busy }: MentorFacts): SlotRequest {
  const { batch, durationMin, now } = question;
  const { timeZone, rules, ...dates } = domainHours(hours);
  const limits = bookingLimits(batch.policy, hours.limits);
  return {
    mentorTimeZone: timeZone,
    weeklyRules: rules,
    ...dates,
    // What this mentor does in another role keeps their own buffers clear, and no cap counts it.
    busy: [...busy, ...taken.filter((t) => t.role !== 'mentor' && isLive(t)).map(blockedTime)],
    existingBookings: taken.filter((t) => t.role === 'mentor').map(bookedTime),
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

function explained(question: SlotQuestion, mine: MentorFacts, learner: LearnerSide | null): MentorExplanation {
  const mentorId = mine.hours.personId;
  const { availability, candidates } = explainSlots(requestOf(question, mine));
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

  constructor(
    private readonly question: SlotQuestion,
    taken: readonly TakenTime[],
    account: SlotFacts['account'],
  ) {
    this.busy = taken.filter(isLive).map(blockedTime);
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
    const week = batchWeekOf(this.question.batch, start);
    let isPaid = this.isPaid.get(week);
    if (isPaid === undefined) this.isPaid.set(week, (isPaid = this.mayPay(week)));
    return isPaid;
  }

  private isBusy(start: number): boolean {
    const interview = { start, end: start + this.question.durationMin * MINUTE };
    return this.busy.some((b) => overlaps(b, interview));
  }
}

function outsideTime({ start, end }: { start: Date; end: Date }): Interval {
  return { start: start.getTime(), end: end.getTime() };
}

function isLive(t: TakenTime): boolean {
  return t.state !== 'used';
}

function blockedTime(t: TakenTime): Interval {
  return { start: t.blockedFrom.getTime(), end: t.blockedUntil.getTime() };
}

/** A booking as the engine counts it, with the buffers it was made with. One that was used only counts, it blocks nothing any more. */
function bookedTime(t: TakenTime): BookedTime {
  const start = t.startsAt.getTime();
  const end = isLive(t) ? t.endsAt.getTime() : start;
  return {
    start,
    end,
    bufferBeforeMin: (start - t.blockedFrom.getTime()) / MINUTE,
    bufferAfterMin: (t.blockedUntil.getTime() - t.endsAt.getTime()) / MINUTE,
  };
}
