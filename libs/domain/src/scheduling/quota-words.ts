/** A learner's mocks of the current week in one sentence: "1 of 1 mock used this week, and one extra mock to use in any week." */
export function quotaSentence(account: {
  used: number;
  perWeek: number;
  extrasLeft: number;
  /** Where the newest extra mock came from. */
  latestExtra: 'grant' | 'refund' | null;
}): string {
  const { used, perWeek, extrasLeft, latestExtra } = account;
  const week = `${used} of ${perWeek} ${perWeek === 1 ? 'mock' : 'mocks'} used this week`;
  if (extrasLeft === 0) return `${week}.`;
  const from =
    latestExtra === 'refund'
      ? ' in place of one that fell through'
      : latestExtra === 'grant'
        ? ' from your cohort admin'
        : '';
  const extra = extrasLeft === 1 ? `one extra mock${from}` : `${extrasLeft} extra mocks`;
  return `${week}, and ${extra}, for any week.`;
}
