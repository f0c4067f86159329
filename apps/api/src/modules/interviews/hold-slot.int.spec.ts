import { interviewEndpoints as e, type GoalBody } from '@dryrun/contracts/interviews.contract';
import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { schedulingEndpoints } from '@dryrun/contracts/scheduling.contract';
import {
  BATCH_01,
  BATCH_02,
  book,
  confirm,
  enrolLearners,
  firstSlot,
  GOAL,
  hold,
  openSlots,
  refused,
} from '../../../test/booking-steps.ts';
import { startWorld, WORLD_NOW, type Answer, type TestClient, type World } from '../../../test/harness.ts';

const HOUR = 3_600_000;
const UNKNOWN = '01890000-0000-7000-8000-000000000000';
/** Thursday 26 Nov, 19:30 in Kolkata: inside Dev's hours, in the week after the world's, well inside the horizon. */
const NEXT_THURSDAY = '2026-11-26T14:00:00.000Z';

let world: World;
let asha: TestClient;
let ravi: TestClient;
let batchId: string;
let dev: string;

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  ravi = await world.as('ravi');
  batchId = await world.batch(BATCH_01);
  dev = await world.person('dev');
});
afterEach(() => world.close());

const freshSlots = (answer: Answer<unknown>) => (answer.problem as unknown as { slots: SlotsView }).slots;
const offers = (slots: SlotsView, startsAt: string, mentorId: string) =>
  slots.items.some((s) => s.startsAt === startsAt && s.mentors.some((m) => m.id === mentorId));
const nearest = (items: SlotsView['items'], instant: string, most: number) =>
  items
    .toSorted((a, b) => distance(a.startsAt, instant) - distance(b.startsAt, instant))
    .slice(0, most)
    .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
const distance = (a: string, b: string) => Math.abs(Date.parse(a) - Date.parse(b));
const at = (instant: string, ms = 0) => new Date(Date.parse(instant) + ms);

