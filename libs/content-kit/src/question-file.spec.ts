import { readQuestion } from './question-file.ts';
import { QUESTION } from './sample-files.ts';

const FILE = 'questions/linux/growing-queue.md';

/** The faults of the sample question after one change, as `line message hint`. */
function faults(from: string | RegExp, to: string): string[] {
  const source = QUESTION.replace(from, to);
  expect(source).not.toBe(QUESTION);
  const { body, problems } = readQuestion(FILE, source);
  expect(body === null).toBe(problems.length > 0);
  return problems.map((p) => `${p.line} ${p.message} ${p.hint}`);
}

describe('a question file', () => {
  it('becomes a body with ids for its parts', () => {
    const { body, problems } = readQuestion(FILE, QUESTION);
    expect(problems).toEqual([]);
    expect(body).toMatchObject({
      title: 'A queue that only grows',
      minLevel: 'mid',
      maxLevel: 'senior',
      reviewBy: null,
      isAboutOwnProject: false,
      prompt: 'The queue grows. Why?',
      keyPoints: [
        { id: 'arrival-rate', text: '**Arrival rate** against service rate.' },
        { id: 'consumers', text: '**Consumers** alive and really consuming.' },
        { id: 'poison-message', text: '**Poison message** at the head.' },
      ],
      pushbacks: [
        {
          id: 'the-consumers-are-healthy-still-growing',
          says: 'The consumers are healthy. Still growing?',
          goodRevision: 'Goes to the arrival rate.',
        },
        {
          id: 'it-shrinks-at-night-so-what',
          says: 'It shrinks at night. So what?',
          goodRevision: 'Asks what runs by day.',
        },
      ],
      variations: [{ id: 'ten-times-the-rate', text: 'Ten times the rate.' }],
      followUps: ['What do you alert on?'],
      factsOnRequest: [],
      probes: [],
    });
  });

  it('takes one level as the span from it to itself', () => {
    const { body } = readQuestion(FILE, QUESTION.replace('mid..senior', 'mid'));
    expect([body?.minLevel, body?.maxLevel]).toEqual(['mid', 'mid']);
  });

  it('keeps a heading inside a code fence as text', () => {
    const fenced = QUESTION.replace('The queue grows. Why?', '```\n## not a section\n```\n\nWhy?');
    expect(readQuestion(FILE, fenced).body?.prompt).toBe('```\n## not a section\n```\n\nWhy?');
  });

  it('names the line of any part, for faults that are found later', () => {
    const { lineOf } = readQuestion(FILE, QUESTION);
    expect(lineOf(['keyPoints', 1, 'text'])).toBe(31);
    expect(lineOf(['pushbacks', 1])).toBe(57);
    expect(lineOf(['expectedDimensions', 0])).toBe(9);
    expect(lineOf(['minLevel'])).toBe(5);
    expect(lineOf(['sources', 0, 'url'])).toBe(2);
  });
});

describe('a fault in the front matter', () => {
  it('is told when there is none', () => {
    expect(faults('---\ntitle', 'title')).toEqual([
      '1 The file does not begin with front matter. Begin with a line `---`, the keys, and another line `---`.',
    ]);
  });

  it('is told with the line of the YAML error', () => {
    expect(faults('title: A queue', 'title: "A queue')[0]).toMatch(
      /^\d+ The front matter is not valid YAML: .+ Put text with a colon or a leading symbol in quotes\.$/,
    );
    expect(faults('kind: debugging', 'kind: debugging\nkind: design')).toEqual([
      '5 The front matter is not valid YAML: Map keys must be unique Put text with a colon or a leading symbol in quotes.',
    ]);
    expect(faults(/title[^]*?surface\]/, '- one')).toEqual([
      '2 The front matter is not a list of keys. Write `key: value`, one a line.',
    ]);
  });

  it('is an unknown key', () => {
    expect(faults('use: both', 'use: both\nlevel: mid')).toEqual([
      '7 The front matter has no key `level`. Use one of: title, track, kind, levels, use, aliases, topics, expectedDimensions, sources, reviewBy, isAboutOwnProject.',
    ]);
  });

  it('is a missing key', () => {
    expect(faults('title: A queue that only grows\n', '')).toEqual([
      '2 `title` is missing. Add it; docs/CONTENT.md says what belongs there.',
    ]);
    expect(faults('levels: mid..senior\n', '')).toEqual([
      '2 `levels` is missing. Write one of junior, mid, senior, or a span like mid..senior.',
    ]);
  });

  it('is a value that is not known', () => {
    expect(faults('kind: debugging', 'kind: puzzle')).toEqual([
      '4 `kind` has a value that is not known. Use one of: knowledge, reasoning, scenario, design, debugging, behavioural.',
    ]);
    expect(faults('mid..senior', 'mid..guru')).toEqual([
      '5 `levels` is neither a level nor a span of levels. Write one of junior, mid, senior, or a span like mid..senior.',
    ]);
    expect(faults('mid..senior', 'senior..mid')).toEqual([
      '5 `levels`: The lower level comes first. docs/CONTENT.md says what is required.',
    ]);
  });

  it('is a value of another form', () => {
    expect(faults('[bank-linux-01]', 'bank-linux-01')).toEqual([
      '7 `aliases` has the wrong form. Write it as a list: [one, two].',
    ]);
    expect(faults('[1.0/processes-threads]', '[1.0/Processes]')).toEqual([
      '8 `topics 1` does not have the right form. Write section/topic, for example 4.4/services-kube-proxy.',
    ]);
    expect(faults('track: linux', 'track: Linux')).toEqual([
      '3 `track` does not have the right form. Use lower-case words joined by hyphens.',
    ]);
    expect(faults('A queue that only grows', 'q'.repeat(121))).toEqual([
      '2 `title` is too long or too large. At most 120 characters, please.',
    ]);
  });

  it('is a source without a date, an unsafe address, or sources that nobody will check again', () => {
    const source = (lines: string) => `topics: [1.0/processes-threads]\nsources:\n  - title: A page\n    ${lines}`;
    const topics = 'topics: [1.0/processes-threads]';
    expect(faults(topics, source('url: https://example.org/\n    asOf: May 2026\nreviewBy: 2027-05-01'))).toEqual([
      '12 `sources 1 asOf` does not have the right form. Write a date as YYYY-MM-DD.',
    ]);
    expect(faults(topics, source('url: http://example.org/\n    asOf: 2026-05-01\nreviewBy: 2027-05-01'))).toEqual([
      '11 `sources 1 url` does not have the right form. Give a full https:// address.',
    ]);
    expect(faults(topics, source('url: https://example.org/\n    asOf: 2026-05-01'))).toEqual([
      '2 `reviewBy`: A question with sources needs a date to check them again. docs/CONTENT.md says what is required.',
    ]);
  });
});

