import { itemsOf, type ContentItem } from '@dryrun/content-kit/content-item';
import { readContent } from '@dryrun/content-kit/read-content';
import type { FormatBody } from '@dryrun/contracts/content-bodies';
import { isWithinLevels, neighbouringLevels, type Level } from '@dryrun/domain/cohorts/levels';
import type { PlanCandidate } from '@dryrun/domain/interviews/plan-candidates';
import type { Exposure } from '@dryrun/domain/interviews/question-freshness';
import { choosePlan, type QuestionPlan } from '@dryrun/domain/interviews/question-plan';
import { CONTENT_DIR } from '../../../test/harness.ts';
import { caseAsQuestion } from '../catalog/index.ts';
import { caseCandidate, planCandidate } from './plan-candidate.ts';

/**
 * Plans drawn over the content that ships, for learners who studied a lot. Pure: the planner's rule and the files, no server.
 */

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 9, 0);

let items: ContentItem[];
beforeAll(async () => {
  ({ items } = await readContent(CONTENT_DIR));
});

const known = new Map<string, PlanCandidate[]>();

/** All that could be asked of somebody whose goal is on this track. */
function candidates(track: string): PlanCandidate[] {
  const found = known.get(track) ?? candidatesFor(track);
  known.set(track, found);
  return found;
}

function candidatesFor(track: string): PlanCandidate[] {
  const version = ({ slug }: { slug: string }) => ({ slug, itemId: slug, versionId: `${slug}@1` });
  return [
    ...itemsOf(items, 'question').map((q) => planCandidate({ ...version(q), body: q.body }, track)),
    ...itemsOf(items, 'case-study').map((c) =>
      caseCandidate({ ...version(c), body: caseAsQuestion(c.body), tracks: c.body.tracks }, track),
    ),
  ];
}

/** Read with its answer: the whole item or, of interview-only ones, nothing. */
const studied = (among: readonly PlanCandidate[], daysAgo: number): Exposure[] =>
  among
    .filter((c) => c.use !== 'interview')
    .map((c) => ({
      questionId: c.questionId,
      versionId: c.versionId,
      how: 'viewed',
      at: NOW - daysAgo * DAY,
      pushbackIds: c.pushbacks.map((p) => p.id),
    }));

const asked = (plan: QuestionPlan, at: number): Exposure[] =>
  plan.items.map((i) => ({
    questionId: i.questionId,
    versionId: i.versionId,
    how: 'asked',
    at,
    pushbackIds: i.pushbackIds,
  }));

interface Draw {
  format: FormatBody;
  track: string;
  level: Level;
  exposures: readonly Exposure[];
  now: number;
}

function draw({ format, track, level, exposures, now }: Draw): QuestionPlan {
  const draws = format.phases.map((p) => p.draws).filter((d) => d.length > 0);
  return choosePlan({
    candidates: candidates(track),
    exposures,
    format: { kinds: format.kinds, questionCount: draws.length, focusDimensions: format.focusDimensions, draws },
    goal: { track, level, dimension: null },
    titles: { tracks: {}, dimensions: {} },
    timeZone: 'Asia/Kolkata',
    now,
  });
}

/** Every format at each of its levels, once for each track. */
function goals(): { name: string; format: FormatBody; level: Level; track: string }[] {
  const tracks = itemsOf(items, 'track').map((t) => t.slug);
  return itemsOf(items, 'format').flatMap(({ slug, body }) =>
    body.levels.flatMap((level) =>
      tracks.map((track) => ({ name: `${slug} ${level} ${track}`, format: body, level, track })),
    ),
  );
}

/** The learners: what each of them has met before the first of the three mocks. */
const LEARNERS: Record<string, (track: string) => Exposure[]> = {
  'read the whole bank yesterday': (track) => studied(candidates(track), 1),
  'read every other item a month ago': (track) =>
    studied(
      candidates(track).filter((_, i) => i % 2 === 0),
      30,
    ),
  'read their own track, pushbacks and all': (track) =>
    studied(
      candidates(track).filter((c) => c.track === track),
      7,
    ),
};

