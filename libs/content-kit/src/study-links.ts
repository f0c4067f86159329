import type { CaseStudyBody, ContentLink, LinkedText, StageBody } from '@dryrun/contracts/study-bodies';
import { itemsOf } from './content-item.ts';
import type { ContentItem } from './content-item.ts';

const LINK = /\[([^\]\n]+)\]\((?!https?:|mailto:)([^)\s]+)\)/g;

/** Takes the links to other content out of a text; their words stay. Links to the web (`https://…`) stay as they are. */
export function takeLinks(markdown: string): LinkedText {
  const links: ContentLink[] = [];
  const text = markdown.replace(LINK, (_, title: string, to: string) => {
    if (!links.some((l) => l.to === to)) links.push({ to, title });
    return title;
  });
  return { text, links };
}

/** What a link leads to when it is published. `section` is the number of a section of that stage, else null. */
export interface LinkTarget {
  kind: 'stage' | 'case-study' | 'question';
  slug: string;
  section: string | null;
  title: string;
}

/** Published items as they lie in a folder or in the database; sorts that nothing links to are ignored. */
interface Linkable {
  kind: string;
  slug: string;
  body: unknown;
}

/** All that a link can lead to, by what stands in the link (`to`). A link whose `to` is not here is planned. */
export function linkTargets(items: readonly Linkable[]): Map<string, LinkTarget> {
  const targets = new Map<string, LinkTarget>();
  for (const { kind, slug, body } of items) {
    if (kind === 'stage') {
      const stage = body as StageBody;
      targets.set(`stage-${stage.number}`, { kind, slug, section: null, title: stage.title });
      for (const { number, title } of stage.sections)
        targets.set(`section-${number}`, { kind, slug, section: number, title });
    } else if (kind === 'case-study') {
      const { number, title } = body as CaseStudyBody;
      targets.set(`case-${number}`, { kind, slug, section: null, title });
    } else if (kind === 'question') {
      targets.set(`question/${slug}`, { kind, slug, section: null, title: (body as { title: string }).title });
    }
  }
  return targets;
}

/** Every link of a stage or a case study, once for each place in which it stands. */
export function linksOf(body: StageBody | CaseStudyBody): ContentLink[] {
  if ('prerequisites' in body) return body.prerequisites.flatMap((p) => p.links);
  return body.sections.flatMap((s) => [
    ...s.summary.links,
    ...s.topics.flatMap((t) => t.items.flatMap((item) => item.links)),
  ]);
}

/** The links that lead nowhere yet, each target once, with the file that names it first. */
export function plannedLinks(items: readonly ContentItem[]): { file: string; link: ContentLink }[] {
  const targets = linkTargets(items);
  const planned = new Map<string, { file: string; link: ContentLink }>();
  for (const { file, body } of [...itemsOf(items, 'stage'), ...itemsOf(items, 'case-study')]) {
    for (const link of linksOf(body)) {
      if (!targets.has(link.to) && !planned.has(link.to)) planned.set(link.to, { file, link });
    }
  }
  return [...planned.values()];
}
