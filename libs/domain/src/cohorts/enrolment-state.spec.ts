import fc from 'fast-check';
import {
  ENROLMENT_EVENTS,
  ENROLMENT_STATES,
  freeSeats,
  holdsRole,
  holdsSeat,
  moveEnrolment,
  type EnrolmentEvent,
  type EnrolmentState,
  type Seats,
} from './enrolment-state.ts';

const OPEN: Seats = { capacity: null, taken: 0, waiting: 0, batchState: 'active' };
const FULL: Seats = { capacity: 2, taken: 2, waiting: 0, batchState: 'active' };

type Row = readonly [EnrolmentState | null, EnrolmentEvent, EnrolmentState];

/** Every transition in a running batch with seats left; all other pairs must be refused. */
const EXISTING: readonly Row[] = [
  [null, 'apply', 'applied'],
  ['withdrawn', 'apply', 'applied'],
  ['removed', 'apply', 'applied'],
  ['transferred', 'apply', 'applied'],
  [null, 'accept', 'active'],
  ['invited', 'accept', 'active'],
  ['applied', 'accept', 'active'],
  ['withdrawn', 'accept', 'active'],
  ['removed', 'accept', 'active'],
  ['transferred', 'accept', 'active'],
  ['applied', 'approve', 'active'],
  ['applied', 'decline', 'removed'],
  ['waitlisted', 'promote', 'active'],
  ['enrolled', 'begin', 'active'],
  ['active', 'pause', 'paused'],
  ['paused', 'resume', 'active'],
  ['active', 'complete', 'completed'],
  ['paused', 'complete', 'completed'],
  ...(['invited', 'applied', 'waitlisted', 'enrolled', 'active', 'paused'] as const).flatMap((s): Row[] => [
    [s, 'withdraw', 'withdrawn'],
    [s, 'remove', 'removed'],
  ]),
  ['removed', 'reinstate', 'active'],
  ['withdrawn', 'reinstate', 'active'],
  ['enrolled', 'transfer', 'transferred'],
  ['active', 'transfer', 'transferred'],
  ['paused', 'transfer', 'transferred'],
];

const everyPair = [null, ...ENROLMENT_STATES].flatMap((state) =>
  ENROLMENT_EVENTS.map((event) => [state, event] as const),
);

describe('moveEnrolment', () => {
  it.each(everyPair)('from %s on %s goes where the table of states says, or is refused', (state, event) => {
    const existing = EXISTING.find(([from, on]) => from === state && on === event);
    expect(moveEnrolment(state, event, OPEN)).toEqual(
      existing ? { ok: true, state: existing[2] } : { ok: false, refusal: 'enrolment_state' },
    );
  });

  it('enrols before the batch has begun, and makes active afterwards', () => {
    expect(moveEnrolment('applied', 'approve', { ...OPEN, batchState: 'enrolling' })).toEqual({
      ok: true,
      state: 'enrolled',
    });
    expect(moveEnrolment('applied', 'approve', { ...OPEN, batchState: 'paused' })).toEqual({
      ok: true,
      state: 'active',
    });
  });

  it('puts whoever finds no seat at the end of the line', () => {
    for (const [state, event] of [
      ['applied', 'approve'],
      [null, 'accept'],
      ['removed', 'reinstate'],
    ] as const)
      expect(moveEnrolment(state, event, FULL)).toEqual({ ok: true, state: 'waitlisted' });
  });

  it('lets nobody overtake the line when a seat is free for a moment', () => {
    const oneFree = { ...FULL, taken: 1, waiting: 1 };
    expect(moveEnrolment('applied', 'approve', oneFree)).toEqual({ ok: true, state: 'waitlisted' });
    expect(moveEnrolment('waitlisted', 'promote', oneFree)).toEqual({ ok: true, state: 'active' });
  });

  it('promotes nobody into a full batch', () => {
    expect(moveEnrolment('waitlisted', 'promote', FULL).ok).toBe(false);
  });

  it('never seats more than the capacity, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom(...ENROLMENT_EVENTS)), { maxLength: 80 }),
        fc.integer({ min: 1, max: 3 }),
        (steps, capacity) => {
          const people: (EnrolmentState | null)[] = [null, null, null, null, null, null];
          for (const [who, event] of steps) {
            const taken = people.filter((s) => s && holdsSeat(s)).length;
            const waiting = people.filter((s) => s === 'waitlisted').length;
            const next = moveEnrolment(people[who] ?? null, event, { capacity, taken, waiting, batchState: 'active' });
            if (next.ok) people[who] = next.state;
            expect(people.filter((s) => s && holdsSeat(s)).length).toBeLessThanOrEqual(capacity);
          }
        },
      ),
    );
  });
});

describe('what a state means', () => {
  it('keeps the seat of a paused learner but takes the role, and leaves the role to one who completed', () => {
    expect([holdsSeat('paused'), holdsRole('paused')]).toEqual([true, false]);
    expect([holdsSeat('completed'), holdsRole('completed')]).toEqual([false, true]);
    expect(ENROLMENT_STATES.filter(holdsRole)).toEqual(['enrolled', 'active', 'completed']);
  });

  it('never counts fewer than no seats', () => {
    expect(freeSeats({ capacity: 3, taken: 5 })).toBe(0);
    expect(freeSeats({ capacity: null, taken: 5000 })).toBe(Infinity);
  });
});
