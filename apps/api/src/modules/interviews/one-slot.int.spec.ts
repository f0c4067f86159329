import { randomUUID } from 'node:crypto';
import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { BATCH_01, confirm, enrolLearners, GOAL, hold, openSlots } from '../../../test/booking-steps.ts';
import { startWorld, TestClient, type World } from '../../../test/harness.ts';
import { startServerProcess } from '../../../test/server-process.ts';

const CLIENTS = 40;
/** Thursday 26 Nov, 19:30 in Kolkata: inside Dev's hours. */
const WANTED = '2026-11-26T14:00:00.000Z';

let world: World;
let replica: World;
let batchId: string;
let dev: string;
let learners: TestClient[];

beforeEach(async () => {
  world = await startWorld();
  replica = await world.replica();
  batchId = await world.batch(BATCH_01);
  dev = await world.person('dev');
  const enrolled = await enrolLearners(world, batchId, CLIENTS);
  // Every other learner talks to the second process.
  learners = enrolled.map((c, i) => (i % 2 ? new TestClient(replica.app, c.cookie, c.personId) : c));
});
afterEach(async () => {
  await replica.close();
  await world.close();
});

/** The checker: pairs of live bookings that one person is in at the same time. It reads rows, not our promises. */
const doubleBookings = () =>
  world.query(
    `select a.person_id from booking_participant a
     join booking_participant b on b.person_id = a.person_id and b.booking_id > a.booking_id and a.blocked && b.blocked
     join booking x on x.id = a.booking_id join booking y on y.id = b.booking_id
     where x.state in ('held', 'confirmed') and y.state in ('held', 'confirmed')`,
  );
const liveAt = (instant: string) =>
  world.query<{ held_by: string }>(
    `select held_by from booking where lower(during) = $1 and state in ('held', 'confirmed')
       and id in (select booking_id from booking_participant where person_id = $2 and role = 'mentor')`,
    [instant, dev],
  );
const race = () => Promise.all(learners.map((client) => hold(client, batchId, { startsAt: WANTED, mentorId: dev })));

/** Replaces a part of scheduling_reserve in this world's database. */
async function mutate(pattern: RegExp, replacement: string): Promise<void> {
  const [row] = await world.query<{ definition: string }>(
    `select pg_get_functiondef('scheduling_reserve'::regproc) as definition`,
  );
  const mutant = row?.definition.replace(pattern, replacement) ?? '';
  expect(mutant).not.toBe(row?.definition);
  await world.query(mutant);
}
const LOCKS = /for v_person in[\s\S]+?end loop;/;
const withoutLocks = () => mutate(LOCKS, '');
/** Between the look and the write there is always a moment; this makes it long enough to be met every time. */
const withPauseBeforeInsert = () => mutate(/(insert into booking \()/, 'perform pg_sleep(0.1); $1');

describe('forty learners after one time, through two processes on one database', () => {
  it('make one booking; everybody else is told 409 with other times', async () => {
    const answers = await race();
    const winners = answers.filter((a) => a.status === 201);
    const losers = answers.filter((a) => a.status !== 201);
    expect(winners).toHaveLength(1);
    expect(await liveAt(WANTED)).toHaveLength(1);
    expect(await doubleBookings()).toEqual([]);
    for (const loser of losers) {
      expect([loser.status, loser.problem?.code]).toEqual([409, 'slot_taken']);
      const { items } = (loser.problem as unknown as { slots: SlotsView }).slots;
      expect(items.length).toBeGreaterThan(20);
      expect(items.some((s) => s.startsAt === WANTED && s.mentors.some((m) => m.id === dev))).toBe(false);
    }
    const winner = learners[answers.findIndex((a) => a.status === 201)];
    const held = winners[0]?.body.id ?? '';
    expect((await confirm(winner ?? world.anonymous, held)).status).toBe(201);
    expect(
      await world.query(`select 1 from interview where starts_at = $1 and mentor_id = $2 and state = 'scheduled'`, [
        WANTED,
        dev,
      ]),
    ).toHaveLength(1);
  });

  it('make one booking too when the two processes are real ones', async () => {
    const servers = await Promise.all([startServerProcess(world.databaseUrl), startServerProcess(world.databaseUrl)]);
    try {
      world.clock.set(new Date());
      const open = (await openSlots(learners[0] ?? world.anonymous, batchId)).items.find((s) => s.mentors.length > 1);
      const wish = { mentorId: open?.mentors[0]?.id ?? '', startsAt: open?.startsAt ?? '' };
      const answers = await Promise.all(
        learners.map(async (client, i) => {
          const response = await fetch(`http://127.0.0.1:${servers[i % 2]?.port}/api/batches/${batchId}/holds`, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              cookie: client.cookie ?? '',
              'idempotency-key': randomUUID(),
            },
            body: JSON.stringify({ goal: GOAL, ...wish }),
          });
          return { status: response.status, body: (await response.json()) as { code?: string; slots?: SlotsView } };
        }),
      );
      expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
      const losers = answers.filter((a) => a.status !== 201);
      expect(losers.map((a) => [a.status, a.body.code])).toEqual(losers.map(() => [409, 'slot_taken']));
      for (const loser of losers) expect(loser.body.slots?.items.length).toBeGreaterThan(0);
      expect(await doubleBookings()).toEqual([]);
    } finally {
      await Promise.all(servers.map((s) => s.kill()));
    }
  }, 60_000);

  it('sell every time that can be sold when they go for overlapping ones, and none twice', async () => {
    await world.query(
      `update batch set policy = policy || '{"slotStepMinutes": 15, "mentorMaxPerDay": 99, "mentorMaxPerWeek": 99}' where id = $1`,
      [batchId],
    );
    const first = learners[0] ?? world.anonymous;
    const open = (await openSlots(first, batchId)).items.filter(
      (s) => s.startsAt.startsWith('2026-11-26') && s.mentors.some((m) => m.id === dev),
    );
    expect(open.length).toBeGreaterThan(5);
    const attempts = learners.map((client, i) => ({ client, startsAt: open[(i * 7) % open.length]?.startsAt ?? '' }));
    const answers = await Promise.all(
      attempts.map(({ client, startsAt }) => hold(client, batchId, { startsAt, mentorId: dev })),
    );
    expect(new Set(answers.map((a) => a.problem?.code ?? a.status))).toEqual(new Set([201, 'slot_taken']));
    expect(await doubleBookings()).toEqual([]);
    // Seen by somebody who got nothing: to a holder their own time looks open, because picking another releases it.
    const loser = learners[answers.findIndex((a) => a.status !== 201)] ?? world.anonymous;
    const left = (await openSlots(loser, batchId)).items.filter(
      (s) => s.startsAt.startsWith('2026-11-26') && s.mentors.some((m) => m.id === dev),
    );
    const tried = new Set(attempts.map((a) => a.startsAt));
    expect(left.filter((s) => tried.has(s.startsAt))).toEqual([]);
  });

  it('when one learner sends many wishes at once, exactly one time stays kept for them', async () => {
    const [first] = learners;
    if (!first) throw new Error('nobody was enrolled');
    const elsewhere = new TestClient(replica.app, first.cookie, first.personId);
    const open = (await openSlots(first, batchId)).items.slice(0, 12);
    const answers = await Promise.all(
      open.map((s, i) =>
        hold(i % 2 ? first : elsewhere, batchId, { startsAt: s.startsAt, mentorId: s.mentors[0]?.id ?? '' }),
      ),
    );
    expect(answers.map((a) => a.status)).toEqual(open.map(() => 201));
    expect(
      await world.query(`select 1 from booking where held_by = $1 and state = 'held'`, [first.personId]),
    ).toHaveLength(1);
    expect(await world.query(`select 1 from interview where learner_id = $1`, [first.personId])).toHaveLength(1);
    expect(await doubleBookings()).toEqual([]);
  });
});

