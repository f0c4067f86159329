import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asFiled } from './as-filed.ts';
import type { ContentItem } from './content-item.ts';
import { itemsOf } from './content-item.ts';
import { readContent, readItem } from './read-content.ts';
import { takeLinks } from './study-links.ts';
import { fileOf, writeItem, writeTracks } from './write-item.ts';
import { withLinks } from './write-text.ts';
import { readTracks } from './yaml-items.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../content');

let items: ContentItem[];
beforeAll(async () => {
  ({ items } = await readContent(FOLDER));
});

/** A question of this repository whose parts a test changes. */
function question() {
  const [found] = itemsOf(items, 'question').filter((q) => q.slug === 'service-scale-proxy-migration');
  if (!found) throw new Error('the question is gone');
  return structuredClone(found.body);
}

describe('writing items out', () => {
  it('gives every item of this repository a file at its place that reads back as the same version', () => {
    expect(items.length).toBeGreaterThan(200);
    for (const item of items) {
      if (item.kind === 'track') continue;
      expect(fileOf(item.kind, item.slug, item.body as never)).toBe(item.file);
      const read = readItem(item.kind, item.file, writeItem(item.kind, item.body as never));
      expect({ file: item.file, problems: read.problems }).toEqual({ file: item.file, problems: [] });
      expect({ file: item.file, body: read.body }).toEqual({ file: item.file, body: item.body });
    }
  });

  it('writes the tracks into one file, by their order', () => {
    const tracks = itemsOf(items, 'track');
    const { tracks: read, problems } = readTracks('tracks.yaml', writeTracks(tracks.toReversed()));
    expect(problems).toEqual([]);
    expect(read.map(({ slug, body }) => ({ slug, body }))).toEqual(tracks.map(({ slug, body }) => ({ slug, body })));
  });

  it('puts each link back behind the one before it, and never into a link to the web', () => {
    const source =
      'Limits of [the limits page](https://example.org/) and [limits](section-1.0), then [limits](section-2.0).';
    const linked = takeLinks(source);
    expect(takeLinks(withLinks(linked))).toEqual(linked);
  });
});

describe('a body that was written elsewhere', () => {
  it('becomes an item with the ids that its file would give', () => {
    const body = question();
    body.keyPoints = body.keyPoints.map((point, index) => ({ ...point, id: `row-${index}` }));
    const filed = asFiled('question', 'service-scale-proxy-migration', body);
    expect(filed).toMatchObject({
      ok: true,
      item: { body: question(), file: 'questions/kubernetes/service-scale-proxy-migration.md' },
    });
  });

  it('is refused where a part would read differently in a file, and the part is named', () => {
    const inList = { ...question(), followUps: ['Two lines\n  of one question?'] };
    expect(asFiled('question', 'a', inList)).toMatchObject({ ok: false, faults: [{ path: ['followUps', 0] }] });
    const links = { text: 'No such words here.', links: [{ to: 'stage-1', title: 'Linux' }] };
    const [stage] = itemsOf(items, 'stage');
    const body = structuredClone(stage?.body);
    if (body?.sections[0]) body.sections[0].summary = links;
    expect(asFiled('stage', 'a', body)).toMatchObject({
      ok: false,
      faults: [{ path: ['sections', 0, 'summary', 'links'] }],
    });
  });

  it('is refused where its text holds a section heading, or breaks the schema of its sort', () => {
    expect(asFiled('question', 'a', { ...question(), prompt: 'Why?\n\n## Prompt\n\nBecause.' })).toMatchObject({
      ok: false,
    });
    expect(asFiled('question', 'a', { ...question(), kind: 'puzzle' })).toMatchObject({
      ok: false,
      faults: [{ path: ['kind'] }],
    });
  });
});
