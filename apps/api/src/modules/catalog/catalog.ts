import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { FormatBody, QuestionBody, RubricBody, TrackBody } from '@dryrun/contracts/content-bodies';
import { CatalogStore, type VersionRow } from './catalog.store.ts';

/** A published version with its parsed body. `itemId` stays the same across versions, `versionId` never changes what it says. */
export interface Versioned<T> {
  versionId: string;
  itemId: string;
  slug: string;
  body: T;
}

const CACHED_VERSIONS = 2_000;

/** What other modules may ask of the content. Versions are immutable, so parsed ones are kept in memory. */
@Injectable()
export class Catalog {
  private readonly parsed = new Map<string, Versioned<unknown>>();

  constructor(private readonly store: CatalogStore) {}

  tracks(): Promise<Versioned<TrackBody>[]> {
    return this.current('track', TrackBody);
  }

  formats(): Promise<Versioned<FormatBody>[]> {
    return this.current('format', FormatBody);
  }

  /** All questions that are published now. */
  questions(): Promise<Versioned<QuestionBody>[]> {
    return this.current('question', QuestionBody);
  }

  /** null when no such format is published now. */
  format(slug: string): Promise<Versioned<FormatBody> | null> {
    return this.one('format', slug, FormatBody);
  }

  track(slug: string): Promise<Versioned<TrackBody> | null> {
    return this.one('track', slug, TrackBody);
  }

  /** The version of a rubric that new interviews pin. */
  async rubric(slug: string): Promise<Versioned<RubricBody>> {
    const rubric = await this.one('rubric', slug, RubricBody);
    if (!rubric) throw new Error(`the rubric ${slug} is not published`);
    return rubric;
  }

  /** Pinned versions by id, whatever was published since. @throws when one does not exist (a broken reference) */
  async questionVersions(ids: readonly string[]): Promise<Map<string, Versioned<QuestionBody>>> {
    return this.versions(ids, QuestionBody);
  }

  async formatVersion(id: string): Promise<Versioned<FormatBody>> {
    return this.version(id, FormatBody);
  }

  async rubricVersion(id: string): Promise<Versioned<RubricBody>> {
    return this.version(id, RubricBody);
  }

  private async version<T>(id: string, schema: z.ZodType<T>): Promise<Versioned<T>> {
    const found = (await this.versions([id], schema)).get(id);
    if (!found) throw new Error(`content version ${id} does not exist`);
    return found;
  }

  private async versions<T>(ids: readonly string[], schema: z.ZodType<T>): Promise<Map<string, Versioned<T>>> {
    const missing = ids.filter((id) => !this.parsed.has(id));
    if (missing.length > 0) for (const row of await this.store.listVersions(missing)) this.parse(row, schema);
    return new Map(ids.flatMap((id) => (this.parsed.has(id) ? [[id, this.parsed.get(id) as Versioned<T>] as const] : [])));
  }

  private async current<T>(kind: string, schema: z.ZodType<T>): Promise<Versioned<T>[]> {
    return (await this.store.listCurrent(kind)).map((row) => this.parse(row, schema));
  }

  private async one<T>(kind: string, slug: string, schema: z.ZodType<T>): Promise<Versioned<T> | null> {
    const row = await this.store.findCurrent(kind, slug);
    return row ? this.parse(row, schema) : null;
  }

  private parse<T>(row: VersionRow, schema: z.ZodType<T>): Versioned<T> {
    const known = this.parsed.get(row.versionId);
    if (known) return known as Versioned<T>;
    if (this.parsed.size >= CACHED_VERSIONS) this.parsed.clear();
    const version: Versioned<T> = { versionId: row.versionId, itemId: row.itemId, slug: row.slug, body: schema.parse(row.body) };
    this.parsed.set(row.versionId, version);
    return version;
  }
}
