import { QuestionBody } from '@dryrun/contracts/content-bodies';
import { frontMatterName, MarkdownFile } from './markdown-file.ts';
import type { ReadBody } from './markdown-file.ts';
import { listOf, splitAtHeadings, textOf } from './markdown-sections.ts';
import type { Section } from './markdown-sections.ts';
import { FRONT_MATTER_KEYS, QUESTION_SECTIONS } from './question-sections.ts';
import type { SectionRule } from './question-sections.ts';
import { explain } from './zod-faults.ts';

const GOOD_REVISION = /^Good revision:\s*/;

/** Reads one `questions/<track>/<slug>.md`. */
export function readQuestion(file: string, source: string): ReadBody<QuestionBody> {
  return new QuestionReader(new MarkdownFile(file, source)).read();
}

class QuestionReader {
  private readonly file: MarkdownFile;

  constructor(file: MarkdownFile) {
    this.file = file;
  }

  read(): ReadBody<QuestionBody> {
    const head = this.readFrontMatter();
    if (!this.file.hasFrontMatter) return this.file.result<QuestionBody>(null);
    const parts = this.readSections();
    if (head === null) return this.file.result<QuestionBody>(null);
    const parsed = QuestionBody.safeParse({ ...head, ...parts });
    for (const issue of parsed.error?.issues ?? []) this.schemaFault(issue);
    return this.file.result(parsed.success ? parsed.data : null);
  }

  private readFrontMatter(): Record<string, unknown> | null {
    const head = this.file.readFrontMatter(FRONT_MATTER_KEYS);
    if (head === null) return null;
    const { levels, ...rest } = head;
    const optional = {
      aliases: [],
      topics: [],
      expectedDimensions: [],
      sources: [],
      reviewBy: null,
      isAboutOwnProject: false,
    };
    return { ...optional, ...rest, ...this.file.readLevels(levels) };
  }

  private readSections(): Record<string, unknown> {
    const { before, sections } = splitAtHeadings(this.file.body, 2);
    this.file.refuseText(before, 'Text stands before the first section.', 'Move it below a heading like `## Prompt`.');
    const found = this.file.sectionsNamed(
      sections,
      QUESTION_SECTIONS.map((r) => r.heading),
    );
    const parts: Record<string, unknown> = {};
    for (const rule of QUESTION_SECTIONS) parts[rule.field] = this.readSection(rule, found.get(rule.heading));
    return parts;
  }

  private readSection(rule: SectionRule, section: Section | undefined): unknown {
    if (section) this.file.place([rule.field], section.line);
    if (rule.form === 'markdown') return section ? textOf(section.lines) : '';
    if (!section) return [];
    if (rule.form === 'pushbacks') return this.readPushbacks(section);
    const { items, stray } = listOf(section.lines);
    if (stray)
      this.file.fault(
        stray.number,
        `"${rule.heading}" holds something that is no list item.`,
        'Begin each item with `- ` and indent what continues it.',
      );
    items.forEach((item, index) => this.file.place([rule.field, index], item.line));
    if (rule.form === 'list') return items.map((i) => i.text);
    return this.file.identified(items).map(({ id, item }) => ({ id, text: item.text }));
  }

  private readPushbacks(section: Section): unknown[] {
    const { before, sections } = splitAtHeadings(section.lines, 3);
    this.file.refuseText(
      before,
      'Text stands before the first pushback.',
      'Begin each pushback with `### ` and what the interviewer says.',
    );
    const items = sections.map((s) => ({ text: s.title, line: s.line }));
    const ids = this.file.identified(items);
    return sections.map((s, index) => {
      this.file.place(['pushbacks', index], s.line);
      const answer = textOf(s.lines);
      if (!GOOD_REVISION.test(answer)) {
        this.file.fault(
          s.line,
          'The pushback does not say what a good revision sounds like.',
          'Below its heading write a text that begins `Good revision:`.',
        );
      }
      return { id: ids[index]?.id ?? '', says: s.title, goodRevision: answer.replace(GOOD_REVISION, '') || '–' };
    });
  }

  private schemaFault(issue: Parameters<typeof explain>[0]): void {
    const field = String(issue.path[0] ?? '');
    const rule = QUESTION_SECTIONS.find((r) => r.field === field);
    if (rule && !this.file.isPlaced([field]) && (issue.code === 'too_small' || issue.code === 'custom')) {
      const why = issue.code === 'custom' ? ` ${issue.message}` : '';
      this.file.fault(
        1,
        `The section "## ${rule.heading}" is missing.${why}`,
        'Add it; docs/CONTENT.md says what belongs there.',
      );
      return;
    }
    const { message, hint } = explain(issue, rule ? `"${rule.heading}"` : `\`${frontMatterName(issue.path)}\``);
    this.file.fault(this.file.lineOf(issue.path), message, hint);
  }
}
