import fc from 'fast-check';
import { MARK_KINDS } from '../interviews/marks.ts';
import { prefillFromMarks } from './scorecard-prefill.ts';
import type { StampedMark } from './scorecard-prefill.ts';

const focus = [{ id: 'constraints' }, { id: 'trade-offs' }];

function mark(kind: StampedMark['kind'], minute = 5, note = '', dimension = 'constraints'): StampedMark {
  return { dimension, kind, minute, note };
}

const ofConstraints = (marks: StampedMark[]) => {
  const { ratings, suggestions } = prefillFromMarks(marks, focus);
  return { rating: ratings[0], suggestion: suggestions[0] };
};

describe('prefillFromMarks', () => {
  it('carries every mark over as an example with its minute, in the order of the mock', () => {
    const { rating } = ofConstraints([
      mark('when_asked', 31, ' what if half the budget '),
      mark('unasked', 12),
      mark('missing', 0),
    ]);
    expect(rating?.examples).toEqual([
      'min 0, was called for and did not come',
      'min 12, came unasked',
      'min 31, came when asked: what if half the budget',
    ]);
  });

  it('keeps the marks with words when there are more than a rating has room for', () => {
    const bare = [1, 2, 3, 4, 5, 6].map((minute) => mark('unasked', minute));
    const { rating } = ofConstraints([...bare, mark('unasked', 40, 'asked who pays')]);
    expect(rating?.examples).toHaveLength(6);
    expect(rating?.examples.at(-1)).toBe('min 40, came unasked: asked who pays');
  });

  it('suggests the highest level only when every mark came unasked', () => {
    expect(ofConstraints([mark('unasked'), mark('unasked')]).suggestion).toEqual({
      dimension: 'constraints',
      level: 4,
      sentence: 'You marked that it came unasked 2 times.',
    });
    expect(ofConstraints([mark('unasked'), mark('when_asked')]).suggestion).toEqual({
      dimension: 'constraints',
      level: 3,
      sentence: 'You marked that it came unasked once and came when asked once.',
    });
    expect(ofConstraints([mark('unasked'), mark('missing'), mark('when_asked')]).suggestion).toMatchObject({
      level: 3,
      sentence: 'You marked that it came unasked once, came when asked once and was called for and did not come once.',
    });
  });

  it('does not choose between the two lower levels, which marks cannot tell apart', () => {
    expect(ofConstraints([mark('missing')]).suggestion).toEqual({
      dimension: 'constraints',
      level: null,
      sentence: 'You marked that it was called for and did not come once. The anchors tell the two lower levels apart.',
    });
  });

  it('fills in whether it was prompted only where the marks agree', () => {
    const prompted = (...kinds: StampedMark['kind'][]) =>
      ofConstraints(kinds.map((kind) => mark(kind))).rating?.wasPrompted;
    expect(prompted('unasked', 'unasked', 'missing')).toBe(false);
    expect(prompted('when_asked', 'missing')).toBe(true);
    expect(prompted('unasked', 'when_asked')).toBeNull();
    expect(prompted('missing')).toBeNull();
    expect(prompted()).toBeNull();
  });

  it('says nothing about a dimension without marks, not even that it was not observed', () => {
    expect(prefillFromMarks([mark('unasked', 3, '', 'quantify')], focus)).toEqual({
      ratings: focus.map(({ id }) => ({
        dimension: id,
        level: null,
        isNotObserved: false,
        wasPrompted: null,
        examples: [],
      })),
      suggestions: [],
    });
  });

  it('never decides a level, whatever was marked, and fits what a rating takes', () => {
    const anyMark = fc.record({
      dimension: fc.constantFrom('constraints', 'trade-offs', 'quantify'),
      kind: fc.constantFrom(...MARK_KINDS),
      minute: fc.nat(240),
      note: fc.string({ maxLength: 280 }),
    });
    fc.assert(
      fc.property(fc.array(anyMark, { maxLength: 30 }), (marks) => {
        const { ratings, suggestions } = prefillFromMarks(marks, focus);
        expect(ratings.map((r) => r.dimension)).toEqual(['constraints', 'trade-offs']);
        for (const rating of ratings) {
          expect([rating.level, rating.isNotObserved]).toEqual([null, false]);
          expect(rating.examples.length).toBeLessThanOrEqual(6);
          for (const example of rating.examples) expect(example.length).toBeLessThanOrEqual(400);
        }
        expect(suggestions.map((s) => s.dimension)).toEqual(
          focus.map((d) => d.id).filter((id) => marks.some((m) => m.dimension === id)),
        );
      }),
    );
  });
});
