import { Injectable } from '@nestjs/common';
import { BODIES } from '@dryrun/content-kit/as-filed';
import type { ContentBodies, ContentKind } from '@dryrun/content-kit/content-item';
import type { FormatBody, QuestionBody, RubricBody, TrackBody } from '@dryrun/contracts/content-bodies';
import { linkTargets } from '@dryrun/content-kit/study-links';
import type { PlaybookBody } from '@dryrun/contracts/playbook-body';
import type { CaseStudyBody, ContentLink, StageBody } from '@dryrun/contracts/study-bodies';
import type { LinkTargetView } from '@dryrun/contracts/study.contract';
import { caseAsQuestion } from './case-as-question.ts';
import { CatalogStore, type VersionRow } from './catalog.store.ts';

/** A published version with its parsed body. `itemId` stays the same across versions, `versionId` never changes what it says. */
export interface Versioned<T> {
  versionId: string;
  itemId: string;
  slug: string;
  body: T;
}

/** A case study as a question of a mock, with the tracks in whose mocks it may be asked. */
export type AskableCase = Versioned<QuestionBody> & { tracks: readonly string[] };

/** What questions of mocks are chosen from, and the tracks that name it. */
export interface AskableContent {
  questions: readonly Versioned<QuestionBody>[];
  cases: readonly AskableCase[];
  tracks: readonly Versioned<TrackBody>[];
}

type Parsed = Versioned<unknown> & { kind: string };

const CACHED_VERSIONS = 2_000;

/** What other modules may ask of the content. Versions are immutable, so parsed ones are kept in memory. */
@Injectable()
export class Catalog {
  private readonly parsed = new Map<string, Parsed>();
  private readonly cases = new WeakMap<Parsed, AskableCase>();
  private kept: { revision: string; content: AskableContent } | null = null;

  constructor(private readonly store: CatalogStore) {}

  tracks(): Promise<Versioned<TrackBody>[]> {
    return this.current('track');
  }

  formats(): Promise<Versioned<FormatBody>[]> {
    return this.current('format');
  }

  /** All questions that are published now. */
  questions(): Promise<Versioned<QuestionBody>[]> {
    return this.current('question');
  }

  /** A question that people may study; null for one that does not exist, and alike for an interview-only one. */
  async questionToStudy(slug: string): Promise<Versioned<QuestionBody> | null> {
    const question = await this.one('question', slug);
    return question?.body.use === 'interview' ? null : question;
  }

  caseStudies(): Promise<Versioned<CaseStudyBody>[]> {
    return this.current('case-study');
  }

  caseStudy(slug: string): Promise<Versioned<CaseStudyBody> | null> {
    return this.one('case-study', slug);
  }

  stages(): Promise<Versioned<StageBody>[]> {
    return this.current('stage');
  }

  playbooks(): Promise<Versioned<PlaybookBody>[]> {
    return this.current('playbook');
  }

  playbook(slug: string): Promise<Versioned<PlaybookBody> | null> {
    return this.one('playbook', slug);
  }

  /** Where these links lead; a link that is missing in the answer is planned. Interview-only questions are no target. */
  async linkTargets(links: readonly ContentLink[]): Promise<LinkTargetView[]> {
    const [stages, cases, questions] = await Promise.all([this.stages(), this.caseStudies(), this.questions()]);
    const open = questions.filter((q) => q.body.use !== 'interview');
    const as = (kind: string, found: readonly Versioned<unknown>[]) =>
      found.map(({ slug, body }) => ({ kind, slug, body }));
    const targets = linkTargets([...as('stage', stages), ...as('case-study', cases), ...as('question', open)]);
    return [...new Set(links.map((l) => l.to))].flatMap((to) => {
      const target = targets.get(to);
      return target ? [{ to, ...target }] : [];
    });
  }

  /** null when no such format is published now. */
  format(slug: string): Promise<Versioned<FormatBody> | null> {
    return this.one('format', slug);
  }

  track(slug: string): Promise<Versioned<TrackBody> | null> {
    return this.one('track', slug);
  }

  /** The version of a rubric that new interviews pin. */
  async rubric(slug: string): Promise<Versioned<RubricBody>> {
    const rubric = await this.one('rubric', slug);
    if (!rubric) throw new Error(`the rubric ${slug} is not published`);
    return rubric;
  }

