/** A line of text with its place in the file. */
export interface Line {
  text: string;
  /** 1-based. */
  number: number;
}

/** The text under one heading. */
export interface Section {
  title: string;
  /** The line of the heading. */
  line: number;
  /** The lines below it, up to the next heading of the same depth. */
  lines: Line[];
}

export interface SplitText {
  /** What stands before the first heading. */
  before: Line[];
  sections: Section[];
}

export interface FrontMatterFile {
  /** null when the file does not begin with a `---` block that is closed. */
  frontMatter: { source: string; firstLine: number } | null;
  body: Line[];
}

/** A Markdown file as front matter and lines. Windows line ends and a byte-order mark are accepted. */
export function splitFrontMatter(source: string): FrontMatterFile {
  const lines = source
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((text, index) => ({ text, number: index + 1 }));
  const end = lines.findIndex((l, index) => index > 0 && l.text.trimEnd() === '---');
  if (lines[0]?.text.trimEnd() !== '---' || end < 0) return { frontMatter: null, body: lines };
  const yaml = lines.slice(1, end).map((l) => l.text);
  return { frontMatter: { source: yaml.join('\n'), firstLine: 2 }, body: lines.slice(end + 1) };
}

/** Splits at headings of exactly this depth; a `#` inside a code fence is text. */
export function splitAtHeadings(lines: readonly Line[], depth: number): SplitText {
  const mark = `${'#'.repeat(depth)} `;
  const split: SplitText = { before: [], sections: [] };
  let fence: string | null = null;
  for (const line of lines) {
    const opened: string | null = fence;
    fence = fenceAfter(fence, line.text);
    if (opened === null && line.text.startsWith(mark)) {
      split.sections.push({ title: line.text.slice(mark.length).trim(), line: line.number, lines: [] });
    } else (split.sections.at(-1)?.lines ?? split.before).push(line);
  }
  return split;
}

/** The open fence after this line: null outside code. A fence closes with at least as many of its own marks. */
function fenceAfter(open: string | null, text: string): string | null {
  const found = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(text);
  if (!found) return open;
  const [, marks = '', rest = ''] = found;
  if (open === null) return marks;
  return marks.startsWith(open) && rest.trim() === '' ? null : open;
}

/** The lines as one Markdown text without blank lines around it. */
export function textOf(lines: readonly Line[]): string {
  return lines
    .map((l) => l.text.trimEnd())
    .join('\n')
    .trim();
}

export interface ListItem {
  text: string;
  line: number;
}

/** A flat list: `- ` items, each with indented lines that continue it. `stray` is the first line that is neither. */
export function listOf(lines: readonly Line[]): { items: ListItem[]; stray: Line | null } {
  const items: ListItem[] = [];
  for (const line of lines) {
    if (line.text.trim() === '') continue;
    const start = /^[-*] +(\S.*)$/.exec(line.text);
    const last = items.at(-1);
    if (start?.[1] !== undefined) items.push({ text: start[1].trim(), line: line.number });
    else if (last && /^\s{2,}\S/.test(line.text)) last.text += ` ${line.text.trim()}`;
    else return { items, stray: line };
  }
  return { items, stray: null };
}
