import { feedbackEndpoints as f } from '@dryrun/contracts/feedback.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { BATCH_01, book, refused } from '../../../test/booking-steps.ts';
import { completeCard, holdMock } from '../../../test/held-mock.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const HOUR = 3_600_000;
const STARTS_AT = '2026-11-26T14:00:00.000Z';
const ENDED_AT = Date.parse('2026-11-26T14:45:00.000Z');

let world: World;
let asha: TestClient;
let dev: TestClient;
let id: string;

beforeEach(async () => {
  world = await startWorld();
  asha = await world.as('asha');
  dev = await world.as('dev');
  const mock = await book(asha, await world.batch(BATCH_01), { startsAt: STARTS_AT, mentorId: dev.personId ?? '' });
  id = mock.id;
  world.clock.set(new Date(ENDED_AT));
  await dev.call(interviewEndpoints.weMet, {
    params: { interviewId: id },
    body: { minutes: 45, askedPlanItemIds: [] },
  });
  await world.settle();
});
afterEach(() => world.close());

const params = () => ({ interviewId: id });
/** Lets everything happen that is due so many hours after the mock. */
const hoursAfter = async (hours: number, ms = 0) => {
  world.clock.set(new Date(ENDED_AT + hours * HOUR + ms));
  await world.settle();
};
const steps = async () =>
  (
    await world.query<{ step: string }>(
      `select payload->>'step' as step from outbox_event where subject_id = $1 and type in ('feedback.due', 'feedback.overdue') order by at, id`,
      [id],
    )
  ).map((r) => r.step);
const untilTomorrow = (client = dev) => client.call(f.untilTomorrow, { params: params() });
const submit = async () => {
  const card = (await dev.call(f.scorecard, { params: params() })).body;
  const body = completeCard({
    id,
    focus: card.dimensions.slice(0, 4).map((d) => d.id),
    beside: '',
    questionVersionId: '',
    keyPointIds: [],
  });
  const answer = await dev.call(f.submitScorecard, {
    params: params(),
    body: { ...body, version: card.draft.version },
  });
  if (answer.status !== 200) throw new Error(answer.text);
};

describe('the feedback clock', () => {
  it('strikes one and twenty hours after the mock, at 24 and at 48 hours, each once', async () => {
    await hoursAfter(1, -1);
    expect(await steps()).toEqual([]);
    await hoursAfter(1);
    expect(await steps()).toEqual(['first_reminder']);
    await hoursAfter(20);
    await hoursAfter(24, -1);
    expect(await steps()).toEqual(['first_reminder', 'last_reminder']);
    await hoursAfter(24);
    await hoursAfter(48);
    expect(await steps()).toEqual(['first_reminder', 'last_reminder', 'tell_lead', 'tell_admin']);
    await hoursAfter(200);
    expect(await steps()).toHaveLength(4);
  });

  it('is silent from the moment the scorecard is in', async () => {
    await hoursAfter(1);
    await submit();
    await hoursAfter(60);
    expect(await steps()).toEqual(['first_reminder']);
  });

  it('catches up after a server was down, and says each thing once even when its job runs twice', async () => {
    await hoursAfter(30);
    // A reminder that nobody can follow in time any more is left out.
    expect(await steps()).toEqual(['tell_lead']);
    await world.query(
      `update pgboss.job set state = 'created', started_on = null, completed_on = null where name = 'feedback.clock' and state = 'completed'`,
    );
    await world.settle();
    expect(await steps()).toHaveLength(1);
  });
});

describe('until tomorrow', () => {
  it('gives a day more, which the learner sees, and moves every word that is still to come', async () => {
    await hoursAfter(18);
    const before = (await asha.call(f.feedback, { params: params() })).body.dueAt;
    expect((await dev.call(f.scorecard, { params: params() })).body.canExtend).toBe(true);
    const { body } = await untilTomorrow();
    expect(body).toEqual({ dueAt: new Date(ENDED_AT + 48 * HOUR).toISOString(), canExtend: false });
    expect(Date.parse(before)).toBe(ENDED_AT + 24 * HOUR);
    expect((await asha.call(f.feedback, { params: params() })).body.dueAt).toBe(body.dueAt);
    expect((await asha.call(interviewEndpoints.get, { params: params() })).body.feedbackDueAt).toBe(body.dueAt);
    await hoursAfter(43);
    expect(await steps()).toEqual(['first_reminder']);
    await hoursAfter(44);
    await hoursAfter(48);
    await hoursAfter(72);
    expect(await steps()).toEqual(['first_reminder', 'last_reminder', 'tell_lead', 'tell_admin']);
  });

  it('counts from now when the feedback is late already', async () => {
    await hoursAfter(30);
    expect((await untilTomorrow()).body.dueAt).toBe(new Date(ENDED_AT + 54 * HOUR).toISOString());
  });

  it('can be said once, by the mentor alone', async () => {
    await untilTomorrow();
    const again = await refused(world, () => untilTomorrow());
    expect([again.status, again.problem?.code]).toEqual([409, 'extension_used']);
    for (const key of ['asha', 'kavya', 'meera', 'zoya'])
      expect([key, (await refused(world, async () => untilTomorrow(await world.as(key)))).status]).toEqual([key, 404]);
  });

  it('happens once for one key', async () => {
    const key = 'until-tomorrow-pressed-twice';
    await dev.call(f.untilTomorrow, { params: params() }, { key });
    expect((await dev.call(f.untilTomorrow, { params: params() }, { key })).status).toBe(200);
  });

  it('is no use once the scorecard is in, or before the mock was held', async () => {
    await submit();
    expect((await refused(world, () => untilTomorrow())).problem?.code).toBe('scorecard_submitted');
    id = (await holdMock(world, { learner: 'asha', mentor: 'dev', at: '2026-12-10T10:00:00Z', state: 'scheduled' })).id;
    expect((await refused(world, () => untilTomorrow())).problem?.code).toBe('interview_state');
  });

  it('goes by the policy that was pinned, and is audited', async () => {
    await world.query(`update interview set policy = policy || '{"feedbackExtensions": 0}' where id = $1`, [id]);
    expect((await refused(world, () => untilTomorrow())).problem?.code).toBe('extension_used');
    await world.query(`update interview set policy = policy || '{"feedbackExtensions": 2}' where id = $1`, [id]);
    expect((await untilTomorrow()).body.canExtend).toBe(true);
    expect(
      await world.query(
        `select actor_id, after from audit_entry where subject_id = $1 and action = 'scorecard.until_tomorrow'`,
        [id],
      ),
    ).toMatchObject([{ actor_id: dev.personId, after: { dueAt: new Date(ENDED_AT + 48 * HOUR).toISOString() } }]);
  });
});