  async isRubricPublished(slug: string): Promise<boolean> {
    return (await this.one('rubric', slug)) !== null;
  }

  /** Pinned questions and case studies by version id, whatever was published since; ids that do not exist are absent. */
  async questionVersions(ids: readonly string[]): Promise<Map<string, Versioned<QuestionBody>>> {
    const found = await this.versions(ids);
    return new Map(
      [...found].map(([id, version]) => [
        id,
        version.kind === 'case-study' ? this.asCase(version) : (version as Versioned<QuestionBody>),
      ]),
    );
  }

  async formatVersion(id: string): Promise<Versioned<FormatBody>> {
    return (await this.version(id)) as Versioned<FormatBody>;
  }

  async trackVersion(id: string): Promise<Versioned<TrackBody>> {
    return (await this.version(id)) as Versioned<TrackBody>;
  }

  async rubricVersion(id: string): Promise<Versioned<RubricBody>> {
    return (await this.version(id)) as Versioned<RubricBody>;
  }

  /**
   * What mocks may ask, from memory as long as the content is as it was.
   *
   * @param revision of the content as the caller has just read it; absent: it is asked for. The answer may be newer, never older.
   */
  async askable(revision?: string | null): Promise<AskableContent> {
    const wanted = revision ?? (await this.store.findRevision());
    if (this.kept && this.kept.revision === wanted) return this.kept.content;
    const { revision: found, questions, cases, tracks } = await this.store.listAskable();
    const versions = await this.versions([...questions, ...cases, ...tracks]);
    const of = (ids: readonly string[]) => ids.flatMap((id) => versions.get(id) ?? []);
    const content = {
      questions: of(questions) as Versioned<QuestionBody>[],
      cases: of(cases).map((version) => this.asCase(version)),
      tracks: of(tracks) as Versioned<TrackBody>[],
    };
    this.kept = { revision: found, content };
    return content;
  }

  private asCase(version: Parsed): AskableCase {
    const known = this.cases.get(version);
    if (known) return known;
    const study = version.body as CaseStudyBody;
    const asked = { ...version, body: caseAsQuestion(study), tracks: study.tracks };
    this.cases.set(version, asked);
    return asked;
  }

  /** @throws when it does not exist (a broken reference) */
  private async version(id: string): Promise<Parsed> {
    const found = (await this.versions([id])).get(id);
    if (!found) throw new Error(`content version ${id} does not exist`);
    return found;
  }

  private async versions(ids: readonly string[]): Promise<Map<string, Parsed>> {
    const missing = ids.filter((id) => !this.parsed.has(id));
    const loaded = missing.length > 0 ? await this.store.listVersions(missing) : [];
    const fresh = new Map(loaded.map((row) => [row.versionId, this.parse(row)]));
    return new Map(
      ids.flatMap((id) => {
        const version = fresh.get(id) ?? this.parsed.get(id);
        return version ? [[id, version] as const] : [];
      }),
    );
  }

  private async current<K extends ContentKind>(kind: K): Promise<Versioned<ContentBodies[K]>[]> {
    return (await this.currentVersions(kind)) as Versioned<ContentBodies[K]>[];
  }

  /** Asks for ids only, because a body that was read once is still in memory. */
  private async currentVersions(kind: ContentKind): Promise<Parsed[]> {
    const ids = await this.store.listCurrentIds(kind);
    const versions = await this.versions(ids);
    return ids.flatMap((id) => versions.get(id) ?? []);
  }

  private async one<K extends ContentKind>(kind: K, slug: string): Promise<Versioned<ContentBodies[K]> | null> {
    const row = await this.store.findCurrent(kind, slug);
    return row ? (this.parse(row) as Versioned<ContentBodies[K]>) : null;
  }

  private parse(row: VersionRow): Parsed {
    const known = this.parsed.get(row.versionId);
    if (known) return known;
    if (this.parsed.size >= CACHED_VERSIONS) this.parsed.clear();
    const { versionId, itemId, slug, kind } = row;
    const version: Parsed = { versionId, itemId, slug, kind, body: BODIES[kind as ContentKind].parse(row.body) };
    this.parsed.set(versionId, version);
    return version;
  }
}
