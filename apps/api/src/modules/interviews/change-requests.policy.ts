import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { isPermitted } from '@dryrun/domain/policy/decide';
import type { Tx } from '../../platform/db/database.ts';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { ChangeRequestsStore, type ChangeRequest } from './change-requests.store.ts';
import { subjectOf } from './interviews.policy.ts';
import { InterviewsStore, type Interview } from './interviews.store.ts';

/** A question with the mock it is about, locked. */
export interface Asked {
  request: ChangeRequest;
  interview: Interview;
}

/** The only place that decides who may answer or take back a question about a mock. For everybody else it does not exist. */
@Injectable()
export class ChangeRequestsPolicy {
  constructor(
    private readonly requests: ChangeRequestsStore,
    private readonly interviews: InterviewsStore,
  ) {}

  /** @throws Refusal `not_found` for anybody but the one who was asked, and for one who lost the role in which they were */
  async lockAsked(tx: Tx, actor: Actor, id: string): Promise<Authorized<Asked, 'interview:read'>> {
    return this.lock(tx, id, ({ request, interview }) => this.mayAnswer(actor, request, interview));
  }

  /** @throws Refusal `not_found` for anybody but the one who asked */
  async lockOwn(tx: Tx, actor: Actor, id: string): Promise<Authorized<Asked, 'interview:read'>> {
    return this.lock(tx, id, ({ request }) => request.askedBy === actor.personId);
  }

  /** A learner answers as the learner of the mock, a colleague as a mentor of its batch. */
  mayAnswer(actor: Actor, request: ChangeRequest, interview: Interview): boolean {
    if (request.askedOf !== actor.personId) return false;
    if (request.kind === 'move') return isPermitted(actor, 'interview:move', subjectOf(interview));
    return actor.grants.some((g) => g.role === 'mentor' && g.batchId === interview.batchId);
  }

  private async lock(
    tx: Tx,
    id: string,
    isTheirs: (asked: Asked) => boolean,
  ): Promise<Authorized<Asked, 'interview:read'>> {
    const found = await this.requests.find(id);
    const interview = found && (await this.interviews.lock(tx, found.interviewId));
    // Read again: only now nothing can change it any more.
    const request = interview && (await this.requests.find(id));
    if (!request || !isTheirs({ request, interview })) throw notFound();
    return mint({ request, interview }, 'interview:read');
  }
}
