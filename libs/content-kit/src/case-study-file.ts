import { CaseStudyBody } from '@dryrun/contracts/study-bodies';
import { frontMatterName, MarkdownFile } from './markdown-file.ts';
import type { ReadBody } from './markdown-file.ts';
import { listOf, splitAtHeadings, textOf } from './markdown-sections.ts';
import type { Section } from './markdown-sections.ts';
import { takeLinks } from './study-links.ts';
import { explain } from './zod-faults.ts';

const KEYS = ['title', 'number', 'summary', 'tracks', 'levels', 'aliases', 'sources', 'reviewBy'];

type Form = 'markdown' | 'linked-list' | 'diagram' | 'parts' | 'follow-ups';

export const CASE_STUDY_SECTIONS: readonly { heading: string; field: keyof CaseStudyBody; form: Form }[] = [
  { heading: 'Prerequisites', field: 'prerequisites', form: 'linked-list' },
  { heading: 'Problem', field: 'problem', form: 'markdown' },
  { heading: 'Numbers', field: 'numbers', form: 'markdown' },
  { heading: 'Architecture', field: 'architecture', form: 'markdown' },
  { heading: 'Diagram', field: 'diagram', form: 'diagram' },
  { heading: 'Key decisions', field: 'decisions', form: 'parts' },
  { heading: 'Failure modes', field: 'failureModes', form: 'parts' },
  { heading: 'Follow-ups', field: 'followUps', form: 'follow-ups' },
];

const DIAGRAM = /^([\s\S]*?)\n*```mermaid\n([\s\S]*?)\n```$/;
const GOOD_ANSWER = /^Good answer:\s*/;

/** Reads one `case-studies/<slug>.md`. */
export function readCaseStudy(file: string, source: string): ReadBody<CaseStudyBody> {
  return new CaseStudyReader(new MarkdownFile(file, source)).read();
}

class CaseStudyReader {
  private readonly file: MarkdownFile;

  constructor(file: MarkdownFile) {
    this.file = file;
  }

  read(): ReadBody<CaseStudyBody> {
    const head = this.file.readFrontMatter(KEYS);
    if (!this.file.hasFrontMatter) return this.file.result<CaseStudyBody>(null);
    const { before, sections } = splitAtHeadings(this.file.body, 2);
    this.file.refuseText(before, 'Text stands before the first section.', 'Move it below a heading like `## Problem`.');
    const found = this.file.sectionsNamed(
      sections,
      CASE_STUDY_SECTIONS.map((s) => s.heading),
    );
    const parts: Record<string, unknown> = {};
    for (const { heading, field, form } of CASE_STUDY_SECTIONS) {
      const section = found.get(heading);
      if (!section) {
        this.file.fault(
          1,
          `The section "## ${heading}" is missing.`,
          'Add it; docs/CONTENT.md says what belongs there.',
        );
        continue;
      }
      this.file.place([field], section.line);
      parts[field] = this.readSection(section, field, form);
    }
    if (head === null || this.file.problems.length > 0) return this.file.result<CaseStudyBody>(null);
    const { levels, ...rest } = head;
    const parsed = CaseStudyBody.safeParse({
      sources: [],
      reviewBy: null,
      ...rest,
      ...this.file.readLevels(levels),
      ...parts,
    });
    for (const issue of parsed.error?.issues ?? []) {
      const rule = CASE_STUDY_SECTIONS.find((s) => s.field === issue.path[0]);
      const { message, hint } = explain(issue, rule ? `"${rule.heading}"` : `\`${frontMatterName(issue.path)}\``);
      this.file.fault(this.file.lineOf(issue.path), message, hint);
    }
    return this.file.result(parsed.success ? parsed.data : null);
  }

  private readSection(section: Section, field: string, form: Form): unknown {
    switch (form) {
      case 'markdown':
        return this.plain(textOf(section.lines), section.line);
      case 'diagram':
        return this.readDiagram(section);
      case 'linked-list':
        return this.readLinkedList(section, field);
      default:
        return this.readParts(section, field, form);
    }
  }

  private readDiagram(section: Section): unknown {
    const [, caption = '', source = ''] = DIAGRAM.exec(textOf(section.lines)) ?? [];
    if (source === '') {
      this.file.fault(
        section.line,
        'The section holds no diagram.',
        'Write what it shows, then one fence that begins ```mermaid, and nothing below it.',
      );
    }
    return { caption, source };
  }

  private readLinkedList(section: Section, field: string): unknown {
    const { items, stray } = listOf(section.lines);
    if (stray)
      this.file.fault(
        stray.number,
        `"${section.title}" holds something that is no list item.`,
        'Begin each item with `- ` and indent what continues it.',
      );
    return items.map((item, index) => {
      this.file.place([field, index], item.line);
      const linked = takeLinks(item.text);
      if (linked.links.length === 0)
        this.file.fault(
          item.line,
          'The item links to nothing.',
          'Begin it with a link: `- [Metrics](section-6.1): why.`',
        );
      return linked;
    });
  }

  private readParts(section: Section, field: string, form: 'parts' | 'follow-ups'): unknown {
    const { before, sections } = splitAtHeadings(section.lines, 3);
    this.file.refuseText(
      before,
      `Text stands before the first heading of "${section.title}".`,
      'Begin each entry with `### `.',
    );
    const ids = this.file.identified(sections.map((s) => ({ text: s.title, line: s.line })));
    return sections.map((part, index) => {
      this.file.place([field, index], part.line);
      const id = ids[index]?.id ?? '';
      const text = this.plain(textOf(part.lines), part.line);
      if (form === 'parts') return { id, title: part.title, text };
      if (!GOOD_ANSWER.test(text)) {
        this.file.fault(
          part.line,
          'The follow-up does not say what a good answer contains.',
          'Below its heading write a text that begins `Good answer:`.',
        );
      }
      return { id, asks: part.title, goodAnswer: text.replace(GOOD_ANSWER, '') };
    });
  }

  /** Text in which no link to other content may stand, because screens show it as it is. */
  private plain(markdown: string, line: number): string {
    if (takeLinks(markdown).links.length > 0) {
      this.file.fault(line, 'A link to other content stands here.', 'Move it to the section Prerequisites.');
    }
    return markdown;
  }
}
