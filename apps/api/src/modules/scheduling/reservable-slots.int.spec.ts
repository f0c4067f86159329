import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { DEFAULT_POLICY, type BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import { BATCH_01, BATCH_02 } from '../../../test/booking-steps.ts';
import { startWorld, type World } from '../../../test/harness.ts';
import { Database } from '../../platform/db/database.ts';
import { Cohorts, type Batch } from '../cohorts/index.ts';
import { Scheduling, type MentorSlots } from './index.ts';

/**
 * Two pieces decide whether a time is free: the slot engine when it is shown, `scheduling_reserve` with its constraint when it
 * is taken. They share no code, so here every start of a busy day is put to both.
 */
const MINUTE = 60_000;
const NOW = Date.parse('2026-11-24T00:00:00Z');
/** The day that is looked at, and the mentor's hours on it, in UTC. */
const DAY = { start: Date.parse('2026-11-25T06:00:00Z'), end: Date.parse('2026-11-25T11:00:00Z') };
const STEP = 5;
const DURATION = 45;

type Who = 'mentor' | 'learner';
interface Other {
  /** Whose time it takes, in which role they are in it. */
  who: Who;
  as: Who;
  startMin: number;
  minutes: number;
  buffer: number;
  state: 'held' | 'held_by_learner' | 'stale_hold' | 'confirmed' | 'cancelled' | 'used';
  batch: typeof BATCH_01 | typeof BATCH_02;
}

const other: fc.Arbitrary<Other> = fc.record({
  who: fc.constantFrom<Who>('mentor', 'learner'),
  as: fc.constantFrom<Who>('mentor', 'learner'),
  startMin: fc.integer({ min: -12, max: 66 }).map((n) => n * STEP),
  minutes: fc.constantFrom(5, 30, 45),
  buffer: fc.constantFrom(0, 5, 10, 20),
  state: fc.constantFrom('held', 'held_by_learner', 'stale_hold', 'confirmed', 'confirmed', 'cancelled', 'used'),
  batch: fc.constantFrom(BATCH_01, BATCH_01, BATCH_02),
});
const day = fc.record({
  others: fc.array(other, { maxLength: 6 }),
  buffer: fc.constantFrom(0, 10, 15),
  maxPerDay: fc.constantFrom(1, 2, 99),
  maxPerWeek: fc.constantFrom(1, 2, 99),
  mocksPerWeek: fc.constantFrom(1, 1, 99),
  own: fc.record({
    bufferBeforeMinutes: fc.constantFrom(null, null, 20),
    bufferAfterMinutes: fc.constantFrom(null, null, 5, 25),
    maxPerDay: fc.constantFrom(null, null, 1),
  }),
  isTravelling: fc.boolean(),
});

let world: World;
let scheduling: Scheduling;
let database: Database;
let batches: Record<string, Batch>;
let mentorId: string;
let learnerId: string;

beforeAll(async () => {
  world = await startWorld({ now: new Date(NOW) });
  scheduling = world.app.get(Scheduling);
  database = world.app.get(Database);
  const cohorts = world.app.get(Cohorts);
  batches = {
    [BATCH_01]: await cohorts.batch(await world.batch(BATCH_01)),
    [BATCH_02]: await cohorts.batch(await world.batch(BATCH_02)),
  };
  mentorId = await world.person('dev');
  learnerId = await world.person('asha');
  await clear();
  await world.query(
    `update availability set time_zone = 'UTC', rules = '[]', exceptions = '[{"onDate": "2026-11-25", "note": "", "intervals": [{"start": "06:00", "end": "11:00"}]}]'
     where person_id = $1`,
    [mentorId],
  );
});
afterAll(() => world.close());

/**
 * The mentor's own limits, and on which clock they are. In Kiritimati, 14 hours ahead, the next date begins at 10:00 UTC, in the
 * middle of the hours that are looked at.
 */
async function publish(own: object, isTravelling: boolean): Promise<void> {
  const stays = isTravelling ? [{ fromOn: '2026-11-25', untilOn: '2026-11-27', timeZone: 'Pacific/Kiritimati' }] : [];
  const dates = isTravelling ? ['2026-11-25', '2026-11-26'] : ['2026-11-25'];
  const intervals = [isTravelling ? { start: '00:00', end: '24:00' } : { start: '06:00', end: '11:00' }];
  const exceptions = dates.map((onDate) => ({ onDate, note: '', intervals }));
  await world.query('update availability set limits = $2, stays = $3, exceptions = $4 where person_id = $1', [
    mentorId,
    JSON.stringify(own),
    JSON.stringify(stays),
    JSON.stringify(exceptions),
  ]);
}

/** Writes an other booking past the application; false when it would itself overlap one that is there. */
async function place(o: Other): Promise<boolean> {
  const start = DAY.start + o.startMin * MINUTE;
  const end = start + o.minutes * MINUTE;
  const pad = o.as === 'mentor' ? o.buffer * MINUTE : 0;
  const state = o.state.startsWith('held') || o.state === 'stale_hold' ? 'held' : o.state;
  const heldBy = o.state === 'held_by_learner' ? learnerId : uuid();
  const heldUntil = new Date(o.state === 'stale_hold' ? NOW : NOW + 1);
  const row = [
    uuid(),
    batches[o.batch]?.id,
    new Date(start),
    new Date(end),
    state,
    heldUntil,
    heldBy,
    o.who === 'mentor' ? mentorId : learnerId,
    o.as,
    new Date(start - pad),
    new Date(end + pad),
  ];
  try {
    await world.query(
      `with b as (
         insert into booking (id, reference_id, batch_id, during, state, held_until, held_by, created_at)
         values ($1, $1, $2, tstzrange($3, $4), $5, $6, $7, now()) returning id
       )
       insert into booking_participant (booking_id, person_id, role, blocked, live) select id, $8, $9, tstzrange($10, $11), $5 in ('held', 'confirmed') from b`,
      row,
    );
    if (o.as === 'learner' && o.who === 'learner' && (state === 'confirmed' || state === 'used'))
      await charge(o.batch, start, row[0]);
    return true;
  } catch {
    return false;
  }
}

/** What confirming would have written into the learner's account. */
const charge = (batch: Other['batch'], startsAt: number, bookingId: unknown) =>
  world.query(
    `insert into quota_entry (id, batch_id, person_id, kind, is_extra, booking_id, starts_at, at)
     values (gen_random_uuid(), $1, $2, 'use', false, $3, $4, now())`,
    [batches[batch]?.id, learnerId, bookingId, new Date(startsAt)],
  );

/** No bookings, and empty accounts. */
const clear = () => world.query('truncate booking, booking_participant, quota_entry cascade');

/** What the database says to this start, undone again. */
async function reserveAt(batch: Batch, startsAt: number): Promise<string> {
  let outcome = '';
  await database
    .write(async (tx) => {
      const endsAt = startsAt + DURATION * MINUTE;
      const answer = await scheduling.reserve(tx, {
        referenceId: uuid(),
        batch,
        learnerId,
        mentorId,
        startsAt,
        endsAt,
        now: NOW,
      });
      outcome = answer.ok ? 'reserved' : answer.refusal;
      throw new Error('undo');
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error && error.message === 'undo')) throw error;
    });
  return outcome;
}

