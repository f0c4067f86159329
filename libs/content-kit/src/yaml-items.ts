import { FormatBody, RubricBody, TrackBody } from '@dryrun/contracts/content-bodies';
import { z } from 'zod';
import type { ContentProblem } from './content-item.ts';
import type { ReadBody } from './markdown-file.ts';
import { readYaml } from './yaml-document.ts';
import { explain } from './zod-faults.ts';

/** How tracks stand in `tracks.yaml`: their order is that of the list. */
const TracksFile = z.array(
  TrackBody.omit({ order: true }).extend({ slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/) }),
);

export interface TrackEntry {
  slug: string;
  body: TrackBody;
  line: number;
}

/** Reads `tracks.yaml`. A slug that stands twice is a fault. */
export function readTracks(file: string, source: string): { tracks: TrackEntry[]; problems: ContentProblem[] } {
  const { body, problems, lineOf } = readYamlBody(file, source, TracksFile);
  const tracks: TrackEntry[] = [];
  for (const [index, { slug, ...rest }] of (body ?? []).entries()) {
    const line = lineOf([index]);
    if (tracks.some((t) => t.slug === slug)) {
      problems.push({ file, line, message: `The track ${slug} stands twice.`, hint: 'Remove one of the two.' });
    } else tracks.push({ slug, body: TrackBody.parse({ ...rest, order: index + 1 }), line });
  }
  return { tracks, problems };
}

/** Reads one `rubrics/<slug>.yaml`; its levels stand under the keys 1 to 4. */
export function readRubric(file: string, source: string): ReadBody<RubricBody> {
  const read = readYamlBody(file, source, RubricBody, (value) => {
    for (const key of ['levelNames', 'levelMeanings']) value[key] = byRating(value[key]);
  });
  const ids = (read.body?.dimensions ?? []).map((d) => d.id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) === index) continue;
    const line = read.lineOf(['dimensions', index]);
    read.problems.push({
      file,
      line,
      message: `The dimension ${id} stands twice.`,
      hint: 'Give one of them another id.',
    });
  }
  return read.problems.length > 0 ? { ...read, body: null } : read;
}

/** Reads one `formats/<slug>.yaml`; `draws`, `hints` and `caps` may be left out. */
export function readFormat(file: string, source: string): ReadBody<FormatBody> {
  return readYamlBody(file, source, FormatBody, (value) => {
    value.hints ??= [];
    for (const phase of objectsIn(value.phases)) phase.draws ??= [];
    for (const hint of objectsIn(value.hints)) hint.caps ??= null;
  });
}

type Fields = Record<string, unknown>;

function readYamlBody<T>(
  file: string,
  source: string,
  schema: z.ZodType<T>,
  complete?: (value: Fields) => void,
): ReadBody<T> {
  const yaml = readYaml(source);
  const problems: ContentProblem[] = yaml.faults.map(({ line, message }) => ({
    file,
    line,
    message: `This is not valid YAML: ${message}`,
    hint: 'Put text with a colon or a leading symbol in quotes.',
  }));
  if (problems.length > 0) return { body: null, problems, lineOf: yaml.lineOf };
  const { value } = yaml;
  if (complete && isObject(value)) complete(value);
  const parsed = schema.safeParse(value);
  for (const issue of parsed.error?.issues ?? []) {
    problems.push({ file, line: yaml.lineOf(issue.path), ...explain(issue, placeName(issue.path)) });
  }
  return { body: parsed.success ? parsed.data : null, problems, lineOf: yaml.lineOf };
}

function placeName(path: readonly PropertyKey[]): string {
  return path.length === 0
    ? 'The file'
    : `\`${path.map((p) => (typeof p === 'number' ? p + 1 : String(p))).join(' ')}\``;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectsIn(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function byRating(value: unknown): unknown {
  return isObject(value) ? ['1', '2', '3', '4'].map((rating) => value[rating]) : value;
}
