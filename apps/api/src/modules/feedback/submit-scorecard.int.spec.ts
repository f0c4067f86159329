import { feedbackEndpoints as e, type ScorecardView } from '@dryrun/contracts/feedback.contract';
import { completeCard, holdMock, releasedMock, settled, type HeldMock } from '../../../test/held-mock.ts';
import { startWorld, type TestClient, type World } from '../../../test/harness.ts';

const HELD_AT = '2026-11-18T08:00:00Z';
let world: World;
let dev: TestClient;
let mock: HeldMock;
const params = () => ({ interviewId: mock.id });

beforeAll(async () => {
  world = await startWorld();
  dev = await world.as('dev');
});
afterAll(() => world.close());
beforeEach(async () => {
  const pair = [await world.person('asha'), await world.person('dev')];
  await world.query(
    `update interview set state = 'void' where state = 'awaiting_feedback' and learner_id = $1 and mentor_id = $2`,
    pair,
  );
  mock = await holdMock(world, { learner: 'asha', mentor: 'dev', at: HELD_AT });
});

const stored = () =>
  world.query<{ state: string; version: number }>('select state, version from scorecard where interview_id = $1', [
    mock.id,
  ]);

/** Everybody who is not the mentor of this mock, whatever else they may do. */
const OTHERS = ['asha', 'ravi', 'claire', 'meera', 'kavya', 'arjun', 'leela', 'zoya', 'samir', 'imran'];

describe('a scorecard', () => {
  it('starts pre-filled from the marks, with every level open and nothing stored', async () => {
    const [first = ''] = mock.focus;
    for (const [dimension, kind, minute] of [
      [first, 'unasked', 12],
      [mock.beside, 'when_asked', 20],
    ] as const)
      await world.query(
        `insert into mark (id, interview_id, dimension, kind, note, at, minute) values (gen_random_uuid(), $1, $2, $3, 'asked for the p99', now(), $4)`,
        [mock.id, dimension, kind, minute],
      );
    const { status, body } = await dev.call(e.scorecard, { params: params() });
    expect(status).toBe(200);
    expect(body.state).toBe('draft');
    expect(body.draft.version).toBe(0);
    expect(body.savedAt).toBeNull();
    expect(body.draft.ratings.map((r) => r.dimension)).toEqual(mock.focus);
    expect(body.draft.ratings.map((r) => r.level)).toEqual(mock.focus.map(() => null));
    expect(body.draft.ratings[0]).toMatchObject({ wasPrompted: false, examples: [expect.stringContaining('min 12')] });
    expect(body.suggestions).toEqual([{ dimension: first, level: 4, sentence: expect.any(String) }]);
    expect(body.dimensions.map((d) => d.id)).toEqual([...mock.focus, mock.beside]);
    expect(body.questions.map((q) => q.questionVersionId)).toEqual([mock.questionVersionId]);
    expect(body.dueAt).toBe('2026-11-19T08:45:00.000Z');
    expect(body.missing.map((m) => m.pointer)).toEqual([
      ...mock.focus.map((_, i) => `/ratings/${i}`),
      '/strengths',
      '/nextSteps',
    ]);
    expect(await stored()).toEqual([]);
  });

  it('is kept as it was typed, however unfinished', async () => {
    const half = { ...completeCard(mock), strengths: [], nextSteps: [], ratings: [] };
    const saved = await dev.call(e.saveScorecard, { params: params(), body: half });
    expect(saved.status).toBe(200);
    expect(saved.body.draft).toEqual({ ...half, version: 1 });
    expect(saved.body.savedAt).toBe(world.clock.now().toISOString());
    const again = await dev.call(e.scorecard, { params: params() });
    expect(again.body).toEqual(saved.body);
  });

  it('is no conflict when an autosave whose answer was lost is sent again', async () => {
    const card = completeCard(mock);
    await dev.call(e.saveScorecard, { params: params(), body: card });
    const repeated = await dev.call(e.saveScorecard, { params: params(), body: card });
    expect(repeated.status).toBe(200);
    expect(repeated.body.draft.version).toBe(1);
    const begun = await world.query(
      `select 1 from audit_entry where action = 'scorecard.begin' and batch_id is not null and subject_id = (select id from scorecard where interview_id = $1)`,
      [mock.id],
    );
    expect(begun).toHaveLength(1);
  });

  it('is never overwritten from a screen that has not seen the last save: the refusal carries what is stored', async () => {
    const card = completeCard(mock);
    await dev.call(e.saveScorecard, { params: params(), body: { ...card, note: 'From the laptop.' } });
    const before = await settled(world);
    for (const endpoint of [e.saveScorecard, e.submitScorecard]) {
      const late = await dev.call(endpoint, { params: params(), body: { ...card, note: 'From the phone.' } });
      expect(late.status).toBe(409);
      expect(late.problem?.code).toBe('stale_version');
      expect((late.problem?.['current'] as ScorecardView).draft).toMatchObject({
        version: 1,
        note: 'From the laptop.',
      });
    }
    expect(await settled(world)).toBe(before);
    const resolved = await dev.call(e.saveScorecard, {
      params: params(),
      body: { ...card, version: 1, note: 'From the phone.' },
    });
    expect(resolved.body.draft).toMatchObject({ version: 2, note: 'From the phone.' });
  });

  it('refuses moves, questions and key points that this mock does not have, each by its place', async () => {
    const before = await settled(world);
    const card = completeCard(mock);
    const [rating, keyPoint] = [card.ratings[0], card.keyPoints[0]];
    if (!rating || !keyPoint) throw new Error('the complete card is not complete');
    const answer = await dev.call(e.saveScorecard, {
      params: params(),
      body: {
        ...card,
        ratings: [rating, { ...rating, dimension: 'charm' }],
        keyPoints: [keyPoint, keyPoint, { ...keyPoint, keyPointId: 'no-such-point' }],
        nextSteps: [{ drill: 'Practise this twice a week.', dimension: 'charm', dueOn: null }],
      },
    });
    expect(answer.status).toBe(400);
    expect(answer.problem?.errors?.map((x) => x.pointer)).toEqual([
      '/body/ratings/1/dimension',
      '/body/nextSteps/0/dimension',
      '/body/keyPoints/1',
      '/body/keyPoints/2',
    ]);
    expect(await settled(world)).toBe(before);
  });

  it('does not exist for anybody but the mentor of the mock, whether they read, save or submit', async () => {
    await dev.call(e.saveScorecard, { params: params(), body: completeCard(mock) });
    const before = await settled(world);
    for (const key of OTHERS) {
      const client = await world.as(key);
      const unknown = await client.send('GET', '/api/interviews/01890000-0000-7000-8000-000000000000/scorecard');
      for (const endpoint of [e.scorecard, e.saveScorecard, e.submitScorecard]) {
        const answer = await client.call(endpoint, { params: params(), body: { ...completeCard(mock), version: 1 } });
        expect([key, endpoint.method, answer.status, answer.problem?.code]).toEqual([
          key,
          endpoint.method,
          404,
          'not_found',
        ]);
        expect(answer.problem?.detail).toBe(unknown.problem?.detail);
      }
    }
    expect(await settled(world)).toBe(before);
  });

  it('waits until somebody said that the mock took place', async () => {
    for (const state of ['scheduled', 'running', 'void', 'missed'] as const) {
      const other = await holdMock(world, { learner: 'neha', mentor: 'dev', at: HELD_AT, state });
      const answer = await dev.call(e.scorecard, { params: { interviewId: other.id } });
      expect([state, answer.problem?.code]).toEqual([state, 'interview_state']);
      const saved = await dev.call(e.saveScorecard, { params: { interviewId: other.id }, body: completeCard(other) });
      expect(saved.problem?.code).toBe('interview_state');
    }
  });
});

