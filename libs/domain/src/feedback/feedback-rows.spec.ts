import fc from 'fast-check';
import { feedbackRows, lastTimes } from './feedback-rows.ts';
import type { EarlierRating } from './feedback-rows.ts';
import type { RatingLevel } from './scorecard.ts';

const WEEK = 7 * 86_400_000;
const heldAt = Date.UTC(2026, 10, 21, 12, 0);
const mock = { interviewId: 'm6', heldAt };

function earlier(
  interviewId: string,
  weeksAgo: number,
  level: RatingLevel | null,
  dimension = 'constraints',
): EarlierRating {
  return { interviewId, heldAt: heldAt - weeksAgo * WEEK, dimension, level };
}

const anchors = { 1: 'lists parts', 2: 'asks one', 3: 'asks when nudged', 4: 'pins numbers' };
const facts = {
  mock,
  dimensions: ['quantify', 'constraints', 'trade-offs', 'structure'].map((id) => ({ id, title: `The ${id}`, anchors })),
  focusDimensionIds: ['trade-offs', 'constraints'],
  levelNames: ['Not yet', 'Knows it', 'Reasons when asked', 'Reasons unasked'],
  ratings: [],
  earlier: [],
  predicted: [],
};

describe('lastTimes', () => {
  it('takes the latest mock held before this one, in whatever order the ratings come', () => {
    const ratings = [earlier('m2', 4, 2), earlier('m5', 1, 3), earlier('m3', 3, 1)];
    const expected = new Map([['constraints', { level: 3, heldAt: heldAt - WEEK }]]);
    expect(lastTimes(mock, ratings)).toEqual(expected);
    expect(lastTimes(mock, ratings.toReversed())).toEqual(expected);
  });

  it('skips mocks in which the dimension was not observed', () => {
    expect(lastTimes(mock, [earlier('m5', 1, null), earlier('m4', 2, 2)]).get('constraints')).toEqual({
      level: 2,
      heldAt: heldAt - 2 * WEEK,
    });
    expect(lastTimes(mock, [earlier('m5', 1, null)])).toEqual(new Map());
  });

  it('leaves out this mock and those held later, though they may have been graded first', () => {
    expect(lastTimes(mock, [earlier('m6', 0, 4), earlier('m7', -1, 4), earlier('m8', 0, 4)])).toEqual(new Map());
  });

  it('keeps the dimensions apart', () => {
    const ratings = [earlier('m4', 2, 1, 'constraints'), earlier('m5', 1, 3, 'trade-offs')];
    expect([...lastTimes(mock, ratings)].map(([id, { level }]) => [id, level])).toEqual([
      ['constraints', 1],
      ['trade-offs', 3],
    ]);
  });

  it('gives for each dimension what sorting all earlier observed ratings by when they were held would give', () => {
    const rating = fc.record({
      interviewId: fc.nat(9).map((n) => `m${n}`),
      heldAt: fc.integer({ min: -9, max: 3 }).map((weeks) => heldAt + weeks * WEEK),
      dimension: fc.constantFrom('constraints', 'trade-offs'),
      level: fc.option(fc.constantFrom<RatingLevel>(1, 2, 3, 4)),
    });
    const distinct = fc.uniqueArray(rating, { selector: (r) => `${r.dimension} ${r.heldAt}`, maxLength: 20 });
    fc.assert(
      fc.property(distinct, (ratings) => {
        const found = lastTimes(mock, ratings);
        for (const dimension of ['constraints', 'trade-offs']) {
          const [last] = ratings
            .filter((r) => r.dimension === dimension && r.level !== null && r.heldAt < heldAt && r.interviewId !== 'm6')
            .sort((a, b) => b.heldAt - a.heldAt);
          expect(found.get(dimension)).toEqual(last && { level: last.level, heldAt: last.heldAt });
        }
      }),
    );
  });
});

describe('feedbackRows', () => {
  it('shows the focus dimensions in their order, then others that were observed in the order of the rubric', () => {
    const rating = { wasPrompted: null, examples: [] };
    const rows = feedbackRows({
      ...facts,
      ratings: [
        { dimension: 'structure', level: 2, ...rating },
        { dimension: 'quantify', level: 3, ...rating },
        { dimension: 'constraints', level: 4, ...rating },
      ],
    });
    expect(rows.map((r) => r.dimension)).toEqual(['trade-offs', 'constraints', 'quantify', 'structure']);
  });

  it('puts last time, now, the prediction and the examples side by side', () => {
    const examples = ['Asked for the p99 before choosing the queue'];
    const [, row] = feedbackRows({
      ...facts,
      ratings: [{ dimension: 'constraints', level: 4, wasPrompted: false, examples }],
      earlier: [earlier('m5', 1, 2)],
      predicted: [{ dimension: 'constraints', level: 3 }],
    });
    expect(row).toEqual({
      dimension: 'constraints',
      title: 'The constraints',
      level: 4,
      levelName: 'Reasons unasked',
      anchor: 'pins numbers',
      wasPrompted: false,
      lastTime: { level: 2, heldAt: heldAt - WEEK },
      predicted: 3,
      examples,
    });
  });

  it('shows a gap, never a low score, for a focus dimension that was not observed, and still its last time', () => {
    const rows = feedbackRows({
      ...facts,
      ratings: [{ dimension: 'constraints', level: null, wasPrompted: true, examples: [] }],
      earlier: [earlier('m5', 1, 3)],
    });
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      level: null,
      levelName: 'Not observed',
      anchor: '',
      wasPrompted: null,
      lastTime: { level: 3 },
      predicted: null,
    });
    expect(rows[0]).toMatchObject({ dimension: 'trade-offs', level: null, levelName: 'Not observed', lastTime: null });
  });

  it('leaves out a dimension outside the focus that was not observed', () => {
    const ratings = [{ dimension: 'quantify', level: null, wasPrompted: null, examples: [] }];
    expect(feedbackRows({ ...facts, ratings }).map((r) => r.dimension)).toEqual(['trade-offs', 'constraints']);
  });
});
