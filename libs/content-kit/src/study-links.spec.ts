import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ContentItem } from './content-item.ts';
import { readContent } from './read-content.ts';
import { SAMPLE_FOLDER } from './sample-files.ts';
import { linkTargets, plannedLinks, takeLinks } from './study-links.ts';

let items: ContentItem[];
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dryrun-links-'));
  for (const [path, text] of Object.entries(SAMPLE_FOLDER)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  ({ items } = await readContent(folder));
  rmSync(folder, { recursive: true });
});

describe('links in a text', () => {
  it('are taken out once each, and their words stay', () => {
    expect(takeLinks('See [a](section-1.0), [b](case-12.1) and [a again](section-1.0).')).toEqual({
      text: 'See a, b and a again.',
      links: [
        { to: 'section-1.0', title: 'a' },
        { to: 'case-12.1', title: 'b' },
      ],
    });
  });

  it('stay where they lead to the web', () => {
    const text = 'See [the manual](https://example.org/a) or [us](mailto:a@example.org).';
    expect(takeLinks(text)).toEqual({ text, links: [] });
  });
});

describe('the targets of links', () => {
  it('are stages, their sections, case studies and questions', () => {
    const targets = linkTargets(items);
    expect([...targets.keys()].sort()).toEqual(['case-12.1', 'question/growing-queue', 'section-1.0', 'stage-1']);
    expect(targets.get('section-1.0')).toEqual({
      kind: 'stage',
      slug: 'linux',
      section: '1.0',
      title: 'The kernel',
    });
  });

  it('are planned where nothing is written yet, each told once', () => {
    expect(plannedLinks(items)).toEqual([
      { file: 'roadmap/linux.md', link: { to: 'deep-dive/signals', title: 'signals in depth' } },
    ]);
    const withoutCase = items.filter((i) => i.kind !== 'case-study');
    expect(plannedLinks(withoutCase).map((p) => p.link.to)).toEqual(['case-12.1', 'deep-dive/signals']);
  });
});
