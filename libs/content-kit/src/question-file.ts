import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { QuestionBody } from '@dryrun/contracts/content-bodies';
import type { ContentProblem } from './content-item.ts';
import { listOf, splitAtHeadings, splitFrontMatter, textOf } from './markdown-sections.ts';
import type { Line, ListItem, Section } from './markdown-sections.ts';
import { partId } from './part-id.ts';
import { FRONT_MATTER_KEYS, QUESTION_SECTIONS } from './question-sections.ts';
import type { SectionRule } from './question-sections.ts';
import { readYaml } from './yaml-document.ts';
import type { YamlDocument } from './yaml-document.ts';
import { explain } from './zod-faults.ts';

/** What a reader makes of one file. `lineOf` names the line of any part of the body, for faults found later. */
export interface ReadBody<T> {
  /** null when the file has faults. */
  body: T | null;
  problems: ContentProblem[];
  lineOf(path: readonly PropertyKey[]): number;
}

const GOOD_REVISION = /^Good revision:\s*/;

/** Reads one `questions/<track>/<slug>.md`. */
export function readQuestion(file: string, source: string): ReadBody<QuestionBody> {
  return new QuestionReader(file, source).read();
}

class QuestionReader {
  private readonly problems: ContentProblem[] = [];
  /** Lines of the parts that come from sections, by their path in the body. */
  private readonly lines = new Map<string, number>();
  private yaml: YamlDocument = readYaml('');
  private readonly file: string;
  private readonly source: string;

  constructor(file: string, source: string) {
    this.file = file;
    this.source = source;
  }

  read(): ReadBody<QuestionBody> {
    const lineOf = (path: readonly PropertyKey[]) => this.lineOf(path);
    const { frontMatter, body } = splitFrontMatter(this.source);
    if (!frontMatter) {
      this.fault(
        1,
        'The file does not begin with front matter.',
        'Begin with a line `---`, the keys, and another line `---`.',
      );
      return { body: null, problems: this.problems, lineOf };
    }
    this.yaml = readYaml(frontMatter.source, frontMatter.firstLine);
    const head = this.readFrontMatter();
    const parts = this.readSections(body);
    if (head === null) return { body: null, problems: this.problems, lineOf };
    const before = this.problems.length;
    const parsed = QuestionBody.safeParse({ ...head, ...parts });
    for (const issue of parsed.error?.issues ?? []) this.schemaFault(issue);
    const isClean = before === 0 && parsed.success;
    return { body: isClean ? parsed.data : null, problems: this.problems, lineOf };
  }

