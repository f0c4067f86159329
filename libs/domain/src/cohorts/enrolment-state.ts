import type { BatchState } from './batch-state.ts';

/** States of a learner's place in a batch (`product.md` §3). `invited` is an open invitation: it has no row yet. */
export const ENROLMENT_STATES = [
  'invited',
  'applied',
  'waitlisted',
  'enrolled',
  'active',
  'paused',
  'completed',
  'withdrawn',
  'removed',
  'transferred',
] as const;
export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

export const ENROLMENT_EVENTS = [
  'apply',
  'accept',
  'approve',
  'decline',
  'promote',
  'begin',
  'pause',
  'resume',
  'complete',
  'withdraw',
  'remove',
  'reinstate',
  'transfer',
] as const;
export type EnrolmentEvent = (typeof ENROLMENT_EVENTS)[number];

/** Somebody who has no place and no application: `null` for a first time, or a place that ended without a certificate. */
type Outside = 'withdrawn' | 'removed' | 'transferred';

/** `seat`: takes a seat if one is free, else waits in line. */
type Goal = EnrolmentState | 'seat';

const OUTSIDE: readonly Outside[] = ['withdrawn', 'removed', 'transferred'];
const SEATED = ['enrolled', 'active', 'paused'] as const;

const from = <T>(states: readonly EnrolmentState[], goal: T): Partial<Record<EnrolmentState, T>> =>
  Object.fromEntries(states.map((state) => [state, goal]));

const NEXT: Record<EnrolmentEvent, Partial<Record<EnrolmentState | 'none', Goal>>> = {
  apply: { none: 'applied', ...from(OUTSIDE, 'applied') },
  // An invitation is the admin's word already, so it also settles an open application.
  accept: { none: 'seat', invited: 'seat', applied: 'seat', ...from(OUTSIDE, 'seat') },
  approve: { applied: 'seat' },
  decline: { applied: 'removed' },
  promote: { waitlisted: 'seat' },
  begin: { enrolled: 'active' },
  pause: { active: 'paused' },
  resume: { paused: 'active' },
  complete: { active: 'completed', paused: 'completed' },
  withdraw: from(['invited', 'applied', 'waitlisted', ...SEATED], 'withdrawn'),
  remove: from(['invited', 'applied', 'waitlisted', ...SEATED], 'removed'),
  reinstate: { removed: 'seat', withdrawn: 'seat' },
  transfer: from(SEATED, 'transferred'),
};

/** What decides whether a seat can be taken, read under the batch's lock. */
export interface Seats {
  /** null: as many as come. */
  capacity: number | null;
  taken: number;
  /** People who already wait; somebody who comes now stands behind them. */
  waiting: number;
  batchState: BatchState;
}

export type EnrolmentMove = { ok: true; state: EnrolmentState } | { ok: false; refusal: 'enrolment_state' };

/**
 * The state after an event, or the refusal when it cannot happen in this state (`null`: there is no row). Whoever takes a
 * seat is `active` once the batch runs, `enrolled` before; without a free seat they are `waitlisted`, at the end of the line.
 * `promote` takes the first of the line, so nobody waits before them.
 */
export function moveEnrolment(state: EnrolmentState | null, event: EnrolmentEvent, seats: Seats): EnrolmentMove {
  const goal = NEXT[event][state ?? 'none'];
  if (goal === undefined) return { ok: false, refusal: 'enrolment_state' };
  if (goal !== 'seat') return { ok: true, state: goal };
  const isFree = freeSeats(seats) > 0 && (event === 'promote' || seats.waiting === 0);
  if (isFree) return { ok: true, state: hasBegun(seats.batchState) ? 'active' : 'enrolled' };
  return event === 'promote' ? { ok: false, refusal: 'enrolment_state' } : { ok: true, state: 'waitlisted' };
}

/** Seats nobody has; Infinity when there is no limit. Never below zero (a capacity may be lowered below what is taken). */
export function freeSeats({ capacity, taken }: Pick<Seats, 'capacity' | 'taken'>): number {
  return capacity === null ? Infinity : Math.max(0, capacity - taken);
}

/** Does this state occupy a seat? A paused learner keeps theirs. */
export function holdsSeat(state: EnrolmentState): boolean {
  return SEATED.some((seated) => seated === state);
}

/** Does this state come with the learner's role? A paused learner is out until they resume; one who completed keeps reading. */
export function holdsRole(state: EnrolmentState): boolean {
  return state === 'enrolled' || state === 'active' || state === 'completed';
}

function hasBegun(state: BatchState): boolean {
  return state === 'active' || state === 'paused';
}
