import { waitlistEndpoints as e } from '@dryrun/contracts/waitlist.contract';
import { BATCH_01, BATCH_02, book, enrolLearners, GOAL, refused } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';
import {
  ANY_TIME,
  endedAs,
  join,
  leave,
  offerOf,
  oneTimeAWeek,
  SECOND_TIME,
  setPolicy,
  waits,
  WISH,
} from '../../../test/waitlist-steps.ts';

let world: World;
let batchId: string;
let asha: TestClient;
let ann: TestClient;

beforeEach(async () => {
  world = await startWorld();
  batchId = await world.batch(BATCH_01);
  await oneTimeAWeek(world, batchId);
  asha = await world.as('asha');
  const [racer] = await enrolLearners(world, batchId, 1);
  ann = racer ?? world.anonymous;
  await book(asha, batchId, { startsAt: SECOND_TIME, mentorId: await world.person('dev') });
});
afterEach(() => world.close());

const code = (answer: { status: number; problem: { code: string } | null }) => [answer.status, answer.problem?.code];

describe('joining a waitlist', () => {
  it('is seen by the one who waits, and by nobody else but those who run the batch', async () => {
    const joined = await join(ann, batchId, { ...WISH, parts: ['evening', 'morning'] });
    expect(joined.status).toBe(201);
    expect(joined.body).toMatchObject({
      batch: { id: batchId },
      goal: { format: { slug: GOAL.format }, track: { slug: GOAL.track }, level: GOAL.level, note: GOAL.note },
      fromOn: '2026-11-26',
      parts: ['morning', 'evening'],
      since: world.clock.now().toISOString(),
      others: 0,
    });
    await world.settle();
    const mine = (await ann.call(e.mine, {})).body.items;
    expect(mine).toMatchObject([{ isOpen: true, offerMinutes: 30, entry: { id: joined.body.id }, offer: null }]);
    expect((await asha.call(e.mine, {})).body.items).toMatchObject([{ entry: null, offer: null }]);
    expect((await (await world.as('dev')).call(e.mine, {})).body.items).toEqual([]);
    const log = await (await world.as('kavya')).call(e.log, { params: { batchId } });
    expect(log.body).toMatchObject({ isOpen: true, windowDays: 28, offers: [] });
    expect(log.body.entries).toMatchObject([
      { learner: { name: 'Racer 1' }, mocks: 0, lost: null, standing: ['no mock in 28 days'] },
    ]);
    expect(log.text).not.toContain(GOAL.note);
  });

  it('is announced and audited once', async () => {
    const id = await waits(ann, batchId);
    const events = await world.query('select type, payload from outbox_event where subject_id = $1', [id]);
    expect(events).toMatchObject([{ type: 'waitlist.joined', payload: { batchId, learnerId: ann.personId } }]);
    const lines = await world.query('select actor_id, action, after from audit_entry where subject_id = $1', [id]);
    expect(lines).toMatchObject([{ actor_id: ann.personId, action: 'waitlist.join', after: { fromOn: '2026-11-26' } }]);
    expect(JSON.stringify(lines)).not.toContain(GOAL.note);
  });

  it('again changes what is waited for and keeps the place', async () => {
    const id = await waits(ann, batchId);
    const since = world.clock.now().toISOString();
    world.clock.advance(3_600_000);
    const changed = await join(ann, batchId, { ...WISH, weekdays: [4], goal: { ...GOAL, note: 'Something else.' } });
    expect(changed.body).toMatchObject({ id, since, weekdays: [4], goal: { note: 'Something else.' } });
    expect(await world.query('select 1 from waitlist_entry')).toHaveLength(1);
  });

  it('twice at the same moment is one place', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => join(ann, batchId)));
    expect(new Set(answers.map((a) => a.body.id)).size).toBe(1);
    expect(await world.query('select 1 from waitlist_entry')).toHaveLength(1);
  });

  it('with the same key is answered once', async () => {
    const first = await join(ann, batchId, WISH, { key: 'a-key-of-sixteen-or-more' });
    await leave(ann, first.body.id);
    expect((await join(ann, batchId, WISH, { key: 'a-key-of-sixteen-or-more' })).body.id).toBe(first.body.id);
    expect(await endedAs(world, first.body.id)).toBe('left');
  });

  it('is refused while an open time fits, and says which', async () => {
    const answer = await refused(world, () => join(ann, batchId, ANY_TIME));
    expect(code(answer)).toEqual([409, 'times_open']);
    expect(answer.problem).toMatchObject({ startsAt: '2026-11-19T14:00:00.000Z' });
    expect(answer.problem?.detail).toContain('Thu, 19 Nov');
  });

  it('is refused in a batch without a waitlist, or in which nobody can book', async () => {
    await setPolicy(world, batchId, { hasWaitlist: false });
    expect(code(await refused(world, () => join(ann, batchId)))).toEqual([409, 'waitlist_closed']);
    expect((await ann.call(e.mine, {})).body.items[0]?.isOpen).toBe(false);
    await setPolicy(world, batchId, { hasWaitlist: true, arrangedBy: 'round' });
    expect(code(await refused(world, () => join(ann, batchId)))).toEqual([409, 'waitlist_closed']);
    await setPolicy(world, batchId, { arrangedBy: 'learners' });
    await world.query(`update batch set state = 'paused' where id = $1`, [batchId]);
    expect(code(await refused(world, () => join(ann, batchId)))).toEqual([409, 'waitlist_closed']);
  });

  it('is refused for days that are over, upside down or too many, and for a goal that cannot be chosen', async () => {
    const pointers = async (body: Partial<typeof WISH>) => {
      const answer = await refused(world, () => join(ann, batchId, { ...WISH, ...body }));
      expect(code(answer)).toEqual([400, 'invalid_input']);
      return answer.problem?.errors?.map((x) => x.pointer);
    };
    expect(await pointers({ fromOn: '2026-11-01', untilOn: '2026-11-17' })).toEqual(['/body/untilOn']);
    expect(await pointers({ fromOn: '2026-11-27' })).toEqual(['/body/untilOn']);
    expect(await pointers({ untilOn: '2027-06-01' })).toEqual(['/body/untilOn']);
    expect(await pointers({ parts: [] })).toEqual(['/body/parts']);
    expect(await pointers({ goal: { ...GOAL, track: 'no-such-track' } })).toEqual(['/body/goal/track']);
  });

  it('is not for mentors and admins, and a batch of others does not exist', async () => {
    expect((await refused(world, async () => join(await world.as('dev'), batchId))).status).toBe(403);
    expect((await refused(world, async () => join(await world.as('kavya'), batchId))).status).toBe(403);
    expect((await refused(world, async () => join(await world.as('zoya'), batchId))).status).toBe(404);
    const other = await world.batch(BATCH_02);
    expect((await refused(world, () => join(ann, other))).status).toBe(404);
  });
});

describe('leaving a waitlist', () => {
  it('ends the waiting once, and twice changes nothing', async () => {
    const id = await waits(ann, batchId);
    expect((await leave(ann, id)).status).toBe(204);
    expect((await leave(ann, id)).status).toBe(204);
    expect(await endedAs(world, id)).toBe('left');
    expect(
      await world.query(`select 1 from outbox_event where subject_id = $1 and type = 'waitlist.ended'`, [id]),
    ).toHaveLength(1);
    await world.settle();
    expect(await offerOf(ann)).toBeNull();
  });

  it('is nobody else’s business', async () => {
    const id = await waits(ann, batchId);
    for (const key of ['asha', 'kavya', 'zoya', 'dev'])
      expect((await refused(world, async () => leave(await world.as(key), id))).status).toBe(404);
    expect(await endedAs(world, id)).toBeNull();
  });
});

describe('the log of a waitlist', () => {
  it('is for those who run the batch', async () => {
    const log = async (key: string) => (await (await world.as(key)).call(e.log, { params: { batchId } })).status;
    expect(await Promise.all(['kavya', 'asha', 'dev', 'zoya'].map(log))).toEqual([200, 403, 403, 404]);
  });
});