describe('submitting a scorecard', () => {
  it('names everything that is missing at once and keeps the draft as it was', async () => {
    const card = completeCard(mock);
    await dev.call(e.saveScorecard, { params: params(), body: card });
    const before = await settled(world);
    const [first] = card.ratings;
    if (!first) throw new Error('no rating');
    const answer = await dev.call(e.submitScorecard, {
      params: params(),
      body: {
        ...card,
        version: 1,
        ratings: [first, { ...first, dimension: mock.focus[1] ?? '', level: null }],
        strengths: [],
        nextSteps: [],
      },
    });
    expect(answer.status).toBe(422);
    expect(answer.problem?.code).toBe('scorecard_incomplete');
    expect(answer.problem?.errors?.map((x) => x.pointer)).toEqual([
      '/body/ratings/1',
      ...mock.focus.slice(2).map(() => '/body/ratings'),
      '/body/strengths',
      '/body/nextSteps',
    ]);
    expect(await settled(world)).toBe(before);
  });

  it('stores ratings, key points and next steps as they were given; not observed is stored as a gap', async () => {
    const [first = '', second = ''] = mock.focus;
    const answer = await dev.call(e.submitScorecard, {
      params: params(),
      body: completeCard(mock, { [first]: 4, [second]: null, [mock.beside]: 1 }),
    });
    expect(answer.status).toBe(200);
    expect(answer.body.state).toBe('submitted');
    expect(answer.body.submittedAt).toBe(world.clock.now().toISOString());
    const ratings = await world.query<{ dimension: string; level: number | null }>(
      'select r.dimension, r.level from rating r join scorecard s on s.id = r.scorecard_id where s.interview_id = $1',
      [mock.id],
    );
    expect(Object.fromEntries(ratings.map((r) => [r.dimension, r.level]))).toEqual({
      ...Object.fromEntries(mock.focus.map((d) => [d, 2])),
      [first]: 4,
      [second]: null,
      [mock.beside]: 1,
    });
    const steps = await world.query(
      `select n.state, n.drill, to_char(n.due_on, 'YYYY-MM-DD') as due from next_step n join scorecard s on s.id = n.scorecard_id where s.interview_id = $1`,
      [mock.id],
    );
    expect(steps).toEqual([
      { state: 'offered', drill: 'Write the rollback trigger of your last migration on one page.', due: '2026-11-25' },
    ]);
    const points = await world.query(
      `select coverage from key_point_rating k join scorecard s on s.id = k.scorecard_id where s.interview_id = $1 order by 1`,
      [mock.id],
    );
    expect(points).toEqual([{ coverage: 'missed' }, { coverage: 'unaided' }]);
  });

  it('happens once when two tabs submit at the same moment', async () => {
    const card = completeCard(mock);
    const answers = await Promise.all(
      ['A.', 'B.', 'C.', 'D.'].map((note) =>
        dev.call(e.submitScorecard, { params: params(), body: { ...card, note } }),
      ),
    );
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    expect(answers.filter((a) => a.status === 409)).toHaveLength(3);
    expect(await stored()).toEqual([{ state: 'submitted', version: 1 }]);
    const told = await world.query(
      `select 1 from outbox_event where type = 'scorecard.submitted' and subject_id = $1`,
      [mock.id],
    );
    expect(told).toHaveLength(1);
  });

  it('answers a repeated key with the stored answer, and a second submission with a refusal', async () => {
    const body = completeCard(mock);
    const first = await dev.call(e.submitScorecard, { params: params(), body }, { key: 'submit-once-0001' });
    const again = await dev.call(e.submitScorecard, { params: params(), body }, { key: 'submit-once-0001' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    const before = await settled(world);
    for (const endpoint of [e.submitScorecard, e.saveScorecard]) {
      const other = await dev.call(endpoint, {
        params: params(),
        body: { ...body, version: 1, note: 'One more thing.' },
      });
      expect(other.problem?.code).toBe('scorecard_submitted');
    }
    expect(await settled(world)).toBe(before);
  });

  it('leaves nothing of the text in news or audit', async () => {
    const card = completeCard(mock);
    await dev.call(e.submitScorecard, { params: params(), body: card });
    const [row] = await world.query<{ all: string }>(
      `select coalesce(string_agg(t, ' '), '') as all from (select a::text as t from audit_entry a union all select o::text from outbox_event o) x`,
    );
    for (const text of [card.strengths[0], card.note, card.nextSteps[0]?.drill, card.ratings[0]?.examples[0]])
      expect(row?.all).not.toContain(text);
  });
});

describe('a submitted scorecard of a learner whom its mentor will interview again', () => {
  it('shows no numbers until that next one is scored, and all of them afterwards', async () => {
    const given = await releasedMock(world, { learner: 'neha', mentor: 'claire', at: HELD_AT });
    const claire = await world.as('claire');
    const mine = () => claire.call(e.scorecard, { params: { interviewId: given.id } });
    expect((await mine()).body).toMatchObject({
      isWithheld: false,
      draft: { recommendation: 'close', note: 'A calm start; keep it.' },
    });

    const next = await holdMock(world, {
      learner: 'neha',
      mentor: 'claire',
      at: '2026-11-20T08:00:00Z',
      state: 'scheduled',
    });
    for (const state of ['scheduled', 'running', 'awaiting_feedback']) {
      await world.query(`update interview set state = $2, ended_at = ends_at, minutes = 45 where id = $1`, [
        next.id,
        state,
      ]);
      const { body } = await mine();
      expect(body.isWithheld).toBe(true);
      expect(body.draft).toMatchObject({
        ratings: [],
        keyPoints: [],
        note: '',
        recommendation: null,
        strengths: completeCard(given).strengths,
      });
    }
    await world.query(`update plan_item set asked_at = now() where interview_id = $1`, [next.id]);
    await claire.call(e.submitScorecard, { params: { interviewId: next.id }, body: completeCard(next) });
    expect((await mine()).body).toMatchObject({ isWithheld: false, draft: { recommendation: 'close' } });
  });

  it('still shows the drafts of two mocks that wait at the same time', async () => {
    const second = await holdMock(world, { learner: 'asha', mentor: 'dev', at: '2026-11-18T09:00:00Z' });
    await dev.call(e.saveScorecard, { params: params(), body: completeCard(mock) });
    const draft = await dev.call(e.saveScorecard, { params: { interviewId: second.id }, body: completeCard(second) });
    expect(draft.body).toMatchObject({ isWithheld: false, draft: { recommendation: 'close' } });
    expect((await dev.call(e.scorecard, { params: params() })).body).toMatchObject({
      isWithheld: false,
      draft: { recommendation: 'close' },
    });
  });
});
