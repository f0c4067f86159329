import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { ContentItem } from '@dryrun/content-kit/content-item';
import { readContent } from '@dryrun/content-kit/read-content';
import { Clock } from '../../platform/clock/clock.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { CatalogStore, type ContentHead } from './catalog.store.ts';
import { contentChanges, type ContentChanges } from './content-changes.ts';

/** Publishes the files of a content folder as immutable versions. Loading the same files twice changes nothing. */
@Injectable()
export class LoadContent {
  constructor(
    private readonly database: Database,
    private readonly store: CatalogStore,
    private readonly clock: Clock,
  ) {}

  /** @throws an Error naming file, line and fault when the folder does not pass `content check` */
  async run(folder: string): Promise<ContentChanges> {
    const items = await filesOf(folder);
    return this.database.write(async (tx) => {
      const found = contentChanges(await this.store.lockHeads(tx), items);
      const now = this.clock.now();
      for (const { does, item, head } of found.changes) {
        if (does === 'retired') await this.store.setRetired(tx, head.id, now);
        else if (does !== 'kept') await this.publish(tx, item, head, now);
      }
      return found;
    });
  }

  /** What {@link run} would do; nothing is written. @throws as run does */
  async preview(folder: string): Promise<ContentChanges> {
    return contentChanges(await this.store.listHeads(), await filesOf(folder));
  }

  private async publish(
    tx: Tx,
    { kind, slug, body, contentHash }: ContentItem,
    head: ContentHead | null,
    now: Date,
  ): Promise<void> {
    const itemId = head?.id ?? uuid();
    if (!head) await this.store.insertItem(tx, { id: itemId, kind, slug, origin: 'file', createdAt: now });
    if (head?.contentHash !== contentHash) {
      const version = { id: uuid(), itemId, number: (head?.lastNumber ?? 0) + 1, contentHash, body, publishedAt: now };
      await this.store.insertVersion(tx, version);
      await this.store.setCurrent(tx, itemId, version.id);
    }
    await this.store.setRetired(tx, itemId, null);
  }
}

async function filesOf(folder: string): Promise<ContentItem[]> {
  const { items, problems } = await readContent(folder);
  if (problems.length > 0) {
    const lines = problems.slice(0, 20).map((p) => `${p.file}:${p.line} ${p.message}`);
    throw new Error(
      `The content in ${folder} has ${problems.length} fault(s); nothing was loaded.\n${lines.join('\n')}`,
    );
  }
  return items;
}
