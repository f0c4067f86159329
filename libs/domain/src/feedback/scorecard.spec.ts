import fc from 'fast-check';
import { hintsForScorecard, missingInScorecard } from './scorecard.ts';
import type { DraftRating, DraftScorecard, RatingLevel } from './scorecard.ts';

const focus = [
  { id: 'constraints', title: 'Interrogate constraints' },
  { id: 'trade-offs', title: 'Volunteer trade-offs' },
];

function rated(dimension: string, level: RatingLevel | null, more: Partial<DraftRating> = {}): DraftRating {
  return { dimension, level, isNotObserved: false, wasPrompted: null, examples: [], ...more };
}

function card(more: Partial<DraftScorecard> = {}): DraftScorecard {
  return {
    ratings: [rated('constraints', 3), rated('trade-offs', 2)],
    strengths: ['Asked for the p99 before choosing the queue'],
    nextSteps: [{ drill: 'Name the price of each main choice in three designs this week', dimension: null }],
    ...more,
  };
}

const missing = (more: Partial<DraftScorecard>) => missingInScorecard(card(more), focus);
const hints = (more: Partial<DraftScorecard>) => hintsForScorecard(card(more), focus);

describe('missingInScorecard', () => {
  it('asks for nothing when every focus dimension is answered, with a strength and a next step', () => {
    expect(missing({})).toEqual([]);
    expect(missing({ ratings: [rated('constraints', 1), rated('trade-offs', null, { isNotObserved: true })] })).toEqual(
      [],
    );
  });

  it('names everything that an empty card lacks, in the order of the form', () => {
    expect(missing({ ratings: [], strengths: [], nextSteps: [] })).toEqual([
      { pointer: '/ratings', message: 'Rate “Interrogate constraints”, or mark it as not observed.' },
      { pointer: '/ratings', message: 'Rate “Volunteer trade-offs”, or mark it as not observed.' },
      { pointer: '/strengths', message: 'Write at least one strength: something you saw that is worth doing again.' },
      {
        pointer: '/nextSteps',
        message: 'Give at least one next step: a drill the learner can do before the next mock.',
      },
    ]);
  });

  it('points at the very rating that is not answered yet', () => {
    expect(missing({ ratings: [rated('quantify', 2), rated('trade-offs', null), rated('constraints', 4)] })).toEqual([
      { pointer: '/ratings/1', message: 'Rate “Volunteer trade-offs”, or mark it as not observed.' },
    ]);
  });

  it('lets a dimension outside the focus stay open', () => {
    expect(missing({ ratings: [...card().ratings, rated('quantify', null)] })).toEqual([]);
  });

  it('refuses a dimension that is both rated and not observed, in the focus or not', () => {
    const both = { isNotObserved: true };
    expect(
      missing({ ratings: [rated('constraints', 3, both), rated('trade-offs', 2), rated('quantify', 2, both)] }),
    ).toEqual([
      {
        pointer: '/ratings/0',
        message: 'You rated “Interrogate constraints” and also marked it as not observed. Keep one of the two.',
      },
      {
        pointer: '/ratings/2',
        message: 'You rated “quantify” and also marked it as not observed. Keep one of the two.',
      },
    ]);
  });

  it('refuses a dimension that is rated twice, at its second place', () => {
    expect(missing({ ratings: [...card().ratings, rated('constraints', 1)] })).toEqual([
      { pointer: '/ratings/2', message: '“Interrogate constraints” is on your scorecard twice. Keep one of the two.' },
    ]);
  });

  it('does not take blanks for a strength or a drill', () => {
    const step = { drill: ' \n', dimension: null };
    expect(missing({ strengths: [' ', ''], nextSteps: [...card().nextSteps, step] }).map((m) => m.pointer)).toEqual([
      '/strengths',
      '/nextSteps/1/drill',
    ]);
  });

  it('takes three next steps and not four', () => {
    const step = { drill: 'Draw the failure surface of your last incident', dimension: null };
    expect(missing({ nextSteps: [step, step, step] })).toEqual([]);
    expect(missing({ nextSteps: [step, step, step, step] })).toEqual([
      {
        pointer: '/nextSteps',
        message: 'Keep at most three next steps: the ones that would change the next mock most.',
      },
    ]);
  });
});

