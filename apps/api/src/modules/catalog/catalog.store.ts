import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';
import { ContentItemEntity, ContentVersionEntity } from './content-item.entity.ts';

/** An item with the number and hash of its current version. */
export interface ContentHead {
  id: string;
  kind: string;
  slug: string;
  origin: 'file' | 'local';
  retiredAt: Date | null;
  number: number;
  contentHash: string;
}

/** A version with the identity of its item. `body` is unparsed. */
export interface VersionRow {
  versionId: string;
  itemId: string;
  kind: string;
  slug: string;
  body: unknown;
}

const VERSION = 'v.id as "versionId", i.id as "itemId", i.kind, i.slug, v.body';

@Injectable()
export class CatalogStore {
  constructor(private readonly database: Database) {}

  /** Every item, locked against a second load at the same time. */
  listHeads(tx: Tx): Promise<ContentHead[]> {
    return tx.query(
      `select i.id, i.kind, i.slug, i.origin, i.retired_at as "retiredAt", v.number, v.content_hash as "contentHash"
       from content_item i join content_version v on v.id = i.current_version_id order by i.id for update of i`,
    );
  }

  async insertItem(tx: Tx, item: ContentItemEntity): Promise<void> {
    await tx.insert(ContentItemEntity, item);
  }

  async insertVersion(tx: Tx, version: ContentVersionEntity): Promise<void> {
    await tx.query('insert into content_version (id, item_id, number, content_hash, body, published_at) values ($1, $2, $3, $4, $5, $6)', [
      version.id,
      version.itemId,
      version.number,
      version.contentHash,
      JSON.stringify(version.body),
      version.publishedAt,
    ]);
  }

  async setCurrent(tx: Tx, itemId: string, versionId: string): Promise<void> {
    await tx.update(ContentItemEntity, { id: itemId }, { currentVersionId: versionId });
  }

  async setRetired(tx: Tx, itemId: string, at: Date | null): Promise<void> {
    await tx.update(ContentItemEntity, { id: itemId }, { retiredAt: at });
  }

  /** Current versions of a kind that are not retired, by slug. */
  listCurrent(kind: string): Promise<VersionRow[]> {
    return this.database.read.query(
      `select ${VERSION} from content_item i join content_version v on v.id = i.current_version_id
       where i.kind = $1 and i.retired_at is null order by i.slug`,
      [kind],
    );
  }

  async findCurrent(kind: string, slug: string): Promise<VersionRow | null> {
    const [row] = await this.database.read.query<VersionRow[]>(
      `select ${VERSION} from content_item i join content_version v on v.id = i.current_version_id
       where i.kind = $1 and i.slug = $2 and i.retired_at is null`,
      [kind, slug],
    );
    return row ?? null;
  }

  /** Any versions, retired or superseded ones included. */
  listVersions(versionIds: readonly string[]): Promise<VersionRow[]> {
    return this.database.read.query(
      `select ${VERSION} from content_version v join content_item i on i.id = v.item_id where v.id = any($1)`,
      [versionIds],
    );
  }
}
