import { fillPath } from '@dryrun/contracts/endpoint';
import { feedbackEndpoints as e, type FeedbackView } from '@dryrun/contracts/feedback.contract';
import { completeCard, holdMock, settled, type HeldMock } from '../../../test/held-mock.ts';
import { startWorld, WORLD_NOW, type TestClient, type World } from '../../../test/harness.ts';
import { ALL_ENDPOINTS } from '../../platform/http/endpoint-table.ts';
import { ReleaseDueFeedback } from './release-due-feedback.ts';

const HELD_AT = '2026-11-18T08:00:00Z';
const HOUR = 3_600_000;
let world: World;
let dev: TestClient;
let asha: TestClient;
let mock: HeldMock;
const params = () => ({ interviewId: mock.id });

beforeAll(async () => {
  world = await startWorld();
  [dev, asha] = [await world.as('dev'), await world.as('asha')];
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set(WORLD_NOW);
  const pair = [await world.person('asha'), await world.person('dev')];
  await world.query(
    `update interview set state = 'void' where state = 'awaiting_feedback' and learner_id = $1 and mentor_id = $2`,
    pair,
  );
  mock = await holdMock(world, { learner: 'asha', mentor: 'dev', at: HELD_AT });
});

const submit = () => dev.call(e.submitScorecard, { params: params(), body: completeCard(mock) });
const predict = (levels: { dimension: string; level: 1 | 2 | 3 | 4 }[] = []) =>
  asha.call(e.predict, { params: params(), body: { levels } });
const read = async (client: TestClient): Promise<FeedbackView> =>
  (await client.call(e.feedback, { params: params() })).body;
const states = async () => {
  const [row] = await world.query<{ interview: string; card: string | null; at: Date | null }>(
    'select i.state as interview, s.state as card, s.released_at as at from interview i left join scorecard s on s.interview_id = i.id where i.id = $1',
    [mock.id],
  );
  return row;
};

describe('the release gate', () => {
  it('submitted, then predicted: opens with the prediction, for learner and mentor at once', async () => {
    await submit();
    expect(await read(asha)).toMatchObject({
      state: 'awaiting_prediction',
      canPredict: true,
      prediction: 'open',
      released: null,
    });
    world.clock.advance(HOUR);
    const answer = await predict([{ dimension: mock.focus[0] ?? '', level: 3 }]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ state: 'released', canPredict: false, prediction: 'given' });
    expect(answer.body.released?.releasedAt).toBe(world.clock.now().toISOString());
    expect(answer.body.released?.rows.map((r) => r.predicted)).toEqual([3, ...mock.focus.slice(1).map(() => null)]);
    expect((await read(dev)).released).not.toBeNull();
    expect(await states()).toEqual({ interview: 'feedback_released', card: 'released', at: world.clock.now() });
  });

  it('predicted, then submitted: opens with the submission', async () => {
    expect((await predict([{ dimension: mock.focus[1] ?? '', level: 1 }])).body).toMatchObject({
      state: 'awaiting_scorecard',
      prediction: 'given',
      canPredict: false,
      released: null,
    });
    world.clock.advance(5 * HOUR);
    const submitted = await submit();
    expect(submitted.body.state).toBe('released');
    expect((await read(asha)).released?.releasedAt).toBe(world.clock.now().toISOString());
  });

  it('skipped: "show me my feedback" opens what is submitted', async () => {
    await submit();
    expect((await predict()).body).toMatchObject({ state: 'released', prediction: 'skipped' });
  });

  it('neither: opens a day after the submission and not a millisecond before, when somebody reads it', async () => {
    await submit();
    world.clock.advance(24 * HOUR - 1);
    expect(await read(asha)).toMatchObject({ state: 'awaiting_prediction', released: null });
    expect((await states())?.card).toBe('submitted');
    world.clock.advance(1);
    expect(await read(asha)).toMatchObject({ state: 'released', prediction: 'open', canPredict: false });
    expect(await states()).toEqual({ interview: 'feedback_released', card: 'released', at: world.clock.now() });
  });

  it('neither, and nobody reads: the timer opens it, as of the moment it was due, and announces it once', async () => {
    await submit();
    const submittedAt = world.clock.now().getTime();
    const replica = await world.replica();
    const timers = [world, replica].map((w) => w.app.get(ReleaseDueFeedback, { strict: false }));
    world.clock.advance(24 * HOUR - 1);
    await Promise.all(timers.map((t) => t.run()));
    expect((await states())?.card).toBe('submitted');
    world.clock.advance(3 * HOUR);
    await Promise.all(timers.map((t) => t.run()));
    expect(await states()).toEqual({
      interview: 'feedback_released',
      card: 'released',
      at: new Date(submittedAt + 24 * HOUR),
    });
    const told = await world.query(`select 1 from outbox_event where type = 'feedback.released' and subject_id = $1`, [
      mock.id,
    ]);
    const audited = await world.query(
      `select 1 from audit_entry where action = 'feedback.released' and actor_id is null and subject_id = (select id from scorecard where interview_id = $1)`,
      [mock.id],
    );
    expect([told.length, audited.length]).toEqual([1, 1]);
    await replica.close();
  });

  it('submitted and predicted at the same moment: is never left shut', async () => {
    for (let i = 0; i < 6; i++) {
      mock = await holdMock(world, { learner: 'asha', mentor: 'dev', at: HELD_AT });
      const [submitted, predicted] = await Promise.all([submit(), predict()]);
      expect([submitted.status, predicted.status]).toEqual([200, 200]);
      expect((await states())?.card).toBe('released');
    }
  });

  it('one release that cannot be written does not keep the others shut', async () => {
    const stuck = mock;
    await submit();
    const other = await holdMock(world, { learner: 'neha', mentor: 'meera', at: HELD_AT });
    await (
      await world.as('meera')
    ).call(e.submitScorecard, { params: { interviewId: other.id }, body: completeCard(other) });
    await world.query(`update interview set state = 'closed' where id = $1`, [stuck.id]);
    world.clock.advance(25 * HOUR);
    await world.app.get(ReleaseDueFeedback, { strict: false }).run();
    const cards = await world.query(
      `select interview_id as id, state from scorecard where interview_id = any($1) order by state`,
      [[stuck.id, other.id]],
    );
    expect(cards).toEqual([
      { id: other.id, state: 'released' },
      { id: stuck.id, state: 'submitted' },
    ]);
  });
});