  private readFrontMatter(): Record<string, unknown> | null {
    for (const { line, message } of this.yaml.faults) {
      this.fault(
        line,
        `The front matter is not valid YAML: ${message}`,
        'Put text with a colon or a leading symbol in quotes.',
      );
    }
    if (this.yaml.faults.length > 0) return null;
    const value = this.yaml.value ?? {};
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.fault(2, 'The front matter is not a list of keys.', 'Write `key: value`, one a line.');
      return null;
    }
    const known: readonly string[] = FRONT_MATTER_KEYS;
    const { levels, ...rest } = value as Record<string, unknown>;
    for (const key of Object.keys(rest).filter((k) => !known.includes(k))) {
      this.fault(
        this.yaml.lineOf([key]),
        `The front matter has no key \`${key}\`.`,
        `Use one of: ${known.join(', ')}.`,
      );
      delete rest[key];
    }
    const optional = {
      aliases: [],
      topics: [],
      expectedDimensions: [],
      sources: [],
      reviewBy: null,
      isAboutOwnProject: false,
    };
    return { ...optional, ...rest, ...this.readLevels(levels) };
  }

  /** `mid` or `mid..senior`. An unknown word is told here, and replaced so that the schema does not tell it again. */
  private readLevels(levels: unknown): { minLevel: string; maxLevel: string } {
    const [min, max, ...more] = typeof levels === 'string' ? levels.split('..').map((s) => s.trim()) : [];
    const isLevel = (s: string | undefined): s is string => (LEVELS as readonly string[]).includes(s ?? '');
    if (isLevel(min) && (max === undefined || isLevel(max)) && more.length === 0)
      return { minLevel: min, maxLevel: max ?? min };
    const what = levels === undefined ? '`levels` is missing.' : '`levels` is neither a level nor a span of levels.';
    this.fault(this.yaml.lineOf(['levels']), what, `Write one of ${LEVELS.join(', ')}, or a span like mid..senior.`);
    return { minLevel: LEVELS[0], maxLevel: LEVELS[0] };
  }

  private readSections(lines: readonly Line[]): Record<string, unknown> {
    const { before, sections } = splitAtHeadings(lines, 2);
    const stray = before.find((l) => l.text.trim() !== '');
    if (stray)
      this.fault(stray.number, 'Text stands before the first section.', 'Move it below a heading like `## Prompt`.');
    const found = new Map<string, Section>();
    const names = QUESTION_SECTIONS.map((r) => r.heading);
    for (const section of sections) {
      if (!names.includes(section.title)) {
        this.fault(section.line, `There is no section "${section.title}".`, `Use one of: ${names.join(', ')}.`);
      } else if (found.has(section.title)) {
        this.fault(section.line, `The section "${section.title}" stands twice.`, 'Join the two.');
      } else found.set(section.title, section);
    }
    const parts: Record<string, unknown> = {};
    for (const rule of QUESTION_SECTIONS) parts[rule.field] = this.readSection(rule, found.get(rule.heading));
    return parts;
  }

  private readSection(rule: SectionRule, section: Section | undefined): unknown {
    if (section) this.lines.set(rule.field, section.line);
    if (rule.form === 'markdown') return section ? textOf(section.lines) : '';
    if (!section) return [];
    if (rule.form === 'pushbacks') return this.readPushbacks(section);
    const { items, stray } = listOf(section.lines);
    if (stray)
      this.fault(
        stray.number,
        `"${rule.heading}" holds something that is no list item.`,
        'Begin each item with `- ` and indent what continues it.',
      );
    items.forEach((item, index) => this.lines.set(`${rule.field}.${index}`, item.line));
    if (rule.form === 'list') return items.map((i) => i.text);
    return this.identified(items).map(({ id, item }) => ({ id, text: item.text }));
  }

  private readPushbacks(section: Section): unknown[] {
    const { before, sections } = splitAtHeadings(section.lines, 3);
    const stray = before.find((l) => l.text.trim() !== '');
    if (stray)
      this.fault(
        stray.number,
        'Text stands before the first pushback.',
        'Begin each pushback with `### ` and what the interviewer says.',
      );
    const items = sections.map((s) => ({ text: s.title, line: s.line }));
    const ids = this.identified(items);
    return sections.map((s, index) => {
      this.lines.set(`pushbacks.${index}`, s.line);
      const answer = textOf(s.lines);
      if (!GOOD_REVISION.test(answer)) {
        this.fault(
          s.line,
          'The pushback does not say what a good revision sounds like.',
          'Below its heading write a text that begins `Good revision:`.',
        );
      }
      return { id: ids[index]?.id ?? '', says: s.title, goodRevision: answer.replace(GOOD_REVISION, '') || '–' };
    });
  }

  /** Ids from the first words; two that are alike are a fault, because marks and coverage are kept by id. */
  private identified(items: readonly ListItem[]): { id: string; item: ListItem }[] {
    const seen = new Set<string>();
    return items.map((item) => {
      const id = partId(item.text);
      if (id === '') this.fault(item.line, 'The item holds no letter or digit.', 'Write it in words.');
      else if (seen.has(id))
        this.fault(item.line, 'Two items of this section begin alike.', 'Begin one of them with other words.');
      seen.add(id);
      return { id: id || 'none', item };
    });
  }

  private schemaFault(issue: Parameters<typeof explain>[0]): void {
    const field = String(issue.path[0] ?? '');
    const rule = QUESTION_SECTIONS.find((r) => r.field === field);
    if (rule && !this.lines.has(field) && (issue.code === 'too_small' || issue.code === 'custom')) {
      const why = issue.code === 'custom' ? ` ${issue.message}` : '';
      this.fault(
        1,
        `The section "## ${rule.heading}" is missing.${why}`,
        'Add it; docs/CONTENT.md says what belongs there.',
      );
      return;
    }
    const { message, hint } = explain(issue, rule ? `"${rule.heading}"` : `\`${frontMatterName(issue.path)}\``);
    this.fault(this.lineOf(issue.path), message, hint);
  }

  private lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const line = this.lines.get(path.slice(0, length).join('.'));
      if (line !== undefined) return line;
    }
    const [first, ...rest] = path;
    const isLevel = first === 'minLevel' || first === 'maxLevel';
    return path.length === 0 ? 1 : this.yaml.lineOf([isLevel ? 'levels' : String(first), ...rest]);
  }

  private fault(line: number, message: string, hint: string): void {
    this.problems.push({ file: this.file, line, message, hint });
  }
}

function frontMatterName(path: readonly PropertyKey[]): string {
  const name = path.map((p) => (typeof p === 'number' ? p + 1 : String(p))).join(' ');
  return name.replace(/^(min|max)Level/, 'levels');
}
