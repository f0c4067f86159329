import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { mocksWords } from '@dryrun/domain/cohorts/policy-words';
import { toldFirst } from '@dryrun/domain/interviews/why-not';
import { batchWeekOf, batchWeekRange } from '@dryrun/domain/time/batch-weeks';
import { DAY } from '@dryrun/domain/time/zone-transitions';
import { Refusal } from '../../platform/http/refusal.ts';
import type { Batch } from '../cohorts/index.ts';
import type { MentorSlots, ReserveRefusal } from '../scheduling/index.ts';
import type { Wanted } from './goals.ts';
import { closedBatch, closedToMoves } from './slot-reasons.ts';

const TAKEN = 'Somebody took that time a moment ago. Nothing was changed.';

/**
 * Why a start cannot be kept, before anything is locked; null when it is open. A start that is in the mentor's hours and
 * only taken is `slot_taken`: it was open when the list was drawn.
 *
 * @param look what the slot engine says about this start of this mentor; null when the mentor does not fit the goal
 */
export function closedStart(wanted: Wanted, look: MentorSlots | null, startsAt: number): Refusal | null {
  const closed = closedBatch(wanted.batch);
  return closed === null ? closedTime(wanted, look, startsAt) : notNow(closed);
}

/** The same for a mock that is moved: a batch that arranges its mocks in rounds lets learners move them. */
export function closedMove(wanted: Wanted, look: MentorSlots | null, startsAt: number): Refusal | null {
  const closed = closedToMoves(wanted.batch);
  return closed === null ? closedTime(wanted, look, startsAt) : notNow(closed);
}

/** The same whatever the batch allows: for staff, who book and move beyond its rules. */
export function closedTime(wanted: Wanted, look: MentorSlots | null, startsAt: number): Refusal | null {
  const { batch } = wanted;
  if (!look) return mentorDoesNotFit(wanted);
  if (look.starts.includes(startsAt)) return null;
  switch (toldFirst(look.closed.keys())) {
    case 'quota':
      return quotaUsed(batch, startsAt);
    case 'booked':
    case 'busy':
    case 'buffer':
      return new Refusal('slot_taken', TAKEN);
    case 'you_are_busy':
      return busyYourself();
    case 'overdue_feedback':
      return notOpen('That mentor still owes feedback and is not offered until it is given.');
    case 'notice':
      return notOpen('That time is too soon by the rules of your batch.');
    case 'horizon':
      return notOpen('That time is too far ahead by the rules of your batch.');
    case 'daily_limit':
      return notOpen('The mentor has as many mocks as they take in a day.');
    case 'weekly_limit':
      return notOpen('The mentor has as many mocks as they take in a week.');
    case null:
      return notOpen('That is not a time at which this mentor can be booked.');
  }
}

/** The mentor gives no such mock in the batch, at whatever time. */
export function mentorDoesNotFit({ trackTitle, level }: Pick<Wanted, 'trackTitle' | 'level'>): Refusal {
  return notOpen(`That mentor does not interview ${trackTitle} at ${level} level in your batch.`);
}

/** So far ahead staff may book and move beyond the horizon. Further away is a slip of the finger in the year. */
const FURTHEST = 366 * DAY;

/** Why not even staff can give a mock that start; null when they may. Instants in epoch milliseconds. */
export function outOfReach(startsAt: number, now: number): Refusal | null {
  if (startsAt <= now) return notGiven('That time has begun already. Nothing was changed; please give a later time.');
  if (startsAt > now + FURTHEST)
    return notGiven('That is more than a year away. Nothing was changed; please look at the date again.');
  return null;
}

/** Why a time that is still kept for somebody cannot become a mock any more; null when it can. */
export function closedHold(batch: Batch, isMentor: boolean): Refusal | null {
  const closed = closedBatch(batch);
  if (closed !== null) return notNow(closed);
  return isMentor ? null : notOpen('That mentor does not take mocks in your batch any more.');
}

/**
 * Why the database did not reserve a start that had just been open; `isOverride` when somebody of the batch chose it beyond the rules,
 * and it was never said to be open.
 */
export function reservationRefused(
  batch: Batch,
  refusal: ReserveRefusal,
  startsAt: number,
  isOverride = false,
): Refusal {
  if (isOverride && refusal === 'learner_taken') return notOpen('The learner has another booking at that time.');
  if (isOverride && refusal !== 'stale')
    return new Refusal(
      'slot_taken',
      'The mentor has another booking at or too close to that time. Nothing was changed; please pick another time or another mentor.',
    );
  if (refusal === 'quota') return quotaUsed(batch, startsAt);
  if (refusal === 'stale') return staleBooking();
  // The mentor's limits too: they were left a moment ago, so somebody else's booking used them up.
  return refusal === 'learner_taken' ? busyYourself() : new Refusal('slot_taken', TAKEN);
}

/** The same refusal with what could be had instead. */
export function withSlots({ code, detail, more }: Refusal, slots: SlotsView): Refusal {
  const wayOn =
    code === 'slot_taken' && slots.items.length > 0 ? ' Your goal is kept; here are times that are open now.' : '';
  return new Refusal(code, detail + wayOn, { ...more, extensions: { ...more.extensions, slots } });
}

/** Of a batch in which no time is open: another one would not help. */
function notNow(closed: string): Refusal {
  return notGiven(`${closed} Nothing was changed.`);
}

function notGiven(why: string): Refusal {
  return new Refusal('slot_not_open', why);
}

function notOpen(why: string): Refusal {
  return new Refusal('slot_not_open', `${why} Nothing was changed; please pick another time.`);
}

/** The mock is not where the page showed it any more. */
export function staleBooking(): Refusal {
  return new Refusal(
    'stale_version',
    'This mock was moved or cancelled in the meantime, so nothing was changed. Look at where it stands now before you go on.',
  );
}

function busyYourself(): Refusal {
  return notOpen('You have another booking at that time.');
}

export function quotaUsed(batch: Batch, startsAt: number): Refusal {
  const week = batchWeekOf(batch, startsAt);
  const { start, end } = batchWeekRange(batch, week);
  const days = new Intl.DateTimeFormat('en-GB', { timeZone: batch.timeZone, day: 'numeric', month: 'short' });
  const name = `week ${week} (${days.format(start)} to ${days.format(end - 1)})`;
  return new Refusal(
    'quota_used',
    `You have used your ${mocksWords(batch.policy.mocksPerWeek)} of ${name}. Nothing was changed; pick a time in another week, or cancel the one you have.`,
    { extensions: { batchWeek: week } },
  );
}
