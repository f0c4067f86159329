import fc from 'fast-check';
import { FRESHNESS, freshnessOf } from './question-freshness.ts';
import type { Exposure } from './question-freshness.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 21, 9, 0);
const question = { questionId: 'q', pushbacks: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }], variations: [] };

function met(how: Exposure['how'], daysAgo: number, pushbackIds: string[] = [], questionId = 'q'): Exposure {
  return { questionId, versionId: 'v1', how, at: now - daysAgo * DAY, pushbackIds };
}

describe('freshnessOf', () => {
  it('knows a question that the learner never met', () => {
    const other = met('asked', 3, ['p1'], 'another');
    expect(freshnessOf(question, [other], now)).toEqual({ kind: 'never_seen', pushbackIds: ['p1', 'p2', 'p3'] });
  });

  it('puts pushbacks that the learner never met before those met while studying', () => {
    expect(freshnessOf(question, [met('viewed', 9, ['p1']), met('practised', 4)], now)).toEqual({
      kind: 'only_studied',
      pushbackIds: ['p2', 'p3', 'p1'],
      studiedAt: now - 4 * DAY,
      newPushbacks: 2,
    });
  });

  it('drops a studied question when all its pushbacks are known, unless a variation is left', () => {
    const studied = [met('practised', 30, ['p1', 'p2', 'p3'])];
    expect(freshnessOf(question, studied, now)).toBeNull();
    expect(freshnessOf({ ...question, variations: [{ id: 'ten-times' }] }, studied, now)).toMatchObject({
      kind: 'only_studied',
      newPushbacks: 0,
    });
  });

  it('brings an asked question back after exactly eight weeks, not a moment sooner', () => {
    const asked = met('asked', 56, ['p1']);
    expect(freshnessOf(question, [{ ...asked, at: asked.at + 1 }], now)).toBeNull();
    expect(freshnessOf(question, [asked], now)).toEqual({
      kind: 'asked_long_ago',
      pushbackIds: ['p2', 'p3'],
      askedAt: asked.at,
      newPushbacks: 2,
    });
  });

  it('counts the eight weeks from the last time it was asked', () => {
    expect(freshnessOf(question, [met('asked', 100, ['p1']), met('asked', 55, ['p2'])], now)).toBeNull();
    expect(freshnessOf(question, [met('asked', 57, ['p2']), met('asked', 100, ['p1'])], now)).toMatchObject({
      pushbackIds: ['p3'],
    });
  });

  it('never brings back an asked question whose pushbacks were all used, variation or not', () => {
    const used = [met('asked', 200, ['p1', 'p2', 'p3'])];
    expect(freshnessOf({ ...question, variations: [{ id: 'half-budget' }] }, used, now)).toBeNull();
  });

  it('brings an asked question whose other pushbacks were read meanwhile back only with a variation', () => {
    const exposures = [met('asked', 90, ['p1']), met('practised', 20, ['p1', 'p2', 'p3'])];
    expect(freshnessOf(question, exposures, now)).toBeNull();
    expect(freshnessOf({ ...question, variations: [{ id: 'ten-times' }] }, exposures, now)).toMatchObject({
      kind: 'asked_long_ago',
      pushbackIds: ['p2', 'p3'],
      newPushbacks: 0,
    });
  });

  it('keeps a question apart by what it is, not by its version', () => {
    expect(freshnessOf(question, [{ ...met('asked', 1), versionId: 'v0' }], now)).toBeNull();
  });

  it('treats a question as asked although it was studied afterwards', () => {
    expect(freshnessOf(question, [met('asked', 10, ['p1']), met('practised', 1)], now)).toBeNull();
  });

  const exposure = fc.record({
    questionId: fc.constant('q'),
    versionId: fc.constantFrom('v1', 'v2'),
    how: fc.constantFrom('viewed' as const, 'practised' as const, 'asked' as const),
    at: fc.integer({ min: 0, max: 120 }).map((days) => now - days * DAY),
    pushbackIds: fc.subarray(['p1', 'p2', 'p3', 'gone']),
  });

  it('never gets fresher by one more meeting, and never offers a pushback used in a mock', () => {
    fc.assert(
      fc.property(fc.array(exposure, { maxLength: 6 }), exposure, fc.boolean(), (before, oneMore, hasVariation) => {
        const subject = { ...question, variations: hasVariation ? [{ id: 'x' }] : [] };
        const rank = (exposures: Exposure[]) => {
          const freshness = freshnessOf(subject, exposures, now);
          return freshness === null ? FRESHNESS.length : FRESHNESS.indexOf(freshness.kind);
        };
        expect(rank([...before, oneMore])).toBeGreaterThanOrEqual(rank(before));
        const used = before.filter((e) => e.how === 'asked').flatMap((e) => e.pushbackIds);
        const offered = freshnessOf(subject, before, now)?.pushbackIds ?? [];
        expect(offered.filter((id) => used.includes(id))).toEqual([]);
      }),
    );
  });
});