describe('a fault in the sections', () => {
  it('is text before the first one', () => {
    expect(faults('---\n\n## Prompt', '---\n\nHello.\n\n## Prompt')).toEqual([
      '12 Text stands before the first section. Move it below a heading like `## Prompt`.',
    ]);
  });

  it('is an unknown heading, together with what is then missing', () => {
    expect(faults('## Framework', '## Frame')).toEqual([
      '20 There is no section "Frame". Use one of: Prompt, Facts on request, Why it is asked, Framework, Answer pattern, Key points, Knowledge answer, Reasoning answer, Trade-offs, Common mistake, Pushbacks, Variations, Follow-ups, Probes, Example.',
      '1 The section "## Framework" is missing. Add it; docs/CONTENT.md says what belongs there.',
    ]);
  });

  it('is a heading that stands twice', () => {
    expect(faults('## Framework', '## Prompt\n\nAgain.\n\n## Framework')).toEqual([
      '20 The section "Prompt" stands twice. Join the two.',
    ]);
  });

  it('is an empty section', () => {
    expect(faults('Restarting everything.', '')).toEqual([
      '47 "Common mistake" is empty. Write it, or remove it where it may be left out.',
    ]);
  });

  it('is what a kind requires and the file does not have', () => {
    expect(faults(/## Trade-offs\n\n.*\n\n/, '')).toEqual([
      '1 The section "## Trade-offs" is missing. A debugging question needs it. Add it; docs/CONTENT.md says what belongs there.',
    ]);
    expect(faults(/### It shrinks[^]*?day\.\n\n/, '')).toEqual([
      '51 "Pushbacks": A debugging question needs at least two. docs/CONTENT.md says what is required.',
    ]);
    expect(faults('[failure-surface]', '[]')).toEqual([
      '9 `expectedDimensions`: A debugging question needs at least one. docs/CONTENT.md says what is required.',
    ]);
  });

  it('asks for less from a knowledge question', () => {
    const without = QUESTION.replace('kind: debugging', 'kind: knowledge').replace(
      /## Knowledge answer[^]*?## Common/,
      '## Common',
    );
    expect(readQuestion(FILE, without.replace(/## Pushbacks[^]*?## Follow/, '## Follow')).problems).toEqual([]);
  });

  it('is a question about the own project without an example', () => {
    expect(faults('use: both', 'use: both\nisAboutOwnProject: true')).toEqual([
      '1 The section "## Example" is missing. A question about the own project needs an example for a generic one. Add it; docs/CONTENT.md says what belongs there.',
    ]);
  });

  it('is too few key points', () => {
    expect(faults('- **Poison message** at the head.\n', '')).toEqual([
      '28 "Key points" has too few entries or is too small. List at least three key points.',
    ]);
  });

  it('is something in a list that is no item', () => {
    expect(faults('- Ten times the rate.', 'Ten times the rate.')).toEqual([
      '63 "Variations" holds something that is no list item. Begin each item with `- ` and indent what continues it.',
      '61 "Variations": A debugging question needs at least one. docs/CONTENT.md says what is required.',
    ]);
  });

  it('is two items that begin alike, or one without a word', () => {
    expect(faults('**Poison message** at the head', '**Consumers** that hang')).toEqual([
      '33 Two items of this section begin alike. Begin one of them with other words.',
    ]);
    expect(faults('**Poison message** at the head.', '…')).toEqual([
      '33 The item holds no letter or digit. Write it in words.',
    ]);
  });

  it('is a pushback without a good revision, or text before the first pushback', () => {
    expect(faults('Good revision: Asks what', 'Asks what')).toEqual([
      '57 The pushback does not say what a good revision sounds like. Below its heading write a text that begins `Good revision:`.',
    ]);
    expect(faults('## Pushbacks\n', '## Pushbacks\n\nTwo of them.\n')).toEqual([
      '53 Text stands before the first pushback. Begin each pushback with `### ` and what the interviewer says.',
    ]);
  });
});
