import type { ScorecardView } from '@dryrun/contracts/feedback.contract';
import { differencesOf } from './card-differences.ts';
import type { ScorecardForm } from './scorecard-form.ts';

const anchors = { 1: 'a', 2: 'b', 3: 'c', 4: 'd' };
const NAMES: Pick<ScorecardView, 'dimensions' | 'levelNames' | 'questions'> = {
  levelNames: ['Not yet', 'Knows it', 'Reasons when asked', 'Reasons unasked'],
  dimensions: ['revision', 'mechanism'].map((id) => ({ id, title: id, summary: id, appliesTo: ['design'], anchors })),
  questions: [{ questionVersionId: 'q1', title: 'Drain', keyPoints: [{ id: 'k1', text: 'Drains first' }] }],
};

function card(over: Partial<ScorecardForm> = {}): ScorecardForm {
  return { ratings: [], keyPoints: [], strengths: [], nextSteps: [], note: '', recommendation: null, ...over };
}

const rating = (dimension: string, level: 1 | 2 | 3 | 4, examples: string[] = []) => ({
  dimension,
  level,
  isNotObserved: false,
  wasPrompted: null,
  examples,
});

describe('differences between two versions of a card', () => {
  it('names only the places that would be stored differently, in words', () => {
    const mine = card({
      ratings: [rating('revision', 4, ['Changed the queue only']), rating('mechanism', 2)],
      strengths: ['Same', ' '],
    });
    const theirs = card({
      ratings: [rating('revision', 1), rating('mechanism', 2)],
      strengths: ['Same'],
      note: 'Warm',
    });
    expect(
      differencesOf(mine, theirs, NAMES).map(({ title, mine: one, theirs: other }) => [title, one, other]),
    ).toEqual([
      ['revision', ['Reasons unasked', 'Changed the queue only'], ['Not yet']],
      ['A warm note', [], ['Warm']],
    ]);
  });

  it('takes one place over and leaves every other place of the second card as it is', () => {
    const mine = card({
      ratings: [rating('mechanism', 3)],
      keyPoints: [{ questionVersionId: 'q1', keyPointId: 'k1', coverage: 'wrong' }],
    });
    const theirs = card({
      ratings: [rating('revision', 1), rating('mechanism', 1)],
      note: 'Warm',
      recommendation: 'close',
    });
    const both = differencesOf(mine, theirs, NAMES);
    const taken = both
      .filter(({ place }) => place === 'ratings/mechanism' || place === 'keyPoints/q1')
      .reduce((into, place) => place.take(mine, into), theirs);
    expect(taken).toEqual({
      ...theirs,
      ratings: [rating('revision', 1), rating('mechanism', 3)],
      keyPoints: mine.keyPoints,
    });
  });

  it('gives back the first card when every place is taken from it', () => {
    const mine = card({
      ratings: [rating('revision', 2), rating('mechanism', 3)],
      strengths: ['One'],
      nextSteps: [{ drill: 'Redo it', dimension: 'revision', dueOn: '2026-12-01' }],
      note: 'Mine',
      recommendation: 'ready',
    });
    const theirs = card({ ratings: [rating('revision', 1)], note: 'Theirs' });
    expect(differencesOf(mine, theirs, NAMES).reduce((into, place) => place.take(mine, into), theirs)).toEqual(mine);
  });
});
