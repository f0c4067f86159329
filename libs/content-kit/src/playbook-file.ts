import { PlaybookBody } from '@dryrun/contracts/playbook-body';
import type { PlaybookPart } from '@dryrun/contracts/playbook-body';
import { frontMatterName, MarkdownFile } from './markdown-file.ts';
import type { ReadBody } from './markdown-file.ts';
import { listOf, splitAtHeadings, textOf } from './markdown-sections.ts';
import type { ListItem, Section } from './markdown-sections.ts';
import { takeLinks } from './study-links.ts';
import { explain } from './zod-faults.ts';

const KEYS = ['title', 'summary', 'kind', 'region', 'sources', 'reviewBy'];

type Form = 'facts' | 'checklist' | 'entries' | 'scenes';

export const PLAYBOOK_SECTIONS: readonly { heading: string; field: PlaybookPart; form: Form }[] = [
  { heading: 'Facts sheet', field: 'factsSheet', form: 'facts' },
  { heading: 'Readiness checklist', field: 'checklist', form: 'checklist' },
  { heading: 'Script outlines', field: 'scripts', form: 'scenes' },
  { heading: 'Comparison', field: 'comparison', form: 'entries' },
  { heading: 'Traps', field: 'traps', form: 'entries' },
  { heading: 'Role-play brief', field: 'rolePlay', form: 'scenes' },
  { heading: 'After signing', field: 'afterSigning', form: 'checklist' },
];

const ENTRY = /^\*\*(.+?)\*\*\s*(.*)$/;
const INPUT = /^You fill in:\s*/;
const SOURCES = /\s*\[sources?: ([a-z0-9, -]+)\]$/;
/** An amount with its currency. Placeholders like `{your floor}` are none. */
const MONEY = /(?:[₹$€£]|\b(?:Rs\.?|INR|USD))\s?\d|\d\s?(?:lakhs?|lpa|crores?)\b/i;

/** Reads one `playbooks/<slug>.md`. */
export function readPlaybook(file: string, source: string): ReadBody<PlaybookBody> {
  return new PlaybookReader(new MarkdownFile(file, source)).read();
}

class PlaybookReader {
  private readonly file: MarkdownFile;

  constructor(file: MarkdownFile) {
    this.file = file;
  }

  read(): ReadBody<PlaybookBody> {
    const head = this.file.readFrontMatter(KEYS);
    if (!this.file.hasFrontMatter) return this.file.result<PlaybookBody>(null);
    const { before, sections } = splitAtHeadings(this.file.body, 2);
    this.file.refuseText(before, 'Text stands before the first section.', 'Move it below a heading like `## Traps`.');
    const found = this.file.sectionsNamed(
      sections,
      PLAYBOOK_SECTIONS.map((s) => s.heading),
    );
    const parts: Record<string, unknown> = {};
    for (const { heading, field, form } of PLAYBOOK_SECTIONS) {
      const section = found.get(heading);
      if (section) this.file.place([field], section.line);
      parts[field] = section ? this.readSection(section, field, form) : [];
    }
    if (head === null || this.file.problems.length > 0) return this.file.result<PlaybookBody>(null);
    const parsed = PlaybookBody.safeParse({ region: null, sources: [], reviewBy: null, ...head, ...parts });
    for (const issue of parsed.error?.issues ?? []) {
      const rule = PLAYBOOK_SECTIONS.find((s) => s.field === issue.path[0]);
      const { message, hint } = explain(issue, rule ? `"${rule.heading}"` : `\`${frontMatterName(issue.path)}\``);
      const isPresent = !rule || found.has(rule.heading);
      this.file.fault(isPresent ? this.file.lineOf(issue.path) : 1, message, hint);
    }
    return this.file.result(parsed.success ? parsed.data : null);
  }

