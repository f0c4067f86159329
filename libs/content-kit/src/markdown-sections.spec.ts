import { listOf, splitAtHeadings, splitFrontMatter, textOf } from './markdown-sections.ts';
import type { Line } from './markdown-sections.ts';

function linesOf(text: string): Line[] {
  return text.split('\n').map((line, index) => ({ text: line, number: index + 1 }));
}

describe('front matter', () => {
  it('is told apart from the body, which keeps its line numbers', () => {
    const { frontMatter, body } = splitFrontMatter('---\na: 1\nb: 2\n---\nText');
    expect(frontMatter).toEqual({ source: 'a: 1\nb: 2', firstLine: 2 });
    expect(body).toEqual([{ text: 'Text', number: 5 }]);
  });

  it('is found behind a byte-order mark and with Windows line ends', () => {
    expect(splitFrontMatter('\uFEFF---\r\na: 1\r\n---\r\nText').frontMatter?.source).toBe('a: 1');
  });

  it('is absent where it is never closed or does not come first', () => {
    expect(splitFrontMatter('---\na: 1\nText').frontMatter).toBeNull();
    expect(splitFrontMatter('Text\n---\na: 1\n---').frontMatter).toBeNull();
  });
});

describe('sections', () => {
  it('begin at headings of their depth and hold deeper ones as text', () => {
    const { before, sections } = splitAtHeadings(linesOf('intro\n## One\na\n### Deep\nb\n## Two'), 2);
    expect(textOf(before)).toBe('intro');
    expect(sections.map((s) => [s.title, s.line, textOf(s.lines)])).toEqual([
      ['One', 2, 'a\n### Deep\nb'],
      ['Two', 6, ''],
    ]);
  });

  it.each([
    ['backticks', '```sh\n## comment\n```'],
    ['tildes', '~~~\n## comment\n~~~'],
    ['a longer fence around a shorter one', '````\n```\n## comment\n```\n````'],
    ['a fence that is never closed', '```\n## comment'],
  ])('do not begin inside code with %s', (_, code) => {
    expect(splitAtHeadings(linesOf(code), 2).sections).toEqual([]);
  });

  it('begin again after the code has ended', () => {
    expect(splitAtHeadings(linesOf('```\n## no\n```\n## Yes'), 2).sections.map((s) => s.title)).toEqual(['Yes']);
  });
});

describe('a list', () => {
  it('joins indented lines to the item above, across blank lines', () => {
    const { items, stray } = listOf(linesOf('- one\n  more\n\n* two\n'));
    expect(items).toEqual([
      { text: 'one more', line: 1 },
      { text: 'two', line: 4 },
    ]);
    expect(stray).toBeNull();
  });

  it('names the first line that is neither an item nor its continuation', () => {
    expect(listOf(linesOf('- one\ntext\n- two')).stray).toEqual({ text: 'text', number: 2 });
    expect(listOf(linesOf('  indented first')).stray?.number).toBe(1);
    expect(listOf(linesOf('-no space')).stray?.number).toBe(1);
  });
});
