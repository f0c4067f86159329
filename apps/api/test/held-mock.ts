import { randomUUID } from 'node:crypto';
import { feedbackEndpoints, type ScorecardBody } from '@dryrun/contracts/feedback.contract';
import type { RatingLevel } from '@dryrun/domain/feedback/scorecard';
import type { InterviewState } from '@dryrun/domain/interviews/interview-state';
import { Events } from '../src/platform/events/events.ts';
import type { World } from './harness.ts';

/** Longest that any format takes; nothing here depends on it. */
const MINUTES = 45;

/** A mock written straight into the database, for what comes after it. */
export interface HeldMock {
  id: string;
  /** Ids of the format's focus dimensions, in its order. */
  focus: string[];
  /** A dimension of the rubric that the format does not focus on. */
  beside: string;
  questionVersionId: string;
  keyPointIds: string[];
}

interface MockWish {
  /** Demo keys. */
  learner: string;
  mentor: string;
  batch?: string;
  /** When it starts. */
  at: string;
  state?: InterviewState;
}

/** Writes a mock of the system-design format. Unless said otherwise it was held, lasted 45 minutes, and nobody has scored it. */
export async function holdMock(
  world: World,
  { learner, mentor, batch = 'batch-01', at, state = 'awaiting_feedback' }: MockWish,
): Promise<HeldMock> {
  const version = (kind: string, slug: string) =>
    one<{ id: string; body: { focusDimensions: string[]; dimensions: { id: string }[]; keyPoints: { id: string }[] } }>(
      world,
      `select v.id, v.body from content_item i join content_version v on v.id = i.current_version_id
       where i.kind = $1 and ($2 = '' or i.slug = $2) order by i.slug limit 1`,
      [kind, slug],
    );
  const format = await version('format', 'system-design');
  const rubric = await version('rubric', 'reasoning-moves');
  const question = await version('question', '');
  const isHeld = ['awaiting_feedback', 'feedback_released', 'closed'].includes(state);
  const startsAt = new Date(at);
  const endsAt = new Date(startsAt.getTime() + MINUTES * 60_000);
  const id = randomUUID();
  await world.query(
    `insert into interview (id, batch_id, learner_id, mentor_id, state, goal, starts_at, ends_at, format_version_id, rubric_version_id, policy,
                            confirmed_at, started_at, ended_at, minutes, created_at)
     select $1, b.id, $3, $4, $5, $6, $7, $8, $9, $10, b.policy, $7, $11, $12, $13, $7 from batch b where b.slug = $2`,
    [
      id,
      batch,
      await world.person(learner),
      await world.person(mentor),
      state,
      JSON.stringify({ format: 'system-design', track: 'kubernetes', level: 'mid', dimension: null, note: '' }),
      startsAt,
      endsAt,
      format.id,
      rubric.id,
      isHeld ? startsAt : null,
      isHeld ? endsAt : null,
      isHeld ? MINUTES : null,
    ],
  );
  await world.query(
    `insert into plan_item (id, interview_id, position, question_version_id, reason_code, reason_sentence, planned_pushback_ids, asked_at)
     values ($1, $2, 1, $3, 'never_seen', 'Never seen.', '{}', $4)`,
    [randomUUID(), id, question.id, isHeld ? startsAt : null],
  );
  const focus = format.body.focusDimensions;
  return {
    id,
    focus,
    beside: rubric.body.dimensions.find((d) => !focus.includes(d.id))?.id ?? '',
    questionVersionId: question.id,
    keyPointIds: question.body.keyPoints.map((k) => k.id),
  };
}

/** A card that lacks nothing: every focus dimension rated 2 unless told otherwise. `null` is not observed. */
export function completeCard(mock: HeldMock, levels: Record<string, RatingLevel | null> = {}): ScorecardBody {
  return {
    version: 0,
    ratings: [...mock.focus, ...Object.keys(levels).filter((d) => !mock.focus.includes(d))].map((dimension) => {
      const level = dimension in levels ? (levels[dimension] ?? null) : 2;
      return {
        dimension,
        level,
        isNotObserved: level === null,
        wasPrompted: level === null ? null : false,
        examples: [`What was said about ${dimension}.`],
      };
    }),
    keyPoints: mock.keyPointIds.slice(0, 2).map((keyPointId, i) => ({
      questionVersionId: mock.questionVersionId,
      keyPointId,
      coverage: i === 0 ? 'unaided' : 'missed',
    })),
    strengths: ['You asked for the p99 before you chose the queue.'],
    nextSteps: [
      {
        drill: 'Write the rollback trigger of your last migration on one page.',
        dimension: mock.focus[0] ?? null,
        dueOn: '2026-11-25',
      },
    ],
    note: 'A calm start; keep it.',
    recommendation: 'close',
  };
}

/** Held, scored by its mentor and skipped by its learner, so that it can be read now. */
export async function releasedMock(
  world: World,
  wish: MockWish,
  levels: Record<string, RatingLevel | null> = {},
): Promise<HeldMock> {
  const mock = await holdMock(world, wish);
  const params = { interviewId: mock.id };
  const submitted = await (
    await world.as(wish.mentor)
  ).call(feedbackEndpoints.submitScorecard, { params, body: completeCard(mock, levels) });
  const skipped = await (
    await world.as(wish.learner)
  ).call(feedbackEndpoints.predict, { params, body: { levels: [] } });
  if (submitted.status !== 200 || skipped.body.state !== 'released')
    throw new Error(`${submitted.text}\n${skipped.text}`);
  return mock;
}

/** What the database holds once all news has been delivered; otherwise the outbox's own timer could change it in between. */
export async function settled(world: World): Promise<string> {
  const events = world.app.get(Events, { strict: false });
  await events.deliver(); // perhaps one that the timer began before the last news was written
  await events.deliver();
  return world.fingerprint();
}

async function one<T>(world: World, sql: string, parameters: unknown[]): Promise<T> {
  const [row] = await world.query<T>(sql, parameters);
  if (!row) throw new Error(`nothing found by ${sql} ${JSON.stringify(parameters)}`);
  return row;
}
