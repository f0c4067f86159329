import { bookingEndpoints as b } from '@dryrun/contracts/bookings.contract';
import { interviewEndpoints as e, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, book, GOAL, hold, meanwhile } from '../../../test/booking-steps.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

/** Friday, by the hour in UTC: all inside Dev's hours here. */
const at = (hour: number) => `2026-11-27T${String(hour).padStart(2, '0')}:00:00.000Z`;

let world: World;
let asha: TestClient;
let batchId: string;
let mentorId: string;

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  mentorId = await world.person('dev');
  batchId = await world.batch(BATCH_01);
  const policy = { mocksPerWeek: 4, lateChanges: 1, mentorMaxPerDay: 6, mentorMaxPerWeek: 9, noticeMinutes: 0 };
  await world.query('update batch set policy = policy || $2 where id = $1', [batchId, JSON.stringify(policy)]);
  await world.query(`update availability set rules = $2, exceptions = '[]' where person_id = $1`, [
    mentorId,
    JSON.stringify([{ weekday: 5, start: '08:00', end: '23:00' }]),
  ]);
});
afterEach(() => world.close());

const move = ({ id, startsAt: from }: InterviewView, startsAt: string) => {
  const body = { mentorId, startsAt, from, reasonCode: 'power_or_network' as const, reason: '' };
  return asha.call(b.move, { params: { interviewId: id }, body });
};

describe('the late changes of one learner', () => {
  it('are counted one by one when they come at the same moment, so that no more are excused than there are', async () => {
    const mocks: InterviewView[] = [];
    for (const hour of [6, 8, 10]) mocks.push(await book(asha, batchId, { startsAt: at(hour), mentorId }));
    world.clock.set('2026-11-27T05:00:00Z');
    const moved = await Promise.all(mocks.map((mock, i) => move(mock, at(12 + 2 * i))));
    expect(moved.map((a) => a.problem?.code ?? 'moved').sort()).toEqual(['late_changes_used', 'moved', 'moved']);
    const counted = await world.query(
      `select is_trouble as trouble, is_late_change as late from booking where state = 'superseded' order by is_trouble`,
    );
    expect(counted).toEqual([
      { trouble: false, late: true },
      { trouble: true, late: false },
    ]);
  });
});

describe('a mentor who is just losing the role', () => {
  it('is waited for, so that no mock is moved to somebody who left', async () => {
    const mock = await book(asha, batchId, { startsAt: at(6), mentorId });
    const take: [string, unknown[]] = [
      `with gone as (delete from role_grant where batch_id = $1 and role = 'mentor') select 1 from batch where id = $1 for update`,
      [batchId],
    ];
    expect((await meanwhile(world, take, () => move(mock, at(10)))).problem?.code).toBe('slot_not_open');
  });
});

describe('a time that a learner is just keeping', () => {
  it('is one to which a mock of theirs can be moved, as its list of times says, and is not kept any more then', async () => {
    const mock = await book(asha, batchId, { startsAt: at(6), mentorId });
    expect((await hold(asha, batchId, { startsAt: at(10), mentorId })).status).toBe(201);
    const list = (await asha.call(b.moveSlots, { params: { interviewId: mock.id } })).body.items;
    expect(list.map((slot) => slot.startsAt)).toContain(at(10));
    expect((await move(mock, at(10))).body.startsAt).toBe(at(10));
    expect((await asha.call(e.myHold, { params: { batchId } })).body.hold).toBeNull();
  });

  it('stays kept while a mock of theirs is moved elsewhere', async () => {
    const mock = await book(asha, batchId, { startsAt: at(6), mentorId });
    await hold(asha, batchId, { startsAt: at(10), mentorId });
    expect((await move(mock, at(8))).status).toBe(200);
    expect((await asha.call(e.myHold, { params: { batchId } })).body.hold?.startsAt).toBe(at(10));
  });

  it('can be booked for them by staff', async () => {
    await hold(asha, batchId, { startsAt: at(10), mentorId });
    const body = { learnerId: asha.personId ?? '', mentorId, startsAt: at(10), goal: GOAL, reason: 'She asked me to.' };
    const booked = await (await world.as('kavya')).call(b.bookOnBehalf, { params: { batchId }, body });
    expect([booked.status, booked.body.startsAt]).toEqual([201, at(10)]);
  });

  it('is in the way of everybody else’s', async () => {
    const mock = await book(asha, batchId, { startsAt: at(6), mentorId });
    const ravi = await world.as('ravi');
    expect((await hold(ravi, batchId, { startsAt: at(10), mentorId })).status).toBe(201);
    expect((await move(mock, at(10))).problem?.code).toBe('slot_taken');
  });
});
