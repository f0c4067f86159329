import fc from 'fast-check';
import { LEVELS } from '../cohorts/levels.ts';
import type { PlanCandidate } from './plan-candidates.ts';
import { choosePlan, MOST_SPARES, PLAN_REASONS } from './question-plan.ts';
import type { PlanRequest } from './question-plan.ts';
import type { Exposure } from './question-freshness.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 21, 9, 0);
const EIGHT_WEEKS = 56 * DAY;
const KINDS = ['design', 'reasoning', 'debugging'];
const DIMENSIONS = ['trade-offs', 'constraints', 'quantify', 'revision'];
const PUSHBACKS = ['p1', 'p2', 'p3'];

const candidate = (index: number): fc.Arbitrary<PlanCandidate> =>
  fc.record({
    questionId: fc.constant(`q${index}`),
    versionId: fc.constant(`v${index}`),
    slug: fc.constant(`slug-${index % 7}-${index}`),
    track: fc.constantFrom('kubernetes', 'aws', 'linux'),
    kind: fc.constantFrom(...KINDS),
    minLevel: fc.constantFrom(...LEVELS),
    maxLevel: fc.constantFrom(...LEVELS),
    use: fc.constantFrom('study' as const, 'interview' as const, 'both' as const, 'both' as const),
    expectedDimensions: fc.subarray(DIMENSIONS),
    pushbacks: fc.subarray(PUSHBACKS).map((ids) => ids.map((id) => ({ id }))),
    variations: fc.subarray(['x']).map((ids) => ids.map((id) => ({ id }))),
    origin: fc.constantFrom('question' as const, 'question' as const, 'case_study' as const, 'own_project' as const),
  });

const exposure: fc.Arbitrary<Exposure> = fc.record({
  questionId: fc.nat(24).map((i) => `q${i}`),
  versionId: fc.nat(24).map((i) => `v${i}`),
  how: fc.constantFrom('viewed' as const, 'practised' as const, 'asked' as const),
  at: fc.integer({ min: 0, max: 120 }).map((days) => now - days * DAY),
  pushbackIds: fc.subarray(PUSHBACKS),
});

const request: fc.Arbitrary<PlanRequest> = fc.record({
  candidates: fc.tuple(...Array.from({ length: 25 }, (_, i) => candidate(i))),
  exposures: fc.array(exposure, { maxLength: 40 }),
  reservedQuestionIds: fc.array(
    fc.nat(24).map((i) => `q${i}`),
    { maxLength: 3 },
  ),
  format: fc.record({
    kinds: fc.subarray(KINDS, { minLength: 1 }),
    questionCount: fc.nat(5),
    focusDimensions: fc.subarray(DIMENSIONS),
    draws: fc.array(fc.subarray(KINDS, { minLength: 1 }), { maxLength: 5 }),
  }),
  goal: fc.record({
    track: fc.constantFrom('kubernetes', 'aws', 'docker'),
    level: fc.constantFrom(...LEVELS),
    dimension: fc.option(fc.constantFrom(...DIMENSIONS)),
  }),
  titles: fc.constant({ tracks: {}, dimensions: {} }),
  timeZone: fc.constantFrom('Asia/Kolkata', 'America/New_York'),
  now: fc.constant(now),
});

const RUNS = { numRuns: 200 };

