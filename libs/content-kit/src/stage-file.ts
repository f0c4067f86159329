import { StageBody } from '@dryrun/contracts/study-bodies';
import { frontMatterName, MarkdownFile } from './markdown-file.ts';
import type { ReadBody } from './markdown-file.ts';
import { listOf, splitAtHeadings, textOf } from './markdown-sections.ts';
import type { Section } from './markdown-sections.ts';
import { slugOf } from './part-id.ts';
import { takeLinks } from './study-links.ts';
import { explain } from './zod-faults.ts';

const KEYS = ['title', 'number', 'summary', 'aliases', 'sources', 'reviewBy'];
const SECTION_TITLE = /^(\d{1,2})\.(\d{1,2}) +(\S.*)$/;
const ITEM = /^\*\*(.+?)\*\*\s*(.*)$/;

/** Reads one `roadmap/<slug>.md`: a stage. */
export function readStage(file: string, source: string): ReadBody<StageBody> {
  return new StageReader(new MarkdownFile(file, source)).read();
}

class StageReader {
  private readonly file: MarkdownFile;

  constructor(file: MarkdownFile) {
    this.file = file;
  }

  read(): ReadBody<StageBody> {
    const head = this.file.readFrontMatter(KEYS);
    if (!this.file.hasFrontMatter) return this.file.result<StageBody>(null);
    const { before, sections } = splitAtHeadings(this.file.body, 2);
    this.file.refuseText(
      before,
      'Text stands before the first section.',
      'Move it below a heading like `## 4.1 Title`.',
    );
    const read = sections.map((section, index) => this.readSection(section, index, head?.['number']));
    if (head === null) return this.file.result<StageBody>(null);
    const parsed = StageBody.safeParse({ sources: [], reviewBy: null, ...head, sections: read });
    for (const issue of parsed.error?.issues ?? []) {
      const where = issue.path[0] === 'sections' ? 'This part' : `\`${frontMatterName(issue.path)}\``;
      const { message, hint } = explain(issue, where);
      this.file.fault(this.file.lineOf(issue.path), message, hint);
    }
    return this.file.result(parsed.success ? parsed.data : null);
  }

  private readSection(section: Section, index: number, stage: unknown) {
    const at = ['sections', index];
    this.file.place(at, section.line);
    const [, first, second, title = ''] = SECTION_TITLE.exec(section.title) ?? [];
    if (Number(first) !== stage) {
      this.file.fault(
        section.line,
        `The heading does not begin with a number of stage ${String(stage)}.`,
        'Write stage, dot, place, title: `## 4.1 Title`.',
      );
    }
    const { before, sections } = splitAtHeadings(section.lines, 3);
    const seen = new Set<string>();
    const topics = sections.map((topic, place) => {
      const id = slugOf(topic.title);
      if (seen.has(id)) this.file.fault(topic.line, `The topic ${id} stands twice.`, 'Join the two.');
      seen.add(id);
      this.file.place([...at, 'topics', place], topic.line);
      return { id, title: topic.title, items: this.readItems(topic, [...at, 'topics', place, 'items']) };
    });
    return { number: `${first ?? '0'}.${second ?? '0'}`, title, summary: takeLinks(textOf(before)), topics };
  }

  private readItems(topic: Section, at: readonly PropertyKey[]) {
    const { items, stray } = listOf(topic.lines);
    if (stray)
      this.file.fault(
        stray.number,
        `"${topic.title}" holds something that is no list item.`,
        'Begin each item with `- ` and indent what continues it.',
      );
    return this.file.identified(items).map(({ id, item }, index) => {
      this.file.place([...at, index], item.line);
      const [, lead, rest = ''] = ITEM.exec(item.text) ?? [];
      if (lead === undefined || rest === '') {
        this.file.fault(item.line, 'The item has no name, or no text.', 'Write `- **Name.** What there is to know.`');
      }
      return { id, label: (lead ?? '–').replace(/[.:]$/, ''), ...takeLinks(rest || '–') };
    });
  }
}