describe('hintsForScorecard', () => {
  it('has nothing to say about ratings in the middle without an example', () => {
    expect(hints({})).toEqual([]);
  });

  it('asks for an example for the lowest and the highest rating', () => {
    const noted = 'without an example. Add what you saw or heard; otherwise the learner reads “no example noted”.';
    expect(hints({ ratings: [rated('constraints', 1), rated('trade-offs', 4)] })).toEqual([
      { pointer: '/ratings/0/examples', message: `You gave “Interrogate constraints” the lowest rating ${noted}` },
      { pointer: '/ratings/1/examples', message: `You gave “Volunteer trade-offs” the highest rating ${noted}` },
    ]);
    const example = { examples: ['Said what the queue costs before I asked'] };
    expect(hints({ ratings: [rated('constraints', 1, example), rated('trade-offs', 4, example)] })).toEqual([]);
  });

  it('asks for an example where a next step works on a rating in the middle', () => {
    const nextSteps = [{ drill: 'Write down five constraints before you draw anything', dimension: 'constraints' }];
    expect(hints({ nextSteps })).toEqual([
      {
        pointer: '/ratings/0/examples',
        message:
          'One of your next steps works on “Interrogate constraints” without an example. Add what you saw or heard; ' +
          'otherwise the learner reads “no example noted”.',
      },
    ]);
  });

  it('asks once for the example of a rating that is wanted for two reasons', () => {
    const nextSteps = [{ drill: 'Write down five constraints before you draw anything', dimension: 'constraints' }];
    const found = hints({ ratings: [rated('constraints', 1), rated('trade-offs', 2)], nextSteps });
    expect(found.map((h) => h.pointer)).toEqual(['/ratings/0/examples']);
  });

  it('asks why, when a next step works on what was not observed or is not on the card', () => {
    const drill = 'Estimate the load of two systems you know, with units';
    const found = hints({
      ratings: [rated('constraints', 3), rated('trade-offs', null, { isNotObserved: true })],
      nextSteps: [
        { drill, dimension: 'trade-offs' },
        { drill, dimension: 'quantify' },
      ],
    });
    expect(found).toEqual([
      {
        pointer: '/nextSteps/0/dimension',
        message:
          'This next step works on “Volunteer trade-offs”, which you have not rated. Say in the step what made you choose it.',
      },
      {
        pointer: '/nextSteps/1/dimension',
        message:
          'This next step works on “quantify”, which you have not rated. Say in the step what made you choose it.',
      },
    ]);
  });

  it('points at each vague remark, wherever it stands', () => {
    const found = hints({
      ratings: [
        rated('constraints', 3, { examples: ['Asked for the budget first', 'great job'] }),
        rated('trade-offs', 2),
      ],
      strengths: ['Good communication'],
      nextSteps: [{ drill: 'Study more concepts', dimension: null }],
    });
    expect(found).toEqual([
      {
        pointer: '/ratings/0/examples/1',
        message: '“great job” could be said of anybody. Say what was done or said, and when.',
      },
      {
        pointer: '/strengths/0',
        message: '“Good communication” could be said of anybody. Say what was done or said, and when.',
      },
      {
        pointer: '/nextSteps/0/drill',
        message:
          '“Study more concepts” could be said of anybody. Say what to do, how often, and how the learner will know that it worked.',
      },
    ]);
  });

  it('points at what does not fit together', () => {
    const examples = ['Said what the queue costs before I asked'];
    expect(
      hints({
        ratings: [
          rated('constraints', 4, { examples, wasPrompted: true }),
          rated('trade-offs', null, { isNotObserved: true, examples }),
        ],
      }).map((h) => h.pointer),
    ).toEqual(['/ratings/0/wasPrompted', '/ratings/1/isNotObserved']);
    expect(
      hints({ ratings: [rated('constraints', 4, { examples, wasPrompted: false }), rated('trade-offs', 2)] }),
    ).toEqual([]);
  });
});

describe('any scorecard at all', () => {
  const words = fc.oneof(fc.string(), fc.constantFrom('', ' ', 'good', 'Named the abort threshold at two percent'));
  const dimension = fc.constantFrom('constraints', 'trade-offs', 'quantify', '');
  const anyCard: fc.Arbitrary<DraftScorecard> = fc.record({
    ratings: fc.array(
      fc.record({
        dimension,
        level: fc.option(fc.constantFrom<RatingLevel>(1, 2, 3, 4)),
        isNotObserved: fc.boolean(),
        wasPrompted: fc.option(fc.boolean()),
        examples: fc.array(words, { maxLength: 4 }),
      }),
      { maxLength: 6 },
    ),
    strengths: fc.array(words, { maxLength: 4 }),
    nextSteps: fc.array(fc.record({ drill: words, dimension: fc.option(dimension) }), { maxLength: 5 }),
  });

  it('is answered with pointers that lead somewhere in it, and with sentences', () => {
    fc.assert(
      fc.property(anyCard, (c) => {
        for (const { pointer, message } of [...missingInScorecard(c, focus), ...hintsForScorecard(c, focus)]) {
          let place: unknown = c;
          for (const step of pointer.slice(1).split('/')) place = (place as Record<string, unknown>)[step];
          expect([pointer, place === undefined]).toEqual([pointer, false]);
          expect(message).toMatch(/\.$/s);
        }
      }),
    );
  });

  it('lacks nothing exactly when rule 6 is kept', () => {
    fc.assert(
      fc.property(anyCard, (c) => {
        const answered = focus.every(({ id }) => {
          const own = c.ratings.filter((r) => r.dimension === id);
          return own.length === 1 && own.every((r) => (r.level !== null) !== r.isNotObserved);
        });
        const isUnambiguous =
          new Set(c.ratings.map((r) => r.dimension)).size === c.ratings.length &&
          c.ratings.every((r) => r.level === null || !r.isNotObserved);
        const steps = c.nextSteps.length;
        const hasWords = c.strengths.some((s) => s.trim()) && c.nextSteps.every((s) => s.drill.trim());
        const isComplete = answered && isUnambiguous && hasWords && steps >= 1 && steps <= 3;
        expect(missingInScorecard(c, focus).length === 0).toBe(isComplete);
      }),
      { numRuns: 500 },
    );
  });
});
