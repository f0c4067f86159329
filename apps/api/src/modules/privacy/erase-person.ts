import { Injectable } from '@nestjs/common';
import type { Authorized } from '../../platform/auth/authorized.ts';
import { Database } from '../../platform/db/database.ts';
import { notFound, Refusal } from '../../platform/http/refusal.ts';
import { Places } from '../cohorts/index.ts';
import { Grants } from '../identity/index.ts';
import { ErasureNews } from './erasure-news.ts';
import { PrivacyStore, type PersonToErase } from './privacy.store.ts';

/**
 * Erases an account for good: sign-ins end at once, coming mocks are cancelled and the others told, what the person wrote goes,
 * and what was scored stays under a pseudonym. There is no way back.
 */
@Injectable()
export class ErasePerson {
  constructor(
    private readonly database: Database,
    private readonly store: PrivacyStore,
    private readonly places: Places,
    private readonly grants: Grants,
    private readonly news: ErasureNews,
  ) {}

  /** `confirmation` is what was typed; `reason` is kept with the audit line (empty: the person's own wish). */
  async run(
    person: Authorized<PersonToErase, 'erasure:order'>,
    order: { actorId: string; confirmation: string; reason: string },
  ): Promise<void> {
    if (order.confirmation.trim() !== person.name)
      throw new Refusal('invalid_input', 'Nothing was erased. Type the name exactly as it is shown to confirm.', {
        errors: [{ pointer: '/body/confirmation', message: `Type: ${person.name}` }],
      });
    await this.database.write(async (tx) => {
      const locked = await this.store.lock(tx, person.id);
      if (!locked) throw notFound();
      if (await this.store.isLastAdmin(tx, person.id))
        throw new Refusal(
          'last_academy_admin',
          'Without an academy admin nobody could run the academy any more, so nothing was erased. Make somebody else an academy admin first.',
        );
      await this.places.leaveAll(tx, person.id, order.actorId);
      await this.grants.takeAll(tx, person.id, order.actorId);
      await this.store.forget(tx, locked, pseudonymOf(locked), this.news.now());
      await this.news.tell(tx, locked.id, order.actorId, order.reason);
    });
  }
}

/** The same for ever, and different from everybody else's: "Former learner 7f3a". */
function pseudonymOf({ id, isMentor }: PersonToErase): string {
  return `Former ${isMentor ? 'mentor' : 'learner'} ${id.replaceAll('-', '').slice(-6)}`;
}
