import { Injectable } from '@nestjs/common';
import { linksOf } from '@dryrun/content-kit/study-links';
import type {
  PlaybookItemView,
  PlaybookView,
  RoadmapItemView,
  RoadmapStageView,
} from '@dryrun/contracts/study.contract';
import { isPermitted, type Actor } from '@dryrun/domain/policy/decide';
import { notFound } from '../../platform/http/refusal.ts';
import { Catalog } from './catalog.ts';

/** Roadmap and playbooks, for everybody with a role. */
@Injectable()
export class StudyQueries {
  constructor(private readonly catalog: Catalog) {}

  async roadmap(): Promise<RoadmapItemView[]> {
    const stages = (await this.catalog.stages()).toSorted((a, b) => a.body.number - b.body.number);
    return stages.map(({ slug, body: { number, title, summary, sections } }) => ({
      slug,
      number,
      title,
      summary,
      sections: sections.map((s) => ({ number: s.number, title: s.title, topics: s.topics.length })),
    }));
  }

  async stage(actor: Actor, slug: string): Promise<RoadmapStageView> {
    mustRead(actor);
    const stage = (await this.catalog.stages()).find((s) => s.slug === slug);
    if (!stage) throw notFound();
    const ofStage = new Set(stage.body.sections.flatMap((s) => s.topics.map((t) => `${s.number}/${t.id}`)));
    const bank = (await this.catalog.questions()).filter((q) => q.body.use !== 'interview');
    return {
      slug,
      body: stage.body,
      links: await this.catalog.linkTargets(linksOf(stage.body)),
      questions: bank.flatMap((q) =>
        q.body.topics.filter((t) => ofStage.has(t)).map((topic) => ({ topic, slug: q.slug, title: q.body.title })),
      ),
    };
  }

  async playbooks(): Promise<PlaybookItemView[]> {
    return (await this.catalog.playbooks()).map(({ slug, body: { title, summary, region } }) => ({
      slug,
      title,
      summary,
      region,
    }));
  }

  async playbook(actor: Actor, slug: string): Promise<PlaybookView> {
    mustRead(actor);
    const playbook = await this.catalog.playbook(slug);
    if (!playbook) throw notFound();
    return { slug, body: playbook.body };
  }
}

/** Somebody without any role reads nothing; the guard leaves addresses with a name in them to us. */
function mustRead(actor: Actor): void {
  if (!isPermitted(actor, 'content:read', { batchId: null, owners: {} })) throw notFound();
}