describe('keeping a time', () => {
  it('keeps an open time for ten minutes, for this learner alone', async () => {
    const slot = await firstSlot(asha, batchId);
    const held = await hold(asha, batchId, slot);
    expect(held.status).toBe(201);
    expect(held.body).toMatchObject({
      startsAt: slot.startsAt,
      mentor: { id: slot.mentorId },
      goal: { note: GOAL.note, track: { title: 'Kubernetes' } },
    });
    expect(held.body.heldUntil).toBe(new Date(WORLD_NOW.getTime() + 10 * 60_000).toISOString());
    expect((await asha.call(e.myHold, { params: { batchId } })).body.hold).toEqual(held.body);
    expect((await ravi.call(e.myHold, { params: { batchId } })).body.hold).toBeNull();
    expect(offers(await openSlots(ravi, batchId), slot.startsAt, slot.mentorId)).toBe(false);
    expect(offers(await openSlots(asha, batchId), slot.startsAt, slot.mentorId)).toBe(true);
  });

  it('is no mock yet: the interview behind it is nobody’s to see, and nothing is announced', async () => {
    const held = await hold(asha, batchId, await firstSlot(asha, batchId));
    const interviewId = held.body.interviewId;
    for (const person of ['asha', 'dev', 'meera', 'kavya', 'arjun']) {
      const client = await world.as(person);
      expect((await client.call(e.get, { params: { interviewId } })).status).toBe(404);
    }
    expect(await world.query('select 1 from outbox_event where subject_id = $1', [interviewId])).toEqual([]);
    expect(await world.query('select 1 from audit_entry where subject_id = $1', [interviewId])).toHaveLength(1);
  });

  it('lets go of the earlier time when another is picked, and both use one interview', async () => {
    const first = await hold(asha, batchId, { startsAt: NEXT_THURSDAY, mentorId: dev });
    const second = await hold(asha, batchId, { startsAt: at(NEXT_THURSDAY, 2 * HOUR).toISOString(), mentorId: dev });
    expect(second.status).toBe(201);
    expect(second.body.interviewId).toBe(first.body.interviewId);
    expect(await world.query('select state from booking where id = $1', [first.body.id])).toEqual([
      { state: 'released' },
    ]);
    expect((await hold(ravi, batchId, { startsAt: NEXT_THURSDAY, mentorId: dev })).status).toBe(201);
    expect((await confirm(asha, first.body.id)).problem?.code).toBe('hold_expired');
  });

  it('keeps the earlier time when the other one is refused', async () => {
    const first = await hold(asha, batchId, { startsAt: NEXT_THURSDAY, mentorId: dev });
    const answer = await refused(world, () =>
      hold(asha, batchId, { startsAt: at(NEXT_THURSDAY, 60_000).toISOString(), mentorId: dev }),
    );
    expect(answer.problem?.code).toBe('slot_not_open');
    expect((await confirm(asha, first.body.id)).status).toBe(201);
  });

  it('ends on the minute: a moment before, the time is kept; at the end anybody may have it', async () => {
    const wish = { startsAt: NEXT_THURSDAY, mentorId: dev };
    const held = await hold(asha, batchId, wish);
    world.clock.set(at(held.body.heldUntil, -1));
    expect((await refused(world, () => hold(ravi, batchId, wish))).problem?.code).toBe('slot_taken');
    world.clock.set(held.body.heldUntil);
    expect((await asha.call(e.myHold, { params: { batchId } })).body.hold).toBeNull();
    expect((await hold(ravi, batchId, wish)).status).toBe(201);
    expect(await world.query('select state from booking where id = $1', [held.body.id])).toEqual([
      { state: 'expired' },
    ]);
  });

  it('refuses a time somebody else holds with the open times nearest to it for the same goal, and changes nothing', async () => {
    const wish = { startsAt: NEXT_THURSDAY, mentorId: dev };
    await hold(asha, batchId, wish);
    const answer = await refused(world, () => hold(ravi, batchId, wish));
    expect([answer.status, answer.problem?.code]).toEqual([409, 'slot_taken']);
    const slots = freshSlots(answer);
    expect(offers(slots, NEXT_THURSDAY, dev)).toBe(false);
    const all = await openSlots(ravi, batchId);
    expect(slots.items).toEqual(nearest(all.items, NEXT_THURSDAY, 24));
    expect(slots.searchedUntil).toBe(all.searchedUntil);
  });

  it('says why there are not more when few are open', async () => {
    const wish = { startsAt: NEXT_THURSDAY, mentorId: dev };
    await hold(asha, batchId, wish);
    await world.query(`delete from availability where person_id <> $1`, [dev]);
    await world.query(`update availability set rules = '[{"weekday": 4, "start": "18:00", "end": "23:00"}]'::jsonb`);
    const few = freshSlots(await refused(world, () => hold(ravi, batchId, wish)));
    const all = await openSlots(ravi, batchId);
    expect(few.items.length).toBeGreaterThan(0);
    expect(few.reasons.map((r) => r.code)).toContain('booked');
    expect(few).toEqual(all);
  });

  it('looks beyond the days around the wish when many mentors have little there', async () => {
    const { items } = await openSlots(asha, batchId);
    const last = items.at(-1) ?? items[0];
    const wish = { startsAt: last?.startsAt ?? '', mentorId: last?.mentors[0]?.id ?? '' };
    await world.query(
      `with crowd as (
         insert into person (id, name, email, time_zone, created_at, updated_at)
         select gen_random_uuid(), 'Crowd ' || n, 'crowd-' || n || '@example.org', 'Asia/Kolkata', now(), now() from generate_series(1, 60) n returning id
       ), granted as (
         insert into role_grant (id, person_id, role, batch_id, granted_at) select gen_random_uuid(), id, 'mentor', $1, now() from crowd
       )
       insert into mentor_qualification select q.*
       from crowd c, lateral (select (jsonb_populate_record(m, jsonb_build_object('person_id', c.id))).* from mentor_qualification m where m.batch_id = $1 and m.person_id = $2) q`,
      [batchId, dev],
    );
    await hold(asha, batchId, wish);
    const slots = freshSlots(await refused(world, () => hold(ravi, batchId, wish)));
    const all = await openSlots(ravi, batchId);
    expect(all.mentorCount).toBeGreaterThan(60);
    expect(slots.items).toEqual(nearest(all.items, wish.startsAt, 24));
    expect(distance(slots.items[0]?.startsAt ?? '', wish.startsAt)).toBeGreaterThan(24 * HOUR);
  });

  it('counts the notice of twelve hours inclusively', async () => {
    const wish = { startsAt: NEXT_THURSDAY, mentorId: dev };
    world.clock.set(at(NEXT_THURSDAY, -12 * HOUR + 1));
    expect(offers(await openSlots(asha, batchId), NEXT_THURSDAY, dev)).toBe(false);
    expect((await refused(world, () => hold(asha, batchId, wish))).problem).toMatchObject({
      code: 'slot_not_open',
      detail: expect.stringContaining('too soon') as string,
    });
    world.clock.set(at(NEXT_THURSDAY, -12 * HOUR));
    expect(offers(await openSlots(asha, batchId), NEXT_THURSDAY, dev)).toBe(true);
    expect((await hold(asha, batchId, wish)).status).toBe(201);
  });

  it('counts the horizon of fourteen days inclusively', async () => {
    const wish = { startsAt: NEXT_THURSDAY, mentorId: dev };
    world.clock.set(at(NEXT_THURSDAY, -14 * 24 * HOUR - 1));
    expect(offers(await openSlots(asha, batchId), NEXT_THURSDAY, dev)).toBe(false);
    expect((await refused(world, () => hold(asha, batchId, wish))).problem?.code).toBe('slot_not_open');
    world.clock.set(at(NEXT_THURSDAY, -14 * 24 * HOUR));
    expect(offers(await openSlots(asha, batchId), NEXT_THURSDAY, dev)).toBe(true);
    expect((await hold(asha, batchId, wish)).status).toBe(201);
  });

  it('never trusts the client: a time off the mentor’s grid or outside their hours is not open', async () => {
    for (const startsAt of [at(NEXT_THURSDAY, 60_000), at(NEXT_THURSDAY, -2 * HOUR), at(NEXT_THURSDAY, 12 * HOUR)]) {
      const answer = await refused(world, () =>
        hold(asha, batchId, { startsAt: startsAt.toISOString(), mentorId: dev }),
      );
      expect([answer.status, answer.problem?.code]).toEqual([409, 'slot_not_open']);
    }
  });

  it('answers alike for a mentor of another batch, a person who mentors nobody and an unknown id', async () => {
    const ids = [await world.person('samir'), await world.person('ravi'), UNKNOWN];
    const answers = await Promise.all(
      ids.map((mentorId) => hold(asha, batchId, { startsAt: NEXT_THURSDAY, mentorId })),
    );
    const told = answers.map(({ status, problem }) => ({ status, ...problem, traceId: '' }));
    expect(told[0]).toMatchObject({ status: 409, code: 'slot_not_open' });
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  it('refuses a second mock in a batch week with the week it means, and offers another week', async () => {
    await book(asha, batchId, { startsAt: NEXT_THURSDAY, mentorId: dev });
    const again = await refused(world, () =>
      hold(asha, batchId, { startsAt: at(NEXT_THURSDAY, 24 * HOUR).toISOString(), mentorId: dev }),
    );
    expect(again.problem).toMatchObject({
      code: 'quota_used',
      batchWeek: 7,
      detail: expect.stringContaining('week 7 (23 Nov to 29 Nov)') as string,
    });
    const slots = freshSlots(again);
    const { reasons } = await openSlots(asha, batchId);
    expect(reasons.find((r) => r.code === 'quota')?.sentence).toMatch(/in which you have used your one mock\.$/);
    const days = slots.items.map((s) => s.startsAt.slice(0, 10));
    expect(days.filter((d) => d >= '2026-11-23' && d < '2026-11-29')).toEqual([]);
    expect(
      (
        await hold(asha, batchId, {
          startsAt: slots.items[0]?.startsAt ?? '',
          mentorId: slots.items[0]?.mentors[0]?.id ?? '',
        })
      ).status,
    ).toBe(201);
  });

  it('does not count a mock that was cancelled', async () => {
    const booked = await book(asha, batchId, { startsAt: NEXT_THURSDAY, mentorId: dev });
    await asha.call(e.cancel, { params: { interviewId: booked.id }, body: { reason: 'Release night.' } });
    expect((await hold(asha, batchId, { startsAt: NEXT_THURSDAY, mentorId: dev })).status).toBe(201);
  });

  it('leaves out times at which the learner has another booking, in whatever batch and role', async () => {
    const otherBatch = await world.batch(BATCH_02);
    await world.query(`update batch set state = 'active' where id = $1`, [otherBatch]);
    await world.query(
      `insert into role_grant (id, person_id, role, batch_id, granted_at) values (gen_random_uuid(), $1, 'learner', $2, now())`,
      [asha.personId, otherBatch],
    );
    const elsewhere = await book(asha, otherBatch, { startsAt: NEXT_THURSDAY, mentorId: await world.person('samir') });
    const wish = { startsAt: at(elsewhere.startsAt, HOUR / 2).toISOString(), mentorId: dev };
    const slots = await openSlots(asha, batchId);
    expect(offers(slots, wish.startsAt, dev)).toBe(false);
    expect(offers(await openSlots(ravi, batchId), wish.startsAt, dev)).toBe(true);
    expect(slots.reasons.map((r) => r.code)).toContain('you_are_busy');
    const answer = await refused(world, () => hold(asha, batchId, wish));
    expect(answer.problem).toMatchObject({
      code: 'slot_not_open',
      detail: expect.stringContaining('another booking') as string,
    });
    // A learner's time has no buffer: the very end of the other booking is fine.
    await world.query(`update batch set policy = policy || '{"slotStepMinutes": 15}' where id = $1`, [batchId]);
    expect((await hold(asha, batchId, { startsAt: elsewhere.endsAt, mentorId: dev })).status).toBe(201);
  });

  it('stops at the caps of a mentor: two a day, counted over all of their batches', async () => {
    const people = await enrolLearners(world, batchId, 3);
    const starts = [0, 1.5, 3].map((hours) => at(NEXT_THURSDAY, hours * HOUR - HOUR * 0.5).toISOString());
    await world.query(
      `update availability set rules = '[{"weekday": 4, "start": "19:00", "end": "23:00"}]'::jsonb where person_id = $1`,
      [dev],
    );
    for (const [i, client] of people.slice(0, 2).entries())
      await book(client, batchId, { startsAt: starts[i] ?? '', mentorId: dev });
    const slots = await openSlots(people[2] ?? asha, batchId);
    expect(offers(slots, starts[2] ?? '', dev)).toBe(false);
    expect(slots.reasons.map((r) => r.code)).toContain('daily_limit');
    const answer = await refused(world, () =>
      hold(people[2] ?? asha, batchId, { startsAt: starts[2] ?? '', mentorId: dev }),
    );
    expect(answer.problem).toMatchObject({
      code: 'slot_not_open',
      detail: expect.stringContaining('in a day') as string,
    });
  });

  it('orders the mentors of a start with the least burdened first', async () => {
    const upcoming = await world.query<{ mentor: string; n: number }>(
      `select mentor_id as mentor, count(*)::int as n from interview where state = 'scheduled' and starts_at > $1 group by 1`,
      [WORLD_NOW],
    );
    const burden = new Map(upcoming.map((u) => [u.mentor, u.n]));
    const shared = (await openSlots(asha, batchId)).items.filter((s) => s.mentors.length > 1);
    expect(shared.length).toBeGreaterThan(0);
    for (const { mentors } of shared) {
      const burdens = mentors.map((m) => burden.get(m.id) ?? 0);
      expect(burdens).toEqual(burdens.toSorted((a, b) => a - b));
    }
  });
});

describe('keeping a time around a change of the clocks', () => {
  it('follows the mentor’s wall clock over the spring change in New York', async () => {
    const claire = await world.person('claire');
    world.clock.set('2027-03-08T12:00:00Z');
    // 07:00 is 12:00 UTC until Saturday 13 March and 11:00 UTC from Sunday the 14th on.
    expect(
      (await refused(world, () => hold(asha, batchId, { startsAt: '2027-03-12T11:00:00Z', mentorId: claire }))).problem
        ?.code,
    ).toBe('slot_not_open');
    expect((await hold(asha, batchId, { startsAt: '2027-03-12T12:00:00Z', mentorId: claire })).status).toBe(201);
    expect((await hold(asha, batchId, { startsAt: '2027-03-15T11:00:00Z', mentorId: claire })).status).toBe(201);
  });

  it('counts the hour that is missing on the day itself', async () => {
    world.clock.set('2027-03-08T12:00:00Z');
    const claire = await world.as('claire');
    const mine = (await claire.call(schedulingEndpoints.myAvailability)).body;
    const { notes: _, bookedOutside: __, preview: ___, ...hours } = mine;
    const exceptions = [{ onDate: '2027-03-14', intervals: [{ start: '01:30', end: '04:00' }], note: '' }];
    await claire.call(schedulingEndpoints.saveMyAvailability, { body: { ...hours, exceptions } });
    const day = (await openSlots(asha, batchId)).items.filter(
      (s) => s.startsAt.startsWith('2027-03-14') && s.mentors.some((m) => m.id === claire.personId),
    );
    // 01:30 EST is 06:30 UTC, 04:00 EDT is 08:00 UTC: ninety minutes, not two and a half hours.
    expect(day.map((s) => s.startsAt)).toEqual(['2027-03-14T06:30:00.000Z', '2027-03-14T07:00:00.000Z']);
    expect(
      (await hold(asha, batchId, { startsAt: '2027-03-14T07:00:00Z', mentorId: claire.personId ?? '' })).status,
    ).toBe(201);
  });
});

describe('who may keep a time', () => {
  it('is nobody but a learner of the batch', async () => {
    const wish = { startsAt: NEXT_THURSDAY, mentorId: dev };
    for (const key of ['dev', 'meera', 'kavya', 'arjun']) {
      const client = await world.as(key);
      const answer = await refused(world, () => hold(client, batchId, wish));
      expect([key, answer.status, answer.problem?.code]).toEqual([key, 403, 'forbidden']);
    }
    expect((await world.anonymous.call(e.hold, { params: { batchId }, body: { ...wish, goal: GOAL } })).status).toBe(
      401,
    );
  });

  it('is not a learner of another batch, for whom this one does not exist', async () => {
    const zoya = await world.as('zoya');
    const wish = { startsAt: NEXT_THURSDAY, mentorId: dev };
    const foreign = await refused(world, () => hold(zoya, batchId, wish));
    const unknown = await hold(zoya, UNKNOWN, wish);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.problem, traceId: '' }).toEqual({ ...unknown.problem, traceId: '' });
    expect(
      (
        await zoya.call(e.slots, {
          params: { batchId },
          query: { format: GOAL.format, track: GOAL.track, level: 'mid' },
        })
      ).status,
    ).toBe(404);
  });

  it('is nobody while the batch is paused, and the list of times says so', async () => {
    await world.query(`update batch set state = 'paused' where id = $1`, [batchId]);
    const slots = await openSlots(asha, batchId);
    expect(slots.items).toEqual([]);
    expect(slots.reasons).toMatchObject([
      { code: 'batch_closed', sentence: expect.stringContaining('paused') as string },
    ]);
    const answer = await refused(world, () => hold(asha, batchId, { startsAt: NEXT_THURSDAY, mentorId: dev }));
    expect(answer.problem).toMatchObject({
      code: 'slot_not_open',
      detail: expect.stringContaining('paused') as string,
    });
  });
});