describe('three mocks in a row, for every format, level and track', () => {
  it.each(Object.keys(LEARNERS))('are full and fresh for somebody who %s', (learner) => {
    for (const goal of goals()) {
      const candidate = new Map(candidates(goal.track).map((c) => [c.versionId, c]));
      const exposures = LEARNERS[learner]?.(goal.track) ?? [];
      const met = [...exposures];
      const seen = new Set<string>();
      for (const week of [0, 1, 2]) {
        const now = NOW + week * 7 * DAY;
        const plan = draw({ ...goal, exposures: met, now });
        expect({ goal: goal.name, week, shortage: plan.shortage }).toEqual({ goal: goal.name, week, shortage: '' });
        for (const item of plan.items) {
          const at = `${goal.name}, week ${week}: ${item.questionId}`;
          const of = candidate.get(item.versionId);
          expect({ at, isRepeat: seen.has(item.questionId) }).toEqual({ at, isRepeat: false });
          seen.add(item.questionId);
          // Something to push with that nobody used on this learner, or a variation, and the sentence tells which.
          const isStudied = exposures.some((e) => e.questionId === item.questionId);
          const hasPushback = item.pushbackIds.length > 0;
          const hasVariation = (of?.variations.length ?? 0) > 0;
          expect({ at, canPush: hasPushback || hasVariation }).toEqual({ at, canPush: true });
          if (isStudied) {
            expect({ at, says: item.reason.sentence }).toEqual({
              at,
              says: expect.stringMatching(/Studied on .* ask a variation/),
            });
            expect({ at, hasVariation }).toEqual({ at, hasVariation: true });
          } else
            expect({ at, says: item.reason.sentence }).toEqual({ at, says: expect.stringContaining('Never seen') });
        }
        met.push(...asked(plan, now));
      }
    }
  });

  it('come from the level asked for or its neighbours, and from a kind that the format draws or a reserve', () => {
    for (const goal of goals()) {
      const candidate = new Map(candidates(goal.track).map((c) => [c.versionId, c]));
      for (const { versionId } of draw({ ...goal, exposures: studied(candidates(goal.track), 1), now: NOW }).items) {
        const of = candidate.get(versionId);
        if (!of) throw new Error(`${versionId} is no candidate`);
        if (of.origin === 'question') expect(goal.format.kinds).toContain(of.kind);
        expect(of.use).not.toBe('study');
        if (of.origin === 'own_project') continue;
        const near = [goal.level, ...neighbouringLevels(goal.level)];
        const isNear = near.some((level) => isWithinLevels(level, of.minLevel, of.maxLevel));
        expect({ goal: goal.name, versionId, isNear }).toEqual({ goal: goal.name, versionId, isNear: true });
      }
    }
  });

  it('come back after eight weeks only with pushbacks that were not used', () => {
    for (const goal of goals()) {
      // All but the first mock's questions were asked last week, so only those can come again.
      const first = draw({ ...goal, exposures: [], now: NOW });
      const everything = candidates(goal.track);
      const others = everything.filter((c) => !first.items.some((i) => i.questionId === c.questionId));
      const lately = others.map(({ questionId, versionId }): Exposure => ({
        questionId,
        versionId,
        how: 'asked',
        at: NOW + 50 * DAY,
        pushbackIds: [],
      }));
      const met = [...lately, ...asked(first, NOW)];
      for (const item of draw({ ...goal, exposures: met, now: NOW + 57 * DAY }).items) {
        const used = first.items.find((i) => i.questionId === item.questionId)?.pushbackIds ?? [];
        expect({ goal: goal.name, again: item.pushbackIds.filter((id) => used.includes(id)) }).toEqual({
          goal: goal.name,
          again: [],
        });
        expect(item.pushbackIds.length).toBeGreaterThan(0);
      }
    }
  });
});
