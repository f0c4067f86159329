import { Injectable } from '@nestjs/common';
import { isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';

/** Somebody who practises: what they meet is remembered as theirs. */
export interface Practiser {
  learnerId: string;
}

/** Who reads answers at once, and who has to commit to their own first. */
@Injectable()
export class PracticePolicy {
  /** @throws Refusal `not_found` for somebody without any role */
  mustRead(actor: Actor): void {
    if (!isPermitted(actor, 'content:read', { batchId: null, owners: {} })) throw notFound();
  }

  /**
   * Is this a learner? Then an answer opens by their own deed only, whatever other roles they hold: what they have read must
   * be known, or their mocks would not be fresh.
   */
  canPractise(actor: Actor): boolean {
    return isPermitted(actor, 'practice:write', { batchId: null, owners: { learner: [actor.personId] } });
  }

  /** @throws Refusal `forbidden` for people who are no learners */
  authorize(actor: Actor): Authorized<Practiser, 'practice:write'> {
    this.mustRead(actor);
    if (!this.canPractise(actor))
      throw new Refusal(
        'forbidden',
        'Only learners practise here; you can read every answer at once. Nothing was changed.',
      );
    return mint({ learnerId: actor.personId }, 'practice:write');
  }
}