describe('every plan', () => {
  it('asks no question twice and nothing that was asked of this learner within eight weeks', () => {
    fc.assert(
      fc.property(request, (r) => {
        const { items, spares } = choosePlan(r);
        const all = [...items, ...spares];
        expect(new Set(all.map((item) => item.questionId)).size).toBe(all.length);
        for (const item of all) {
          const asked = r.exposures.filter((e) => e.questionId === item.questionId && e.how === 'asked');
          expect(asked.filter((e) => now - e.at < EIGHT_WEEKS)).toEqual([]);
          expect(r.reservedQuestionIds).not.toContain(item.questionId);
        }
      }),
      RUNS,
    );
  });

  it('brings an asked question back only with pushbacks that were not used then', () => {
    fc.assert(
      fc.property(request, (r) => {
        const { items, spares } = choosePlan(r);
        for (const item of [...items, ...spares]) {
          const asked = r.exposures.filter((e) => e.questionId === item.questionId && e.how === 'asked');
          const used = asked.flatMap((e) => e.pushbackIds);
          expect(item.pushbackIds.filter((id) => used.includes(id))).toEqual([]);
          if (asked.length > 0) expect(item.pushbackIds.length).toBeGreaterThan(0);
        }
      }),
      RUNS,
    );
  });

  it('asks only what may be asked in a mock, of the format and at most one level away', () => {
    fc.assert(
      fc.property(request, (r) => {
        const { items, spares } = choosePlan(r);
        for (const item of [...items, ...spares]) {
          const found = r.candidates.find((c) => c.versionId === item.versionId);
          if (found === undefined) throw new Error('a planned question is one of the candidates');
          expect(found.use).not.toBe('study');
          if (found.origin === 'own_project') continue;
          if (found.origin === 'question') expect(r.format.kinds).toContain(found.kind);
          const [min, max, at] = [found.minLevel, found.maxLevel, r.goal.level].map((l) => LEVELS.indexOf(l));
          expect(min).toBeLessThanOrEqual(max ?? -1);
          expect((min ?? 9) - 1 <= (at ?? -9) && (at ?? 9) <= (max ?? -9) + 1).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('is as long as asked for, or says what is missing and that nothing was left over', () => {
    fc.assert(
      fc.property(request, (r) => {
        const { items, spares, shortage, isSupplyLow } = choosePlan(r);
        expect(items.length).toBeLessThanOrEqual(r.format.questionCount);
        expect(shortage !== '').toBe(items.length < r.format.questionCount);
        expect(spares.length).toBeLessThanOrEqual(MOST_SPARES);
        if (shortage !== '') {
          expect(spares).toEqual([]);
          expect(isSupplyLow).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('takes nothing from farther away while the goal itself has a fresher question to spare', () => {
    fc.assert(
      fc.property(request, (r) => {
        const { items, spares } = choosePlan({ ...r, format: { ...r.format, draws: [] } });
        const rank = (code: string) => PLAN_REASONS.findIndex((reason) => reason === code);
        const isOfGoal = (questionId: string) => {
          const found = r.candidates.find((c) => c.questionId === questionId);
          return found?.origin === 'question' && found.track === r.goal.track;
        };
        const ranks = (of: typeof items) => of.filter((i) => isOfGoal(i.questionId)).map((i) => rank(i.reason.code));
        expect(Math.max(-1, ...ranks(items))).toBeLessThanOrEqual(Math.min(99, ...ranks(spares)));
        if (items.some((i) => !isOfGoal(i.questionId))) expect(ranks(spares)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('does not depend on the order of candidates, exposures or reserved questions', () => {
    fc.assert(
      fc.property(
        request.chain((r) =>
          fc.record({
            original: fc.constant(r),
            candidates: fc.shuffledSubarray([...r.candidates], { minLength: r.candidates.length }),
            exposures: fc.shuffledSubarray([...r.exposures], { minLength: r.exposures.length }),
          }),
        ),
        ({ original, candidates, exposures }) => {
          expect(choosePlan({ ...original, candidates, exposures })).toEqual(choosePlan(original));
        },
      ),
      RUNS,
    );
  });

  it('gives every question a reason in words', () => {
    fc.assert(
      fc.property(request, (r) => {
        const { items, spares } = choosePlan(r);
        for (const { reason } of [...items, ...spares]) {
          expect(reason.sentence).toMatch(/^[A-Z].*\.$/);
          expect(reason.sentence).not.toMatch(/undefined|null|NaN/);
        }
      }),
      RUNS,
    );
  });
});
