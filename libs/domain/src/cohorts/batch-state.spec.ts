import { BATCH_EVENTS, BATCH_STATES, batchEvents, moveBatch, startsByItself, takesPeople } from './batch-state.ts';
import type { BatchEvent, BatchState } from './batch-state.ts';

const READY = { mentorCount: 1, isRubricPublished: true };

/** Every transition that exists, written out; all other pairs must be refused. */
const EXISTING: readonly (readonly [BatchState, BatchEvent, BatchState])[] = [
  ['draft', 'open', 'enrolling'],
  ['draft', 'cancel', 'cancelled'],
  ['enrolling', 'start', 'active'],
  ['enrolling', 'cancel', 'cancelled'],
  ['active', 'pause', 'paused'],
  ['active', 'complete', 'completed'],
  ['active', 'cancel', 'cancelled'],
  ['paused', 'resume', 'active'],
  ['paused', 'complete', 'completed'],
  ['paused', 'cancel', 'cancelled'],
  ['completed', 'archive', 'archived'],
];

describe('moveBatch', () => {
  it.each(BATCH_STATES.flatMap((state) => BATCH_EVENTS.map((event) => [state, event] as const)))(
    'from %s on %s goes where the table of states says, or is refused',
    (state, event) => {
      const existing = EXISTING.find(([from, on]) => from === state && on === event);
      expect(moveBatch(state, event, READY)).toEqual(
        existing ? { ok: true, state: existing[2] } : { ok: false, refusal: 'batch_state' },
      );
    },
  );

  it('lets nobody book before there is a mentor and a published rubric, and names what is missing', () => {
    const bare = { mentorCount: 0, isRubricPublished: false };
    expect(moveBatch('enrolling', 'start', bare)).toEqual({
      ok: false,
      refusal: 'batch_not_ready',
      missing: ['mentor', 'rubric'],
    });
    expect(moveBatch('paused', 'resume', { ...bare, mentorCount: 2 })).toEqual({
      ok: false,
      refusal: 'batch_not_ready',
      missing: ['rubric'],
    });
  });

  it('opens, pauses and ends without asking for anything', () => {
    const bare = { mentorCount: 0, isRubricPublished: false };
    for (const [from, event, to] of EXISTING.filter(([, , to]) => to !== 'active'))
      expect(moveBatch(from, event, bare)).toEqual({ ok: true, state: to });
  });

  it('lists for each state exactly the events that exist there', () => {
    for (const state of BATCH_STATES)
      expect(batchEvents(state).sort()).toEqual(
        EXISTING.filter(([from]) => from === state)
          .map(([, event]) => event)
          .sort(),
      );
  });
});

describe('startsByItself', () => {
  const batch = { state: 'enrolling' as const, startsOn: '2026-11-30', today: '2026-11-30', needs: READY };

  it('starts on the first day and later, never the day before', () => {
    expect(startsByItself(batch)).toBe(true);
    expect(startsByItself({ ...batch, today: '2026-12-09' })).toBe(true);
    expect(startsByItself({ ...batch, today: '2026-11-29' })).toBe(false);
  });

  it('waits for a mentor, and touches no batch that is not enrolling', () => {
    expect(startsByItself({ ...batch, needs: { ...READY, mentorCount: 0 } })).toBe(false);
    for (const state of BATCH_STATES.filter((s) => s !== 'enrolling'))
      expect(startsByItself({ ...batch, state })).toBe(false);
  });
});

describe('takesPeople', () => {
  it('is true from the opening to the end', () => {
    expect(BATCH_STATES.filter(takesPeople)).toEqual(['enrolling', 'active', 'paused']);
  });
});
