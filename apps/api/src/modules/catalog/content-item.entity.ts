import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something written: a question, rubric, format, track. What it says is in its versions. */
@Entity('content_item')
export class ContentItemEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  kind: string;

  @Column('text')
  slug: string;

  /** Where its current wording comes from: the content folder, or somebody of the academy. */
  @Column('text')
  origin: 'file' | 'local';

  /** Of a local item that was made from a file's: the version it began from. null: it is no fork. */
  @Column('uuid', { name: 'forked_from_version_id', nullable: true })
  forkedFromVersionId: string | null;

  @Column('uuid', { name: 'current_version_id', nullable: true })
  currentVersionId: string | null;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}

/** One published wording of an item; never changes (the database refuses it). */
@Entity('content_version')
export class ContentVersionEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'item_id' })
  itemId: string;

  @Column('integer')
  number: number;

  @Column('text', { name: 'content_hash' })
  contentHash: string;

  @Column('jsonb')
  body: unknown;

  @Column('timestamptz', { name: 'published_at' })
  publishedAt: Date;
}