/** The refusals that fit what the slot engine says closes a start. */
const REFUSALS: Record<string, string> = {
  booked: 'mentor_taken',
  busy: 'mentor_taken',
  buffer: 'mentor_taken',
  you_are_busy: 'learner_taken',
  daily_limit: 'daily_limit',
  weekly_limit: 'weekly_limit',
  quota: 'quota',
};

const policyOf = (d: { buffer: number; maxPerDay: number; maxPerWeek: number; mocksPerWeek: number }): BatchPolicy => ({
  ...DEFAULT_POLICY,
  noticeMinutes: 0,
  slotStepMinutes: STEP,
  bufferMinutes: d.buffer,
  mentorMaxPerDay: d.maxPerDay,
  mentorMaxPerWeek: d.maxPerWeek,
  mocksPerWeek: d.mocksPerWeek,
});

describe('what the slot engine shows and what the database lets through', () => {
  it('are the same for every start of a day, whatever else is in the calendars', async () => {
    const seen = { open: 0, closed: new Set<string>() };
    await fc.assert(
      fc.asyncProperty(day, async ({ others, own, isTravelling, ...rules }) => {
        await clear();
        await publish(own, isTravelling);
        for (const o of others) await place(o);
        const batch: Batch = { ...(batches[BATCH_01] as Batch), policy: policyOf(rules) };
        for (let startsAt = DAY.start; startsAt + DURATION * MINUTE <= DAY.end; startsAt += STEP * MINUTE) {
          const range = { start: startsAt, end: startsAt + 1 };
          const question = { batch, learnerId, mentorIds: [mentorId], durationMin: DURATION, now: NOW, range };
          const [look] = await scheduling.openSlots(question);
          const { starts, closed } = look as MentorSlots;
          const outcome = await reserveAt(batch, startsAt);
          const at = new Date(startsAt).toISOString();
          if (starts.length === 1) {
            seen.open++;
            expect([at, outcome]).toEqual([at, 'reserved']);
          } else {
            for (const reason of closed.keys()) seen.closed.add(reason);
            expect([at, [...closed.keys()].map((r) => REFUSALS[r])]).toEqual([at, expect.arrayContaining([outcome])]);
          }
        }
      }),
      { numRuns: 30, seed: 20261121, endOnFailure: true },
    );
    // The days drawn must have met every reason, or the agreement was about nothing.
    expect(seen.open).toBeGreaterThan(50);
    expect([...seen.closed].sort()).toEqual([
      'booked',
      'buffer',
      'busy',
      'daily_limit',
      'quota',
      'weekly_limit',
      'you_are_busy',
    ]);
  }, 120_000);

  it('touch without overlapping: a mock may begin when the other one and both buffers are over, not a step earlier', async () => {
    await clear();
    await publish({}, false);
    const batch: Batch = {
      ...(batches[BATCH_01] as Batch),
      policy: policyOf({ buffer: 10, maxPerDay: 99, maxPerWeek: 99, mocksPerWeek: 99 }),
    };
    await place({
      who: 'mentor',
      as: 'mentor',
      startMin: 60,
      minutes: 45,
      buffer: 10,
      state: 'confirmed',
      batch: BATCH_02,
    });
    const end = DAY.start + 105 * MINUTE;
    expect(await reserveAt(batch, end + 15 * MINUTE)).toBe('mentor_taken');
    expect(await reserveAt(batch, end + 20 * MINUTE)).toBe('reserved');
    const range = { start: end, end: end + 60 * MINUTE };
    const [look] = await scheduling.openSlots({
      batch,
      learnerId,
      mentorIds: [mentorId],
      durationMin: DURATION,
      now: NOW,
      range,
    });
    expect(look?.starts[0]).toBe(end + 20 * MINUTE);
  });
});
