import { ANSWER_WITHIN, didNotComeFrom } from '@dryrun/domain/interviews/outcome-claims';
import { MINUTE } from './demo-calendar.ts';
import { demoId } from './demo-id.ts';
import type { MockContext } from './demo-interview.ts';
import { DEMO_POLICIES } from './demo-people.ts';
import type { Mock } from './demo-story.ts';
import { iso } from './demo-times.ts';
import { CLAIM_NOTE } from './demo-words.ts';

/** A few minutes after the patience ended: when the mentor gave up. */
const GAVE_UP_AFTER = 4 * MINUTE;

/** When the mentor said that the learner did not join, and when that became the outcome, because nobody said otherwise. */
export function missedTimes({ seat, batch }: Mock): { claimedAt: number; settledAt: number } {
  const claimedAt = didNotComeFrom(seat.start, DEMO_POLICIES[batch], 0) + GAVE_UP_AFTER;
  return { claimedAt, settledAt: claimedAt + ANSWER_WITHIN };
}

/** Adds what a mock that its learner missed leaves behind: the mentor's claim, and the outcome that silence made of it. */
export function addMissed(mock: Mock, { tables, canaries, staff }: MockContext): void {
  const [interviewId, mentorId] = [demoId(`interview/${mock.key}`), demoId(`person/${mock.seat.mentor.key}`)];
  const { claimedAt, settledAt } = missedTimes(mock);
  tables.outcome_claim.push({
    id: demoId(`claim/${mock.key}`),
    interview_id: interviewId,
    kind: 'did_not_come',
    claimed_by: mentorId,
    claimed_as: 'mentor',
    note: canaries.mark('claim-note', [demoId(`person/${mock.learner.key}`), mentorId, ...staff], CLAIM_NOTE),
    at: iso(claimedAt),
    answer_due_at: iso(settledAt),
    answer_note: '',
    state: 'settled',
    ended_at: iso(settledAt),
  });
  tables.interview_outcome.push({
    interview_id: interviewId,
    outcome: 'missed_by_learner',
    decided: 'silence',
    reason: '',
    at: iso(settledAt),
  });
}
