import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { CatalogPolicy, type ContentName } from './catalog.policy.ts';
import { CatalogStore } from './catalog.store.ts';

/**
 * Takes a local text out of use. A fork goes back to the version of its file that it was made from, and follows its file
 * again from the next load on; an item without a file retires. What interviews have pinned stays readable.
 */
@Injectable()
export class WithdrawLocalItem {
  constructor(
    private readonly database: Database,
    private readonly policy: CatalogPolicy,
    private readonly store: CatalogStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Withdrawing again changes nothing. @throws Refusal `not_found` when no local text has this name */
  async run(actor: Actor, name: ContentName): Promise<void> {
    const { kind, slug } = this.policy.authorize(actor, name);
    await this.database.write(async (tx) => {
      const head = await this.store.lockHead(tx, kind, slug);
      if (head?.origin !== 'local') throw notFound();
      if (head.forkedFromVersionId !== null) {
        await this.store.setOrigin(tx, head.id, 'file', null);
        await this.store.setCurrent(tx, head.id, head.forkedFromVersionId);
      } else if (head.retiredAt === null) await this.store.setRetired(tx, head.id, this.clock.now());
      else return;
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'content.withdraw_local',
        subjectType: 'content_item',
        subjectId: head.id,
        personId: null,
        batchId: null,
        before: { versionId: head.versionId },
        after: { versionId: head.forkedFromVersionId },
      });
    });
  }
}
