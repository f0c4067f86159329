import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from './content-hash.ts';
import type { ContentBodies, ContentItem, ContentKind, ContentProblem } from './content-item.ts';
import { readQuestion } from './question-file.ts';
import type { ReadBody } from './markdown-file.ts';
import { checkReferences } from './references.ts';
import { readCaseStudy } from './case-study-file.ts';
import { readPlaybook } from './playbook-file.ts';
import { readStage } from './stage-file.ts';
import { readFormat, readRubric, readTracks } from './yaml-items.ts';

export interface ContentFolder {
  /** In the order of their files. Items of a file with faults are left out. */
  items: ContentItem[];
  /** By file and line. Nothing may be published while there is one. */
  problems: ContentProblem[];
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

type Reader = (file: string, source: string) => ReadBody<ContentBodies[ContentKind]>;

const READERS: { kind: ContentKind; pattern: RegExp; read: Reader }[] = [
  { kind: 'rubric', pattern: /^rubrics\/([^/]+)\.yaml$/, read: readRubric },
  { kind: 'format', pattern: /^formats\/([^/]+)\.yaml$/, read: readFormat },
  { kind: 'question', pattern: /^questions\/[^/]+\/([^/]+)\.md$/, read: readQuestion },
  { kind: 'stage', pattern: /^roadmap\/([^/]+)\.md$/, read: readStage },
  { kind: 'case-study', pattern: /^case-studies\/([^/]+)\.md$/, read: readCaseStudy },
  { kind: 'playbook', pattern: /^playbooks\/([^/]+)\.md$/, read: readPlaybook },
];

/** Reads the text of one file as an item of that sort; only what stands in the file itself is checked. */
export function readItem(
  kind: Exclude<ContentKind, 'track'>,
  file: string,
  source: string,
): ReadBody<ContentBodies[ContentKind]> {
  const reader = READERS.find((r) => r.kind === kind);
  if (!reader) throw new Error(`nothing reads a ${kind}`);
  return reader.read(file, source);
}

/**
 * Reads and checks a whole content folder; it never stops at the first fault.
 * @param dir the folder that holds `tracks.yaml`
 * @throws when the folder itself cannot be read
 */
export async function readContent(dir: string): Promise<ContentFolder> {
  const items: ContentItem[] = [];
  const problems: ContentProblem[] = [];
  const lines = new Map<ContentItem, ReadBody<unknown>['lineOf']>();
  const add = (
    kind: ContentKind,
    slug: string,
    file: string,
    body: ContentBodies[ContentKind],
    lineOf: ReadBody<unknown>['lineOf'],
  ) => {
    const item = { kind, slug, file, body, contentHash: contentHash(body) } as ContentItem;
    items.push(item);
    lines.set(item, lineOf);
  };
  for (const file of await listFiles(dir)) {
    const source = await readFile(join(dir, file), 'utf8');
    if (file === 'tracks.yaml') {
      const read = readTracks(file, source);
      problems.push(...read.problems);
      for (const { slug, body, line } of read.tracks) add('track', slug, file, body, () => line);
      continue;
    }
    const reader = READERS.find((r) => r.pattern.test(file));
    if (!reader) {
      problems.push({
        file,
        line: 1,
        message: 'Nothing reads this file.',
        hint: 'Move it where docs/CONTENT.md says, or remove it.',
      });
      continue;
    }
    const slug = reader.pattern.exec(file)?.[1] ?? '';
    if (!SLUG.test(slug) || slug.length > 80) {
      problems.push({
        file,
        line: 1,
        message: 'The file name is not a slug.',
        hint: 'Use at most 80 lower-case letters, digits and single hyphens.',
      });
      continue;
    }
    const read = reader.read(file, source);
    problems.push(...read.problems);
    if (read.body !== null) add(reader.kind, slug, file, read.body, read.lineOf);
  }
  problems.push(...checkReferences(items, (item, path) => lines.get(item)?.(path) ?? 1));
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { items, problems };
}

/** All files below `dir` but hidden ones, relative, with forward slashes, in code-unit order. */
async function listFiles(dir: string, under = ''): Promise<string[]> {
  const entries = await readdir(join(dir, under), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((e) => !e.name.startsWith('.'))) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await listFiles(dir, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}