describe('a prediction', () => {
  it('is given once, whether given or skipped', async () => {
    await predict([{ dimension: mock.focus[0] ?? '', level: 2 }]);
    const before = await settled(world);
    const again = await predict();
    expect([again.status, again.problem?.code]).toEqual([409, 'prediction_given']);
    expect(await settled(world)).toBe(before);
  });

  it('is too late once the feedback is open', async () => {
    await submit();
    world.clock.advance(24 * HOUR);
    await read(asha);
    const before = await settled(world);
    expect((await predict()).problem?.code).toBe('interview_state');
    expect(await settled(world)).toBe(before);
  });

  it('is about the dimensions of this mock, each at most once', async () => {
    const before = await settled(world);
    const [first = ''] = mock.focus;
    const answer = await predict([
      { dimension: first, level: 1 },
      { dimension: mock.beside, level: 2 },
      { dimension: first, level: 3 },
    ]);
    expect(answer.status).toBe(400);
    expect(answer.problem?.errors?.map((x) => x.pointer)).toEqual([
      '/body/levels/1/dimension',
      '/body/levels/2/dimension',
    ]);
    expect(await settled(world)).toBe(before);
  });

  it('is not possible before the mock was held', async () => {
    for (const state of ['scheduled', 'running', 'void'] as const) {
      mock = await holdMock(world, { learner: 'asha', mentor: 'dev', at: HELD_AT, state });
      expect((await predict()).problem?.code).toBe('interview_state');
      await world.query(`update interview set state = 'void' where id = $1`, [mock.id]);
    }
  });

  it('is the learner’s alone: those who may read are refused, for all others there is nothing', async () => {
    const before = await settled(world);
    const expected = {
      dev: 403,
      meera: 403,
      kavya: 403,
      arjun: 403,
      ravi: 404,
      claire: 404,
      leela: 404,
      zoya: 404,
      samir: 404,
      imran: 404,
    };
    for (const [key, status] of Object.entries(expected)) {
      const answer = await (await world.as(key)).call(e.predict, { params: params(), body: { levels: [] } });
      expect([key, answer.status]).toEqual([key, status]);
    }
    expect(await settled(world)).toBe(before);
  });

  it('is hidden from the mentor, even that there is one, until the own card is submitted', async () => {
    const before = JSON.stringify(await read(dev));
    await predict([{ dimension: mock.focus[0] ?? '', level: 4 }]);
    expect(JSON.stringify(await read(dev))).toBe(before);
    await submit();
    expect(await read(dev)).toMatchObject({ prediction: 'given', state: 'released' });
  });
});