describe('what is asked for', () => {
  const wish = (goal: Partial<GoalBody>) => ({ startsAt: NEXT_THURSDAY, mentorId: dev, goal: { ...GOAL, ...goal } });
  const pointers = (answer: Answer<unknown>) => answer.problem?.errors?.map((f) => f.pointer);

  it('must exist: every part of a goal that cannot be chosen is named', async () => {
    const nothing = await refused(world, () => hold(asha, batchId, wish({ format: 'tea-break', track: 'knitting' })));
    expect([nothing.status, pointers(nothing)]).toEqual([400, ['/body/goal/format', '/body/goal/track']]);
    const dimension = await refused(world, () => hold(asha, batchId, wish({ dimension: 'star' })));
    expect(pointers(dimension)).toEqual(['/body/goal/dimension']);
    const level = await refused(world, () => hold(asha, batchId, wish({ level: 'junior' })));
    expect(pointers(level)).toEqual(['/body/goal/level']);
  });

  it('must be readable: a bad time, a long note and unknown fields are named before anything is looked up', async () => {
    const body = { goal: { ...GOAL, note: 'x'.repeat(281), mood: 'brave' }, mentorId: dev, startsAt: 'tomorrow' };
    const answer = await refused(world, () =>
      asha.send('POST', `/api/batches/${batchId}/holds`, body, { 'idempotency-key': 'a-good-key-1' }),
    );
    expect(answer.status).toBe(400);
    expect(pointers(answer)?.sort()).toEqual(['/body/goal/mood', '/body/goal/note', '/body/startsAt']);
  });

  it('says when nobody interviews the track at that level', async () => {
    await world.query(`update mentor_qualification set levels = array['senior'] where batch_id = $1`, [batchId]);
    const slots = await openSlots(asha, batchId);
    expect(slots).toMatchObject({ items: [], mentorCount: 0, reasons: [{ code: 'not_qualified', count: 4 }] });
  });

  it('needs an idempotency key', async () => {
    const body = { goal: GOAL, mentorId: dev, startsAt: NEXT_THURSDAY };
    const answer = await refused(world, () => asha.send('POST', `/api/batches/${batchId}/holds`, body));
    expect([answer.status, answer.problem?.code]).toEqual([400, 'idempotency_key_missing']);
  });
});
