import { Injectable } from '@nestjs/common';
import { HELD_STATES } from '@dryrun/domain/interviews/interview-state';
import { decide, isPermitted, type Actor, type Subject } from '@dryrun/domain/policy/decide';
import type { Permission } from '@dryrun/domain/policy/resources';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';
import { Interviews, type Interview } from '../interviews/index.ts';
import { NextStepStore, type NextStepRow } from './next-step.store.ts';

type MockPermission = Extract<Permission, `scorecard:${string}` | `feedback:${string}`>;
type Participants = Pick<Interview, 'batchId' | 'learnerId' | 'mentorId'>;

const subjectOf = ({ batchId, learnerId, mentorId }: Participants): Subject => ({
  batchId,
  owners: { learner: [learnerId], mentor: [mentorId] },
});

/** What somebody is to the feedback they may read. */
export interface Reader {
  is: 'learner' | 'mentor' | 'overseer';
  /** May see what other mentors gave this learner too: the learner and staff, not a mentor by that role alone. */
  seesOthersRatings: boolean;
}

/** The only place that decides who may do what with scorecards, feedback and next steps. */
@Injectable()
export class FeedbackPolicy {
  constructor(
    private readonly interviews: Interviews,
    private readonly nextSteps: NextStepStore,
  ) {}

  /**
   * The held mock, if the actor may do this with its scorecard or feedback. A scorecard is its rater's alone.
   * @throws Refusal `not_found` when it does not exist for the actor, `forbidden` when only the action is not theirs,
   *   `interview_state` when the mock did not take place (yet)
   */
  async authorize<P extends MockPermission>(
    actor: Actor,
    permission: P,
    interviewId: string,
  ): Promise<Authorized<Interview, P>> {
    const interview = await this.interviews.interviewFor(actor, interviewId, permission);
    if (!HELD_STATES.includes(interview.state))
      throw new Refusal(
        'interview_state',
        'Nobody has said yet that this mock took place, so there is nothing to score or to read. Nothing was changed. Its mentor says so with "We met".',
      );
    return interview;
  }

  /** @throws Refusal `not_found` also while its feedback is not released, `forbidden` for whoever may only read it */
  async authorizeNextStep<P extends 'nextStep:update'>(
    actor: Actor,
    permission: P,
    id: string,
  ): Promise<Authorized<NextStepRow, P>> {
    const step = await this.nextSteps.find(id);
    if (!step) throw notFound();
    const verdict = decide(actor, permission, 'nextStep:read', subjectOf(step));
    if (verdict === 'hidden') throw notFound();
    if (verdict === 'forbidden')
      throw new Refusal('forbidden', 'You can see this next step, but only its learner takes it on or finishes it.');
    return mint(step, permission);
  }

  /** Pre-condition: the actor may read this feedback. */
  readerOf(actor: Actor, mock: Participants): Reader {
    const isOwnAs = (role: 'learner' | 'mentor', personId: string) =>
      personId === actor.personId &&
      isPermitted(actor, 'feedback:read', { batchId: mock.batchId, owners: { [role]: [personId] } });
    if (isOwnAs('learner', mock.learnerId)) return { is: 'learner', seesOthersRatings: true };
    if (!isOwnAs('mentor', mock.mentorId)) return { is: 'overseer', seesOthersRatings: true };
    return {
      is: 'mentor',
      seesOthersRatings: isPermitted(actor, 'feedback:read', { batchId: mock.batchId, owners: {} }),
    };
  }

  /** For lists, from which is left out what the actor may not read: somebody who lost a role loses its rows with it. */
  mayRead(
    actor: Actor,
    permission: Extract<Permission, 'feedback:read' | 'nextStep:read'>,
    row: Participants,
  ): boolean {
    return isPermitted(actor, permission, subjectOf(row));
  }
}
