import { LEVELS } from '@dryrun/domain/cohorts/levels';
import type { ContentProblem } from './content-item.ts';
import { splitFrontMatter } from './markdown-sections.ts';
import type { Line, ListItem, Section } from './markdown-sections.ts';
import { partId } from './part-id.ts';
import { readYaml } from './yaml-document.ts';
import type { YamlDocument } from './yaml-document.ts';

/** What a reader makes of one file. `lineOf` names the line of any part of the body, for faults found later. */
export interface ReadBody<T> {
  /** null when the file has faults. */
  body: T | null;
  problems: ContentProblem[];
  lineOf(path: readonly PropertyKey[]): number;
}

/** One Markdown file with front matter while it is read: collects its faults and remembers the lines of its parts. */
export class MarkdownFile {
  readonly problems: ContentProblem[] = [];
  /** What stands below the front matter; the whole file where there is none. */
  readonly body: readonly Line[];
  private readonly yaml: YamlDocument;
  readonly hasFrontMatter: boolean;
  /** Lines of the parts below the front matter, by their path in the body. */
  private readonly lines = new Map<string, number>();
  private readonly file: string;

  constructor(file: string, source: string) {
    this.file = file;
    const { frontMatter, body } = splitFrontMatter(source);
    this.body = body;
    this.hasFrontMatter = frontMatter !== null;
    this.yaml = readYaml(frontMatter?.source ?? '', frontMatter?.firstLine);
  }

  /** The keys of the front matter, without those that `known` does not list (each is a fault); null when it cannot be read. */
  readFrontMatter(known: readonly string[]): Record<string, unknown> | null {
    if (!this.hasFrontMatter) {
      this.fault(
        1,
        'The file does not begin with front matter.',
        'Begin with a line `---`, the keys, and another line `---`.',
      );
      return null;
    }
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
    const head = { ...value } as Record<string, unknown>;
    for (const key of Object.keys(head).filter((k) => !known.includes(k))) {
      this.fault(
        this.yaml.lineOf([key]),
        `The front matter has no key \`${key}\`.`,
        `Use one of: ${known.join(', ')}.`,
      );
      delete head[key];
    }
    return head;
  }

  /** `mid` or `mid..senior`. An unknown word is told here, and replaced so that the schema does not tell it again. */
  readLevels(levels: unknown): { minLevel: string; maxLevel: string } {
    const [min, max, ...more] = typeof levels === 'string' ? levels.split('..').map((s) => s.trim()) : [];
    const isLevel = (s: string | undefined): s is string => (LEVELS as readonly string[]).includes(s ?? '');
    if (isLevel(min) && (max === undefined || isLevel(max)) && more.length === 0)
      return { minLevel: min, maxLevel: max ?? min };
    const what = levels === undefined ? '`levels` is missing.' : '`levels` is neither a level nor a span of levels.';
    this.fault(this.yaml.lineOf(['levels']), what, `Write one of ${LEVELS.join(', ')}, or a span like mid..senior.`);
    return { minLevel: LEVELS[0], maxLevel: LEVELS[0] };
  }

  /** The sections by title; an unknown title and a second one of the same are faults. */
  sectionsNamed(sections: readonly Section[], names: readonly string[]): Map<string, Section> {
    const found = new Map<string, Section>();
    for (const section of sections) {
      if (!names.includes(section.title)) {
        this.fault(section.line, `There is no section "${section.title}".`, `Use one of: ${names.join(', ')}.`);
      } else if (found.has(section.title)) {
        this.fault(section.line, `The section "${section.title}" stands twice.`, 'Join the two.');
      } else found.set(section.title, section);
    }
    return found;
  }

  /** Text where only headings may stand is a fault. */
  refuseText(before: readonly Line[], message: string, hint: string): void {
    const stray = before.find((l) => l.text.trim() !== '');
    if (stray) this.fault(stray.number, message, hint);
  }

  /** Ids from the first words; two that are alike are a fault, because marks, coverage and links are kept by id. */
  identified(items: readonly ListItem[]): { id: string; item: ListItem }[] {
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

  /** Remembers where a part of the body stands. */
  place(path: readonly PropertyKey[], line: number): void {
    this.lines.set(path.map(String).join('.'), line);
  }

  isPlaced(path: readonly PropertyKey[]): boolean {
    return this.lines.has(path.map(String).join('.'));
  }

  /** The line of the deepest part of `path` that is known. */
  lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const line = this.lines.get(path.slice(0, length).map(String).join('.'));
      if (line !== undefined) return line;
    }
    const [first, ...rest] = path;
    const isLevel = first === 'minLevel' || first === 'maxLevel';
    return path.length === 0 ? 1 : this.yaml.lineOf([isLevel ? 'levels' : String(first), ...rest]);
  }

  fault(line: number, message: string, hint: string): void {
    this.problems.push({ file: this.file, line, message, hint });
  }

  /** The body once everything was read; null when there was a fault. */
  result<T>(body: T | null): ReadBody<T> {
    return {
      body: this.problems.length === 0 ? body : null,
      problems: this.problems,
      lineOf: (path) => this.lineOf(path),
    };
  }
}

/** A key of the front matter as its writer knows it. */
export function frontMatterName(path: readonly PropertyKey[]): string {
  const name = path.map((p) => (typeof p === 'number' ? p + 1 : String(p))).join(' ');
  return name.replace(/^(min|max)Level/, 'levels');
}
