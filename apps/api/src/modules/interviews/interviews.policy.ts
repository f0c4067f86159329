import { Injectable } from '@nestjs/common';
import { decide, isPermitted, type Actor, type Subject } from '@dryrun/domain/policy/decide';
import type { Permission } from '@dryrun/domain/policy/resources';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';
import type { Hold } from '../scheduling/index.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';

/** What may be done with one interview. */
export type InterviewPermission = Extract<
  Permission,
  `${'interview' | 'plan' | 'stage' | 'scorecard' | 'feedback'}:${string}`
>;
type Resource<P extends string> = P extends `${infer R}:${string}` ? R : never;

/** The permission that makes the row of an action visible: who may read no plan gets "not found" for changing one. */
const READ: Record<Resource<InterviewPermission>, Permission> = {
  interview: 'interview:read',
  plan: 'plan:read',
  stage: 'stage:read',
  scorecard: 'scorecard:read',
  feedback: 'feedback:read',
};

export function subjectOf(interview: Pick<Interview, 'batchId' | 'learnerId' | 'mentorId'>): Subject {
  return { batchId: interview.batchId, owners: { learner: [interview.learnerId], mentor: [interview.mentorId] } };
}

/** The only place that decides who may do what with an interview, its plan and its stage. */
@Injectable()
export class InterviewsPolicy {
  constructor(private readonly store: InterviewsStore) {}

  /**
   * The interview, if the actor may do this with it. One whose time is only kept exists for nobody yet.
   * @throws Refusal `not_found` when it does not exist for the actor, `forbidden` when only the action is not theirs
   */
  async authorize<P extends InterviewPermission>(
    actor: Actor,
    permission: P,
    id: string,
  ): Promise<Authorized<Interview, P>> {
    return this.check(actor, permission, await this.store.find(id));
  }

  /** The same with the row locked until the transaction ends: for every write, which decides on the row's state. */
  async lock<P extends InterviewPermission>(
    tx: Tx,
    actor: Actor,
    permission: P,
    id: string,
  ): Promise<Authorized<Interview, P>> {
    return this.check(actor, permission, await this.store.lock(tx, id));
  }

  /**
   * The interview that a hold keeps time for, if it is the actor's own, locked.
   * @throws Refusal `not_found` for everybody else, staff included: a hold is nobody's business but the learner's
   */
  async lockHeld(tx: Tx, actor: Actor, hold: Hold | null): Promise<Authorized<Interview, 'interview:book'>> {
    const interview = hold && hold.heldBy === actor.personId ? await this.store.lock(tx, hold.referenceId) : null;
    return this.held(actor, hold, interview);
  }

  /** The same for rows that the caller has just read, or not found. @throws Refusal as `lockHeld` */
  held(
    actor: Actor,
    hold: Pick<Hold, 'heldBy'> | null,
    interview: Interview | null,
  ): Authorized<Interview, 'interview:book'> {
    const isTheirs = hold?.heldBy === actor.personId;
    if (!isTheirs || !interview || !isPermitted(actor, 'interview:book', subjectOf(interview))) throw notFound();
    return mint(interview, 'interview:book');
  }

  mayRead(actor: Actor, interview: Interview): boolean {
    return interview.state !== 'planned' && isPermitted(actor, 'interview:read', subjectOf(interview));
  }

  /** May the actor do this, whatever state the interview is in? For the buttons of a view; the action is decided again. */
  may(
    actor: Actor,
    permission: InterviewPermission,
    interview: Pick<Interview, 'batchId' | 'learnerId' | 'mentorId'>,
  ): boolean {
    return isPermitted(actor, permission, subjectOf(interview));
  }

  private check<P extends InterviewPermission>(
    actor: Actor,
    permission: P,
    row: Interview | null,
  ): Authorized<Interview, P> {
    if (!row || row.state === 'planned') throw notFound();
    const resource = permission.slice(0, permission.indexOf(':')) as Resource<P>;
    const verdict = decide(actor, permission, READ[resource], subjectOf(row));
    if (verdict === 'hidden') throw notFound();
    if (verdict === 'forbidden')
      throw new Refusal(
        'forbidden',
        'You can see this mock, but that is for somebody else in it. Nothing was changed.',
      );
    return mint(row, permission);
  }
}