  private readSection(section: Section, field: PlaybookPart, form: Form): unknown {
    switch (form) {
      case 'facts':
        return this.readFacts(section, field);
      case 'checklist':
        return this.items(section, [field]).map(({ id, item }) => ({ id, text: this.plain(item.text, item.line) }));
      case 'entries':
        return this.items(section, [field]).map(({ id, item }) => ({ id, ...this.entry(item) }));
      default:
        return this.readScenes(section, field);
    }
  }

  private readFacts(section: Section, field: PlaybookPart): unknown {
    return this.parts(section, field).map(({ id, part }, place) => {
      const facts = this.items(part, [field, place, 'facts']).map((fact) => ({
        id: fact.id,
        ...this.readFact(fact.item),
      }));
      return { id, title: part.title, kind: groupKind(part.title), facts };
    });
  }

  private readFact(item: ListItem) {
    const names = SOURCES.exec(item.text)?.[1];
    const isSourced = names !== undefined;
    const { label, text } = this.entry({ ...item, text: item.text.replace(SOURCES, '') }, isSourced);
    const sources = (names ?? '').split(',').map((s) => s.trim());
    const isInput = INPUT.test(text);
    return { label, text: text.replace(INPUT, ''), isInput, sources: isSourced ? sources : [] };
  }

  private readScenes(section: Section, field: PlaybookPart): unknown {
    return this.parts(section, field).map(({ id, part }) => ({
      id,
      title: part.title,
      text: this.scene(part),
    }));
  }

  /** The text of a scene; each of its lines is looked at, so that a fault names the line. */
  private scene(part: Section): string {
    for (const line of part.lines) this.plain(line.text, line.number);
    return textOf(part.lines);
  }

  /** The `### ` parts of a section, each placed, with ids. */
  private parts(section: Section, field: PlaybookPart): { id: string; part: Section }[] {
    const { before, sections } = splitAtHeadings(section.lines, 3);
    this.file.refuseText(
      before,
      `Text stands before the first heading of "${section.title}".`,
      'Begin each part with `### `.',
    );
    const ids = this.file.identified(sections.map((s) => ({ text: s.title, line: s.line })));
    return sections.map((part, index) => {
      this.file.place([field, index], part.line);
      return { id: ids[index]?.id ?? '', part };
    });
  }

  private items(section: Section, at: readonly PropertyKey[]): { id: string; item: ListItem }[] {
    const { items, stray } = listOf(section.lines);
    if (stray)
      this.file.fault(
        stray.number,
        `"${section.title}" holds something that is no list item.`,
        'Begin each item with `- ` and indent what continues it.',
      );
    for (const [index, item] of items.entries()) this.file.place([...at, index], item.line);
    return this.file.identified(items);
  }

  private entry(item: ListItem, isSourced = false): { label: string; text: string } {
    const [, lead, rest = ''] = ENTRY.exec(item.text) ?? [];
    if (lead === undefined || rest === '') {
      this.file.fault(item.line, 'The item has no name, or no text.', 'Write `- **Name.** What there is to know.`');
    }
    return { label: (lead ?? '–').replace(/[.:]$/, ''), text: this.plain(rest || '–', item.line, isSourced) };
  }

  /** Text that screens show as it is: no link to other content, and no amount of money that nobody vouches for. */
  private plain(markdown: string, line: number, isSourced = false): string {
    if (takeLinks(markdown).links.length > 0) {
      this.file.fault(line, 'A link to other content stands here.', 'Name it in words; playbooks have no such links.');
    }
    if (!isSourced && MONEY.test(markdown)) {
      this.file.fault(
        line,
        'An amount of money stands here.',
        'Write a placeholder that the reader fills in, or make it a fact that ends `[source: id]`.',
      );
    }
    return markdown;
  }
}

/** `### Law: pay in your state` is about the law; the word before the colon (or the whole title) says so. */
function groupKind(title: string): 'law' | 'market' | 'other' {
  const word = title.split(':')[0]?.trim().toLowerCase();
  return word === 'law' || word === 'market' ? word : 'other';
}
