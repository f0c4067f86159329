import { changeWindowStart, type ChangeBy, type ChangeCounts } from '@dryrun/domain/interviews/change-rules';
import type { Actor } from '@dryrun/domain/policy/decide';
import type { Tx } from '../../platform/db/database.ts';
import type { Scheduling } from '../scheduling/index.ts';
import type { Interview } from './interviews.store.ts';

/** Whoever takes part acts as that, even when they run the batch too. */
export function roleIn(interview: { learnerId: string; mentorId: string }, actor: Actor): ChangeBy {
  if (interview.learnerId === actor.personId) return 'learner';
  return interview.mentorId === actor.personId ? 'mentor' : 'admin';
}

/** The late changes of the learner of a mock, by the window that it pinned. */
export function changeCounts(
  scheduling: Scheduling,
  { learnerId, batchId, policy }: Pick<Interview, 'learnerId' | 'batchId' | 'policy'>,
  now: Date,
): Promise<ChangeCounts> {
  return scheduling.changes(learnerId, batchId, new Date(changeWindowStart(now.getTime(), policy)));
}

/** The same for a change that is about to be made: another one of this learner's waits until it is written, and is counted by the next. */
export async function lockedChangeCounts(
  tx: Tx,
  scheduling: Scheduling,
  interview: Pick<Interview, 'learnerId' | 'batchId' | 'policy'>,
  now: Date,
): Promise<ChangeCounts> {
  await scheduling.lockChanges(tx, interview.learnerId, interview.batchId);
  return changeCounts(scheduling, interview, now);
}
