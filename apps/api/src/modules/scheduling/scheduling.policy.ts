import { Injectable } from '@nestjs/common';
import { isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import { Refusal } from '../../platform/http/refusal.ts';

/** Whose hours are meant. */
export interface HoursOf {
  personId: string;
}

/** The only place that decides who may do what with availability. */
@Injectable()
export class SchedulingPolicy {
  /** @throws Refusal `forbidden` for somebody who mentors nowhere */
  authorizeOwnHours<P extends 'availability:read' | 'availability:update'>(
    actor: Actor,
    permission: P,
  ): Authorized<HoursOf, P> {
    const mine = { batchId: null, owners: { mentor: [actor.personId] } };
    if (!isPermitted(actor, permission, mine))
      throw new Refusal('forbidden', 'Only mentors publish hours. A cohort admin can make you a mentor of a batch.');
    return mint({ personId: actor.personId }, permission);
  }
}
