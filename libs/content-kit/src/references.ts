import type { RubricBody } from '@dryrun/contracts/content-bodies';
import { itemsOf } from './content-item.ts';
import type { ContentItem, ContentProblem } from './content-item.ts';

/** The rubric that questions and formats refer to. */
export const DEFAULT_RUBRIC = 'reasoning-moves';

/** The line of a part of an item's body in its file. */
export type LineOf = (item: ContentItem, path: readonly PropertyKey[]) => number;

/** Faults between files: what one item names must exist in another, and no id may be claimed twice. */
export function checkReferences(items: readonly ContentItem[], lineOf: LineOf): ContentProblem[] {
  const rubric = itemsOf(items, 'rubric').find((r) => r.slug === DEFAULT_RUBRIC)?.body ?? null;
  return [
    ...checkTracks(items, lineOf),
    ...checkDimensions(items, rubric, lineOf),
    ...checkAliases(items, lineOf),
    ...checkTopics(items, lineOf),
    ...checkSlugs(items),
  ];
}

function checkTracks(items: readonly ContentItem[], lineOf: LineOf): ContentProblem[] {
  const tracks = new Set(itemsOf(items, 'track').map((t) => t.slug));
  const ofCases = itemsOf(items, 'case-study').flatMap((study) =>
    study.body.tracks.flatMap((track, index) =>
      tracks.has(track) ? [] : [noTrack(study.file, lineOf(study, ['tracks', index]), track)],
    ),
  );
  const ofQuestions = itemsOf(items, 'question').flatMap((question) => {
    const { file, body } = question;
    const line = lineOf(question, ['track']);
    const folder = file.split('/').at(-2) ?? '';
    if (!tracks.has(body.track)) {
      return [noTrack(file, line, body.track)];
    }
    if (folder === body.track) return [];
    return [
      {
        file,
        line,
        message: `The file lies in questions/${folder}, its track is ${body.track}.`,
        hint: 'Move the file or correct the track.',
      },
    ];
  });
  return [...ofCases, ...ofQuestions];
}

function noTrack(file: string, line: number, track: string): ContentProblem {
  const hint = 'Use a slug of tracks.yaml, or add the track there.';
  return { file, line, message: `There is no track ${track}.`, hint };
}

function checkDimensions(items: readonly ContentItem[], rubric: RubricBody | null, lineOf: LineOf): ContentProblem[] {
  const known = new Map(rubric?.dimensions.map((d) => [d.id, d]));
  const hint = `Use one of: ${[...known.keys()].join(', ') || `(rubrics/${DEFAULT_RUBRIC}.yaml is missing or has faults)`}.`;
  const problems: ContentProblem[] = [];
  for (const question of itemsOf(items, 'question')) {
    const { file, body } = question;
    for (const [index, id] of body.expectedDimensions.entries()) {
      const line = lineOf(question, ['expectedDimensions', index]);
      const dimension = known.get(id);
      if (!dimension) problems.push({ file, line, message: `There is no dimension ${id}.`, hint });
      else if (!dimension.appliesTo.includes(body.kind)) {
        const applies = dimension.appliesTo.join(', ');
        problems.push({
          file,
          line,
          message: `The dimension ${id} does not apply to ${body.kind} questions.`,
          hint: `It applies to: ${applies}.`,
        });
      }
    }
  }
  for (const format of itemsOf(items, 'format')) {
    for (const [index, id] of format.body.focusDimensions.entries()) {
      const line = lineOf(format, ['focusDimensions', index]);
      if (!known.has(id)) problems.push({ file: format.file, line, message: `There is no dimension ${id}.`, hint });
    }
  }
  return problems;
}

const MOST_ALIASES = 2;

/** Topics that questions name must stand in the roadmap; without a roadmap nobody can say. */
function checkTopics(items: readonly ContentItem[], lineOf: LineOf): ContentProblem[] {
  const sections = new Map(itemsOf(items, 'stage').flatMap((s) => s.body.sections.map((x) => [x.number, x] as const)));
  if (sections.size === 0) return [];
  return itemsOf(items, 'question').flatMap((question) =>
    question.body.topics.flatMap((topic, index) => {
      const [number = '', id] = topic.split('/');
      const known = sections.get(number)?.topics.map((t) => t.id) ?? [];
      if (known.some((k) => k === id)) return [];
      const hint =
        known.length > 0
          ? `Section ${number} has: ${known.join(', ')}.`
          : `The roadmap has the sections ${[...sections.keys()].join(', ')}.`;
      const line = lineOf(question, ['topics', index]);
      return [{ file: question.file, line, message: `The roadmap has no topic ${topic}.`, hint }];
    }),
  );
}

function checkAliases(items: readonly ContentItem[], lineOf: LineOf): ContentProblem[] {
  const owner = new Map<string, string>();
  const problems: ContentProblem[] = [];
  for (const item of items) {
    if (!('aliases' in item.body)) continue;
    const { file } = item;
    const { aliases } = item.body;
    const line = lineOf(item, ['aliases']);
    if (item.kind === 'question' && aliases.length > MOST_ALIASES) {
      problems.push({
        file,
        line,
        message: `The file answers ${aliases.length} catalogue items.`,
        hint: 'Two at most: split it.',
      });
    }
    for (const alias of aliases) {
      const first = owner.get(alias);
      if (first === undefined) owner.set(alias, file);
      else
        problems.push({
          file,
          line,
          message: `The alias ${alias} stands in ${first} already.`,
          hint: 'Keep it in one place.',
        });
    }
  }
  return problems;
}

/** File names are unique in a folder, but questions of two tracks could share one. */
function checkSlugs(items: readonly ContentItem[]): ContentProblem[] {
  const owner = new Map<string, string>();
  return items.flatMap(({ kind, slug, file }) => {
    const first = owner.get(`${kind}/${slug}`);
    if (first === undefined) owner.set(`${kind}/${slug}`, file);
    if (first === undefined) return [];
    return [
      {
        file,
        line: 1,
        message: `The ${kind} ${slug} stands in ${first} already.`,
        hint: 'Give one of the files another name.',
      },
    ];
  });
}
