import { quotaSentence } from './quota-words.ts';

describe('a learner’s mocks in a sentence', () => {
  it('say how much of the week is used', () => {
    expect(quotaSentence({ used: 0, perWeek: 1, extrasLeft: 0, latestExtra: null })).toBe(
      '0 of 1 mock used this week.',
    );
    expect(quotaSentence({ used: 1, perWeek: 2, extrasLeft: 0, latestExtra: 'grant' })).toBe(
      '1 of 2 mocks used this week.',
    );
  });

  it('say where an extra one came from, and that it fits any week', () => {
    expect(quotaSentence({ used: 1, perWeek: 1, extrasLeft: 1, latestExtra: 'refund' })).toBe(
      '1 of 1 mock used this week, and one extra mock in place of one that fell through, for any week.',
    );
    expect(quotaSentence({ used: 1, perWeek: 1, extrasLeft: 1, latestExtra: 'grant' })).toContain(
      'one extra mock from your cohort admin',
    );
    expect(quotaSentence({ used: 1, perWeek: 1, extrasLeft: 3, latestExtra: 'grant' })).toContain(
      'and 3 extra mocks, for any week.',
    );
  });
});
