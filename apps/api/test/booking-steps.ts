import type { GoalBody, HoldView, InterviewView } from '@dryrun/contracts/interviews.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { Events } from '../src/platform/events/events.ts';
import type { Answer, TestClient, World } from './harness.ts';

export const BATCH_01 = 'batch-01';
export const BATCH_02 = 'batch-02';

/** What learners of these tests want, unless a test says otherwise. */
export const GOAL: GoalBody = {
  format: 'system-design',
  track: 'kubernetes',
  level: 'mid',
  dimension: null,
  note: 'Pushback on node pools, please.',
};

export type Slot = SlotsView['items'][number];

export async function openSlots(client: TestClient, batchId: string, goal: GoalBody = GOAL): Promise<SlotsView> {
  const { format, track, level } = goal;
  const answer = await client.call(interviewEndpoints.slots, { params: { batchId }, query: { format, track, level } });
  if (answer.status !== 200) throw new Error(`no slots: ${answer.text}`);
  return answer.body;
}

export function hold(
  client: TestClient,
  batchId: string,
  wish: { startsAt: string; mentorId: string; goal?: GoalBody },
  options: { key?: string } = {},
): Promise<Answer<HoldView>> {
  const { startsAt, mentorId, goal = GOAL } = wish;
  return client.call(interviewEndpoints.hold, { params: { batchId }, body: { goal, mentorId, startsAt } }, options);
}

export function confirm(
  client: TestClient,
  holdId: string,
  options: { key?: string } = {},
): Promise<Answer<InterviewView>> {
  return client.call(interviewEndpoints.confirm, { params: { holdId } }, options);
}

/** The first open slot of a mentor, or of whoever is offered first. */
export async function firstSlot(
  client: TestClient,
  batchId: string,
  mentorId?: string,
): Promise<{ startsAt: string; mentorId: string }> {
  const { items } = await openSlots(client, batchId);
  for (const { startsAt, mentors } of items) {
    const mentor = mentorId === undefined ? mentors[0] : mentors.find((m) => m.id === mentorId);
    if (mentor) return { startsAt, mentorId: mentor.id };
  }
  throw new Error('no slot is open for this test');
}

/** Holds and confirms; throws with the problem when either is refused. */
export async function book(
  client: TestClient,
  batchId: string,
  wish: { startsAt: string; mentorId: string; goal?: GoalBody },
): Promise<InterviewView> {
  const held = await hold(client, batchId, wish);
  if (held.status !== 201) throw new Error(`not held: ${held.text}`);
  const booked = await confirm(client, held.body.id);
  if (booked.status !== 201) throw new Error(`not booked: ${booked.text}`);
  return booked.body;
}

/** Hands out all news, so that nothing of an earlier step is still to come. */
export async function settle(world: World): Promise<void> {
  await world.app.get(Events).deliver();
}

/** Runs a request that must be refused, and answers it after proving that it changed no row. */
export async function refused<T>(world: World, request: () => Promise<Answer<T>>): Promise<Answer<T>> {
  await settle(world);
  const before = await world.fingerprint();
  const answer = await request();
  await settle(world);
  expect(await world.fingerprint()).toBe(before);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return answer;
}

/** Enrols more learners into a batch: `racer-1` … */
export async function enrolLearners(world: World, batchId: string, count: number): Promise<TestClient[]> {
  await world.query(
    `with person_row as (
       insert into person (id, name, email, time_zone, demo_key, created_at, updated_at)
       select gen_random_uuid(), 'Racer ' || n, 'racer-' || n || '@example.org', 'Asia/Kolkata', 'racer-' || n, now(), now()
       from generate_series(1, $2::int) n returning id
     ), grant_row as (
       insert into role_grant (id, person_id, role, batch_id, granted_at) select gen_random_uuid(), id, 'learner', $1, now() from person_row
     )
     insert into enrolment (id, batch_id, person_id, state, level, enrolled_at) select gen_random_uuid(), $1, id, 'active', 'mid', now() from person_row`,
    [batchId, count],
  );
  return Promise.all(Array.from({ length: count }, (_, i) => world.as(`racer-${i + 1}`)));
}

/** A seeded mock of a learner in this state, the latest one. `startsAt` in epoch milliseconds. */
export async function mockOf(
  world: World,
  learnerKey: string,
  state: string,
): Promise<{ id: string; startsAt: number }> {
  const [row] = await world.query<{ id: string; startsAt: Date }>(
    `select i.id, i.starts_at as "startsAt" from interview i join person p on p.id = i.learner_id
     where p.demo_key = $1 and i.state = $2 order by i.starts_at desc limit 1`,
    [learnerKey, state],
  );
  if (!row) throw new Error(`${learnerKey} has no mock in the state ${state}`);
  return { id: row.id, startsAt: row.startsAt.getTime() };
}

/** Sends a request while another transaction is writing: it goes on as soon as the request waits for it, or has not waited. */
export async function meanwhile<T>(
  world: World,
  write: [sql: string, values: unknown[]],
  request: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const writer = world.source.createQueryRunner();
  await writer.startTransaction();
  try {
    await writer.query(...write);
    let isAnswered = false;
    const answer = request().finally(() => (isAnswered = true));
    const isWaiting = async () =>
      (
        await world.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).length > 0;
    while (!isAnswered && !(await isWaiting()));
    await writer.commitTransaction();
    return await answer;
  } finally {
    await writer.release();
  }
}
