import { Injectable } from '@nestjs/common';
import { isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { mint, type Authorized } from '../../platform/auth/authorized.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { Cohorts } from '../cohorts/index.ts';
import { PrivacyStore, type PersonToErase } from './privacy.store.ts';

/** Batches whose audit somebody reads; null: the whole academy's. */
export interface AuditScope {
  batchIds: readonly string[] | null;
}

/** The only place that decides whose data may be erased by whom, and whose audit is read. */
@Injectable()
export class PrivacyPolicy {
  constructor(
    private readonly store: PrivacyStore,
    private readonly cohorts: Cohorts,
  ) {}

  /** Everybody's own account, without any role. @throws Refusal `not_found` when it is gone */
  async authorizeOwn(actor: Actor): Promise<Authorized<PersonToErase, 'erasure:order'>> {
    return mint(await this.person(actor.personId), 'erasure:order');
  }

  /** @throws Refusal `not_found` for whoever may not know of such a thing, and for people who are unknown or gone */
  async authorizePerson(
    actor: Actor,
    permission: 'erasure:read' | 'erasure:order',
    personId: string,
  ): Promise<Authorized<PersonToErase, 'erasure:order'>> {
    if (!isPermitted(actor, permission, { batchId: null, owners: {} })) throw notFound();
    return mint(await this.person(personId), 'erasure:order');
  }

  /** What the actor oversees. @throws Refusal `not_found` for a batch that is not theirs */
  async authorizeAudit(actor: Actor, batchId: string | null): Promise<Authorized<AuditScope, 'audit:read'>> {
    if (batchId !== null) {
      await this.cohorts.authorize(actor, 'audit:read', batchId);
      return mint({ batchIds: [batchId] }, 'audit:read');
    }
    if (isPermitted(actor, 'audit:read', { batchId: null, owners: {} })) return mint({ batchIds: null }, 'audit:read');
    return mint({ batchIds: await this.cohorts.batchIdsWhere(actor, ['leadMentor', 'cohortAdmin']) }, 'audit:read');
  }

  private async person(personId: string): Promise<PersonToErase> {
    const person = await this.store.find(personId);
    if (!person) throw notFound();
    return person;
  }
}