describe('before its release feedback', () => {
  /** Every readable address that could name this mock, its learner or its batch. */
  async function everythingSeenBy(client: TestClient): Promise<string> {
    const ids: Record<string, string> = {
      batchId: await world.batch('batch-01'),
      interviewId: mock.id,
      personId: await world.person('asha'),
      nextStepId: mock.id,
      holdId: mock.id,
    };
    const pages: string[] = [];
    for (const spec of ALL_ENDPOINTS.filter((s) => s.method === 'GET')) {
      // Whatever else a path names (a slug, a calendar) is an id that names nothing there.
      const named = [...spec.path.matchAll(/:([A-Za-z]+)/g)].map(
        ([, name]) => [name, ids[name ?? ''] ?? mock.id] as const,
      );
      const path = fillPath(spec.path, Object.fromEntries(named));
      const queries = spec.query
        ? ['', `?batchId=${ids['batchId']}`, '?format=system-design&track=kubernetes&level=mid']
        : [''];
      for (const query of queries) {
        const { status, text } = await client.send('GET', path + query);
        // Staff who look are logged, so the log of the second look holds the first one.
        const seen = spec.path === '/api/audit' ? withoutReading(text) : text;
        pages.push(`${path}${query} ${status} ${seen.replace(/"traceId":"[^"]*"/g, '')}`);
      }
    }
    return pages.join('\n');
  }

  const withoutReading = (text: string) => {
    const { items = [] } = JSON.parse(text) as { items?: { action: string }[] };
    return JSON.stringify(items.filter(({ action }) => !action.endsWith('.read')));
  };

  it.each(['asha', 'ravi', 'claire', 'meera', 'kavya', 'arjun', 'zoya', 'imran'])(
    'looks the same to %s whatever was rated, down to the byte',
    async (key) => {
      const card = completeCard(mock);
      const canary = 'canary-unreleased-7f3a';
      await dev.call(e.submitScorecard, {
        params: params(),
        body: {
          ...card,
          note: canary,
          strengths: [canary],
          ratings: card.ratings.map((r) => ({ ...r, examples: [canary] })),
          nextSteps: [{ drill: canary, dimension: null, dueOn: null }],
        },
      });
      const client = await world.as(key);
      const before = await everythingSeenBy(client);
      expect(before).not.toContain(canary);

      const card01 = 'scorecard_id = (select id from scorecard where interview_id = $1)';
      await world.query(`update rating set level = 5 - level, was_prompted = true where ${card01}`, [mock.id]);
      await world.query(`update key_point_rating set coverage = 'wrong' where ${card01}`, [mock.id]);
      await world.query(`delete from next_step where ${card01}`, [mock.id]);
      await world.query(
        `update scorecard set draft = draft || '{"recommendation": "clearly_ready", "strengths": []}' where interview_id = $1`,
        [mock.id],
      );
      expect(await everythingSeenBy(client)).toBe(before);

      // The walk would have found it: once released, those who may read it do.
      await predict();
      const after = await everythingSeenBy(client);
      expect(after.includes(canary)).toBe(['asha', 'meera', 'kavya', 'arjun'].includes(key));
    },
  );

  it('shows a draft to nobody but its mentor', async () => {
    const canary = 'canary-draft-19bd';
    await dev.call(e.saveScorecard, {
      params: params(),
      body: { ...completeCard(mock), note: canary, strengths: [canary] },
    });
    for (const key of ['asha', 'ravi', 'claire', 'meera', 'kavya', 'arjun', 'zoya', 'imran']) {
      const seen = await everythingSeenBy(await world.as(key));
      expect([key, seen.includes(canary)]).toEqual([key, false]);
    }
    expect(await everythingSeenBy(dev)).toContain(canary);
  });
});
