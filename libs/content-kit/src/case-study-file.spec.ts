import { readCaseStudy } from './case-study-file.ts';
import { CASE_STUDY } from './sample-files.ts';

/** The faults of the sample case study after one change, as `line message hint`. */
function faults(from: string, to: string): string[] {
  const source = CASE_STUDY.replace(from, to);
  expect(source).not.toBe(CASE_STUDY);
  const { body, problems } = readCaseStudy('case-studies/metrics-ingest.md', source);
  expect(body === null).toBe(problems.length > 0);
  return problems.map((p) => `${p.line} ${p.message} ${p.hint}`);
}

describe('a case study file', () => {
  it('becomes a body with ids for what is decided, breaks and is asked', () => {
    const { body, problems } = readCaseStudy('case-studies/metrics-ingest.md', CASE_STUDY);
    expect(problems).toEqual([]);
    expect(body).toMatchObject({
      number: '12.1',
      title: 'Metrics ingest',
      tracks: ['linux'],
      minLevel: 'mid',
      maxLevel: 'senior',
      aliases: ['case-12.1'],
      reviewBy: null,
      prerequisites: [
        { text: 'The kernel: what a process costs.', links: [{ to: 'section-1.0', title: 'The kernel' }] },
      ],
      problem: 'A million samples a second.',
      diagram: { caption: 'From intake to store.', source: 'flowchart LR\n  intake --> queue --> store' },
      decisions: [
        { id: 'a-queue', title: 'A queue', text: 'It holds bursts.' },
        { id: 'quotas', title: 'Quotas', text: 'Per customer.' },
        { id: 'two-stores', title: 'Two stores', text: 'Hot and cold.' },
      ],
    });
    expect(body?.failureModes.map((f) => f.id)).toEqual(['hot-shard', 'lag', 'label-explosion']);
    expect(body?.followUps[0]).toEqual({
      id: 'how-do-you-limit-labels',
      asks: 'How do you limit labels?',
      goodAnswer: 'A budget for each customer.',
    });
  });
});

describe('a fault in a case study file', () => {
  it('is a section that is missing or unknown', () => {
    expect(faults('## Numbers', '## Sizes')).toEqual([
      '18 There is no section "Sizes". Use one of: Prerequisites, Problem, Numbers, Architecture, Diagram, Key decisions, Failure modes, Follow-ups.',
      '1 The section "## Numbers" is missing. Add it; docs/CONTENT.md says what belongs there.',
    ]);
  });

  it('is a diagram without a fence, or of another sort', () => {
    expect(faults('```mermaid', '```text')).toEqual([
      '26 The section holds no diagram. Write what it shows, then one fence that begins ```mermaid, and nothing below it.',
    ]);
    expect(faults('flowchart LR', 'gantt')).toEqual([
      '26 "Diagram" does not have the right form. Begin the diagram with flowchart, sequenceDiagram or stateDiagram-v2.',
    ]);
  });

  it('is a prerequisite that links to nothing, and a link anywhere else', () => {
    expect(faults('[The kernel](section-1.0)', 'The kernel')).toEqual([
      '12 The item links to nothing. Begin it with a link: `- [Metrics](section-6.1): why.`',
    ]);
    expect(faults('16 bytes each.', '16 bytes, see [metrics](section-6.1).')).toEqual([
      '18 A link to other content stands here. Move it to the section Prerequisites.',
    ]);
  });

  it('is a follow-up without its answer', () => {
    expect(faults('Good answer: The agents', 'The agents')).toEqual([
      '69 The follow-up does not say what a good answer contains. Below its heading write a text that begins `Good answer:`.',
    ]);
  });

  it('is too few decisions, or two that begin alike', () => {
    expect(faults('### Two stores\n\nHot and cold.\n', '')).toEqual([
      '35 "Key decisions" has too few entries or is too small. Write at least three decisions.',
    ]);
    expect(faults('### Two stores', '### Quotas')).toEqual([
      '45 Two items of this section begin alike. Begin one of them with other words.',
    ]);
  });

  it('is an alias that is not its number, and levels in the wrong order', () => {
    expect(faults('[case-12.1]', '[case-12.2]')).toEqual([
      '7 `aliases`: List case-12.1. docs/CONTENT.md says what is required.',
    ]);
    expect(faults('mid..senior', 'senior..mid')).toEqual([
      '6 `levels`: The lower level comes first. docs/CONTENT.md says what is required.',
    ]);
  });
});
