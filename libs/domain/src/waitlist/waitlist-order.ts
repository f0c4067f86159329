/** Why somebody is asked before others: a mock of theirs was lost through a mentor, and they have had none since. */
export const LOST_MOCKS = ['mentor_cancelled', 'mentor_missed'] as const;
export type LostMock = (typeof LOST_MOCKS)[number];

/** What decides when somebody who waits is asked. */
export interface Waiting {
  /** Breaks what is still even, so that everybody sees one order. */
  id: string;
  lost: LostMock | null;
  /** Mocks they had or have booked, within the window that the batch looks back. */
  mocks: number;
  /** Epoch milliseconds. */
  since: number;
}

/**
 * The order in which a time is offered: those who lost a mock through its mentor, then who had the fewest mocks, then who has waited
 * longest. `fewestMocks` looks only at the window, so that nobody is last for ever because of an early start.
 */
export function waitlistOrder<W extends Waiting>(waiting: readonly W[]): W[] {
  return waiting.toSorted(compare);
}

function compare(a: Waiting, b: Waiting): number {
  const priority = Number(b.lost !== null) - Number(a.lost !== null);
  if (priority !== 0) return priority;
  if (a.mocks !== b.mocks) return a.mocks - b.mocks;
  if (a.since !== b.since) return a.since - b.since;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** What put somebody before the next one in the order. */
export const DECIDED_BY = ['only_one', 'lost_mock', 'fewest_mocks', 'longest_waiting'] as const;
export type DecidedBy = (typeof DECIDED_BY)[number];

/** @param next the one who comes after `first`; null when nobody does */
export function decidedBy(first: Waiting, next: Waiting | null): DecidedBy {
  if (!next) return 'only_one';
  if ((first.lost !== null) !== (next.lost !== null)) return 'lost_mock';
  return first.mocks !== next.mocks ? 'fewest_mocks' : 'longest_waiting';
}

/** Why somebody who comes earlier in the order was not asked this time. */
export const PASSED_OVER = ['asked_already', 'other_offer', 'other_times', 'asleep', 'too_near', 'taken'] as const;
export type PassedOver = (typeof PASSED_OVER)[number];

/** As the admin's log says it, after the name of whom it is about. */
export const PASSED_OVER_WORDS: Record<PassedOver, string> = {
  asked_already: 'was asked about this time before',
  other_offer: 'has another offer open',
  other_times: 'cannot use this time: their goal, days, quota or other bookings do not fit it',
  asleep: 'is in their quiet hours',
  too_near: 'would have had too little time to answer',
  taken: 'could not be given it: something else came first',
};

/** Why somebody stands where they stand, first reason first, for the log: `their mentor cancelled`, `no mock in 28 days`. */
export function standingWords({ lost, mocks }: Pick<Waiting, 'lost' | 'mocks'>, windowDays: number): string[] {
  const had =
    mocks === 0
      ? `no mock in ${windowDays} days`
      : mocks === 1
        ? `one mock in ${windowDays} days`
        : `${mocks} mocks in ${windowDays} days`;
  if (lost === 'mentor_cancelled') return ['their mentor cancelled', had];
  return lost === 'mentor_missed' ? ['their mentor did not come', had] : [had];
}

const DECIDED_BY_WORDS: Record<DecidedBy, string> = {
  only_one: 'nobody else who waits could use it',
  lost_mock: 'who lost a mock comes first',
  fewest_mocks: 'they had the fewest mocks',
  longest_waiting: 'they have waited longest',
};

/** Why an offer went to this one: "they had the fewest mocks (one mock in 28 days)". */
export function offerWords(
  why: Pick<Waiting, 'lost' | 'mocks'> & { decidedBy: DecidedBy; windowDays: number },
): string {
  return `${DECIDED_BY_WORDS[why.decidedBy]} (${standingWords(why, why.windowDays).join(', ')})`;
}

/** Offers that went unanswered one after the other, after which somebody is taken off the list. */
export const UNANSWERED_ENDS = 3;

/** How an offer ended. */
export const OFFER_ENDS = ['accepted', 'declined', 'expired', 'withdrawn'] as const;
export type OfferEnd = (typeof OFFER_ENDS)[number];

/** Why somebody does not wait any more. */
export const WAITING_ENDS = ['booked', 'left', 'gone', 'passed', 'unanswered', 'closed'] as const;
export type WaitingEnd = (typeof WAITING_ENDS)[number];
