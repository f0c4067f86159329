import type { RubricBody } from '@dryrun/contracts/content-bodies';
import type { ScorecardBody } from '@dryrun/contracts/feedback.contract';
import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import { releasedAt } from '@dryrun/domain/feedback/release-gate';
import type { Coverage, Recommendation } from '@dryrun/domain/feedback/scorecard';
import type { MarkKind } from '@dryrun/domain/interviews/marks';
import { addDays } from '@dryrun/domain/time/local-date';
import { instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { HOUR, MINUTE } from './demo-calendar.ts';
import { chance, demoId, pick } from './demo-id.ts';
import { firstName, type MockContext } from './demo-interview.ts';
import { heldTimes, iso } from './demo-times.ts';
import type { NextStepRow } from './demo-rows.ts';
import type { Mock } from './demo-story.ts';
import { MOVE_WORDS, NOTES, type MoveWords } from './demo-words.ts';

export type RatingLevel = 1 | 2 | 3 | 4;

/** A held mock with what the learner's history says about it. */
export interface HeldMock extends MockContext {
  mock: Mock;
  rubric: RubricBody;
  /** How many mocks the learner held before this one. */
  earlier: number;
  /** Is this the learner's latest released feedback? Its next steps are still on offer. */
  isLatest: boolean;
  /** Ids of the mentors who meet the learner: they see open next steps in their kit. */
  mentorsOfLearner: readonly string[];
}

interface Rated {
  dimension: string;
  level: RatingLevel | null;
  wasPrompted: boolean | null;
  examples: string[];
}

/** Adds marks, and for whatever is scored the scorecard with its rows, the prediction and the next steps. */
export function addScorecard(held: HeldMock): void {
  const { mock, tables } = held;
  const rated = mock.format.body.focusDimensions.map((dimension) => rate(held, dimension));
  addMarks(held, rated);
  const times = scoredTimes(held);
  const card = cardOf(held, rated);
  const id = demoId(`scorecard/${mock.key}`);
  tables.scorecard.push({
    id,
    interview_id: demoId(`interview/${mock.key}`),
    rater_id: demoId(`person/${mock.seat.mentor.key}`),
    state: mock.outcome === 'released' ? 'released' : mock.outcome === 'submitted' ? 'submitted' : 'draft',
    draft: card,
    version: 4,
    saved_at: iso(times.savedAt),
    submitted_at: times.submittedAt === null ? null : iso(times.submittedAt),
    released_at: times.releasedAt === null ? null : iso(times.releasedAt),
  });
  if (!times.submittedAt) return;
  for (const r of card.ratings)
    tables.rating.push({
      scorecard_id: id,
      dimension: r.dimension,
      level: r.level,
      was_prompted: r.wasPrompted,
      examples: r.examples,
    });
  for (const k of card.keyPoints)
    tables.key_point_rating.push({
      scorecard_id: id,
      question_version_id: k.questionVersionId,
      key_point_id: k.keyPointId,
      coverage: k.coverage,
    });
  card.nextSteps.forEach((step, position) =>
    tables.next_step.push(nextStepRow(held, id, step, position, times.releasedAt ?? times.submittedAt ?? 0)),
  );
  if (times.releasedAt) addPrediction(held, rated, times);
}

/** Growth: low in the first two weeks, at least level 2 from the fourth, with ups and downs per move. */
export function levelOf(mock: Mock, dimension: string, earlier: number): RatingLevel {
  const { learner, week } = mock;
  const talent = (chance(`${learner.key}/${dimension}`) - 0.5) * 0.9;
  const mood = (chance(`${mock.key}/${dimension}/mood`) - 0.5) * 0.8;
  const raw = Math.round(learner.start + 0.45 * earlier + talent + mood);
  const [least, most] = week <= 2 ? [1, 2] : week === 3 ? [1, 3] : [2, 4];
  return Math.max(least, Math.min(most, raw)) as RatingLevel;
}

function rate(held: HeldMock, dimension: string): Rated {
  const { mock, rubric } = held;
  const isFirst = mock.format.body.focusDimensions[0] === dimension;
  if (!isFirst && chance(`${mock.key}/${dimension}/seen`) < 0.12)
    return { dimension, level: null, wasPrompted: null, examples: [] };
  const level = levelOf(mock, dimension, held.earlier);
  const isExtreme = level === 1 || level === 4;
  const hasExample = chance(`${mock.key}/${dimension}/example`) < (isExtreme ? 0.92 : 0.7);
  const said = MOVE_WORDS[dimension]?.examples[level] ?? [
    rubric.dimensions.find((d) => d.id === dimension)?.anchors[level] ?? '',
  ];
  const example = hasExample ? pick(`${mock.key}/${dimension}/said`, said) : '';
  const wasPrompted =
    level === 3 || (level === 2 && chance(`${mock.key}/${dimension}/prompt`) < 0.5) ? true : level === 4 ? false : null;
  return { dimension, level, wasPrompted, examples: example === '' ? [] : [example] };
}

function cardOf(held: HeldMock, rated: readonly Rated[]): Omit<ScorecardBody, 'version'> {
  const { mock, plan, canaries } = held;
  const [kind, readers] = readersOf(held);
  const isDraft = mock.outcome === 'unscored';
  const ratings = rated.slice(0, isDraft ? 2 : rated.length).map((r) => ({
    ...r,
    isNotObserved: r.level === null,
    examples: r.examples.map((text) => canaries.mark(`${kind}-example`, readers, text)),
  }));
  const keyPoints = plan.items.flatMap(({ question: q }) =>
    q.body.keyPoints.map((point) => ({
      questionVersionId: q.versionId,
      keyPointId: point.id,
      coverage: coverageOf(`${mock.key}/${q.slug}/${point.id}`, held.earlier + mock.learner.start),
    })),
  );
  const byLevel = rated.filter((r) => r.level !== null).sort((a, b) => (a.level ?? 0) - (b.level ?? 0));
  const worst = byLevel.slice(0, chance(`${mock.key}/steps`) < 0.55 || mock.learner.key === 'asha' ? 2 : 1);
  const best = byLevel.at(-1);
  const name = firstName(mock);
  return {
    ratings,
    keyPoints: isDraft ? keyPoints.slice(0, 2) : keyPoints,
    strengths: best
      ? [canaries.mark(`${kind}-strength`, readers, pick(`${mock.key}/strength`, wordsOf(best.dimension).strengths))]
      : [],
    nextSteps: isDraft
      ? []
      : worst.map((r) => ({
          drill: canaries.mark(
            `${kind}-step`,
            mock.outcome === 'released' ? [...readers, ...held.mentorsOfLearner] : readers,
            pick(`${mock.key}/${r.dimension}/drill`, wordsOf(r.dimension).drills),
          ),
          dimension: r.dimension,
          dueOn: addDays(instantToLocal(mock.learner.timeZone, mock.seat.start).date, 7),
        })),
    note: canaries.mark(`${kind}-note`, readers, pick(`${mock.key}/note`, NOTES).replaceAll('{name}', name)),
    recommendation: isDraft ? null : recommendationOf(held, rated),
  };
}

/** Whose eyes a card's words are for, by how far it has come. */
function readersOf({ mock, staff }: HeldMock): [kind: string, readers: string[]] {
  const [learnerId, mentorId] = [demoId(`person/${mock.learner.key}`), demoId(`person/${mock.seat.mentor.key}`)];
  if (mock.outcome === 'released') return ['feedback', [learnerId, mentorId, ...staff]];
  return [mock.outcome === 'submitted' ? 'unreleased' : 'scorecard-draft', [mentorId]];
}

function coverageOf(name: string, skill: number): Coverage {
  const luck = chance(name);
  const unaided = Math.min(0.75, 0.2 + 0.11 * skill);
  if (luck < unaided) return 'unaided';
  if (luck < unaided + 0.2) return 'nudged';
  return luck < 0.95 ? 'missed' : 'wrong';
}

function recommendationOf({ mock }: HeldMock, rated: readonly Rated[]): Recommendation | null {
  if (mock.week < 3 || chance(`${mock.key}/recommendation`) < 0.35) return null;
  const seen = rated.flatMap((r) => (r.level === null ? [] : [r.level]));
  const strong = seen.filter((level) => level >= 3).length;
  return strong === seen.length ? 'ready' : strong * 2 >= seen.length ? 'close' : 'not_yet';
}

interface ScoredTimes {
  savedAt: number;
  submittedAt: number | null;
  predictedAt: number | null;
  releasedAt: number | null;
}

/** Released by the product's own gate. */
function scoredTimes({ mock, now }: HeldMock): ScoredTimes {
  const { endedAt } = heldTimes(mock);
  if (mock.outcome === 'unscored')
    return {
      savedAt: Math.min(endedAt + 20 * MINUTE, now - MINUTE),
      submittedAt: null,
      predictedAt: null,
      releasedAt: null,
    };
  if (mock.outcome === 'submitted') {
    const submittedAt = Math.max(now - 18 * HOUR, Math.min(endedAt + 20 * HOUR, now - 2 * HOUR));
    return { savedAt: submittedAt, submittedAt, predictedAt: null, releasedAt: null };
  }
  const submittedAt = endedAt + Math.ceil((0.5 + chance(`${mock.key}/submitted`) * 4.5) * HOUR);
  const isPredicted = mock.learner.key === 'asha' || chance(`${mock.key}/predicted`) < 0.8;
  const predictedAt = isPredicted ? endedAt + Math.ceil((4 + chance(`${mock.key}/predicted-at`) * 30) * MINUTE) : null;
  const released = releasedAt({
    submittedAt,
    predictionAt: predictedAt,
    windowHours: DEFAULT_POLICY.predictionWindowHours,
  });
  return { savedAt: submittedAt, submittedAt, predictedAt, releasedAt: released };
}

function addPrediction({ mock, tables }: HeldMock, rated: readonly Rated[], { predictedAt }: ScoredTimes): void {
  if (predictedAt === null) return;
  const isSkipped = mock.learner.key !== 'asha' && chance(`${mock.key}/skip`) < 0.15;
  const levels = rated.map(({ dimension, level }) => {
    const optimism = chance(`${mock.key}/${dimension}/guess`);
    const guess = (level ?? 2) + (optimism < 0.2 ? -1 : optimism > 0.65 ? 1 : 0);
    return { dimension, level: Math.max(1, Math.min(4, guess)) as RatingLevel };
  });
  tables.prediction.push({
    interview_id: demoId(`interview/${mock.key}`),
    learner_id: demoId(`person/${mock.learner.key}`),
    levels: isSkipped ? [] : levels,
    is_skipped: isSkipped,
    given_at: iso(predictedAt),
  });
}

function nextStepRow(
  held: HeldMock,
  scorecardId: string,
  step: ScorecardBody['nextSteps'][number],
  position: number,
  at: number,
): NextStepRow {
  const { mock, isLatest, now } = held;
  const luck = chance(`${mock.key}/${position}/step-state`);
  const state =
    isLatest || mock.outcome === 'submitted' ? 'offered' : luck < 0.55 ? 'done' : luck < 0.85 ? 'accepted' : 'declined';
  const touchedAt = state === 'offered' ? at : Math.min(at + Math.ceil((4 + luck * 90) * HOUR), now - HOUR);
  return {
    id: demoId(`next-step/${mock.key}/${position}`),
    scorecard_id: scorecardId,
    position: position + 1,
    learner_id: demoId(`person/${mock.learner.key}`),
    drill: step.drill,
    dimension: step.dimension,
    due_on: step.dueOn,
    state,
    updated_at: iso(touchedAt),
  };
}

const MARK_OF: Record<RatingLevel, MarkKind | null> = { 1: 'missing', 2: null, 3: 'when_asked', 4: 'unasked' };

function addMarks({ mock, tables, canaries, staff }: HeldMock, rated: readonly Rated[]): void {
  const { startedAt, minutes } = heldTimes(mock);
  const readers = [demoId(`person/${mock.seat.mentor.key}`), ...staff];
  for (const { dimension, level } of rated) {
    const kind = level && (MARK_OF[level] ?? (chance(`${mock.key}/${dimension}/mark`) < 0.5 ? 'when_asked' : null));
    if (!kind) continue;
    const at = startedAt + Math.floor((8 + chance(`${mock.key}/${dimension}/minute`) * (minutes - 12)) * MINUTE);
    const note = pick(`${mock.key}/${dimension}/mark-note`, wordsOf(dimension).marks[kind]);
    tables.mark.push({
      id: demoId(`mark/${mock.key}/${dimension}`),
      interview_id: demoId(`interview/${mock.key}`),
      dimension,
      kind,
      note: canaries.mark('mark', readers, note),
      at: iso(at),
      minute: Math.floor((at - startedAt) / MINUTE),
    });
  }
}

/** A move that this demo has no words for (a rubric of one's own) still gets sentences that fit any move. */
function wordsOf(dimension: string): MoveWords {
  return MOVE_WORDS[dimension] ?? PLAIN_WORDS;
}

const PLAIN_WORDS: MoveWords = {
  examples: { 1: [''], 2: [''], 3: [''], 4: [''] },
  marks: { unasked: ['came unasked'], when_asked: ['came after my question'], missing: ['did not come'] },
  strengths: ['This move came without my help today, and it changed your answer.'],
  drills: ['Pick one prompt of the bank and show this move within the first five minutes.'],
};