describe('what stands behind it', () => {
  const holdIt = () => hold(learners[0] ?? world.anonymous, batchId, { startsAt: WANTED, mentorId: dev });
  const insertOverlap = () =>
    world.query(
      `with b as (
         insert into booking (id, reference_id, batch_id, during, state, created_at)
         values (gen_random_uuid(), gen_random_uuid(), $1, tstzrange($2, $2::timestamptz + interval '45 min'), 'confirmed', now()) returning id
       )
       insert into booking_participant (booking_id, person_id, role, blocked, live)
       select id, $3, 'mentor', tstzrange($2, $2::timestamptz + interval '45 min'), true from b`,
      [batchId, WANTED, dev],
    );

  it('is a named constraint: an overlap written straight in SQL is refused by it', async () => {
    await holdIt();
    await expect(insertOverlap()).rejects.toMatchObject({
      driverError: { code: '23P01', constraint: 'booking_participant_no_overlap' },
    });
    expect(await doubleBookings()).toEqual([]);
  });

  it('is nothing else: without the constraint the same insert makes a double booking, and the checker finds it', async () => {
    await holdIt();
    await world.query('alter table booking_participant drop constraint booking_participant_no_overlap');
    await insertOverlap();
    expect(await doubleBookings()).toHaveLength(1);
  });

  it('mutant: without the locks, the constraint still lets only one through', async () => {
    await withoutLocks();
    await withPauseBeforeInsert();
    const answers = await race();
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
    expect(await doubleBookings()).toEqual([]);
  });

  it('mutant: without the constraint, the locks still let only one through', async () => {
    await world.query('alter table booking_participant drop constraint booking_participant_no_overlap');
    await mutate(/\s+on conflict on constraint booking_participant_no_overlap do nothing/, '');
    await withPauseBeforeInsert();
    const answers = await race();
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
    expect(await doubleBookings()).toEqual([]);
  });

  it('mutant: without both, learners are booked on top of each other, and the checker finds it', async () => {
    await world.query('alter table booking_participant drop constraint booking_participant_no_overlap');
    await mutate(/\s+on conflict on constraint booking_participant_no_overlap do nothing/, '');
    await withoutLocks();
    await withPauseBeforeInsert();
    const answers = await race();
    expect(answers.filter((a) => a.status === 201).length).toBeGreaterThan(1);
    expect((await doubleBookings()).length).toBeGreaterThan(0);
  });
});
