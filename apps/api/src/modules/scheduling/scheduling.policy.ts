import { Injectable } from '@nestjs/common';
import { decide, isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';
import { Cohorts } from '../cohorts/index.ts';

/** Whose hours are meant. */
export interface HoursOf {
  personId: string;
}

/** The only place that decides who may do what with availability. */
@Injectable()
export class SchedulingPolicy {
  constructor(private readonly cohorts: Cohorts) {}

  /** @throws Refusal `forbidden` for somebody who mentors nowhere */
  authorizeOwnHours<P extends 'availability:read' | 'availability:update'>(
    actor: Actor,
    permission: P,
  ): Authorized<HoursOf, P> {
    const mine = { batchId: null, owners: { mentor: [actor.personId] } };
    // An academy admin reads every mentor's hours, but has none of their own.
    const asMentor = { ...actor, grants: actor.grants.filter(({ role }) => role === 'mentor') };
    if (!isPermitted(asMentor, permission, mine))
      throw new Refusal('forbidden', 'Only mentors publish hours. A cohort admin can make you a mentor of a batch.');
    return mint({ personId: actor.personId }, permission);
  }

  /**
   * The hours of a mentor of a batch, for its staff and for the mentor themself.
   * @throws Refusal `not_found` for a batch or mentor that does not exist for the actor, `forbidden` when only the action is not theirs
   */
  async authorizeHoursOf<P extends 'availability:read' | 'availability:update'>(
    actor: Actor,
    permission: P,
    batchId: string,
    personId: string,
  ): Promise<Authorized<HoursOf, P>> {
    const subject = { batchId, owners: { mentor: [personId] } };
    const verdict = decide(actor, permission, 'availability:read', subject);
    const mentors = verdict === 'hidden' ? [] : await this.cohorts.mentors(batchId);
    if (!mentors.some((m) => m.personId === personId)) throw notFound();
    if (verdict === 'forbidden')
      throw new Refusal(
        'forbidden',
        'You can see these hours, but only the mentor and the batch’s cohort admins change them. Nothing was changed.',
      );
    return mint({ personId }, permission);
  }
}
