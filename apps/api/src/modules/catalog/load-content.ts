import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { readContent } from '@dryrun/content-kit/read-content';
import { Clock } from '../../platform/clock/clock.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { CatalogStore } from './catalog.store.ts';

export interface LoadReport {
  created: number;
  changed: number;
  retired: number;
  unchanged: number;
}

/** Publishes the files of a content folder as immutable versions. Loading the same files twice changes nothing. */
@Injectable()
export class LoadContent {
  constructor(
    private readonly database: Database,
    private readonly store: CatalogStore,
    private readonly clock: Clock,
  ) {}

  /** @throws an Error naming file, line and fault when the folder does not pass `content check` */
  async run(folder: string): Promise<LoadReport> {
    const { items, problems } = await readContent(folder);
    if (problems.length > 0) {
      const lines = problems.slice(0, 20).map((p) => `${p.file}:${p.line} ${p.message}`);
      throw new Error(`The content in ${folder} has ${problems.length} fault(s); nothing was loaded.\n${lines.join('\n')}`);
    }
    return this.database.write((tx) => this.publish(tx, items));
  }

  private async publish(tx: Tx, items: readonly { kind: string; slug: string; body: unknown; contentHash: string }[]): Promise<LoadReport> {
    const report: LoadReport = { created: 0, changed: 0, retired: 0, unchanged: 0 };
    const now = this.clock.now();
    const existing = new Map((await this.store.listHeads(tx)).map((h) => [`${h.kind}/${h.slug}`, h]));
    for (const item of items) {
      const head = existing.get(`${item.kind}/${item.slug}`);
      existing.delete(`${item.kind}/${item.slug}`);
      if (head?.origin === 'local') continue; // a fork is never overwritten by its file
      if (head && head.contentHash === item.contentHash && head.retiredAt === null) {
        report.unchanged++;
        continue;
      }
      const itemId = head?.id ?? uuid();
      if (!head) await this.store.insertItem(tx, { id: itemId, kind: item.kind, slug: item.slug, origin: 'file', currentVersionId: null, retiredAt: null, createdAt: now });
      if (head?.contentHash !== item.contentHash) {
        const version = { id: uuid(), itemId, number: (head?.number ?? 0) + 1, contentHash: item.contentHash, body: item.body, publishedAt: now };
        await this.store.insertVersion(tx, version);
        await this.store.setCurrent(tx, itemId, version.id);
      }
      await this.store.setRetired(tx, itemId, null);
      report[head ? 'changed' : 'created']++;
    }
    for (const gone of existing.values()) {
      if (gone.origin === 'local' || gone.retiredAt !== null) continue;
      await this.store.setRetired(tx, gone.id, now);
      report.retired++;
    }
    return report;
  }
}
