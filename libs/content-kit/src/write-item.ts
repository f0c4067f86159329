import type { FormatBody, QuestionBody, RubricBody, TrackBody } from '@dryrun/contracts/content-bodies';
import type { PlaybookBody, PlaybookFact } from '@dryrun/contracts/playbook-body';
import type { CaseStudyBody, StageBody } from '@dryrun/contracts/study-bodies';
import { CASE_STUDY_SECTIONS } from './case-study-file.ts';
import type { ContentBodies, ContentKind } from './content-item.ts';
import { PLAYBOOK_SECTIONS } from './playbook-file.ts';
import { FRONT_MATTER_KEYS, QUESTION_SECTIONS } from './question-sections.ts';
import { levelSpan, listOfItems, markdownFile, section, withLinks, yamlOf } from './write-text.ts';

/** The sorts that have a file of their own; tracks share `tracks.yaml`. */
export type FiledKind = Exclude<ContentKind, 'track'>;

type Writers = {
  [K in FiledKind]: { folder(body: ContentBodies[K]): string; ending: string; write(body: ContentBodies[K]): string };
};

const WRITERS: Writers = {
  question: { folder: (body) => `questions/${body.track}`, ending: 'md', write: writeQuestion },
  rubric: { folder: () => 'rubrics', ending: 'yaml', write: writeRubric },
  format: { folder: () => 'formats', ending: 'yaml', write: writeFormat },
  stage: { folder: () => 'roadmap', ending: 'md', write: writeStage },
  'case-study': { folder: () => 'case-studies', ending: 'md', write: writeCaseStudy },
  playbook: { folder: () => 'playbooks', ending: 'md', write: writePlaybook },
};

/** Where the item lies in a content folder, with forward slashes. */
export function fileOf<K extends FiledKind>(kind: K, slug: string, body: ContentBodies[K]): string {
  const { folder, ending } = WRITERS[kind];
  return `${folder(body)}/${slug}.${ending}`;
}

/** The item as the text of its file. Reading it again gives an equal body, provided the body came from a file or passed {@link asFiled}. */
export function writeItem<K extends FiledKind>(kind: K, body: ContentBodies[K]): string {
  return WRITERS[kind].write(body);
}

/** The text of `tracks.yaml`; the tracks stand by their order. */
export function writeTracks(tracks: readonly { slug: string; body: TrackBody }[]): string {
  const sorted = tracks.toSorted((a, b) => a.body.order - b.body.order || (a.slug < b.slug ? -1 : 1));
  return yamlOf(sorted.map(({ slug, body: { order: _, ...body } }) => ({ slug, ...body })));
}

function writeQuestion(body: QuestionBody): string {
  const known: Record<string, unknown> = { ...body, levels: levelSpan(body) };
  const head = Object.fromEntries(FRONT_MATTER_KEYS.map((key) => [key, known[key] || undefined]));
  const sections = QUESTION_SECTIONS.map(({ heading, field }) => {
    if (field === 'pushbacks') {
      const pushbacks = body.pushbacks.map((p) => section(`### ${p.says}`, `Good revision: ${p.goodRevision}`));
      return section('## Pushbacks', pushbacks.join('\n\n'));
    }
    const part = body[field];
    if (!Array.isArray(part)) return section(`## ${heading}`, String(part));
    return section(
      `## ${heading}`,
      listOfItems(part.map((p) => (typeof p === 'string' ? p : (p as { text: string }).text))),
    );
  });
  return markdownFile(head, sections);
}

function writeRubric({ levelNames, levelMeanings, ...body }: RubricBody): string {
  const { title, summary, dimensions } = body;
  return yamlOf({
    title,
    summary,
    levelNames: byRating(levelNames),
    levelMeanings: byRating(levelMeanings),
    dimensions,
  });
}

function byRating(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word, index) => [index + 1, word]));
}

function writeFormat({ phases, hints, ...body }: FormatBody): string {
  return yamlOf({
    ...body,
    phases: phases.map(({ draws, ...phase }) => (draws.length > 0 ? { ...phase, draws } : phase)),
    hints: hints.map(({ caps, ...hint }) => (caps ? { ...hint, caps } : hint)),
  });
}

function writeStage({ sections, ...head }: StageBody): string {
  const texts = sections.flatMap((s) => [
    section(`## ${s.number} ${s.title}`, withLinks(s.summary)),
    ...s.topics.map((topic) =>
      section(`### ${topic.title}`, listOfItems(topic.items.map((item) => `${named(item.label)} ${withLinks(item)}`))),
    ),
  ]);
  return markdownFile({ ...head, reviewBy: head.reviewBy ?? undefined }, texts);
}

function writeCaseStudy(body: CaseStudyBody): string {
  const { number, title, summary, tracks, aliases, sources, reviewBy } = body;
  const head = {
    title,
    number,
    summary,
    tracks,
    levels: levelSpan(body),
    aliases,
    sources,
    reviewBy: reviewBy ?? undefined,
  };
  const sections = CASE_STUDY_SECTIONS.map(({ heading, field, form }) => {
    if (form === 'diagram') {
      return section(`## ${heading}`, `${body.diagram.caption}\n\n\`\`\`mermaid\n${body.diagram.source}\n\`\`\``);
    }
    if (form === 'linked-list') return section(`## ${heading}`, listOfItems(body.prerequisites.map(withLinks)));
    if (form === 'follow-ups') {
      const followUps = body.followUps.map((f) => section(`### ${f.asks}`, `Good answer: ${f.goodAnswer}`));
      return section(`## ${heading}`, followUps.join('\n\n'));
    }
    if (form === 'parts') {
      const parts = body[field === 'decisions' ? 'decisions' : 'failureModes'];
      return section(`## ${heading}`, parts.map((p) => section(`### ${p.title}`, p.text)).join('\n\n'));
    }
    return section(`## ${heading}`, String(body[field]));
  });
  return markdownFile(head, sections);
}

function writePlaybook(body: PlaybookBody): string {
  const { title, summary, kind, region, sources, reviewBy } = body;
  const head = { title, summary, kind, region: region ?? undefined, sources, reviewBy: reviewBy ?? undefined };
  const sections = PLAYBOOK_SECTIONS.map(({ heading, field }) => section(`## ${heading}`, playbookPart(body, field)));
  return markdownFile(head, sections);
}

function playbookPart(body: PlaybookBody, field: (typeof PLAYBOOK_SECTIONS)[number]['field']): string {
  switch (field) {
    case 'factsSheet':
      return body.factsSheet.map((g) => section(`### ${g.title}`, listOfItems(g.facts.map(factText)))).join('\n\n');
    case 'checklist':
    case 'afterSigning':
      return listOfItems(body[field].map((item) => item.text));
    case 'comparison':
    case 'traps':
      return listOfItems(body[field].map((entry) => `${named(entry.label)} ${entry.text}`));
    case 'scripts':
    case 'rolePlay':
      return body[field].map((scene) => section(`### ${scene.title}`, scene.text)).join('\n\n');
  }
}

function factText({ label, text, isInput, sources }: PlaybookFact): string {
  const vouched =
    sources.length === 0 ? '' : ` [${sources.length === 1 ? 'source' : 'sources'}: ${sources.join(', ')}]`;
  return `${named(label)} ${isInput ? 'You fill in: ' : ''}${text}${vouched}`;
}

/** The bold name with which an item begins: `**Fork and exec.**`; one that ends as a sentence keeps its own mark. */
function named(label: string): string {
  return `**${label}${/[?!]$/.test(label) ? '' : '.'}**`;
}
