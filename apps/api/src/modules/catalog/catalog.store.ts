import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/db/database.ts';
import { ContentItemEntity, ContentVersionEntity } from './content-item.entity.ts';

/** An item with its current version. */
export interface ContentHead {
  id: string;
  kind: string;
  slug: string;
  origin: 'file' | 'local';
  retiredAt: Date | null;
  versionId: string;
  title: string;
  contentHash: string;
  /** The highest version number so far; the current version may be an older one. */
  lastNumber: number;
  /** Of a fork: the version of its file that it was made from, and that version's hash. */
  forkedFromVersionId: string | null;
  forkedFromHash: string | null;
}

/** A version with the identity of its item. `body` is unparsed. */
export interface VersionRow {
  versionId: string;
  itemId: string;
  kind: string;
  slug: string;
  body: unknown;
}

const HEADS = `select i.id, i.kind, i.slug, i.origin, i.retired_at as "retiredAt", v.id as "versionId", v.body->>'title' as title,
    v.content_hash as "contentHash", (select max(n.number) from content_version n where n.item_id = i.id) as "lastNumber",
    i.forked_from_version_id as "forkedFromVersionId", f.content_hash as "forkedFromHash"
  from content_item i join content_version v on v.id = i.current_version_id
  left join content_version f on f.id = i.forked_from_version_id`;

const VERSION = 'v.id as "versionId", i.id as "itemId", i.kind, i.slug, v.body';

@Injectable()
export class CatalogStore {
  constructor(private readonly database: Database) {}

  listHeads(): Promise<ContentHead[]> {
    return this.database.read.query(`${HEADS} order by i.kind, i.slug`);
  }

  /** Every item, locked against a second load at the same time. */
  lockHeads(tx: Tx): Promise<ContentHead[]> {
    return tx.query(`${HEADS} order by i.id for update of i`);
  }

  async lockHead(tx: Tx, kind: string, slug: string): Promise<ContentHead | null> {
    const [head] = await tx.query<ContentHead[]>(`${HEADS} where i.kind = $1 and i.slug = $2 for update of i`, [
      kind,
      slug,
    ]);
    return head ?? null;
  }

  /** A new item; its first version follows in the same transaction. */
  async insertItem(
    tx: Tx,
    item: Pick<ContentItemEntity, 'id' | 'kind' | 'slug' | 'origin' | 'createdAt'>,
  ): Promise<void> {
    await tx.insert(ContentItemEntity, { ...item, currentVersionId: null, forkedFromVersionId: null, retiredAt: null });
  }

  async insertVersion(tx: Tx, version: ContentVersionEntity): Promise<void> {
    await tx.query(
      'insert into content_version (id, item_id, number, content_hash, body, published_at) values ($1, $2, $3, $4, $5, $6)',
      [
        version.id,
        version.itemId,
        version.number,
        version.contentHash,
        JSON.stringify(version.body),
        version.publishedAt,
      ],
    );
  }

  async setCurrent(tx: Tx, itemId: string, versionId: string): Promise<void> {
    await tx.update(ContentItemEntity, { id: itemId }, { currentVersionId: versionId });
  }

  async setOrigin(tx: Tx, itemId: string, origin: 'file' | 'local', forkedFromVersionId: string | null): Promise<void> {
    await tx.update(ContentItemEntity, { id: itemId }, { origin, forkedFromVersionId });
  }

  async setRetired(tx: Tx, itemId: string, at: Date | null): Promise<void> {
    await tx.update(ContentItemEntity, { id: itemId }, { retiredAt: at });
  }

  /** Ids of the current versions of a kind that are not retired, by slug. */
  async listCurrentIds(kind: string): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      'select current_version_id as id from content_item where kind = $1 and retired_at is null order by slug',
      [kind],
    );
    return rows.map((r) => r.id);
  }

  /** Changes with every change of what is published. */
  async findRevision(): Promise<string | null> {
    const [row] = await this.database.read.query<{ id: string }[]>('select id from content_revision');
    return row?.id ?? null;
  }

  /** Ids of the current versions of what mocks ask, each kind by slug, and the revision that they belong to. */
  async listAskable(): Promise<{ revision: string; questions: string[]; cases: string[]; tracks: string[] }> {
    const [row] = await this.database.read.query<
      { revision: string; questions: string[] | null; cases: string[] | null; tracks: string[] | null }[]
    >(
      `select r.id as revision, i.questions, i.cases, i.tracks from content_revision r,
         (select array_agg(current_version_id order by slug) filter (where kind = 'question') as questions,
                 array_agg(current_version_id order by slug) filter (where kind = 'case-study') as cases,
                 array_agg(current_version_id order by slug) filter (where kind = 'track') as tracks
          from content_item where retired_at is null and current_version_id is not null) i`,
    );
    if (!row) throw new Error('content_revision has lost its row');
    return { revision: row.revision, questions: row.questions ?? [], cases: row.cases ?? [], tracks: row.tracks ?? [] };
  }

  /** Current versions of every kind that are not retired. */
  listAllCurrent(): Promise<(VersionRow & { origin: 'file' | 'local' })[]> {
    return this.database.read.query(
      `select ${VERSION}, i.origin from content_item i join content_version v on v.id = i.current_version_id
       where i.retired_at is null order by i.kind, i.slug`,
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
