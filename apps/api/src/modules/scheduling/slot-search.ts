import { Injectable } from '@nestjs/common';
import { bookingLimits } from '@dryrun/domain/scheduling/mentor-limits';
import type { SlotReason } from '@dryrun/domain/scheduling/open-slots';
import { explainSlots } from '@dryrun/domain/scheduling/open-slots';
import type { BookedTime } from '@dryrun/domain/scheduling/slot-request';
import { overlaps, type Interval } from '@dryrun/domain/scheduling/intervals';
import { batchWeekOf } from '@dryrun/domain/time/batch-weeks';
import { DAY, MINUTE } from '@dryrun/domain/time/zone-transitions';
import type { Batch } from '../cohorts/index.ts';
import type { AvailabilityEntity } from './availability.entity.ts';
import { domainHours, type StoredHours } from './hours.ts';
import { SchedulingStore, type TakenTime } from './scheduling.store.ts';

/** Why a start of a mentor is closed to this learner; the first six as the slot engine says them, buffers counted with what they surround. */
export type ClosedReason =
  'notice' | 'horizon' | 'busy' | 'booked' | 'daily_limit' | 'weekly_limit' | 'quota' | 'you_are_busy';

/** Instants are epoch milliseconds. */
export interface SlotQuestion {
  batch: Batch;
  /** null: a learner who has nothing booked. */
  learnerId: string | null;
  mentorIds: readonly string[];
  durationMin: number;
  now: number;
  /** Which starts are asked for; everything from now to the batch's horizon when absent. */
  range?: Interval;
  /** Hours to search in instead of a mentor's saved ones. */
  draft?: MentorHoursRow;
}

/** What the search reads of a mentor's hours. */
export type MentorHoursRow = StoredHours & Pick<AvailabilityEntity, 'personId' | 'limits'>;

export interface MentorSlots {
  mentorId: string;
  /** Starts that can be reserved right now, ascending. */
  starts: number[];
  /** How many starts each reason closes; a start with two reasons counts for both. */
  closed: Map<ClosedReason, number>;
  /** False when this mentor offers no hours in the range, or none long enough. */
  hasHours: boolean;
}

const WITHOUT_BUFFER: Record<SlotReason, ClosedReason> = {
  notice: 'notice',
  horizon: 'horizon',
  busy: 'busy',
  busy_buffer: 'busy',
  booked: 'booked',
  booked_buffer: 'booked',
  daily_limit: 'daily_limit',
  weekly_limit: 'weekly_limit',
};

// Limits count whole weeks, and the range may begin or end inside one.
const LIMIT_REACH = 8 * DAY;

/** Finds the open starts of several mentors for one learner: two queries, however many mentors there are. */
@Injectable()
export class SlotSearch {
  constructor(private readonly store: SchedulingStore) {}

  async run(question: SlotQuestion): Promise<MentorSlots[]> {
    const { batch, learnerId, now } = question;
    const range = question.range ?? { start: now, end: now + batch.policy.horizonDays * DAY + 1 };
    const saved: MentorHoursRow[] = await this.store.listHours(question.mentorIds);
    const hours = question.draft ? [...saved, question.draft] : saved;
    const taken = await this.store.listTaken({
      personIds: learnerId === null ? question.mentorIds : [...question.mentorIds, learnerId],
      from: new Date(range.start - LIMIT_REACH),
      until: new Date(range.end + LIMIT_REACH),
      now: new Date(now),
      ignoreHoldsOf: learnerId,
    });
    const hoursOf = new Map(hours.map((h) => [h.personId, h]));
    const takenBy = Map.groupBy(taken, (t) => t.personId);
    const learner = new LearnerSide(question, learnerId === null ? [] : (takenBy.get(learnerId) ?? []));
    return question.mentorIds.map((mentorId) => {
      const mine = hoursOf.get(mentorId);
      if (!mine) return { mentorId, starts: [], closed: new Map(), hasHours: false };
      return slotsOf(question, range, mine, takenBy.get(mentorId) ?? [], learner);
    });
  }
}

function slotsOf(
  { batch: { policy }, durationMin, now }: SlotQuestion,
  range: Interval,
  hours: MentorHoursRow,
  taken: readonly TakenTime[],
  learner: LearnerSide,
): MentorSlots {
  const { timeZone, rules, ...dates } = domainHours(hours);
  const limits = bookingLimits(policy, hours.limits);
  const { availability, candidates } = explainSlots({
    mentorTimeZone: timeZone,
    weeklyRules: rules,
    ...dates,
    // What this mentor does in another role keeps their own buffers clear, and no cap counts it.
    busy: taken.filter((t) => t.role !== 'mentor' && isLive(t)).map(blockedTime),
    existingBookings: taken.filter((t) => t.role === 'mentor').map(bookedTime),
    durationMin,
    stepMin: limits.stepMinutes,
    bufferBeforeMin: limits.bufferBeforeMinutes,
    bufferAfterMin: limits.bufferAfterMinutes,
    minNoticeMin: limits.noticeMinutes,
    maxAheadMin: (policy.horizonDays * DAY) / MINUTE,
    now,
    range,
    maxPerDay: limits.maxPerDay,
    maxPerWeek: limits.maxPerWeek,
  });
  const starts: number[] = [];
  const closed = new Map<ClosedReason, number>();
  for (const { start, reasons } of candidates) {
    const all = new Set([...reasons.map((r) => WITHOUT_BUFFER[r]), ...learner.reasonsAt(start)]);
    if (all.size === 0) starts.push(start);
    for (const reason of all) closed.set(reason, (closed.get(reason) ?? 0) + 1);
  }
  return { mentorId: hours.personId, starts, closed, hasHours: availability === 'offered' };
}

/** What the learner's own calendar and quota say about a start. */
class LearnerSide {
  private readonly busy: readonly Interval[];
  private readonly perWeek = new Map<number, number>();

  constructor(
    private readonly question: SlotQuestion,
    taken: readonly TakenTime[],
  ) {
    this.busy = taken.filter(isLive).map(blockedTime);
    for (const t of taken) {
      if (t.role !== 'learner' || t.batchId !== question.batch.id) continue;
      const week = batchWeekOf(question.batch, t.startsAt.getTime());
      this.perWeek.set(week, (this.perWeek.get(week) ?? 0) + 1);
    }
  }

  reasonsAt(start: number): ClosedReason[] {
    const { batch, durationMin } = this.question;
    const interview = { start, end: start + durationMin * MINUTE };
    const reasons: ClosedReason[] = [];
    if ((this.perWeek.get(batchWeekOf(batch, start)) ?? 0) >= batch.policy.mocksPerWeek) reasons.push('quota');
    if (this.busy.some((b) => overlaps(b, interview))) reasons.push('you_are_busy');
    return reasons;
  }
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
