import { STAGE } from './sample-files.ts';
import { readStage } from './stage-file.ts';

/** The faults of the sample stage after one change, as `line message hint`. */
function faults(from: string, to: string): string[] {
  const source = STAGE.replace(from, to);
  expect(source).not.toBe(STAGE);
  const { body, problems } = readStage('roadmap/linux.md', source);
  expect(body === null).toBe(problems.length > 0);
  return problems.map((p) => `${p.line} ${p.message} ${p.hint}`);
}

describe('a stage file', () => {
  it('becomes sections, topics and items whose links stand beside the text', () => {
    const { body, problems } = readStage('roadmap/linux.md', STAGE);
    expect(problems).toEqual([]);
    expect(body).toEqual({
      number: 1,
      title: 'Linux',
      summary: 'What lies below.',
      aliases: ['stage-1', 'section-1.0'],
      sources: [],
      reviewBy: null,
      sections: [
        {
          number: '1.0',
          title: 'The kernel',
          summary: {
            text: 'Everything above rests on it; see metrics.',
            links: [{ to: 'case-12.1', title: 'metrics' }],
          },
          topics: [
            {
              id: 'processes-threads',
              title: 'Processes & threads',
              items: [
                {
                  id: 'fork-and-exec',
                  label: 'Fork and exec',
                  text: 'One copies, the other replaces, as limits and [the manual](https://example.org/fork) tell.',
                  links: [{ to: 'section-1.0', title: 'limits' }],
                },
              ],
            },
            {
              id: 'signals-ipc',
              title: 'Signals & IPC',
              items: [
                {
                  id: 'sigterm',
                  label: 'SIGTERM',
                  text: 'Asks; read on in signals in depth.',
                  links: [{ to: 'deep-dive/signals', title: 'signals in depth' }],
                },
              ],
            },
          ],
        },
      ],
    });
  });
});

describe('a fault in a stage file', () => {
  it('is a file without front matter, told once', () => {
    const { problems } = readStage('roadmap/linux.md', STAGE.slice(4));
    expect(problems.map((p) => p.message)).toEqual(['The file does not begin with front matter.']);
  });

  it('is a section of another stage, or one without a number', () => {
    const told =
      '8 The heading does not begin with a number of stage 1. Write stage, dot, place, title: `## 4.1 Title`.';
    expect(faults('## 1.0 The kernel', '## 2.0 The kernel')).toContain(told);
    expect(faults('## 1.0 The kernel', '## The kernel')).toContain(told);
  });

  it('is a list of aliases that misses one or has one too many', () => {
    const told = '5 `aliases`: List exactly stage-1, section-1.0. docs/CONTENT.md says what is required.';
    expect(faults('[stage-1, section-1.0]', '[stage-1]')).toEqual([told]);
    expect(faults('[stage-1, section-1.0]', '[stage-1, section-1.0, section-1.1]')).toEqual([told]);
  });

  it('is an item without a name or without text', () => {
    const told = '19 The item has no name, or no text. Write `- **Name.** What there is to know.`';
    expect(faults('- **SIGTERM.** Asks', '- SIGTERM asks')).toEqual([told]);
    expect(faults('- **SIGTERM.** Asks; read on in [signals in depth](deep-dive/signals).', '- **SIGTERM.**')).toEqual([
      told,
    ]);
  });

  it('is a topic that stands twice, or one that is empty', () => {
    expect(faults('### Signals & IPC', '### Processes & threads')).toEqual([
      '17 The topic processes-threads stands twice. Join the two.',
    ]);
    expect(faults('### Signals & IPC\n', '### Pipes\n\n### Signals & IPC\n')).toEqual([
      '17 This part has too few entries or is too small. List at least one item.',
    ]);
  });

  it('is a link of a form that nothing can have', () => {
    expect(faults('(section-1.0)', '(sections/1.0)')).toEqual([
      '14 This part does not have the right form. Write stage-4, section-4.4, case-12.8, question/<slug> or deep-dive/<subject>.',
    ]);
  });

  it('is text where a heading or a list belongs', () => {
    expect(faults('## 1.0 The kernel', 'Hello.\n\n## 1.0 The kernel')).toEqual([
      '8 Text stands before the first section. Move it below a heading like `## 4.1 Title`.',
    ]);
    expect(faults('/signals).', '/signals).\n\nHello.')).toEqual([
      '21 "Signals & IPC" holds something that is no list item. Begin each item with `- ` and indent what continues it.',
    ]);
  });

  it('is an unknown key, and sources that nobody will check again', () => {
    expect(faults('number: 1', 'number: 1\ntrack: linux')).toEqual([
      '4 The front matter has no key `track`. Use one of: title, number, summary, aliases, sources, reviewBy.',
    ]);
    const sources = "number: 1\nsources: [{ title: A page, url: 'https://example.org/', asOf: 2026-05-01 }]";
    expect(faults('number: 1', sources)).toEqual([
      '2 `reviewBy`: Sources need a date to check them again. docs/CONTENT.md says what is required.',
    ]);
  });
});
