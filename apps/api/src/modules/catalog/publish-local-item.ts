import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { asFiled } from '@dryrun/content-kit/as-filed';
import type { ContentItem } from '@dryrun/content-kit/content-item';
import { checkReferences } from '@dryrun/content-kit/references';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Clock } from '../../platform/clock/clock.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { CatalogPolicy, type ContentName } from './catalog.policy.ts';
import { CatalogStore, type ContentHead } from './catalog.store.ts';

export interface LocalText extends ContentName {
  body: unknown;
  /** The version its writer began from; null when they wrote a new item. */
  basedOnVersionId: string | null;
}

/**
 * Publishes what somebody of the academy wrote as the next version of an item. Where the item comes from a file this forks
 * it: from then on the local text stands, and newer files never overwrite it. Interviews keep the versions they pinned.
 */
@Injectable()
export class PublishLocalItem {
  constructor(
    private readonly database: Database,
    private readonly policy: CatalogPolicy,
    private readonly store: CatalogStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Answers the id of the version that stands now. Publishing the same text again changes nothing. */
  async run(actor: Actor, { kind, slug, body, basedOnVersionId }: LocalText): Promise<string> {
    const name = this.policy.authorize(actor, { kind, slug });
    const item = await this.checked(name, body);
    return this.database.write(async (tx) => {
      const head = await this.store.lockHead(tx, kind, slug);
      if ((head?.versionId ?? null) !== basedOnVersionId)
        throw new Refusal(
          'stale_version',
          head && basedOnVersionId === null
            ? `There is a ${kind} with this name already, so nothing was saved. Open that one to change it, or choose another name.`
            : 'This text was changed by somebody else in the meantime, so nothing was saved. Load it again and carry your changes over.',
        );
      if (head && head.contentHash === item.contentHash && head.retiredAt === null) return head.versionId;
      const { itemId, versionId } = await this.publish(tx, item, head);
      await this.audit.record(tx, {
        actorId: actor.personId,
        action: 'content.publish_local',
        subjectType: 'content_item',
        subjectId: itemId,
        personId: null,
        batchId: null,
        before: head && { versionId: head.versionId, origin: head.origin },
        after: { kind, slug, versionId },
      });
      return versionId;
    });
  }

  private async publish(
    tx: Tx,
    { kind, slug, body, contentHash }: ContentItem,
    head: ContentHead | null,
  ): Promise<{ itemId: string; versionId: string }> {
    const now = this.clock.now();
    const itemId = head?.id ?? uuid();
    if (!head) await this.store.insertItem(tx, { id: itemId, kind, slug, origin: 'local', createdAt: now });
    const version = { id: uuid(), itemId, number: (head?.lastNumber ?? 0) + 1, contentHash, body, publishedAt: now };
    await this.store.insertVersion(tx, version);
    await this.store.setCurrent(tx, itemId, version.id);
    await this.store.setRetired(tx, itemId, null);
    if (head?.origin === 'file') await this.store.setOrigin(tx, itemId, 'local', head.versionId);
    return { itemId, versionId: version.id };
  }

  /** The text as an item that could lie in the content folder beside what is published now. */
  private async checked({ kind, slug }: ContentName, given: unknown): Promise<ContentItem> {
    const filed = asFiled(kind, slug, given);
    if (!filed.ok)
      throw unusable(
        filed.faults.map(({ path, message }) => ({ pointer: ['/body', ...path.map(String)].join('/'), message })),
      );
    const others = (await this.store.listAllCurrent()).filter((row) => row.kind !== kind || row.slug !== slug);
    const items = others.map(
      (row) => ({ ...row, file: `${row.kind} ${row.slug}`, contentHash: '' }) as unknown as ContentItem,
    );
    // Faults of the others are not this writer's; the new item comes last, so that a name taken twice is its fault.
    const faults = checkReferences([...items, filed.item], () => 1).filter((p) => p.file === filed.item.file);
    if (faults.length > 0)
      throw unusable(faults.map(({ message, hint }) => ({ pointer: '/body', message: `${message} ${hint}` })));
    return filed.item;
  }
}

function unusable(errors: { pointer: string; message: string }[]): Refusal {
  return new Refusal('invalid_input', 'The text was not saved. Please look at what is named below.', { errors });
}
