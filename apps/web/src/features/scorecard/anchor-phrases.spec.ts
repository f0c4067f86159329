import { anchorPhrases } from './anchor-phrases.ts';

describe('phrases of an anchor', () => {
  it('splits at the deeds of a long sentence, each to be taken alone', () => {
    expect(
      anchorPhrases(
        'Restates the problem in a sentence, settles at least three numbers or meanings, says which of them would turn the ' +
          'design over, and names an assumption where nobody knows.',
      ),
    ).toEqual([
      'Restates the problem in a sentence',
      'Settles at least three numbers or meanings',
      'Says which of them would turn the design over',
      'Names an assumption where nobody knows',
    ]);
  });

  it('splits at semicolons and the ends of sentences', () => {
    expect(
      anchorPhrases('Agrees politely with everything; leaves the design as it was. Says nothing of the price.'),
    ).toEqual(['Agrees politely with everything', 'Leaves the design as it was', 'Says nothing of the price']);
  });

  it('keeps enumerations, quotations and numbers whole', () => {
    expect(anchorPhrases('Says "canary first, then the rest" without an order, a check or a way back.')).toEqual([
      'Says "canary first, then the rest" without an order, a check or a way back',
    ]);
    expect(anchorPhrases('Gives p99.9 as the target, as if 1.5 s were fine.')).toEqual([
      'Gives p99.9 as the target, as if 1.5 s were fine',
    ]);
  });

  it('gives one phrase for an anchor without any sign', () => {
    expect(anchorPhrases('Nothing of it')).toEqual(['Nothing of it']);
  });
});
